import type { Engine } from '../../rules/engine-types.js';
import { chooseFix } from '../workspace/choose-fix.js';
import { fixInRounds, type Fixed } from '../workspace/fix-rounds.js';
import { checkFiles, type Selection } from './analyse.js';
import type { Progress } from './progress.js';

export interface FixRequest {
  readonly engine: Engine;
  readonly paths: readonly string[];
  readonly mode: 'safe' | 'unsafe';
  readonly select: Selection;
  /** Text before any fix. */
  readonly read: (path: string) => string | undefined;
  readonly progress: Progress;
}

/** Applies the fixes of findings that a run is about, in memory, until none is left. */
export function fixFiles({ engine, paths, mode, select, read, progress }: FixRequest): Fixed {
  return fixInRounds({
    paths,
    check: (all) => checkFiles(engine, all, progress),
    show: (texts) => engine.apply([...texts].map(([path, text]) => ({ kind: 'overlay', path, text }))),
    choose: (finding) => (select(finding) ? chooseFix(finding, mode) : undefined),
    read,
  });
}
