import { join } from 'node:path';
import { createEngine, rules } from '../../rules/engine.js';
import { planRun } from '../../server/cli/run.js';
import type { JsonResult } from '../../server/cli/report/json.js';
import type { FileReport } from '../../server/protocol/analysis.js';
import { repositoryRoot } from './repository.js';

/** What the command line finds in a folder, in this process and with the real engine: one line per finding. */
export function runCommandLine(cwd: string, flags: readonly string[] = []): readonly string[] {
  let stdout = '';
  let stderr = '';
  const plan = planRun({
    arguments: ['--format', 'json', '--hints', ...flags],
    cwd,
    variables: {},
    stdout: { write: (text) => (stdout += text), isTerminal: false },
    stderr: { write: (text) => (stderr += text), isTerminal: false },
    readInput: () => new Uint8Array(),
    now: () => 0,
    peakMemory: () => 0,
    maxProjectBytes: () => Infinity,
    version: '0.0.0',
    assetDirectory: join(repositoryRoot, 'dist/assets'),
    rules,
    createEngine,
    threadScript: new URL('file:///none.js'),
    serve: () => undefined,
  });
  plan.execute();
  // A run that cannot begin (a broken configuration) prints nothing.
  if (stdout === '') throw new Error(stderr);
  return jsonLines(stdout);
}

/** What the command line prints as JSON in that form. */
export function jsonLines(stdout: string): readonly string[] {
  return (JSON.parse(stdout) as readonly JsonResult[]).flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, line, column, endLine, endColumn, level, message, chain }) => {
      const hops = chain.map((hop) => `${hop.file}:${String(hop.line)}:${String(hop.column)} ${hop.text}`);
      const rule = (ruleId ?? '').replace('looplint/', '');
      const span = [line, column, endLine, endColumn].map(String).join(':');
      return `${filePath}:${span} ${level} ${rule} ${message} <${hops.join('; ')}>`;
    }),
  );
}

/** Reports of the analysis thread in the same form. */
export function linesOf(reports: readonly FileReport[]): readonly string[] {
  return reports.flatMap(({ path, findings }) =>
    findings.map(({ ruleId, span: { start, end }, level, message, chain }) => {
      const hops = chain.map(({ place, text }) => {
        const at = place.span.start;
        return `${place.path}:${String(at.line + 1)}:${String(at.character + 1)} ${text}`;
      });
      const span = [start.line + 1, start.character + 1, end.line + 1, end.character + 1].map(String).join(':');
      return `${path}:${span} ${level} ${ruleId} ${message} <${hops.join('; ')}>`;
    }),
  );
}
