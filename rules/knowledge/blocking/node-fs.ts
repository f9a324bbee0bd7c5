import type { BlockingApi } from '../types.js';
import { blocking, withoutSync, type Library } from './build.js';

const fs: Library = {
  module: 'node:fs',
  kind: 'file',
  forms: 'named',
  twins: 'node:fs/promises',
  source: 'https://nodejs.org/api/fs.html',
  versions: '>=20.19.0',
};
const since22: Library = { ...fs, versions: '>=22.0.0' };
const since24: Library = { ...fs, versions: '>=24.4.0' };
const since26: Library = { ...fs, versions: '>=26.0.0' };

/** Their time grows with the bytes or the entries that they touch. */
const content: readonly BlockingApi[] = [
  ...blocking(
    fs,
    'disk',
    withoutSync([
      'appendFileSync',
      'copyFileSync',
      'cpSync',
      'opendirSync',
      'readFileSync',
      'readdirSync',
      'rmSync',
      'truncateSync',
      'unlinkSync',
      'writeFileSync',
    ]),
  ),
  ...blocking(fs, 'disk', [
    ['openSync', 'open', 'gives a `FileHandle` instead of a number'],
    // The promise API has these as methods of `FileHandle` only, so that nothing can be imported in their place.
    'fdatasyncSync',
    'fsyncSync',
    'ftruncateSync',
    'readSync',
    'readvSync',
    'writeSync',
    'writevSync',
  ]),
  ...blocking({ ...fs, twins: '.' }, 'disk', [['Dir().readSync', 'read']]),
  ...blocking(since22, 'disk', [['globSync', 'glob', 'gives an async iterator instead of an array']]),
  ...blocking(since26, 'disk', ['Utf8Stream().flushSync']),
];

/** One directory entry or inode, whatever its size. */
const metadata: readonly BlockingApi[] = [
  ...blocking(
    fs,
    'metadata',
    withoutSync([
      'accessSync',
      'chmodSync',
      'chownSync',
      'lchownSync',
      'linkSync',
      'lstatSync',
      'lutimesSync',
      'mkdirSync',
      'mkdtempSync',
      'readlinkSync',
      'realpathSync',
      'renameSync',
      'rmdirSync',
      'statSync',
      'statfsSync',
      'symlinkSync',
      'utimesSync',
    ]),
  ),
  ...blocking(fs, 'metadata', [
    ['existsSync', 'access', 'rejects instead of giving `false`'],
    ['realpathSync.native', 'realpath'],
    'closeSync',
    'fchmodSync',
    'fchownSync',
    'fstatSync',
    'futimesSync',
    'lchmodSync',
  ]),
  ...blocking({ ...fs, twins: '.' }, 'metadata', [['Dir().closeSync', 'close']]),
  ...blocking(since24, 'metadata', [
    ['mkdtempDisposableSync', 'mkdtempDisposable', 'is disposed with `await using` instead of `using`'],
  ]),
];

/** Blocking members of `node:fs`. Its async forms are in `node:fs/promises`. */
export const nodeFs: readonly BlockingApi[] = [...content, ...metadata];
