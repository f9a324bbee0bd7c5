import { discoverFiles } from '../../rules/host/discover-files.js';
import { isInLibrary, normalisePath } from '../../rules/host/paths.js';
import type { Engine } from '../../rules/engine-types.js';
import type { Finding } from '../../rules/model/finding.js';
import type { Language } from '../../rules/model/language.js';
import type { Settings } from '../../rules/model/settings.js';
import { suggestNearest } from '../workspace/did-you-mean.js';
import { explainPlace, waysToSilence } from '../workspace/explain-place.js';
import { parsePlace } from './arguments.js';
import { checkFile, explainNotice } from './analyse.js';
import { UsageError, type ExitCode } from './environment.js';
import type { Plan } from './plan.js';
import { findRest, ownIgnoreRules } from './input.js';
import { escapeText } from '../workspace/escape.js';
import { renderFinding, renderPlace, type Presentation } from './report/pretty.js';
import { plural } from '../workspace/wording.js';
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
    : findRest(session, { paths: [path], size: 0 });
  writeNotices(session, notices);
  return { paths: [...around, path], execute: () => explainLine(session, { ...place, path, around }) };
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

function explainLine(session: Session, place: Place): ExitCode {
  const { environment, host, settings, display, root } = session;
  const source = host.readSource(place.path);
  const name = display(place.path);
  if (source.kind === 'refused') throw new UsageError(`\`${name}\` cannot be explained. ${source.notice.message}`);
  const presentation = present(session, openTexts(session, new Map()));
  const lines = presentation.texts.find(place.path)?.lines;
  const lineCount = lines?.lineCount ?? 0;
  if (lines === undefined || place.line < 1 || place.line > lineCount)
    throw new UsageError(`\`${name}\` has ${plural(lineCount, 'line')}: name one of them.`);

  const engine = openEngine(session, settings, place);
  const line = lines.lineRange(place.line);
  const { language, findings, reasons, passing } = explainPlace(
    {
      root,
      settings,
      rules: environment.rules,
      own: ownIgnoreRules(session),
      check: (path, options) => {
        const result = checkFile(engine, path, options);
        return { ...result, notices: result.notices.map((notice) => explainNotice(host, notice)) };
      },
      paths: [place.path, ...place.around],
      resolve: presentation.texts.resolve,
    },
    { path: place.path, line, offset: place.column === undefined ? undefined : line.start + place.column - 1 },
  );
  for (const finding of findings) environment.stdout.write(renderExplained(finding, language, presentation));
  if (findings.length === 0) {
    const lead = `Nothing is reported at ${escapeText(name)}:${place.line}.`;
    environment.stdout.write(`${[lead, ...reasons.map((reason) => `  ${escapeText(reason)}`)].join('\n')}\n`);
    environment.stdout.write(renderPassing(passing, presentation));
  }
  return 0;
}

function openEngine({ environment, host, root }: Session, settings: Settings, { path, around }: Place): Engine {
  const engine = environment.createEngine({ host, root, settings });
  engine.apply([...around, path].map((each) => ({ kind: 'changed', path: each })));
  return engine;
}

const MAX_PASSING = 20;

/** Findings elsewhere whose chain leads over the place. */
function renderPassing(passing: readonly Finding[], presentation: Presentation): string {
  const { texts } = presentation;
  if (passing.length === 0) return '';
  const shown = passing.slice(0, MAX_PASSING).map((finding) => {
    const where = renderPlace(finding.path, texts.positionAt(finding.path, finding.range.start), presentation);
    return `    ${where} ${finding.ruleId}: ${escapeText(finding.message)}\n`;
  });
  const rest = passing.length - shown.length;
  return `  Chains of findings elsewhere lead over it:\n${shown.join('')}${rest > 0 ? `    and ${rest} more\n` : ''}`;
}

function renderExplained(finding: Finding, language: Language, presentation: Presentation): string {
  const { display, colours } = presentation;
  const ways = waysToSilence(finding, language, escapeText(display(finding.path)));
  const width = Math.max(...ways.map(({ where }) => where.length));
  const lines = ways.map(({ where, how }) => `    ${where.padEnd(width)}  ${how}`);
  const silence = `  ${colours.dim('Silence it for')}\n${lines.join('\n')}\n\n`;
  const why = finding.why === undefined ? '' : `  ${colours.dim('Why here')}\n    ${escapeText(finding.why)}\n\n`;
  return `${renderFinding(finding, presentation)}${why}${silence}  Why it matters: looplint explain ${finding.ruleId}\n\n`;
}
