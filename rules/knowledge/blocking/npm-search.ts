import type { BlockingApi } from '../types.js';
import { blocking, withoutSync, type Library } from './build.js';

function library(module: string, versions: string, source: string, forms: Library['forms'] = 'named'): Library {
  return { module, kind: 'file', forms, source, versions };
}

const globs: readonly BlockingApi[] = [
  ...blocking(library('glob', '>=9.0.0 <15.0.0', 'https://github.com/isaacs/node-glob#usage'), 'disk', [
    ['globSync', 'glob'],
    ['globIterateSync', 'globIterate', 'gives an async iterator'],
    ['iterateSync', 'iterate', 'gives an async iterator'],
    ['globStreamSync', 'globStream'],
  ]),
  ...blocking(
    { ...library('glob', '>=9.0.0 <15.0.0', 'https://github.com/isaacs/node-glob#class-glob'), twins: '.' },
    'disk',
    [
      ['Glob().walkSync', 'walk'],
      ['Glob().iterateSync', 'iterate', 'gives an async iterator'],
    ],
  ),
  ...blocking(library('glob', '>=5.0.0 <15.0.0', 'https://github.com/isaacs/node-glob/tree/v8.1.0#usage'), 'disk', [
    ['sync', 'glob', 'takes a callback before version 9'],
  ]),
  ...blocking(library('glob', '>=5.0.0 <9.0.0', 'https://github.com/isaacs/node-glob/tree/v8.1.0#usage'), 'disk', [
    ['default.sync', 'default', 'takes a callback'],
    'GlobSync',
    'default.GlobSync',
  ]),
  ...blocking(
    library('fast-glob', '>=2.0.0 <4.0.0', 'https://github.com/mrmlnc/fast-glob#synchronous', 'both'),
    'disk',
    [
      ['sync', 'default'],
      ['globSync', 'glob'],
    ],
  ),
  ...blocking(library('tinyglobby', '>=0.2.0 <1.0.0', 'https://superchupu.dev/tinyglobby/documentation'), 'disk', [
    ['globSync', 'glob'],
  ]),
  ...blocking(library('globby', '>=12.0.0 <17.0.0', 'https://github.com/sindresorhus/globby#api'), 'disk', [
    ['globbySync', 'globby'],
    ['generateGlobTasksSync', 'generateGlobTasks'],
  ]),
  ...blocking(
    library('globby', '>=8.0.0 <12.0.0', 'https://github.com/sindresorhus/globby/tree/v11.1.0#api', 'both'),
    'disk',
    [['sync', 'default']],
  ),
  ...blocking(
    {
      ...library('fdir', '>=5.0.0 <7.0.0', 'https://github.com/thecodrr/fdir/blob/master/documentation.md'),
      twins: '.',
    },
    'disk',
    ['fdir().crawl()', 'fdir().*().crawl()', 'fdir().*().*().crawl()', 'APIBuilder()'].map((path) => [
      `${path}.sync`,
      'withPromise',
    ]),
  ),
  ...blocking(library('klaw-sync', '>=4.0.0 <9.0.0', 'https://github.com/manidlou/node-klaw-sync#usage'), 'disk', [
    'default',
  ]),
  ...blocking(library('walk-sync', '>=2.0.0 <5.0.0', 'https://github.com/joliss/node-walk-sync#usage'), 'disk', [
    'default',
    'default.entries',
  ]),
];

