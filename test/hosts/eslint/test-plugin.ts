import type { ESLint } from 'eslint';
import { rules } from '../../../rules/catalogue/index.js';
import { createPlugin } from '../../../rules/eslint/create-plugin.js';
import { repositoryRoot } from '../../support/repository.js';

/** A clock that a test moves: a look at it takes a millisecond. */
export interface Clock {
  now(): number;
  /** Lets so much time pass that the disk is looked at again. */
  advance(): void;
}

export function createClock(): Clock {
  let time = 0;
  return { now: () => ++time, advance: () => void (time += 60_000) };
}

/** The plugin as a new process has it, from the sources, over what the build has put beside them. */
export function createTestPlugin(clock: Clock = createClock()) {
  return createPlugin({
    rules,
    assetDirectory: `${repositoryRoot}/dist/assets`,
    manifest: `${repositoryRoot}/package.json`,
    now: clock.now,
  }) satisfies ESLint.Plugin;
}
