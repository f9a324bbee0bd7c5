import { asObject, type JsonObject } from './json.js';
import { coversTypeScript } from './version-range.js';

/** Conditions by which packages in development offer their source beside what they publish. */
const SOURCE_CONDITION = /^(?:source|src|ts|typescript|development|dev)$|[-/](?:source|src|dev|development)$/;

/** A nested map is a few levels deep in practice. */
const MAX_DEPTH = 32;

export interface Target {
  /** As written, wildcard filled in: `./dist/a.js`, or for `imports` also `other/package`. */
  readonly path: string;
  /** Reached through a condition that names source. */
  readonly isSource: boolean;
}

export interface Targets {
  readonly found: readonly Target[];
  /** An explicit `null`: the path is closed on purpose. */
  readonly isClosed: boolean;
}

export type IsActive = (condition: string) => boolean;

/** The conditions under which a consumer looks; `types` first is a matter of the order in which targets are tried. */
export function activeConditions(mode: 'import' | 'require', custom: readonly string[]): IsActive {
  const active = new Set(['types', 'node', 'default', 'module-sync', 'node-addons', mode, ...custom]);
  return (condition) =>
    active.has(condition) || (condition.startsWith('types@') && coversTypeScript(condition.slice('types@'.length)));
}

export function isSourceCondition(condition: string): boolean {
  return SOURCE_CONDITION.test(condition);
}

/**
 * The targets of one subpath (`.`, `./x`, `#x`) of `exports` or `imports`, in the order in which they are tried.
 * `undefined` when the map does not speak of that subpath.
 */
export function collectTargets(map: unknown, subpath: string, isActive: IsActive): Targets | undefined {
  const entry = findEntry(map, subpath);
  if (entry === undefined) return undefined;
  const found: Target[] = [];
  const isClosed = !collect(entry.value, { star: entry.star, isActive, found }, { depth: 0, isSource: false });
  return { found, isClosed: isClosed && found.length === 0 };
}

function findEntry(map: unknown, subpath: string): { readonly value: unknown; readonly star: string } | undefined {
  const record = asObject(map);
  if (record === undefined || !Object.keys(record).some((key) => key.startsWith('.') || key.startsWith('#'))) {
    return subpath === '.' && map !== undefined ? { value: map, star: '' } : undefined;
  }
  if (Object.hasOwn(record, subpath) && !subpath.includes('*')) return { value: record[subpath], star: '' };
  return findPattern(record, subpath);
}

/** The most specific key with a wildcard: longest before the star, then longest altogether. */
function findPattern(record: JsonObject, subpath: string): { value: unknown; star: string } | undefined {
  let best: { key: string; base: number; star: string } | undefined;
  for (const key of Object.keys(record)) {
    const star = starOf(key, subpath);
    if (star === undefined) continue;
    const base = key.includes('*') ? key.indexOf('*') : key.length;
    if (best === undefined || base > best.base || (base === best.base && key.length > best.key.length)) {
      best = { key, base, star };
    }
  }
  return best && { value: record[best.key], star: best.star };
}

/** What the wildcard of `pattern` stands for in `text`; a key that ends in `/` is the old form of `/*`. */
export function starOf(pattern: string, text: string): string | undefined {
  const at = pattern.indexOf('*');
  if (at < 0) return pattern.endsWith('/') && text.startsWith(pattern) ? text.slice(pattern.length) : undefined;
  const end = pattern.slice(at + 1);
  if (text.length < pattern.length - 1 || !text.startsWith(pattern.slice(0, at)) || !text.endsWith(end))
    return undefined;
  return text.slice(at, text.length - end.length);
}

export function fillStar(target: string, star: string): string {
  if (target.includes('*')) return target.replaceAll('*', () => star);
  return target.endsWith('/') ? target + star : target;
}

interface Collecting {
  readonly star: string;
  readonly isActive: IsActive;
  readonly found: Target[];
}

/** False when `null` closed the path: what stands behind it must not be tried. */
function collect(value: unknown, into: Collecting, at: { depth: number; isSource: boolean }): boolean {
  if (value === null) return false;
  if (typeof value === 'string') {
    into.found.push({ path: fillStar(value, into.star), isSource: at.isSource });
    return true;
  }
  if (at.depth >= MAX_DEPTH) return true;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, into, { ...at, depth: at.depth + 1 });
    return true;
  }
  for (const [condition, inner] of Object.entries(asObject(value) ?? {})) {
    const isSource = at.isSource || isSourceCondition(condition);
    if (into.isActive(condition) && !collect(inner, into, { depth: at.depth + 1, isSource })) return false;
  }
  return true;
}
