import type { BlockingKind, BlockingTier } from '../../model/summary.js';
import type { BlockingApi } from '../types.js';
import { blocking, membersOf, type Library, type Name } from './build.js';

const versions = '>=1.2.0 <2.0.0';

/** `Bun` is a global and a module: `Bun.spawnSync` and `import { spawnSync } from 'bun'` are one function. */
function members(
  kind: BlockingKind,
  tier: BlockingTier,
  source: string,
  names: readonly Name[],
): readonly BlockingApi[] {
  const shared = { kind, forms: 'named' as const, source, versions };
  return [
    ...blocking({ ...shared, module: 'global' }, tier, membersOf('Bun', names)),
    ...blocking({ ...shared, module: 'bun' }, tier, names),
  ];
}

const sqlite: Library = {
  module: 'bun:sqlite',
  kind: 'database',
  forms: 'named',
  source: 'https://bun.sh/docs/api/sqlite',
  versions,
};

const statement = ['all', 'get', 'iterate', 'run', 'values'];

/** Blocking members of Bun, checked against the exports of Bun 1.4. */
export const bun: readonly BlockingApi[] = [
  ...members('process', 'unbounded', 'https://bun.sh/docs/api/spawn#blocking-api-bun-spawnsync', [
    ['spawnSync', 'spawn', 'gives a `Subprocess`: await its `exited`'],
  ]),
  ...members('sleep', 'unbounded', 'https://bun.sh/docs/api/utils#bun-sleepsync', [['sleepSync', 'sleep']]),
  ...members('cpu', 'password', 'https://bun.sh/docs/api/hashing#bun-password', [
    ['password.hashSync', 'password.hash'],
    ['password.verifySync', 'password.verify'],
  ]),
  ...members('cpu', 'cpu', 'https://bun.sh/docs/api/utils#compression-utilities', [
    'deflateSync',
    'gunzipSync',
    'gzipSync',
    'inflateSync',
    ['zstdCompressSync', 'zstdCompress'],
    ['zstdDecompressSync', 'zstdDecompress'],
  ]),
  ...members('cpu', 'unbounded', 'https://bun.sh/docs/project/benchmarking#heap-snapshots', ['generateHeapSnapshot']),
  ...members('file', 'metadata', 'https://bun.sh/docs/api/utils#bun-resolvesync', [
    ['resolveSync', 'resolve'],
    'which',
  ]),
  ...members('file', 'disk', 'https://bun.sh/docs/api/glob', ['Glob().scanSync']),
  ...members('cpu', 'cpu', 'https://bun.sh/docs/api/transpiler', ['Transpiler().transformSync']),
  ...['Database()', 'default()'].flatMap((database) =>
    blocking(sqlite, 'unbounded', [
      `${database}.exec`,
      `${database}.run`,
      ...statement.flatMap((name) => [`${database}.query().${name}`, `${database}.prepare().${name}`]),
    ]),
  ),
  ...blocking(
    sqlite,
    'unbounded',
    statement.map((name) => `Statement().${name}`),
  ),
];
