import { discoverFiles, explainRefusal } from '../../rules/host/discover-files.js';
import { isInLibrary, normalisePath } from '../../rules/host/paths.js';
import type { Engine, FileResult } from '../../rules/engine-types.js';
import type { Finding } from '../../rules/model/finding.js';
import type { Language } from '../../rules/model/language.js';
import type { Range } from '../../rules/model/range.js';
import type { Settings } from '../../rules/model/settings.js';
import { suggestNearest } from '../workspace/did-you-mean.js';
import { resolveRules } from '../../rules/engine.js';
import { parsePlace } from './arguments.js';
import { checkFile, explainNotice } from './analyse.js';
import { UsageError, type ExitCode } from './environment.js';
import type { Plan } from './plan.js';
import { findAround, ownIgnoreRules } from './input.js';
import { relativeToRoot } from './print-config.js';
import { escapeText } from './report/escape.js';
import { renderFinding, renderPlace, type Presentation } from './report/pretty.js';
import { plural } from './report/wording.js';
import type { Session } from './session.js';
import { openTexts, present, writeNotices } from './write-results.js';

/** Explains a rule, or what is (or is not) reported at a line. */
export function planExplanation(session: Session): Plan {
  const { target } = session.arguments;
  const place = parsePlace(target);
  if (place === undefined) {
    const page = findPage(session, target.replace(/^looplint\//u, ''));
    session.environment.stdout.write(page.endsWith('\n') ? page : `${page}\n`);
    return { paths: [], execute: () => 0 };
  }
  const path = session.host.realpath(normalisePath(place.path, session.cwd));
  const { paths: around, notices } = isInLibrary(path)
    ? { paths: findInLibrary(session, path), notices: [] }
    : findAround(session, { paths: [path], size: 0 });
  writeNotices(session, notices);
  return { paths: [...around, path], execute: () => explainPlace(session, { ...place, path, around }) };
}

/** Dependencies are analysed for themselves, by folders such as `src`: what stands in the same one belongs to a file. */
function findInLibrary({ root }: Session, path: string): readonly string[] {
  const [folder = path] =
    /^.*\/(?:node_modules|site-packages|dist-packages)\/(?:@[^/]+\/)?[^/]+(?:\/[^/]+(?=\/))?/u.exec(path) ?? [];
  const { files } = discoverFiles(root, [folder], { cwd: root, ignores: [], ignoring: 'on' });
  return files.map((file) => file.path).filter((each) => each !== path);
}

function findPage({ environment, host, cwd }: Session, id: string): string {
  const ids = environment.rules.map((rule) => rule.id);
  if (!ids.includes(id)) {
    if (host.kind(normalisePath(id, cwd)) !== undefined)
      throw new UsageError(`\`${id}\` is a file: add the line to explain, as in \`looplint explain ${id}:1\`.`);
    throw new UsageError(`\`${id}\` is not a rule: ${suggestNearest(id, ids)}`);
  }
  const page = host.asset(`rules/${id}.md`);
  if (page === undefined) throw new UsageError(`The page of \`${id}\` is missing: install looplint again.`);
  return page;
}

interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number | undefined;
  /** The other files of the program. */
  readonly around: readonly string[];
}

function explainPlace(session: Session, place: Place): ExitCode {
  const { environment, host, settings, display } = session;
  const source = host.readSource(place.path);
  const name = display(place.path);
  if (source.kind === 'refused') throw new UsageError(`\`${name}\` cannot be explained. ${source.notice.message}`);
  const presentation = present(session, openTexts(session, new Map()));
  const lineCount = presentation.texts.find(place.path)?.lines.lineCount ?? 0;
  if (place.line < 1 || place.line > lineCount)
    throw new UsageError(`\`${name}\` has ${plural(lineCount, 'line')}: name one of them.`);

  const engine = openEngine(session, settings, place);
  const result = checkFile(engine, place.path);
  const there = findAt(result, place, presentation);
  for (const finding of there) environment.stdout.write(explainFinding(finding, result.language, presentation));
  if (there.length === 0) {
    environment.stdout.write(explainSilence(session, { place, result, presentation }));
    environment.stdout.write(explainPassing(engine, place, presentation));
  }
  return 0;
}

function openEngine({ environment, host, root }: Session, settings: Settings, { path, around }: Place): Engine {
  const engine = environment.createEngine({ host, root, settings });
  engine.apply([...around, path].map((each) => ({ kind: 'changed', path: each })));
  return engine;
}

/** Findings that begin on the line or at the column; where there are none, those that reach over it. */
function findAt({ findings }: FileResult, place: Place, presentation: Presentation): readonly Finding[] {
  const over = findings.filter(({ path, range }) => covers({ path, range }, place, presentation));
  const begin = over.filter(({ path, range }) => presentation.texts.positionAt(path, range.start).line === place.line);
  return begin.length > 0 ? begin : over;
}

interface Span {
  readonly path: string;
  readonly range: Range;
}

function covers({ path, range }: Span, place: Place, { texts }: Presentation): boolean {
  if (path !== place.path) return false;
  const start = texts.positionAt(path, range.start);
  const end = texts.positionAt(path, range.end);
  if (place.line < start.line || place.line > end.line) return false;
  if (place.column === undefined) return true;
  return (
    (place.line > start.line || place.column >= start.column) && (place.line < end.line || place.column < end.column)
  );
}

const MAX_PASSING = 20;

/** Findings elsewhere whose chain leads over the place: what would be mended by a change there. */
function explainPassing(engine: Engine, place: Place, presentation: Presentation): string {
  const { texts } = presentation;
  const passing = [place.path, ...place.around]
    .flatMap((path) => checkFile(engine, path).findings)
    .filter(({ chain }) => chain.some((hop) => covers({ ...hop, path: texts.resolve(hop.path) }, place, presentation)));
  if (passing.length === 0) return '';
  const shown = passing.slice(0, MAX_PASSING).map((finding) => {
    const where = renderPlace(finding.path, texts.positionAt(finding.path, finding.range.start), presentation);
    return `    ${where} ${finding.ruleId}: ${escapeText(finding.message)}\n`;
  });
  const rest = passing.length - shown.length;
  return `  Chains of findings elsewhere lead over it:\n${shown.join('')}${rest > 0 ? `    and ${rest} more\n` : ''}`;
}

function explainFinding(finding: Finding, language: Language, presentation: Presentation): string {
  const { display, colours } = presentation;
  const { ruleId } = finding;
  const comment = language === 'python' ? '#' : '//';
  const whole =
    language === 'python' ? `# looplint-disable ${ruleId} -- reason` : `/* looplint-disable ${ruleId} -- reason */`;
  const off = `"rules": { "${ruleId}": "off" }`;
  const ways = [
    ['this line', `${comment} looplint-disable-next-line ${ruleId} -- reason`],
    ['this file', `${whole}, at its top`],
    ...(finding.chain.length > 0
      ? [['the function that is reached', '"allow": ["module#name"] in looplint.config.json']]
      : []),
    ['these files', `"overrides": [{ "files": ["${escapeText(display(finding.path))}"], ${off} }]`],
    ['everywhere', `${off} in looplint.config.json`],
  ] as const;
  const width = Math.max(...ways.map(([where]) => where.length));
  const lines = ways.map(([where, how]) => `    ${where.padEnd(width)}  ${how}`);
  const silence = `  ${colours.dim('Silence it for')}\n${lines.join('\n')}\n\n`;
  const why = finding.why === undefined ? '' : `  ${colours.dim('Why here')}\n    ${escapeText(finding.why)}\n\n`;
  return `${renderFinding(finding, presentation)}${why}${silence}  Why it matters: looplint explain ${ruleId}\n\n`;
}

interface Silence {
  readonly place: Place;
  readonly result: FileResult;
  readonly presentation: Presentation;
}

/** Why there is nothing at a line: what was considered, and what would be reported under other settings. */
function explainSilence(session: Session, { place, result, presentation }: Silence): string {
  const { environment, host, settings, display } = session;
  const at = (finding: Finding): boolean => covers(finding, place, presentation);
  const lines = [`Nothing is reported at ${escapeText(display(place.path))}:${place.line}.`];
  const say = (text: string): void => void lines.push(`  ${escapeText(text)}`);

  const refusal = explainRefusal(place.path, ownIgnoreRules(session));
  if (refusal !== undefined) say(`The file is left out of runs: ${refusal}.`);
  for (const notice of result.notices) say(explainNotice(host, notice).message);
  for (const finding of result.suppressed.filter(at)) say(`A comment silences ${finding.ruleId}: ${finding.message}`);

  const rules = resolveRules(settings, environment.rules, relativeToRoot(session, place.path));
  const known = new Set(result.suppressed.filter(at).map(({ ruleId }) => ruleId));
  const everything = checkFile(
    openEngine(session, withEverything(settings, rules, environment.rules), place),
    place.path,
  );
  for (const finding of [...everything.findings, ...everything.suppressed].filter(at))
    if (!known.has(finding.ruleId)) say(`The rule ${finding.ruleId} is off, and would say: ${finding.message}`);

  const on = rules.filter(({ id, level }) => level !== 'off' && !known.has(id)).map(({ id }) => id);
  say(
    on.length === 0
      ? 'No other rule is on for this file.'
      : `Rules that looked at it and found nothing: ${on.join(', ')}.`,
  );
  return `${lines.join('\n')}\n`;
}

function withEverything(
  settings: Settings,
  rules: ReturnType<typeof resolveRules>,
  metas: Session['environment']['rules'],
): Settings {
  const levels = new Map(metas.map((meta) => [meta.id, meta.level]));
  const table = rules.map(({ id, options }) => [id, { level: levels.get(id), options }]);
  return { ...settings, preset: 'all', rules: Object.fromEntries(table) as Settings['rules'], overrides: [] };
}
