import type { BlockingApi } from '../types.js';
import { blocking, type Library } from './build.js';

const libraries: readonly Library[] = [
  {
    module: 'better-sqlite3',
    kind: 'database',
    forms: 'named',
    source: 'https://github.com/WiseLibs/better-sqlite3/blob/master/docs/api.md',
    versions: '>=7.0.0 <13.0.0',
  },
  {
    module: 'libsql',
    kind: 'database',
    forms: 'named',
    source: 'https://github.com/tursodatabase/libsql-js/blob/main/docs/api.md',
    versions: '>=0.3.0 <1.0.0',
  },
];

const run = ['all', 'get', 'iterate', 'run'];

/**
 * Synchronous database drivers. `new Database()` and `prepare` are left out: the statements that follow are reported.
 * `prepare().*()` stands for `pluck()`, `raw()`, `expand()`, `bind()` and `safeIntegers()`, which give the statement.
 */
export const npmDatabases: readonly BlockingApi[] = libraries.flatMap((library) => [
  ...['default()', 'Database()'].flatMap((database) =>
    blocking(library, 'unbounded', [
      `${database}.exec`,
      `${database}.pragma`,
      `${database}.serialize`,
      `${database}.transaction()`,
      `${database}.transaction().*`,
      ...run.flatMap((name) => [`${database}.prepare().${name}`, `${database}.prepare().*().${name}`]),
    ]),
  ),
  ...blocking(library, 'unbounded', [...run.map((name) => `Statement().${name}`), 'Transaction()', 'Transaction().*']),
]);
