import { blockingApis, conditionalBlockingApis } from '../knowledge/blocking/index.js';
import { programRoots } from '../knowledge/roots/index.js';
import { callbackSlots } from '../knowledge/slots/index.js';
import { functionWrappers } from '../knowledge/wrappers/index.js';
import type { BlockingApi, ConditionalBlockingApi, LiteralArgument, Root, Slot, Wrapper } from '../knowledge/types.js';
import type { ApiId } from '../model/summary.js';
import type { ProjectSettings } from '../model/settings.js';
import { createApiTable } from '../inference/api-table.js';
import type { ApiTable } from '../inference/api-table.js';
import type { ArgumentPlace, ArgumentValue } from '../inference/inference.js';

/** Knowledge tables, indexed once per process. */
export const slotTable: ApiTable<Slot> = createApiTable(callbackSlots, (slot) => [slot.api]);
/** Callbacks that a program is entered through … */
export const entryTable: ApiTable<Root> = rootTable((root) => root.argument !== undefined);
/** … decorators of functions that it is entered through … */
export const decoratorTable: ApiTable<Root> = rootTable((root) => root.decorates === true);
/** … and calls that say what kind of program it is. */
export const programTable: ApiTable<Root> = rootTable((root) => root.program === true);

/** Functions that give a function which does its work once. */
const memoisers: ApiTable<Wrapper> = createApiTable(
  functionWrappers.filter(({ gives }) => gives === 'memoised'),
  ({ api }) => [api],
);
const memoised: ApiTable<Wrapper> = createApiTable(
  functionWrappers.filter(({ gives }) => gives === 'memoised'),
  ({ api }) => [`${api}()`],
);

/** `memoize(read)`: what it takes runs once. */
export function isMemoiser(name: string, apis: () => readonly ApiId[]): boolean {
  const isNamed = memoisers.names.has(name) || memoisers.names.has('default');
  return isNamed && memoisers.find(apis()) !== undefined;
}

/** `const load = memoize(read)`, then `load()`. */
export function isMemoised(apis: readonly ApiId[]): boolean {
  return memoised.find(apis) !== undefined;
}

function rootTable(isWanted: (root: Root) => boolean): ApiTable<Root> {
  return createApiTable(programRoots.filter(isWanted), ({ api }) => (api === undefined ? [] : [api]));
}

const builtIn: ApiTable<BlockingApi> = createApiTable(blockingApis, (entry) => [entry.api]);
const conditional: ApiTable<ConditionalBlockingApi> = createApiTable(conditionalBlockingApis, (entry) => [entry.api]);

/** What a call writes at one of its arguments. */
export type ReadArgument = (place: ArgumentPlace) => ArgumentValue;

/** The blocking table with the user's additions and exceptions. */
export interface BlockingTable {
  find(ids: readonly string[], argument: ReadArgument): BlockingApi | undefined;
  /** Last names of the APIs of some modules: what call sites are narrowed by. */
  namesWith(modules: ReadonlySet<string>): ReadonlySet<string>;
}

/** Settings and imported modules stay the same over many revisions. */
const tables = new WeakMap<ProjectSettings, BlockingTable>();

export function blockingTable(settings: ProjectSettings): BlockingTable {
  let table = tables.get(settings);
  if (table === undefined) {
    table = createBlockingTable(settings);
    tables.set(settings, table);
  }
  return table;
}

function createBlockingTable(settings: ProjectSettings): BlockingTable {
  const added = settings.blocking.map((api): BlockingApi => ({
    api,
    kind: 'cpu',
    tier: 'unbounded',
    source: 'settings',
    versions: '*',
  }));
  const extra = createApiTable(added, (entry) => [entry.api]);
  const allowed = createApiTable(settings.allow, (api) => [api]);
  const names = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>();
  return {
    find(ids, argument) {
      if (allowed.find(ids) !== undefined) return undefined;
      return extra.find(ids) ?? builtIn.find(ids) ?? conditional.all(ids).find((entry) => isMet(entry, argument));
    },
    namesWith(modules) {
      let known = names.get(modules);
      if (known === undefined) {
        known = new Set([...builtIn.namesWith(modules), ...conditional.namesWith(modules), ...extra.names]);
        names.set(modules, known);
      }
      return known;
    },
  };
}

function isMet({ when, unless }: ConditionalBlockingApi, argument: ReadArgument): boolean {
  if (when !== undefined) return isCertain(when, argument(when));
  return unless?.every((one) => !isPossible(one, argument(one))) === true;
}

function isCertain({ is }: LiteralArgument, value: ArgumentValue): boolean {
  if (is === 'present') return value !== 'absent' && value !== 'unknown';
  return value === is;
}

function isPossible(condition: LiteralArgument, value: ArgumentValue): boolean {
  if (value === 'unknown' || isCertain(condition, value)) return true;
  return typeof condition.is === 'boolean' && value === 'present';
}
