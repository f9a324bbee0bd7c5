import type { BlockingKind } from '../../model/summary.js';
import type { BlockingApi, ConditionalBlockingApi } from '../types.js';
import { blocking, withoutSync, type Library } from './build.js';

function library(module: string, versions: string, source: string, forms: Library['forms'] = 'both'): Library {
  const kind: BlockingKind = 'cpu';
  return { module, kind, forms, source, versions };
}

const passwords: readonly BlockingApi[] = [
  ...blocking(
    library('bcrypt', '>=3.0.0 <7.0.0', 'https://github.com/kelektiv/node.bcrypt.js#api'),
    'password',
    withoutSync(['compareSync', 'hashSync']),
  ),
  ...blocking(
    library('bcryptjs', '>=2.4.0 <4.0.0', 'https://github.com/dcodeIO/bcrypt.js#api'),
    'password',
    withoutSync(['compareSync', 'hashSync']),
  ),
  ...blocking(
    library('bcrypt-nodejs', '>=0.0.3 <0.1.0', 'https://github.com/shaneGirish/bcrypt-nodejs#api'),
    'password',
    [
      ['compareSync', 'compare', 'takes a callback'],
      ['hashSync', 'hash', 'takes a callback'],
    ],
  ),
  ...blocking(
    library('@node-rs/bcrypt', '>=1.0.0 <3.0.0', 'https://github.com/napi-rs/node-rs/tree/main/packages/bcrypt'),
    'password',
    withoutSync(['compareSync', 'hashSync', 'verifySync']),
  ),
  ...blocking(
    library('@node-rs/argon2', '>=1.0.0 <3.0.0', 'https://github.com/napi-rs/node-rs/tree/main/packages/argon2'),
    'password',
    withoutSync(['hashRawSync', 'hashSync', 'verifySync']),
  ),
  ...blocking(library('pbkdf2', '>=3.0.0 <4.0.0', 'https://github.com/browserify/pbkdf2#usage'), 'password', [
    ['pbkdf2Sync', 'pbkdf2', 'takes a callback'],
  ]),
  ...blocking(library('scrypt-js', '>=3.0.0 <4.0.0', 'https://github.com/ricmoo/scrypt-js#api'), 'password', [
    ['syncScrypt', 'scrypt'],
  ]),
  ...blocking(library('crypto-js', '>=3.0.0 <5.0.0', 'https://cryptojs.gitbook.io/docs/#pbkdf2'), 'password', [
    'PBKDF2',
  ]),
  ...['', '.js'].flatMap((extension) =>
    [
      ['scrypt', 'scrypt'],
      ['pbkdf2', 'pbkdf2'],
      ['argon2', 'argon2d'],
      ['argon2', 'argon2i'],
      ['argon2', 'argon2id'],
    ].flatMap(([file, name]) =>
      blocking(
        library(
          `@noble/hashes/${file}${extension}`,
          extension === '' ? '>=1.0.0 <2.0.0' : '>=1.8.0 <3.0.0',
          'https://github.com/paulmillr/noble-hashes#scrypt',
          'named',
        ),
        'password',
        [[`${name}`, `${name}Async`]],
      ),
    ),
  ),
];

const compression: readonly BlockingApi[] = [
  ...blocking(
    library('fflate', '>=0.6.0 <1.0.0', 'https://github.com/101arrowz/fflate#usage', 'named'),
    'cpu',
    [
      'compressSync',
      'decompressSync',
      'deflateSync',
      'gunzipSync',
      'gzipSync',
      'inflateSync',
      'unzipSync',
      'unzlibSync',
      'zipSync',
      'zlibSync',
    ].map((name) => [name, name.replace(/Sync$/, ''), 'takes a callback']),
  ),
  ...blocking(library('pako', '>=1.0.0 <4.0.0', 'https://github.com/nodeca/pako#examples--api'), 'cpu', [
    'deflate',
    'deflateRaw',
    'gzip',
    'inflate',
    'inflateRaw',
    'ungzip',
  ]),
  ...blocking(
    library('snappy', '>=7.0.0 <8.0.0', 'https://github.com/Brooooooklyn/snappy#api'),
    'cpu',
    withoutSync(['compressSync', 'uncompressSync']),
  ),
];

const compilers: readonly BlockingApi[] = [
  ...blocking(
    library('sass', '>=1.45.0 <2.0.0', 'https://sass-lang.com/documentation/js-api/functions/compile/'),
    'cpu',
    [
      ['compile', 'compileAsync'],
      ['compileString', 'compileStringAsync'],
    ],
  ),
  ...blocking(
    library('sass', '>=1.70.0 <2.0.0', 'https://sass-lang.com/documentation/js-api/classes/compiler/', 'named'),
    'cpu',
    ['initCompiler().compile', 'initCompiler().compileString', 'Compiler().compile', 'Compiler().compileString'],
  ),
  ...blocking(
    library('sass', '>=1.0.0 <2.0.0', 'https://sass-lang.com/documentation/js-api/functions/rendersync/'),
    'cpu',
    [['renderSync', 'render', 'takes a callback']],
  ),
  ...blocking(
    { ...library('esbuild', '>=0.8.0 <1.0.0', 'https://esbuild.github.io/api/#js-async'), kind: 'process' },
    'unbounded',
    withoutSync(['analyzeMetafileSync', 'buildSync', 'formatMessagesSync', 'transformSync']),
  ),
  ...blocking(
    library('@swc/core', '>=1.2.0 <2.0.0', 'https://swc.rs/docs/usage/core#api'),
    'cpu',
    withoutSync(['minifySync', 'parseFileSync', 'parseSync', 'printSync', 'transformFileSync', 'transformSync']),
  ),
  ...blocking(
    library('@babel/core', '>=7.8.0 <8.0.0', 'https://babeljs.io/docs/babel-core'),
    'cpu',
    [
      'loadOptionsSync',
      'loadPartialConfigSync',
      'parseSync',
      'transformFileSync',
      'transformFromAstSync',
      'transformSync',
    ].map((name) => [name, name.replace(/Sync$/, 'Async')]),
  ),
  ...blocking(
    library('terser', '>=5.32.0 <6.0.0', 'https://github.com/terser/terser#minify_synccode-options', 'named'),
    'cpu',
    [['minify_sync', 'minify']],
  ),
  ...blocking(library('uglify-js', '>=3.0.0 <4.0.0', 'https://github.com/mishoo/UglifyJS#api-reference'), 'cpu', [
    'minify',
  ]),
];

/** Password hashing, compression and compilers that compute on the calling thread. */
export const npmComputation: readonly BlockingApi[] = [...passwords, ...compression, ...compilers];

const rsa = blocking(
  library('node-forge', '>=0.10.0 <2.0.0', 'https://github.com/digitalbazaar/forge#rsa: "slow" without a callback'),
  'password',
  ['pki.rsa.generateKeyPair', 'rsa.generateKeyPair'],
);
const pbkdf2 = blocking(
  library('node-forge', '>=0.10.0 <2.0.0', 'https://github.com/digitalbazaar/forge#pkcs5'),
  'password',
  ['pkcs5.pbkdf2', 'pbkdf2'],
);

/** node-forge blocks when it gets no callback; the callback comes after four arguments, or five with a digest. */
export const npmComputationWhen: readonly ConditionalBlockingApi[] = [
  ...rsa.map((entry) => ({ ...entry, when: { argument: 1, is: 'absent' as const } })),
  ...pbkdf2.map((entry) => ({ ...entry, when: { argument: 4, is: 'absent' as const } })),
];
