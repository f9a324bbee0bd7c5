import type { Awaitable, AwaitableTraits } from '../../model/awaitable.js';
import type { ApiId } from '../../model/summary.js';
import { awaitableFamilies } from '../../knowledge/awaitables/index.js';
import type { AwaitableFamily } from '../../knowledge/types.js';
import { createApiTable } from '../api-table.js';

const byApi = createApiTable(awaitableFamilies, (family) => family.apis);
const exceptions = createApiTable(awaitableFamilies, (family) => family.except);
const byType = new Map<string, AwaitableFamily>();
for (const family of awaitableFamilies) {
  for (const { package: library, name } of family.types) byType.set(`${library}#${name}`, family);
}

/** What every promise is, unless its library says otherwise. */
export const PROMISE: AwaitableTraits = {
  kind: 'promise',
  starts: 'call',
  reuse: 'cached',
  rejects: 'may',
  has: ['then', 'catch', 'finally'],
  suspends: 'yes',
};

export const THENABLE: AwaitableTraits = { ...PROMISE, kind: 'thenable', has: ['then'] };

/** Traits by the names and declaring packages of a type and its bases, most specific first. */
export function familyOfTypes(owners: readonly ApiId[]): AwaitableFamily | undefined {
  for (const owner of owners) {
    const family = byType.get(owner.replace(/\(\)$/, ''));
    if (family !== undefined) return family;
  }
  return undefined;
}

/** The family whose calls these are, by the way to the callee. */
export function familyOfApis(ids: readonly ApiId[]): AwaitableFamily | undefined {
  return exceptions.find(ids) === undefined ? byApi.find(ids) : undefined;
}

/** Is this callee one that starts at once, or gives no awaitable, although its type looks lazy? */
export function isException(ids: readonly ApiId[]): boolean {
  return exceptions.find(ids) !== undefined;
}

export function yes(traits: AwaitableTraits, always = true): Awaitable {
  return { verdict: 'yes', traits, always };
}
