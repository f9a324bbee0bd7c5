import { comparePaths } from '../../rules/host/paths.js';
import { sortNotices } from '../../rules/host/walk-folder.js';
import { extractFacts, type Extract } from '../../rules/engine.js';
import type { Engine } from '../../rules/engine-types.js';
import type { Finding } from '../../rules/model/finding.js';
import type { Notice } from '../../rules/model/notice.js';
import { extractAhead } from '../worker/extract-ahead.js';
import { buildReport, checkFiles, explainNotice, type Selection } from './analyse.js';
import type { LintArguments } from './arguments.js';
import type { ExitCode } from './environment.js';
import { fixFiles } from './fix-files.js';
import { readInput, type Input } from './input.js';
import type { Plan } from './plan.js';
import type { Fixed } from '../workspace/fix-rounds.js';
import { renderConfig } from './print-config.js';
import { createProgress, type Progress } from './progress.js';
import { escapeText } from '../workspace/escape.js';
import type { FileReport } from './report/selection.js';
import { writeNotices, writePatches, writeReports, writeUnderstanding } from './write-results.js';
import type { Session } from './session.js';

/** Analyses files, fixes them where that is asked for, and reports. */
export function planLint(session: Session): Plan {
  const { arguments: parsed, environment } = session;
  if (parsed.printConfig !== undefined) {
    const file = parsed.printConfig === 'project' ? undefined : parsed.printConfig.file;
    return print(session, renderConfig(session, file));
  }
  const begin = environment.now();
  const input = readInput(session);
  if (parsed.listFiles) {
    writeNotices(session, [...input.notices, ...input.refused]);
    return print(session, input.paths.map((path) => `${escapeText(session.display(path))}\n`).join(''));
  }
  return { paths: [...input.around, ...input.paths], execute: () => execute(session, input, begin) };
}

function print({ environment }: Session, text: string): Plan {
  environment.stdout.write(text);
  return { paths: [], execute: () => 0 };
}

function execute(session: Session, input: Input, begin: number): ExitCode {
  const progress = createProgress(session.environment);
  const engine = openEngine(session, input, progress);
  const outcome = analyse(session, { engine, input, progress });
  writeNotices(session, outcome.notices);
  const code = session.arguments.diff ? writePatches(session, outcome.fixed) : writeReports(session, outcome);
  writeUnderstanding(session, engine.statistics(), {
    analysed: input.paths.length,
    milliseconds: session.environment.now() - begin,
  });
  return outcome.notices.some(({ kind }) => kind === 'internal' || kind === 'too-much') ? 2 : code;
}

/** An engine that knows the settings and, when there is one, the text on standard input. */
function openEngine(session: Session, input: Input, progress: Progress): Engine {
  const { environment, host, root, settings, arguments: parsed } = session;
  const paths = [...input.around, ...input.paths];
  const extract = countReads(extractInThreads(session, paths) ?? extractFacts, new Set(paths), progress);
  const engine = environment.createEngine({ host, root, settings, measure: parsed.stats, extract });
  engine.apply(paths.map((path) => ({ kind: 'changed', path })));
  if (input.overlay !== undefined) engine.apply([{ kind: 'overlay', ...input.overlay }]);
  return engine;
}

/**
 * `auto` is this thread alone: a second one costs a tenth to two fifths more CPU time for extraction (measured on 3, 8
 * and 58 MB of source with Node 20), mostly for loading the parser again and for handing facts over. With a cache there
 * is little to extract, and one thread writes it.
 */
function extractInThreads(
  { arguments: parsed, environment, roots }: Session,
  paths: readonly string[],
): Extract | undefined {
  const { concurrency, cache } = parsed;
  if (typeof concurrency !== 'number' || concurrency < 2 || cache !== 'off') return undefined;
  return extractAhead(paths, {
    setup: { roots, assetDirectory: environment.assetDirectory },
    threads: concurrency - 1,
    script: environment.threadScript,
  });
}

/** Most of a run is reading: the first question to the engine makes it read everything. */
function countReads(extract: Extract, paths: ReadonlySet<string>, progress: Progress): Extract {
  let read = 0;
  return (path, text) => {
    if (paths.has(path)) progress.step('Reading', Math.min(++read, paths.size), paths.size);
    return extract(path, text);
  };
}

/** What came of a run. */
export interface Outcome {
  readonly fixed: Fixed;
  /** Texts that are not on the disk, or no longer are: standard input, and files that are fixed. */
  readonly texts: ReadonlyMap<string, string>;
  /** Sorted by path. */
  readonly reports: readonly FileReport[];
  readonly notices: readonly Notice[];
  /** Found, and not asked for. */
  readonly hidden: { readonly hints: number; readonly warnings: number };
  /** All warnings, also those that `--quiet` hides. */
  readonly warnings: number;
}

interface Work {
  readonly engine: Engine;
  readonly input: Input;
  readonly progress: Progress;
}

function analyse(session: Session, work: Work): Outcome {
  const { arguments: parsed, host } = session;
  const { input, progress } = work;
  const select = selectFindings(parsed);
  const fixed = fixOrCheck(session, work, select);
  progress.clear();

  const notices = [...input.notices, ...fixed.notices];
  const reports: FileReport[] = input.refused.map((fatal) => ({
    path: fatal.path,
    findings: [],
    suppressed: [],
    fatal,
  }));
  for (const result of fixed.results) {
    const own = result.notices.map((notice) => explainNotice(host, notice));
    const fatal = input.named.has(result.path) ? own.find(isFatal) : undefined;
    notices.push(...own.filter((notice) => notice !== fatal));
    reports.push(buildReport(result, { select, fatal, output: fixed.changes.get(result.path)?.after }));
  }
  if (parsed.fix !== 'none' && !parsed.diff && input.overlay === undefined)
    for (const [path, change] of fixed.changes) {
      const problem = host.replaceSource(path, change);
      if (problem !== undefined) notices.push(problem);
    }
  const all = fixed.results.flatMap(({ findings }) => findings);
  const warnings = all.filter(({ level }) => level === 'warning').length;
  const texts = new Map([...fixed.changes].map(([path, { after }]) => [path, after]));
  if (input.overlay !== undefined && !texts.has(input.overlay.path)) texts.set(input.overlay.path, input.overlay.text);
  return {
    fixed,
    texts,
    reports: reports.sort((left, right) => comparePaths(left.path, right.path)),
    notices: sortNotices(notices),
    hidden: {
      hints: parsed.hints || parsed.quiet ? 0 : all.filter(({ level }) => level === 'hint').length,
      warnings: parsed.quiet ? warnings : 0,
    },
    warnings,
  };
}

function selectFindings({ hints, quiet }: LintArguments): Selection {
  return ({ level }: Finding) => level === 'error' || (!quiet && (level === 'warning' || hints));
}

function isFatal({ kind }: Notice): boolean {
  return kind === 'unreadable' || kind === 'not-text';
}

function fixOrCheck({ arguments: parsed, host }: Session, { engine, input, progress }: Work, select: Selection): Fixed {
  const { paths, overlay } = input;
  if (parsed.fix === 'none')
    return { results: checkFiles(engine, paths, progress), changes: new Map(), applied: 0, notices: [] };
  const read = (path: string): string | undefined => (path === overlay?.path ? overlay.text : host.read(path));
  return fixFiles({ engine, paths, mode: parsed.fix, select, read, progress });
}
