import type { CheckOptions, Engine, FileResult } from '../../rules/engine-types.js';
import type { DiskHost } from '../../rules/host/disk-host.js';
import type { Finding } from '../../rules/model/finding.js';
import type { Notice } from '../../rules/model/notice.js';
import type { Progress } from './progress.js';
import type { FileReport } from './report/selection.js';

/** Which findings a run is about. */
export type Selection = (finding: Finding) => boolean;

/** Asks the engine for every file. A file that breaks the engine gives a notice, and the rest goes on. */
export function checkFiles(engine: Engine, paths: readonly string[], progress: Progress): readonly FileResult[] {
  return paths.map((path, index) => {
    const result = checkFile(engine, path);
    progress.step('Analysing', index + 1, paths.length);
    return result;
  });
}

/** One file's result; never throws. */
export function checkFile(engine: Engine, path: string, options?: CheckOptions): FileResult {
  try {
    return engine.check(path, options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `Looplint failed on this file (${reason}): report it with the file if you can.`;
    const notice: Notice = { path, kind: 'internal', message };
    return { path, language: 'javascript', findings: [], suppressed: [], notices: [notice] };
  }
}

/** A notice in the host's words where the engine only knows that there is no text. */
export function explainNotice(host: DiskHost, notice: Notice): Notice {
  if (notice.kind !== 'unreadable') return notice;
  const source = host.readSource(notice.path);
  return source.kind === 'refused' ? source.notice : notice;
}

/** What is reported of a result. */
export function buildReport(
  result: FileResult,
  options: { readonly select: Selection; readonly fatal?: Notice | undefined; readonly output?: string | undefined },
): FileReport {
  const { select, fatal, output } = options;
  return {
    path: result.path,
    findings: result.findings.filter(select),
    suppressed: result.suppressed.filter(select),
    ...(fatal === undefined ? {} : { fatal }),
    ...(output === undefined ? {} : { output }),
  };
}
