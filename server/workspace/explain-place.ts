import type { CheckOptions, FileResult } from '../../rules/engine-types.js';
import { resolveRules } from '../../rules/engine.js';
import { explainRefusal } from '../../rules/host/discover-files.js';
import type { IgnoreRules } from '../../rules/host/ignore-rules.js';
import { isInside, relativePath } from '../../rules/host/paths.js';
import type { Finding } from '../../rules/model/finding.js';
import type { Language } from '../../rules/model/language.js';
import type { Range } from '../../rules/model/range.js';
import type { RuleMeta } from '../../rules/model/rule-meta.js';
import type { Settings } from '../../rules/model/settings.js';

/** A line, or one character in it. */
export interface ExplainedPlace {
  readonly path: string;
  /** The whole line, its end left out. */
  readonly line: Range;
  readonly offset?: number | undefined;
}

export interface ExplainContext {
  readonly root: string;
  readonly settings: Settings;
  readonly rules: readonly RuleMeta[];
  /** Patterns of settings that leave files out of runs. */
  readonly own: readonly IgnoreRules[];
  readonly check: (path: string, options?: CheckOptions) => FileResult;
  /** Every file of the project. */
  readonly paths: readonly string[];
  /** Absolute path of a chain hop. */
  readonly resolve: (path: string) => string;
}

/** What is known about a place. */
export interface PlaceExplanation {
  readonly language: Language;
  readonly findings: readonly Finding[];
  /** Where nothing is found: why, in sentences. */
  readonly reasons: readonly string[];
  /** Findings elsewhere whose chain leads over it: what would be mended by a change there. */
  readonly passing: readonly Finding[];
}

/** Explains what is, or is not, reported at a place. */
export function explainPlace(context: ExplainContext, place: ExplainedPlace): PlaceExplanation {
  const result = context.check(place.path);
  const { language } = result;
  const findings = findAt(result, place);
  if (findings.length > 0) return { language, findings, reasons: [], passing: [] };
  return { language, findings, reasons: explainSilence(context, place, result), passing: findPassing(context, place) };
}

/** Findings that begin on the line or at the character; where there are none, those that reach over it. */
function findAt({ findings }: FileResult, place: ExplainedPlace): readonly Finding[] {
  const over = findings.filter(({ range }) => covers(range, place));
  const begin = over.filter(({ range: { start } }) => place.line.start <= start && start <= place.line.end);
  return begin.length > 0 ? begin : over;
}

function covers({ start, end }: Range, { line, offset }: ExplainedPlace): boolean {
  if (start > line.end || end < line.start) return false;
  return offset === undefined || (start <= offset && offset < end);
}

function findPassing({ check, paths, resolve }: ExplainContext, place: ExplainedPlace): readonly Finding[] {
  return paths
    .flatMap((path) => check(path).findings)
    .filter(({ chain }) => chain.some((hop) => resolve(hop.path) === place.path && covers(hop.range, place)));
}

/** What was considered, and what would be reported under other settings. */
function explainSilence(context: ExplainContext, place: ExplainedPlace, result: FileResult): readonly string[] {
  const { root, settings, rules: metas, own, check } = context;
  const at = ({ range }: Finding): boolean => covers(range, place);
  const reasons: string[] = [];
  const refusal = explainRefusal(place.path, own);
  if (refusal !== undefined) reasons.push(`The file is left out of runs: ${refusal}.`);
  reasons.push(...result.notices.map(({ message }) => message));
  const silenced = result.suppressed.filter(at);
  for (const { ruleId, message } of silenced) reasons.push(`A comment silences ${ruleId}: ${message}`);

  const path = isInside(root, place.path) ? relativePath(root, place.path) : place.path;
  const rules = resolveRules(settings, metas, path);
  const known = new Set(silenced.map(({ ruleId }) => ruleId));
  const everything = check(place.path, { rules: everyRule(rules, metas) });
  for (const finding of [...everything.findings, ...everything.suppressed].filter(at))
    if (!known.has(finding.ruleId))
      reasons.push(`The rule ${finding.ruleId} is off, and would say: ${finding.message}`);

  const on = rules.filter(({ id, level }) => level !== 'off' && !known.has(id)).map(({ id }) => id);
  const last =
    on.length === 0
      ? 'No other rule is on for this file.'
      : `Rules that looked at it and found nothing: ${on.join(', ')}.`;
  return [...reasons, last];
}

function everyRule(rules: ReturnType<typeof resolveRules>, metas: readonly RuleMeta[]): Settings['rules'] {
  const levels = new Map(metas.map((meta) => [meta.id, meta.level]));
  return Object.fromEntries(
    rules.map(({ id, options }) => {
      const level = levels.get(id);
      return [id, level === undefined ? { options } : { level, options }];
    }),
  );
}

/** A way to say that a finding is not wanted. */
export interface WayToSilence {
  /** What it is then silent for. */
  readonly where: string;
  readonly how: string;
}

/** The ways to silence a finding, the nearest one first; `display` is the file's path as settings name it. */
export function waysToSilence(
  { ruleId, chain }: Finding,
  language: Language,
  display: string,
): readonly WayToSilence[] {
  const comment = language === 'python' ? '#' : '//';
  const off = `"rules": { "${ruleId}": "off" }`;
  return [
    { where: 'this line', how: `${comment} looplint-disable-next-line ${ruleId} -- reason` },
    { where: 'this file', how: `${fileComment(ruleId, language)}, at its top` },
    ...(chain.length > 0
      ? [{ where: 'the function that is reached', how: '"allow": ["module#name"] in looplint.config.json' }]
      : []),
    { where: 'these files', how: `"overrides": [{ "files": ["${display}"], ${off} }]` },
    { where: 'everywhere', how: `${off} in looplint.config.json` },
  ];
}

/** The comment that silences a rule from where it stands to the end of the file, with a place for the reason. */
export function fileComment(ruleId: string, language: Language): string {
  const words = `looplint-disable ${ruleId} -- reason`;
  return language === 'python' ? `# ${words}` : `/* ${words} */`;
}
