import type { Finding } from '../../rules/model/finding.js';
import type { RuleMeta } from '../../rules/model/rule-meta.js';
import { PROJECT_ROOT, analyse, findingsOf, settingsFor } from './analyse.js';
import type { ProjectTexts, Results } from './analyse.js';
import type { Expectation } from './expectations.js';
import { checkFixes } from './fix-harness.js';
import type { CaseFile, LiterateCase, OutputBlock } from './literate-case.js';
import { applyEdits, positionOf } from './positions.js';

/** What a case gave: complaints, and the output blocks as they would be right. */
export interface CaseOutcome {
  /** One sentence each; empty when the case holds. */
  readonly problems: readonly string[];
  /** In the order of the case's output blocks. */
  readonly outputs: readonly string[];
}

/** Runs one case of a spec file through the engine and compares everything that it says. */
export function runCase(literate: LiterateCase, rule: RuleMeta): CaseOutcome {
  const texts: ProjectTexts = new Map(literate.files.map(({ path, code }) => [path, code]));
  const settings = settingsFor(rule, literate.settings);
  const results = analyse(texts, settings);
  const outputs = expectedOutputs(literate.outputs, findingsOf(results, rule.id), texts);
  return {
    outputs,
    problems: [
      ...literate.files.flatMap((file) => compareFile(file, results, rule.id)),
      ...literate.outputs.flatMap((block, index) => compareOutput(block, outputs[index] ?? '')),
      ...knownMistake(literate, rule.id),
      ...sharedRanges(results, texts),
      ...findingsOf(results, rule.id).flatMap(messageProblems),
      ...checkFixes({ texts, results, settings, ruleId: rule.id }),
    ],
  };
}

/** Differences between what a file's comments ask for and what was found; other rules count only when asked for. */
export function compareFile(file: CaseFile, results: Results, ruleId: string): readonly string[] {
  const asked = new Set(file.expectations.map((expectation) => expectation.ruleId));
  const open = (results.get(file.path)?.findings ?? []).filter((it) => it.ruleId === ruleId || asked.has(it.ruleId));
  const missing: string[] = [];
  for (const expectation of file.expectations) {
    const index = open.findIndex((finding) => matches(expectation, finding, file.code));
    if (index >= 0) open.splice(index, 1);
    else missing.push(`${file.path}:${expectation.line} lacks [${expectation.ruleId}] "${expectation.fragment}".`);
  }
  return [...missing, ...open.map((finding) => `${describeFinding(finding, file.code)} was not expected.`)];
}

function matches(expectation: Expectation, finding: Finding, code: string): boolean {
  const { line, column } = positionOf(code, finding.range.start);
  return (
    expectation.ruleId === finding.ruleId &&
    expectation.line === line &&
    (expectation.column === undefined || expectation.column === column) &&
    (expectation.level === 'error' || expectation.level === finding.level) &&
    finding.message.includes(expectation.fragment)
  );
}

function describeFinding(finding: Finding, code: string): string {
  const { line, column } = positionOf(code, finding.range.start);
  return `${relative(finding.path)}:${line}:${column} ${finding.level} [${finding.ruleId}] ${finding.message}`;
}

function relative(path: string): string {
  return path.startsWith(`${PROJECT_ROOT}/`) ? path.slice(PROJECT_ROOT.length + 1) : path;
}

/** A chain block belongs to the next finding that has a chain; a fix block to the next finding with a fix so named. */
function expectedOutputs(
  blocks: readonly OutputBlock[],
  findings: readonly Finding[],
  texts: ProjectTexts,
): readonly string[] {
  const chained = findings.filter(({ chain }) => chain.length > 0);
  const used = new Map<string, number>();
  return blocks.map((block) => {
    if (block.kind === 'snapshot') return findings.map((finding) => snapshotLines(finding, texts)).join('');
    const title = block.kind === 'fix' ? (block.text.split('\n')[0] ?? '') : '';
    const candidates =
      block.kind === 'chain' ? chained : findings.filter(({ fixes }) => fixes.some((fix) => fix.title === title));
    const key = `${block.kind} ${title}`;
    const finding = candidates[used.get(key) ?? 0];
    used.set(key, (used.get(key) ?? 0) + 1);
    if (finding === undefined) return block.kind === 'chain' ? '(no finding has a chain here)\n' : noSuchFix(findings);
    return block.kind === 'chain' ? chainLines(finding, texts) : fixedText(finding, title, texts);
  });
}

