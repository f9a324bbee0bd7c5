import { rules } from '../../../rules/engine.js';
import { parseIgnoreRules } from '../../../rules/host/ignore-rules.js';
import { isInside, normalisePath, relativePath } from '../../../rules/host/paths.js';
import type { Finding } from '../../../rules/model/finding.js';
import type { Language } from '../../../rules/model/language.js';
import type { TextPosition } from '../../protocol/places.js';
import { isRepair } from '../../workspace/choose-fix.js';
import { explainPlace, waysToSilence, type PlaceExplanation } from '../../workspace/explain-place.js';
import { codeSpan, plainText, sentence } from '../../workspace/markdown.js';
import { plural } from '../../workspace/wording.js';
import type { Converter } from './convert.js';
import { checkSubject, type Subject } from './file-report.js';

/** Everything that is known about what is, or is not, reported at a place. */
export function answerExplain(
  subject: Subject,
  position: TextPosition,
  { converter, judge }: { readonly converter: Converter; readonly judge: () => string | undefined },
): string {
  const { real, project } = subject;
  const { root, settings, ignores } = project.settings;
  const positions = converter.positions(real);
  const start = positions?.offsetAt({ line: position.line, character: 0 }) ?? 0;
  const end = positions?.offsetAt({ line: position.line, character: Number.MAX_SAFE_INTEGER }) ?? 0;
  const explain = (offset: number | undefined): PlaceExplanation =>
    explainPlace(
      {
        root,
        settings,
        rules,
        own: ignores.map(({ folder, patterns }) => parseIgnoreRules(patterns, folder)),
        check: (path, options) =>
          options === undefined && path === real
            ? checkSubject(subject, judge)
            : project.ask(path, (engine) => engine.check(path, options)),
        paths: [...new Set([real, ...project.files.all])],
        resolve: (path) => normalisePath(path, root),
      },
      { path: real, line: { start, end }, offset },
    );
  const there = explain(positions?.offsetAt(position));
  // Somebody who points at a line and hits none of its findings means the line.
  const explanation = there.findings.length > 0 ? there : explain(undefined);
  const name = display(subject, real);
  if (explanation.findings.length > 0)
    return explanation.findings
      .map((finding) => describeFinding(finding, explanation.language, { subject, converter }))
      .join('\n---\n\n');
  const lead = `Nothing is reported at ${codeSpan(`${name}:${String(position.line + 1)}`)}.`;
  return [lead, list(explanation.reasons.map(sentence)), ...describePassing(explanation, { subject, converter })].join(
    '\n\n',
  );
}

interface DescribeContext {
  readonly subject: Subject;
  readonly converter: Converter;
}

function describeFinding(finding: Finding, language: Language, { subject, converter }: DescribeContext): string {
  const { ruleId, message, level, why, chain, fixes } = finding;
  const hops = converter
    .chainOf(chain)
    .map(({ place, text }) => `${sentence(text)} (${placeOf(subject, place.path, place.span.start)})`);
  const ways = waysToSilence(finding, language, display(subject, finding.path));
  const repairs = fixes.filter(isRepair);
  const parts = [
    `**${plainText(ruleId)}** (${level})`,
    sentence(message),
    ...(why === undefined ? [] : [`Why here: ${sentence(why)}`]),
    ...(hops.length === 0 ? [] : [`The chain:\n\n${list(hops, '1.')}`]),
    ...(repairs.length === 0 ? [] : [`Fixes:\n\n${list(repairs.map(describeFix))}`]),
    `Silence it for:\n\n${list(ways.map(({ where, how }) => `${where}: ${codeSpan(how)}`))}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function describeFix({ title, applicability }: Finding['fixes'][number]): string {
  return `${sentence(title)}${applicability === 'safe' ? '' : ' (may change behaviour)'}`;
}

const MAX_PASSING = 20;

function describePassing({ passing }: PlaceExplanation, { subject, converter }: DescribeContext): readonly string[] {
  if (passing.length === 0) return [];
  const shown = passing.slice(0, MAX_PASSING).map(({ path, range, ruleId, message }) => {
    const where = placeOf(subject, path, converter.spanOf(path, range).start);
    return `${where} ${plainText(ruleId)}: ${sentence(message)}`;
  });
  const rest = passing.length - shown.length;
  const more = rest > 0 ? [`and ${plural(rest, 'finding')} more`] : [];
  return [`Chains of findings elsewhere lead over it:`, list([...shown, ...more])];
}

function placeOf(subject: Subject, path: string, { line, character }: TextPosition): string {
  return codeSpan(`${display(subject, path)}:${String(line + 1)}:${String(character + 1)}`);
}

function display({ project, workspace }: Subject, path: string): string {
  const { root } = project.settings;
  const real = workspace.paths.toReal(path);
  return isInside(root, real) ? relativePath(root, real) : real;
}

function list(items: readonly string[], mark = '-'): string {
  return items.map((item) => `${mark} ${item}`).join('\n');
}
