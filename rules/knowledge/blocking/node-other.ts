import type { BlockingApi } from '../types.js';
import { blocking, callbackTwin, type Library } from './build.js';

const childProcess: Library = {
  module: 'node:child_process',
  kind: 'process',
  forms: 'named',
  source: 'https://nodejs.org/api/child_process.html#synchronous-process-creation',
  versions: '>=20.19.0',
};

const crypto: Library = {
  module: 'node:crypto',
  kind: 'cpu',
  forms: 'named',
  source: 'https://nodejs.org/api/crypto.html',
  versions: '>=20.19.0',
};

const zlib: Library = {
  module: 'node:zlib',
  kind: 'cpu',
  forms: 'named',
  source: 'https://nodejs.org/api/zlib.html#convenience-methods',
  versions: '>=20.19.0',
};

const sqlite: Library = {
  module: 'node:sqlite',
  kind: 'database',
  forms: 'named',
  source: 'https://nodejs.org/api/sqlite.html',
  versions: '>=22.13.0',
};

const processes: readonly BlockingApi[] = blocking(childProcess, 'unbounded', [
  ['execSync', 'exec', 'takes a callback; promisified it gives `{ stdout, stderr }`'],
  ['execFileSync', 'execFile', 'takes a callback; promisified it gives `{ stdout, stderr }`'],
  ['spawnSync', 'spawn', 'gives a `ChildProcess` that emits `close`'],
]);

const cryptography: readonly BlockingApi[] = [
  ...blocking(crypto, 'password', callbackTwin(['pbkdf2Sync', 'scryptSync'])),
  ...blocking({ ...crypto, versions: '>=24.7.0' }, 'password', callbackTwin(['argon2Sync'])),
  ...blocking(crypto, 'cpu', callbackTwin(['checkPrimeSync', 'generateKeyPairSync', 'generatePrimeSync'])),
];

const compression: readonly BlockingApi[] = [
  ...blocking(
    zlib,
    'cpu',
    callbackTwin([
      'brotliCompressSync',
      'brotliDecompressSync',
      'deflateRawSync',
      'deflateSync',
      'gunzipSync',
      'gzipSync',
      'inflateRawSync',
      'inflateSync',
      'unzipSync',
    ]),
  ),
  ...blocking({ ...zlib, versions: '>=22.15.0' }, 'cpu', callbackTwin(['zstdCompressSync', 'zstdDecompressSync'])),
  ...blocking({ ...zlib, versions: '>=26.0.0', kind: 'file' }, 'disk', [
    ['ZipEntry.createSync', 'ZipEntry.create'],
    ['ZipFile.openSync', 'ZipFile.open'],
    ['createZipArchiveSync', 'createZipArchive'],
  ]),
];

/**
 * `node:sqlite` has no async form. `prepare` is left out: it compiles the text, and whoever calls it runs the
 * statement on the next line, which is reported.
 */
const run = ['all', 'get', 'iterate', 'run'];
const databases: readonly BlockingApi[] = [
  ...blocking(sqlite, 'unbounded', [
    'DatabaseSync().exec',
    'DatabaseSync().applyChangeset',
    ...run.flatMap((name) => [`DatabaseSync().prepare().${name}`, `StatementSync().${name}`]),
  ]),
  ...blocking(
    { ...sqlite, versions: '>=24.9.0' },
    'unbounded',
    run.flatMap((name) => [`DatabaseSync().createTagStore().${name}`, `SQLTagStore().${name}`]),
  ),
];

/** What blocks without saying `Sync`. */
const unmarked: readonly BlockingApi[] = [
  ...blocking(
    {
      module: 'node:v8',
      kind: 'cpu',
      forms: 'named',
      source: 'https://nodejs.org/api/v8.html#v8writeheapsnapshotfilenameoptions: "the event loop is blocked"',
      versions: '>=20.19.0',
    },
    'unbounded',
    ['getHeapSnapshot', 'writeHeapSnapshot'],
  ),
  ...blocking(
    {
      module: 'node:inspector',
      kind: 'lock',
      forms: 'named',
      source: 'https://nodejs.org/api/inspector.html#inspectorwaitfordebugger: blocks until a client is connected',
      versions: '>=20.19.0',
    },
    'unbounded',
    ['waitForDebugger'],
  ),
];

/** Blocking members of Node's built-in modules other than `node:fs`. */
export const nodeOther: readonly BlockingApi[] = [
  ...processes,
  ...cryptography,
  ...compression,
  ...databases,
  ...unmarked,
];
