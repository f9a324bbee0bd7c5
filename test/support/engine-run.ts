import { createEngine, extractFacts } from '../../rules/engine.js';
import type { Extract } from '../../rules/engine.js';
import type { FileResult } from '../../rules/engine-types.js';
import { DEFAULT_SETTINGS } from '../../rules/model/settings.js';
import type { Settings } from '../../rules/model/settings.js';
import { createMemoryHost } from './memory-host.js';

/** Every rule at its own level. */
export const EVERY_RULE: Settings = { ...DEFAULT_SETTINGS, preset: 'all' };

/** Facts of a text are made once: for tests that ask many engines about the same texts. */
export function rememberingExtract(): Extract {
  const known = new Map<string, ReturnType<Extract>>();
  return (path, text) => {
    const key = `${path.slice(path.lastIndexOf('.'))}\0${text}`;
    const found = known.get(key) ?? extractFacts(path, text);
    known.set(key, found);
    return found;
  };
}

/** What a fresh engine is asked, and in which order. */
export interface Questions {
  readonly root: string;
  /** All that is on the disk, by absolute path. */
  readonly disk: ReadonlyMap<string, string>;
  readonly settings?: Settings;
  readonly extract?: Extract;
  /** In the order of their announcement. */
  readonly announced: readonly string[];
  /** In the order of the questions. */
  readonly checked: readonly string[];
}

/** Results of a fresh engine by path. */
export function askFresh({
  root,
  disk,
  settings = EVERY_RULE,
  extract,
  announced,
  checked,
}: Questions): ReadonlyMap<string, FileResult> {
  const host = createMemoryHost(disk);
  const engine = createEngine({ host, root, settings, ...(extract === undefined ? {} : { extract }) });
  engine.apply(announced.map((path) => ({ kind: 'changed', path })));
  return new Map(checked.map((path) => [path, engine.check(path)]));
}

/** As bytes that can be compared, whatever the order of the questions was. */
export function toBytes(results: ReadonlyMap<string, FileResult>): string {
  const sorted = [...results].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([, result]) => `${JSON.stringify(result)}\n`).join('');
}
