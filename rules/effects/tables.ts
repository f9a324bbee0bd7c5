import { blockingApis } from '../knowledge/blocking/index.js';
import { programRoots } from '../knowledge/roots/index.js';
import { callbackSlots } from '../knowledge/slots/index.js';
import type { BlockingApi, Root, Slot } from '../knowledge/types.js';
import type { ProjectSettings } from '../model/settings.js';
import { createApiTable } from '../inference/api-table.js';
import type { ApiTable } from '../inference/api-table.js';

/** Knowledge tables, indexed once per process. */
export const slotTable: ApiTable<Slot> = createApiTable(callbackSlots, (slot) => [slot.api]);
export const rootTable: ApiTable<Root> = createApiTable(
  programRoots.filter((root) => root.api !== undefined),
  (root) => (root.api === undefined ? [] : [root.api]),
);

const builtIn: ApiTable<BlockingApi> = createApiTable(blockingApis, (entry) => [entry.api]);

/** The blocking table with the user's additions and exceptions. */
export interface BlockingTable {
  find(ids: readonly string[]): BlockingApi | undefined;
  /** Last names of the APIs of some modules: what call sites are narrowed by. */
  namesWith(modules: ReadonlySet<string>): ReadonlySet<string>;
}

export function blockingTable(settings: ProjectSettings): BlockingTable {
  const added = settings.blocking.map((api): BlockingApi => ({
    api,
    kind: 'cpu',
    tier: 'unbounded',
    source: 'settings',
    versions: '*',
  }));
  const extra = createApiTable(added, (entry) => [entry.api]);
  const allowed = createApiTable(settings.allow, (api) => [api]);
  return {
    find: (ids) => (allowed.find(ids) === undefined ? (extra.find(ids) ?? builtIn.find(ids)) : undefined),
    namesWith: (modules) => new Set([...builtIn.namesWith(modules), ...extra.names]),
  };
}
