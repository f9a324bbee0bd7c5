import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from '../../support/repository.js';

/** The command line as the build made it. */
export const CLI = join(repositoryRoot, 'dist/cli.js');

export interface ProcessOptions {
  readonly input?: string;
  /** Of Node, before the script. */
  readonly nodeFlags?: readonly string[];
  /** Beside the variables of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** After so long the process is killed, and has no exit code: what waits for ever shows. */
  readonly timeout?: number;
}

/** Runs the built command line as a process of its own. */
export function looplint(argv: readonly string[], cwd: string, options: ProcessOptions = {}): SpawnSyncReturns<string> {
  const { FORCE_COLOR: _force, NO_COLOR: _no, NODE_OPTIONS: _options, ...env } = process.env;
  const { input = '', nodeFlags = [], env: own = {}, timeout } = options;
  return spawnSync(process.execPath, [...nodeFlags, CLI, ...argv], {
    cwd,
    input,
    env: { ...env, ...own },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    ...(timeout === undefined ? {} : { timeout }),
  });
}

/** Findings in the compact form, without their messages: `a.ts:2:1 no-floating-promises`, one by one. */
export function findingsIn(stdout: string): readonly string[] {
  return stdout.split('\n').flatMap((line) => {
    const match = /^(\S+:\d+:\d+): .* \[([\w-]+)\]$/u.exec(line);
    return match === null ? [] : [`${match[1] ?? ''} ${match[2] ?? ''}`];
  });
}
