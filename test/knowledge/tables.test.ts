import { builtinModules } from 'node:module';
import { describe, expect, test } from 'vitest';
import { awaitableFamilies } from '../../rules/knowledge/awaitables/index.js';
import { blockingApis, conditionalBlockingApis } from '../../rules/knowledge/blocking/index.js';
import { knownCalls } from '../../rules/knowledge/known-calls/index.js';
import { programRoots } from '../../rules/knowledge/roots/index.js';
import { parseApiId, satisfies } from './api-id.js';
import { tables } from './tables.js';

const range = /^(?:\*|(?:>=|<)\d+(?:\.\d+){0,2}(?: <\d+(?:\.\d+){0,2})?)$/;

describe('the grammar of ids', () => {
  test.each([
    ['node:fs#readFileSync', 'node:fs', ['readFileSync']],
    ['better-sqlite3#default().exec', 'better-sqlite3', ['default', '()', 'exec']],
    ['knex#default().**', 'knex', ['default', '()', '**']],
    ['fdir#fdir().*().crawl().sync', 'fdir', ['fdir', '()', '*', '()', 'crawl', '()', 'sync']],
    ['@scope/name/file.js#f', '@scope/name/file.js', ['f']],
  ])('%s', (api, module, segments) => {
    expect(parseApiId(api)).toEqual({ module, segments });
  });

  test.each(['node:fs', 'node:fs#', 'a#b#c', 'a#**.b', 'a#**', 'a#b..c', 'a#b()c', '#a', 'a#1'])(
    'refuses %s',
    (api) => {
      expect(parseApiId(api)).toBeUndefined();
    },
  );

  test.each([
    ['20.20.2', '>=20.19.0', true],
    ['20.20.2', '>=22.0.0', false],
    ['9.6.1', '>=6.0.0 <10.0.0', true],
    ['10.0.0', '>=6.0.0 <10.0.0', false],
    ['1.0.0', '*', true],
  ])('%s in %s: %s', (version, versions, expected) => {
    expect(satisfies(version, versions)).toBe(expected);
  });
});

describe.each(Object.entries(tables))('%s', (_name, entries) => {
  test('every entry names its source and its versions', () => {
    const nameless = entries.filter(({ source, versions }) => source.trim() === '' || !range.test(versions));
    expect(nameless).toEqual([]);
  });

  test('every id follows the grammar', () => {
    expect(entries.map(({ api }) => api).filter((api) => parseApiId(api) === undefined)).toEqual([]);
  });

  test('built-in modules carry `node:` and have no `default` segment before another', () => {
    // Python has an `os` of its own.
    const bare = new Set(builtinModules.filter((name) => name !== 'os' && !name.startsWith('node:')));
    const wrong = entries.filter(({ api }) => bare.has(api.split('#')[0] ?? '') || /^node:.*#default[.(]/.test(api));
    expect(wrong).toEqual([]);
  });

  test('no line is there twice', () => {
    const seen = new Set<string>();
    const twice = entries
      .map(({ api, distinction }) => `${api} ${distinction}`)
      .filter((line) => seen.size === seen.add(line).size);
    expect(twice).toEqual([]);
  });
});

describe('blocking', () => {
  test('a call is either always or sometimes blocking', () => {
    const always = new Set(blockingApis.map(({ api }) => api));
    expect(conditionalBlockingApis.filter(({ api }) => always.has(api))).toEqual([]);
  });

  test('a conditional entry has exactly one condition', () => {
    const wrong = conditionalBlockingApis.filter(
      ({ when, unless }) => (when === undefined) === (unless === undefined) || unless?.length === 0,
    );
    expect(wrong).toEqual([]);
  });

  test('a twin has another name than its call', () => {
    const same = blockingApis.filter(({ api, twin }) => twin !== undefined && `${twin.module}#${twin.name}` === api);
    expect(same).toEqual([]);
  });

  test('what takes microseconds is not in the table', () => {
    const fast = /#(?:randomBytes|randomUUID|createHash|createHmac|randomInt)\b/;
    expect(blockingApis.filter(({ api }) => fast.test(api))).toEqual([]);
  });
});

describe('awaitables', () => {
  test('what starts when awaited names its starters, and `then` is one of them unless it is a coroutine', () => {
    const wrong = awaitableFamilies.filter(({ traits }) =>
      traits.starts === 'await' && traits.kind !== 'coroutine'
        ? !(traits.starters ?? []).includes('then')
        : traits.starters !== undefined,
    );
    expect(wrong).toEqual([]);
  });

  test('a starter is no leaf', () => {
    const both = awaitableFamilies.flatMap(({ traits, leaves }) =>
      (leaves ?? []).filter((leaf) => traits.starters?.includes(leaf)),
    );
    expect(both).toEqual([]);
  });

  test('settling methods are starters where they exist', () => {
    const wrong = awaitableFamilies.filter(
      ({ traits }) => traits.starters !== undefined && !traits.has.every((name) => traits.starters?.includes(name)),
    );
    expect(wrong).toEqual([]);
  });
});

describe('roots', () => {
  test('each is recognised in exactly one way', () => {
    const wrong = programRoots.filter((root) => {
      const ways = [
        root.argument !== undefined,
        root.program === true,
        root.decorates === true,
        root.files !== undefined,
      ];
      const byCall = root.api !== undefined;
      return ways.filter(Boolean).length !== 1 || byCall === (root.files !== undefined);
    });
    expect(wrong).toEqual([]);
  });

  test('its name reads after "in"', () => {
    expect(programRoots.map(({ name }) => name).filter((name) => !/^(?:an?|the) \S/.test(name))).toEqual([]);
  });
});

describe('known calls', () => {
  test('nothing is both safe and to be awaited', () => {
    const safe = new Set(knownCalls.filter(({ verdict }) => verdict === 'safe').map(({ api }) => api));
    expect(knownCalls.filter(({ api, verdict }) => verdict === 'must-await' && safe.has(api))).toEqual([]);
  });
});
