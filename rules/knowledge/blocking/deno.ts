import type { BlockingTier } from '../../model/summary.js';
import type { BlockingApi } from '../types.js';
import { blocking, membersOf, withoutSync, type Library, type Name } from './build.js';

const deno: Library = {
  module: 'global',
  kind: 'file',
  forms: 'named',
  source: 'https://docs.deno.com/api/deno/file-system',
  versions: '>=2.0.0 <3.0.0',
};

function members(library: Library, tier: BlockingTier, names: readonly Name[]): readonly BlockingApi[] {
  return blocking(library, tier, membersOf('Deno', names));
}

/** Methods of a value, by the path that makes it and by the type that it is declared with. */
function methods(library: Library, tier: BlockingTier, type: string, names: readonly Name[]): readonly BlockingApi[] {
  return [`Deno.${type}()`, `${type}()`].flatMap((receiver) =>
    blocking({ ...library, twins: '.' }, tier, membersOf(receiver, names, '')),
  );
}

const content = [
  'copyFileSync',
  'createSync',
  'openSync',
  'readFileSync',
  'readTextFileSync',
  'removeSync',
  'truncateSync',
  'writeFileSync',
  'writeTextFileSync',
];

const metadata = [
  'chmodSync',
  'chownSync',
  'linkSync',
  'lstatSync',
  'makeTempDirSync',
  'makeTempFileSync',
  'mkdirSync',
  'readLinkSync',
  'realPathSync',
  'renameSync',
  'statSync',
  'symlinkSync',
  'utimeSync',
];

/** Blocking members of the `Deno` namespace, checked against the exports of Deno 2.9. */
export const denoApis: readonly BlockingApi[] = [
  ...members(deno, 'disk', withoutSync(content)),
  ...members(deno, 'disk', [['readDirSync', 'readDir', 'gives an async iterator']]),
  ...members(deno, 'metadata', withoutSync(metadata)),
  ...methods(
    deno,
    'disk',
    'FsFile',
    withoutSync(['readSync', 'syncDataSync', 'syncSync', 'truncateSync', 'writeSync']),
  ),
  ...methods(deno, 'metadata', 'FsFile', withoutSync(['seekSync', 'statSync', 'utimeSync'])),
  ...methods({ ...deno, kind: 'lock' }, 'unbounded', 'FsFile', withoutSync(['lockSync'])),
  ...methods({ ...deno, kind: 'input' }, 'unbounded', 'Permissions', [['requestSync', 'request']]),
  ...members({ ...deno, kind: 'input' }, 'unbounded', [
    ['permissions.requestSync', 'permissions.request'],
    ['stdin.readSync', 'stdin.read'],
  ]),
  ...members(deno, 'disk', [
    ['stdout.writeSync', 'stdout.write'],
    ['stderr.writeSync', 'stderr.write'],
  ]),
  ...members({ ...deno, kind: 'process', source: 'https://docs.deno.com/api/deno/subprocess' }, 'unbounded', [
    ['spawnAndWaitSync', 'spawnAndWait'],
  ]),
  ...methods(
    { ...deno, kind: 'process', source: 'https://docs.deno.com/api/deno/subprocess' },
    'unbounded',
    'Command',
    [['outputSync', 'output']],
  ),
];
