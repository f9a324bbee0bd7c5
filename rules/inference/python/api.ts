import { createApiTable } from '../api-table.js';
import { awaitableFamilies } from '../../knowledge/awaitables/index.js';
import { functionWrappers } from '../../knowledge/wrappers/index.js';
import type { AwaitableFamily, Wrapper } from '../../knowledge/types.js';
import type { ApiId } from '../../model/summary.js';
import type { ApiType } from './types.js';

/** Calls that give an awaitable, by id. */
const families = createApiTable<AwaitableFamily>(awaitableFamilies, (family) => family.apis);
const wrappers = createApiTable<Wrapper>(functionWrappers, (wrapper) => [wrapper.api]);

export function familyOf(api: ApiType): AwaitableFamily | undefined {
  return families.find(apiIds(api));
}

export function wrapperOf(api: ApiType): Wrapper | undefined {
  return wrappers.find(apiIds(api));
}

/** Paths longer than this lead through loops (`node = node.next`) and are followed no further. */
const MAX_SEGMENTS = 12;

/** Modules that only hold what another one exports, and classes that only extend another one. */
const MODULES: Readonly<Record<string, string>> = {
  'requests.api': 'requests',
  'requests.sessions': 'requests',
  'concurrent.futures.thread': 'concurrent.futures',
  'concurrent.futures.process': 'concurrent.futures',
  typing_extensions: 'typing',
};
const ASYNCIO: Readonly<Record<string, string>> = {
  LifoQueue: 'Queue',
  PriorityQueue: 'Queue',
  BoundedSemaphore: 'Semaphore',
};
/** Tables name every event loop by the call that gives the running one. */
const LOOPS = /^(?:(?:get|new)_event_loop|(?:\w*EventLoop))$/;

/** Something of a library by its way from there, under the name that tables use. */
export function apiOf(module: string, path: readonly string[]): ApiType | undefined {
  if (path.length > MAX_SEGMENTS) return undefined;
  const [top = module, ...rest] = module.split('.');
  if (top !== 'asyncio') return { k: 'api', m: MODULES[module] ?? module, p: path };
  const p = rest[0] === 'subprocess' ? [...rest, ...path] : [...path];
  const [first = '', second] = p;
  if (second === '()' && LOOPS.test(first)) p[0] = 'get_running_loop';
  else if (second === '()') p[0] = ASYNCIO[first] ?? first;
  return { k: 'api', m: 'asyncio', p };
}

export function apiMember(api: ApiType, name: string): ApiType | undefined {
  return apiOf(api.m, [...api.p, name]);
}

export function apiResult(api: ApiType): ApiType | undefined {
  return apiMember(api, '()');
}

/** An object of a library's class. */
export function apiInstance(module: string, name: string): ApiType | undefined {
  return apiOf(module, [...name.split('.'), '()']);
}

/** `a#b.c` may be `c` of the module `a.b`: both names, the longest module first. */
export function apiIds({ m, p }: ApiType): readonly ApiId[] {
  const ids: ApiId[] = [];
  let module = m;
  for (let i = 0; i < p.length; i++) {
    ids.unshift(`${module}#${joined(p.slice(i))}`);
    const part = p[i] ?? '';
    if (part === '()' || p[i + 1] === '()') break;
    module = `${module}.${part}`;
  }
  return ids;
}

function joined(path: readonly string[]): string {
  return path.reduce((text, part) => (part === '()' ? `${text}()` : text === '' ? part : `${text}.${part}`), '');
}

/** The name by which single symbols are asked for: `typing#cast`. */
export function symbolOf({ m, p }: ApiType): string {
  return `${m}#${joined(p)}`;
}
