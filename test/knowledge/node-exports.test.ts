import { builtinModules } from 'node:module';
import { describe, expect, test } from 'vitest';
import { blockingApis } from '../../rules/knowledge/blocking/index.js';
import { satisfies } from './api-id.js';

type Members = Readonly<Record<string, unknown>>;

/** What ends in `Sync` and does not block, with the reason. */
const harmless: Readonly<Record<string, string>> = {
  'node:crypto#generateKeySync': 'makes random bytes: microseconds',
  'node:crypto#hkdfSync': 'a few rounds of a hash: microseconds',
  'node:crypto#randomFillSync': 'makes random bytes: microseconds',
  'node:dgram#Socket().bindSync': 'a local system call that does not wait, by its documentation',
  'node:dgram#Socket().connectSync': 'records the peer: a local system call that does not wait',
  'node:fs#openAsBlobSync': 'reads nothing before the blob is read',
  'node:sqlite#DatabaseSync': 'the class; opening a file is done once, and its methods are in the table',
  'node:sqlite#StatementSync': 'the class; its methods are in the table',
};

/** Methods of `node:sqlite` that neither run a statement nor read the file. */
const idle = new Set([
  ...['aggregate', 'close', 'createSession', 'createTagStore', 'deserialize', 'enableDefensive', 'function'],
  ...['enableLoadExtension', 'loadExtension', 'location', 'open', 'prepare', 'serialize', 'setAuthorizer'],
  ...['clear', 'columns', 'resetStats', 'stat', 'setAllowBareNamedParameters', 'setAllowUnknownNamedParameters'],
  ...['setReadBigInts', 'setReturnArrays', 'limits'],
]);

const inTable = new Set(blockingApis.map(({ api }) => api));

function get(owner: Members, name: string): unknown {
  // A few getters of Node throw, or warn about what they stand for.
  try {
    return owner[name];
  } catch {
    return undefined;
  }
}

/** Ids of what a value offers itself, in its prototype, and as members of its own. */
function idsOf(prefix: string, value: unknown): readonly (readonly [api: string, name: string])[] {
  if (typeof value !== 'function' && (typeof value !== 'object' || value === null)) return [];
  const statics = Object.getOwnPropertyNames(value)
    .filter((name) => typeof get(value as Members, name) === 'function')
    .map((name) => [`${prefix}.${name}`, name] as const);
  const prototype: unknown = typeof value === 'function' ? value.prototype : undefined;
  const methods =
    typeof prototype === 'object' && prototype !== null
      ? Object.getOwnPropertyNames(prototype)
          .filter((name) => typeof Object.getOwnPropertyDescriptor(prototype, name)?.value === 'function')
          .map((name) => [`${prefix}().${name}`, name] as const)
      : [];
  return [...statics, ...methods];
}

/** Every callable that the public built-in modules export, with its last name. */
async function exportsOfNode(): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const names = new Set(builtinModules.map((name) => (name.startsWith('node:') ? name : `node:${name}`)));
  const optional = ['node:sqlite'].filter((name) => satisfies(process.versions.node, '>=22.13.0') && name !== '');
  for (const module of [...names, ...optional].filter((name) => !name.startsWith('node:_'))) {
    const members: Members = await import(module);
    for (const name of Object.keys(members).filter((key) => key !== 'default')) {
      const value = get(members, name);
      if (typeof value === 'function') found.set(`${module}#${name}`, name);
      for (const [api, last] of idsOf(`${module}#${name}`, value)) found.set(api, last);
    }
  }
  return found;
}

const found = await exportsOfNode();

describe("Node's own exports", () => {
  test('were read', () => {
    expect(found.has('node:fs#readFileSync')).toBe(true);
    expect(found.has('node:fs#Dir().readSync')).toBe(true);
    expect(found.size).toBeGreaterThan(1000);
  });

  test('nothing that ends in `Sync` is missing from the table', () => {
    const missing = [...found]
      .filter(([api, name]) => name.endsWith('Sync') && !inTable.has(api) && harmless[api] === undefined)
      .map(([api]) => api);
    expect(missing).toEqual([]);
  });

  test('nothing is both in the table and excluded', () => {
    expect(Object.keys(harmless).filter((api) => inTable.has(api))).toEqual([]);
  });

  test('every method of `node:sqlite` is in the table or idle', () => {
    const missing = [...found]
      .filter(([api, name]) => /^node:sqlite#(?:Database|Statement)Sync\(\)\./.test(api) && !idle.has(name))
      .map(([api]) => api)
      .filter((api) => !api.endsWith('.constructor') && !inTable.has(api));
    expect(missing).toEqual([]);
  });

  test.each(['global#Atomics.wait', 'node:v8#writeHeapSnapshot', 'node:inspector#waitForDebugger'])(
    '%s blocks without saying so',
    (api) => {
      expect(inTable.has(api)).toBe(true);
    },
  );

  test.each([
    'node:worker_threads#receiveMessageOnPort',
    'node:crypto#randomBytes',
    'node:crypto#createHash',
    'node:fs#openAsBlob',
  ])('%s exists and does not block', (api) => {
    expect(found.has(api)).toBe(true);
    expect(inTable.has(api)).toBe(false);
  });

  test('an async twin is there for each file operation that takes a path', () => {
    const onDescriptor =
      /#(?:f(?:chmod|chown|datasync|stat|sync|truncate|utimes)|close|read|readv|write|writev|lchmod)Sync$/;
    const alone = blockingApis
      .filter(({ api, twin }) => api.startsWith('node:fs#') && twin === undefined)
      .map(({ api }) => api)
      .filter((api) => !onDescriptor.test(api));
    expect(alone).toEqual(['node:fs#Utf8Stream().flushSync']);
  });
});