function chainLines(finding: Finding, texts: ProjectTexts): string {
  const lines = finding.chain.map((hop) => {
    const path = relative(hop.path);
    const { line } = positionOf(texts.get(path) ?? '', hop.range.start);
    return `${path}:${line} ${hop.text.replaceAll('`', '')}\n`;
  });
  return lines.join('');
}

function fixedText(finding: Finding, title: string, texts: ProjectTexts): string {
  const fix = finding.fixes.find((candidate) => candidate.title === title);
  return `${title}\n${applyEdits(texts.get(relative(finding.path)) ?? '', fix?.edits ?? [])}`;
}

function noSuchFix(findings: readonly Finding[]): string {
  const titles = new Set(findings.flatMap(({ fixes }) => fixes.map((fix) => fix.title)));
  return `(the fixes here are: ${[...titles].join('; ')})\n`;
}

function snapshotLines(finding: Finding, texts: ProjectTexts): string {
  const text = texts.get(relative(finding.path)) ?? '';
  const fixes = finding.fixes.map((fix) => `  ${fix.applicability}: ${fix.title}\n`);
  return `${describeFinding(finding, text)}\n${fixes.join('')}`;
}

function compareOutput(block: OutputBlock, actual: string): readonly string[] {
  const text = block.text.trimEnd();
  return text === actual.trimEnd() ? [] : [`The ${block.kind} block says\n${text}\nbut it is\n${actual.trimEnd()}`];
}

/** What is titled a false alarm must show one, and what is titled a miss must show none. */
function knownMistake({ known, files }: LiterateCase, ruleId: string): readonly string[] {
  const reported = files.some(({ expectations }) => expectations.some((expectation) => expectation.ruleId === ruleId));
  if (known === 'FP' && !reported) return ['The title says FP, but no finding is expected: the false alarm is gone.'];
  if (known === 'FN' && reported) return ['The title says FN, but a finding is expected: it is no longer missed.'];
  return [];
}

/** One problem, one finding: no two rules report the same span. */
function sharedRanges(results: Results, texts: ProjectTexts): readonly string[] {
  const seen = new Map<string, Finding>();
  const problems: string[] = [];
  for (const finding of [...results.values()].flatMap(({ findings }) => findings)) {
    const key = `${finding.path}:${finding.range.start}:${finding.range.end}`;
    const other = seen.get(key);
    const text = texts.get(relative(finding.path)) ?? '';
    if (other !== undefined) problems.push(`${describeFinding(finding, text)} repeats [${other.ruleId}].`);
    seen.set(key, finding);
  }
  return problems;
}

const LONGEST_MESSAGE = 110;

function messageProblems({ message, fixes }: Finding): readonly string[] {
  const titles = fixes.map(({ title }) => title);
  return [
    ...(message.length > LONGEST_MESSAGE ? [`The message has ${message.length} characters: ${message}`] : []),
    ...(message.includes('{{') ? [`The message has an open placeholder: ${message}`] : []),
    ...titles.filter((title) => !isImperative(title)).map((title) => `The fix title is not an order: ${title}`),
    ...(new Set(titles).size < titles.length ? [`Two fixes have the same title: ${titles.join('; ')}`] : []),
  ];
}

/** A capital, a verb in its plain form, no full stop. */
function isImperative(title: string): boolean {
  const [verb = ''] = title.split(' ');
  return /^[A-Z][a-z]+$/.test(verb) && !/(?:ing|[^s]s|ed)$/.test(verb) && !title.endsWith('.');
}
