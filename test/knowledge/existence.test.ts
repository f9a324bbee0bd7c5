import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { awaitableFamilies } from '../../rules/knowledge/awaitables/index.js';
import { blockingApis } from '../../rules/knowledge/blocking/index.js';
import { parseApiId, satisfies } from './api-id.js';
import { libraryDeclarations } from './library-declarations.js';
import { tables, type Entry } from './tables.js';

// What is installed here is looked up: the modules of the running Node, the declarations of TypeScript's library, and
// the packages among the development dependencies. The rest was looked up once, in the versions that an entry names.

const installed: readonly string[] = [
  '@supabase/supabase-js',
  'commander',
  'drizzle-orm',
  'esbuild',
  'knex',
  'mongoose',
  'postgres',
  'tinyglobby',
  'vitest',
];
/** Their types are declared here; the client of Prisma itself is generated per project. */
const declaring: readonly string[] = [...installed, '@prisma/client', '@supabase/postgrest-js'];

const everything: readonly Entry[] = Object.values(tables).flat();

function packageOf(module: string): string {
  return module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/');
}

function versionOf(name: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join('node_modules', name, 'package.json'), 'utf8'));
  return (manifest as { version: string }).version;
}

const declarationCache = new Map<string, string>();

/** All declaration files of a package, as one text. */
function declarationsOf(name: string): string {
  const known = declarationCache.get(name);
  if (known !== undefined) return known;
  const root = join('node_modules', name);
  const text = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.d\.[mc]?ts$/.test(path) && !path.includes('node_modules'))
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('\n');
  declarationCache.set(name, text);
  return text;
}

function declares(packageName: string, type: string): boolean {
  return new RegExp(`\\b(?:class|interface|type) ${type.replaceAll('$', '\\$')}\\b`).test(declarationsOf(packageName));
}

/** Walks the part of an id that needs no call. A type of a declaration file counts as found. */
async function exists(module: string, segments: readonly string[], types: string): Promise<boolean> {
  const namespace: Readonly<Record<string, unknown>> | undefined = await import(module).catch(() => undefined);
  const [first = '', second] = segments;
  // A driver of a package whose database is not installed here can be read and not loaded.
  if (namespace === undefined) return declarationsOf(types).includes(`function ${first}`);
  if (second === '()' && /^[A-Z]/.test(first) && namespace[first] === undefined) return declares(types, first);
  let value: unknown = namespace;
  for (const [index, name] of segments.entries()) {
    if (name.startsWith('*')) return true;
    if (name === '()') {
      if (typeof value !== 'function') return false;
      const next = segments[index + 1];
      // Of a class the methods can be looked up; what a function gives is known to its caller only.
      const prototype: unknown = value.prototype;
      if (next === undefined || typeof prototype !== 'object' || prototype === null) return true;
      if (Object.getOwnPropertyNames(prototype).length < 2) return true;
      return next in prototype || next in value || declares(types, first);
    }
    const owner = value as Readonly<Record<string, unknown>> | undefined;
    value = owner?.[name] ?? (index === 0 ? (owner?.['default'] as typeof owner)?.[name] : undefined);
    if (value === undefined) return false;
  }
  return true;
}

async function missingFrom(entries: readonly Entry[], types: (module: string) => string): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const { api } of entries) {
    const parsed = parseApiId(api);
    if (parsed !== undefined && !(await exists(parsed.module, parsed.segments, types(parsed.module))))
      missing.push(api);
  }
  return missing;
}

describe('Node', () => {
  const node = everything.filter(
    ({ api, versions }) => api.startsWith('node:') && satisfies(process.versions.node, versions),
  );

  test('every id of a built-in module is there', async () => {
    expect(node.length).toBeGreaterThan(300);
    // `lchmod` exists on macOS only, `parentPort` in workers, and the tag store has no exported class.
    const elsewhere = /^node:(?:fs#lchmodSync|worker_threads#parentPort\..*|sqlite#SQLTagStore\(\)\..*)$/;
    const missing = await missingFrom(node, () => '@types/node');
    expect(missing.filter((api) => !elsewhere.test(api))).toEqual([]);
  });

  test('every twin in a built-in module is there', async () => {
    const wrong: string[] = [];
    for (const { api, twin, versions } of blockingApis) {
      if (!twin?.module.startsWith('node:') || !satisfies(process.versions.node, versions)) continue;
      // graceful-fs goes by its own versions, and `lchmod` by the platform.
      if (!(await exists(twin.module, twin.name.split('.'), '@types/node'))) wrong.push(`${api}: ${twin.name}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('packages', () => {
  test.each(installed)('%s', async (name) => {
    const version = versionOf(name);
    const own = everything.filter(({ api, versions }) => {
      const module = parseApiId(api)?.module ?? '';
      return packageOf(module) === name && satisfies(version, versions);
    });
    expect(own.length).toBeGreaterThan(0);
    expect(await missingFrom(own, packageOf)).toEqual([]);
  });
});

describe('types of awaitables', () => {
  const families = awaitableFamilies.filter(({ types }) => types.some((type) => declaring.includes(type.package)));

  test.each(families.map((family) => [family.library, family] as const))('%s declares them', (_name, { types }) => {
    const undeclared = types
      .filter((type) => declaring.includes(type.package))
      .filter((type) => !declares(type.package, type.name));
    expect(undeclared).toEqual([]);
  });
});

describe('globals', () => {
  /** Globals that TypeScript's library does not declare, by the first name. */
  const foreign =
    /^(?:Bun|Deno|FsFile|Command|Permissions|\$|jQuery|cy|process|Process|EventEmitter|jest|expect|after|afterAll|afterEach|before|beforeAll|beforeEach|context|describe|it|specify|suite|test|defineEventHandler|eventHandler|scheduler|setImmediate|requestIdleCallback)\b|^\$/;

  test('every id of the language and of the browser is declared', () => {
    const declarations = libraryDeclarations();
    const own = everything.filter(({ api }) => api.startsWith('global#') && !foreign.test(api.slice('global#'.length)));
    expect(own.length).toBeGreaterThan(150);
    const missing = own.filter(({ api }) => {
      const [first = '', second, third] = parseApiId(api)?.segments ?? [];
      if (second === '()') return third !== undefined && !declarations.hasMember(first, third);
      if (second === undefined) return !declarations.hasGlobal(first);
      return !declarations.hasMember(first, second) && !declarations.hasMember(`${first}Constructor`, second);
    });
    expect(missing.map(({ api }) => api)).toEqual([]);
  });
});
