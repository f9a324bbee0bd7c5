import { planRun } from '../../../server/cli/run.js';
import { createFakeEngine, FAKE_RULES } from './fake-engine.js';

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd: string;
  readonly input?: string | Uint8Array;
  readonly variables?: Readonly<Record<string, string>>;
  readonly terminal?: 'none' | 'stdout' | 'stderr';
  /** Milliseconds that pass between two looks at the clock. */
  readonly tick?: number;
  readonly maxProjectBytes?: number;
}

/** Runs the command line in this process, over the disk and with the engine for tests. */
export function runCli(argv: readonly string[], options: CliOptions): CliResult {
  let stdout = '';
  let stderr = '';
  let time = 0;
  const plan = planRun({
    arguments: argv,
    cwd: options.cwd,
    variables: options.variables ?? {},
    stdout: { write: (text) => (stdout += text), isTerminal: options.terminal === 'stdout' },
    stderr: { write: (text) => (stderr += text), isTerminal: options.terminal === 'stderr' },
    readInput: () => Buffer.from(options.input ?? ''),
    now: () => (time += options.tick ?? 0),
    peakMemory: () => 64 * 1024 * 1024,
    maxProjectBytes: () => options.maxProjectBytes ?? Infinity,
    version: '1.2.3',
    assetDirectory: `${options.cwd}/assets`,
    rules: FAKE_RULES,
    createEngine: createFakeEngine,
    threadScript: new URL('file:///none.js'),
    serve: () => (stderr += 'serving\n'),
  });
  const code = plan.execute();
  return { code, stdout, stderr };
}
