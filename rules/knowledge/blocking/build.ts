import type { BlockingKind, BlockingTier } from '../../model/summary.js';
import type { AsyncTwin, BlockingApi, Source } from '../types.js';

/** What the entries of one library share. */
export interface Library extends Source {
  readonly module: string;
  readonly kind: BlockingKind;
  /**
   * How programs reach the names: as named imports and namespace members, as members of the default import, or both
   * (a CommonJS package has both).
   */
  readonly forms: 'named' | 'default' | 'both';
  /** Where the twins are imported from, when that is another module. */
  readonly twins?: string;
}

/** A name without a twin, or with the twin's name and what is different about it. */
export type Name = string | readonly [name: string, twin: string, note?: string];

/** The usual twin: the same name without `Sync`. */
export function withoutSync(names: readonly string[]): readonly Name[] {
  return names.map((name) => [name, name.replace(/Sync$/, '')]);
}

/** Names whose only twin takes a callback. */
export function callbackTwin(names: readonly string[]): readonly Name[] {
  return names.map((name) => [name, name.replace(/Sync$/, ''), 'takes a callback; `promisify` makes a promise of it']);
}

/** Names of members of an object: `Bun.spawnSync`, whose twin is `Bun.spawn` or, of a value, just `spawn`. */
export function membersOf(object: string, names: readonly Name[], twins = object): readonly Name[] {
  return names.map((entry): Name => {
    if (typeof entry === 'string') return `${object}.${entry}`;
    const [name, twin, note] = entry;
    const twinName = twins === '' ? twin : `${twins}.${twin}`;
    return note === undefined ? [`${object}.${name}`, twinName] : [`${object}.${name}`, twinName, note];
  });
}

export function blocking(library: Library, tier: BlockingTier, names: readonly Name[]): readonly BlockingApi[] {
  const { module, kind, source, versions } = library;
  const prefixes = { named: [''], default: ['default.'], both: ['', 'default.'] }[library.forms];
  return names.flatMap((entry) => {
    const [name, twinName, note] = typeof entry === 'string' ? [entry] : entry;
    const twin: AsyncTwin | undefined =
      twinName === undefined
        ? undefined
        : { module: library.twins ?? module, name: twinName, ...(note === undefined ? {} : { note }) };
    return prefixes.map((prefix) => ({
      api: `${module}#${prefix}${name}`,
      kind,
      tier,
      ...(twin === undefined ? {} : { twin }),
      source,
      versions,
    }));
  });
}