const removal: readonly BlockingApi[] = [
  ...blocking(library('rimraf', '>=4.0.0 <7.0.0', 'https://github.com/isaacs/rimraf#api'), 'disk', [
    ['rimrafSync', 'rimraf'],
    ['manualSync', 'manual'],
    ['moveRemoveSync', 'moveRemove'],
    ['nativeSync', 'native'],
    ['posixSync', 'posix'],
    ['windowsSync', 'windows'],
  ]),
  // Callable packages before they became a set of names: `sync` is in both, its twin is not.
  ...blocking(library('rimraf', '>=2.0.0 <7.0.0', 'https://github.com/isaacs/rimraf/tree/v3.0.2#api'), 'disk', [
    'sync',
  ]),
  ...blocking(library('rimraf', '>=2.0.0 <4.0.0', 'https://github.com/isaacs/rimraf/tree/v3.0.2#api'), 'disk', [
    ['default.sync', 'default', 'takes a callback'],
  ]),
  ...blocking(library('del', '>=7.0.0 <9.0.0', 'https://github.com/sindresorhus/del#api'), 'disk', [
    ['deleteSync', 'deleteAsync'],
  ]),
  ...blocking(library('del', '>=3.0.0 <7.0.0', 'https://github.com/sindresorhus/del/tree/v6.1.1#api', 'both'), 'disk', [
    ['sync', 'default'],
  ]),
  ...blocking(library('mkdirp', '>=2.0.0 <4.0.0', 'https://github.com/isaacs/node-mkdirp#methods'), 'metadata', [
    ['mkdirpSync', 'mkdirp'],
    ['manualSync', 'manual'],
    ['nativeSync', 'native'],
  ]),
  ...blocking(
    library('mkdirp', '>=0.5.0 <4.0.0', 'https://github.com/isaacs/node-mkdirp/tree/v1.0.4#methods'),
    'metadata',
    ['sync'],
  ),
  ...blocking(
    library('mkdirp', '>=0.5.0 <2.0.0', 'https://github.com/isaacs/node-mkdirp/tree/v1.0.4#methods'),
    'metadata',
    [['default.sync', 'default', 'takes a callback before version 1']],
  ),
];

/** Packages that look for a file upwards or in a list: their names before and after the move to modules. */
const lookups: readonly BlockingApi[] = [
  {
    module: 'find-up',
    callable: '>=2.0.0 <6.0.0',
    named: '>=6.0.0 <9.0.0',
    names: ['findUpSync', 'findUpMultipleSync', 'findDownSync'],
  },
  { module: 'pkg-up', callable: '>=2.0.0 <4.0.0', named: '>=4.0.0 <6.0.0', names: ['pkgUpSync'] },
  { module: 'locate-path', callable: '>=3.0.0 <7.0.0', named: '>=7.0.0 <9.0.0', names: ['locatePathSync'] },
  { module: 'path-exists', callable: '>=4.0.0 <5.0.0', named: '>=5.0.0 <6.0.0', names: ['pathExistsSync'] },
  { module: 'make-dir', callable: '>=2.0.0 <4.0.0', named: '>=4.0.0 <6.0.0', names: ['makeDirectorySync'] },
].flatMap(({ module, callable, named, names }) => {
  const source = `https://github.com/sindresorhus/${module}#api`;
  return [
    ...blocking(library(module, callable, source, 'both'), 'metadata', [['sync', 'default']]),
    ...blocking(library(module, named, source), 'metadata', withoutSync(names)),
  ];
});

const resolution: readonly BlockingApi[] = [
  ...blocking(library('which', '>=1.0.0 <7.0.0', 'https://github.com/npm/node-which#usage', 'both'), 'metadata', [
    ['sync', 'default'],
  ]),
  ...blocking(
    library('resolve', '>=1.0.0 <2.0.0', 'https://github.com/browserify/resolve#resolvesyncid-opts', 'both'),
    'metadata',
    [['sync', 'default', 'takes a callback']],
  ),
  ...blocking(
    library('enhanced-resolve', '>=5.0.0 <6.0.0', 'https://github.com/webpack/enhanced-resolve#usage', 'both'),
    'metadata',
    [['sync', 'default', 'takes a callback']],
  ),
  ...['cosmiconfig', 'lilconfig'].flatMap((module) =>
    ['load', 'search'].flatMap((name) =>
      blocking(
        library(
          module,
          module === 'lilconfig' ? '>=2.0.0 <4.0.0' : '>=6.0.0 <10.0.0',
          `https://github.com/${module === 'lilconfig' ? 'antonk52' : 'cosmiconfig'}/${module}#synchronous-api`,
        ),
        'disk',
        [[`${module}Sync().${name}`, `${module}().${name}`]],
      ),
    ),
  ),
];

/** Packages that search, make and remove files; their time grows with the tree they walk. */
export const npmSearch: readonly BlockingApi[] = [...globs, ...removal, ...lookups, ...resolution];
