import type { BlockingApi } from '../types.js';
import { blocking, withoutSync, type Library } from './build.js';
import { nodeFs } from './node-fs.js';

const fsExtra: Library = {
  module: 'fs-extra',
  kind: 'file',
  forms: 'both',
  source: 'https://github.com/jprichardson/node-fs-extra#methods',
  versions: '>=8.0.0 <12.0.0',
};

/** Packages that are `node:fs` with more members; a twin of theirs is the promise form of the same package. */
function likeNodeFs(module: string, versions: string, twins: string | undefined): readonly BlockingApi[] {
  const stable = nodeFs.filter((entry) => entry.versions === '>=20.19.0');
  return stable.flatMap(({ api, twin, ...entry }) => {
    const name = api.slice('node:fs#'.length);
    const own = twin === undefined ? {} : { twin: twins === undefined ? twin : { ...twin, module: twins } };
    return ['', 'default.'].map((form) => ({ ...entry, ...own, api: `${module}#${form}${name}`, versions }));
  });
}

const extras = [
  'copySync',
  'createFileSync',
  'createLinkSync',
  'createSymlinkSync',
  'emptyDirSync',
  'emptydirSync',
  'ensureFileSync',
  'ensureLinkSync',
  'ensureSymlinkSync',
  'moveSync',
  'outputFileSync',
  'outputJSONSync',
  'outputJsonSync',
  'readJSONSync',
  'readJsonSync',
  'removeSync',
  'writeJSONSync',
  'writeJsonSync',
];

const extraMetadata = ['ensureDirSync', 'mkdirpSync', 'mkdirsSync', 'pathExistsSync'];

const jsonfile: Library = {
  module: 'jsonfile',
  kind: 'file',
  forms: 'both',
  source: 'https://github.com/jprichardson/node-jsonfile#api',
  versions: '>=5.0.0 <7.0.0',
};

const writeFileAtomic: Library = {
  module: 'write-file-atomic',
  kind: 'file',
  forms: 'both',
  source: 'https://github.com/npm/write-file-atomic#writefileatomicsyncfilename-data-options',
  versions: '>=3.0.0 <8.0.0',
};

/** Small packages with one function and its synchronous form, by their names before and after the move to modules. */
const single: readonly BlockingApi[] = [
  { module: 'load-json-file', name: 'loadJsonFile', callable: '>=3.0.0 <7.0.0', named: '>=7.0.0 <8.0.0' },
  { module: 'write-json-file', name: 'writeJsonFile', callable: '>=3.0.0 <5.0.0', named: '>=5.0.0 <8.0.0' },
  { module: 'read-pkg', name: 'readPackage', callable: '>=3.0.0 <6.0.0', named: '>=6.0.0 <11.0.0' },
  { module: 'read-pkg-up', name: 'readPackageUp', callable: '>=3.0.0 <8.0.0', named: '>=8.0.0 <12.0.0' },
  { module: 'move-file', name: 'moveFile', callable: '>=1.0.0 <3.0.0', named: '>=3.0.0 <5.0.0' },
].flatMap(({ module, name, callable, named }) => {
  const library = { module, kind: 'file' as const, source: `https://github.com/sindresorhus/${module}#api` };
  return [
    ...blocking({ ...library, forms: 'both', versions: callable }, 'disk', [['sync', 'default']]),
    ...blocking({ ...library, forms: 'named', versions: named }, 'disk', withoutSync([`${name}Sync`])),
  ];
});

const others: readonly BlockingApi[] = [
  ...blocking(jsonfile, 'disk', withoutSync(['readFileSync', 'writeFileSync'])),
  ...blocking(writeFileAtomic, 'disk', [['sync', 'default']]),
  ...single,
  ...blocking(
    {
      module: 'read-package-up',
      kind: 'file',
      forms: 'named',
      source: 'https://github.com/sindresorhus/read-package-up#api',
      versions: '>=11.0.0 <13.0.0',
    },
    'disk',
    withoutSync(['readPackageUpSync']),
  ),
  ...blocking(
    {
      module: 'tmp',
      kind: 'file',
      forms: 'both',
      source: 'https://github.com/raszi/node-tmp#usage',
      versions: '>=0.0.33 <1.0.0',
    },
    'metadata',
    [
      ['dirSync', 'dir', 'takes a callback'],
      ['fileSync', 'file', 'takes a callback'],
      ['tmpNameSync', 'tmpName', 'takes a callback'],
    ],
  ),
  ...blocking(
    {
      module: 'tempy',
      kind: 'file',
      forms: 'named',
      source: 'https://github.com/sindresorhus/tempy#api',
      versions: '>=2.0.0 <4.0.0',
    },
    'disk',
    withoutSync(['temporaryWriteSync']),
  ),
  ...blocking(
    {
      module: 'proper-lockfile',
      kind: 'file',
      forms: 'both',
      source: 'https://github.com/moxystudio/node-proper-lockfile#usage',
      versions: '>=4.0.0 <5.0.0',
    },
    'metadata',
    withoutSync(['checkSync', 'lockSync', 'unlockSync']),
  ),
  ...blocking(
    {
      module: 'adm-zip',
      kind: 'file',
      forms: 'named',
      source: 'https://github.com/cthackers/adm-zip/wiki/ADM-ZIP',
      versions: '>=0.5.0 <1.0.0',
    },
    'disk',
    [
      ['default().writeZip', 'default().writeZipPromise'],
      ['default().extractAllTo', 'default().extractAllToAsync', 'takes its options in another order'],
      ['default().addLocalFolder', 'default().addLocalFolderPromise'],
      'default().extractEntryTo',
      'default().addLocalFile',
    ],
  ),
  ...blocking(
    {
      module: 'xlsx',
      kind: 'file',
      forms: 'both',
      source: 'https://docs.sheetjs.com/docs/api/#parsing-functions',
      versions: '>=0.15.0 <0.21.0',
    },
    'disk',
    ['readFile', 'writeFile'],
  ),
];

/** File packages whose synchronous form blocks. */
export const npmFiles: readonly BlockingApi[] = [
  ...likeNodeFs('fs-extra', fsExtra.versions, 'fs-extra'),
  ...likeNodeFs('graceful-fs', '>=4.0.0 <5.0.0', undefined),
  ...likeNodeFs('mz/fs', '>=2.0.0 <3.0.0', 'mz/fs'),
  ...blocking(fsExtra, 'disk', withoutSync(extras)),
  ...blocking(fsExtra, 'metadata', withoutSync(extraMetadata)),
  ...others,
];
