import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  type Stats,
} from 'node:fs';
import { normalisePath } from './paths.js';

export type OpenedFile =
  | { readonly kind: 'content'; readonly bytes: Buffer; readonly stats: Stats }
  | { readonly kind: 'failed'; readonly code: string }
  | { readonly kind: 'too-large'; readonly size: number }
  | { readonly kind: 'outside' };

/**
 * Reads a regular file. What was opened is judged, not what was asked for: a link that is swapped between a check and
 * the read cannot lead elsewhere. Never waits on a pipe or a device.
 */
export function openFile(
  real: string,
  limits: { readonly maxBytes: number; readonly allowsReal: (path: string) => boolean },
): OpenedFile {
  let descriptor: number;
  try {
    descriptor = openSync(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    return { kind: 'failed', code: errorCode(error) };
  }
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return { kind: 'failed', code: stats.isDirectory() ? 'EISDIR' : 'ENOTFILE' };
    if (!limits.allowsReal(openedPath(descriptor, real))) return { kind: 'outside' };
    if (stats.size > limits.maxBytes) return { kind: 'too-large', size: stats.size };
    return { kind: 'content', bytes: readFileSync(descriptor), stats };
  } catch (error) {
    return { kind: 'failed', code: errorCode(error) };
  } finally {
    closeSync(descriptor);
  }
}

/** Where an open file lies. Linux can say it of the descriptor; elsewhere the path is resolved once more. */
function openedPath(descriptor: number, path: string): string {
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`);
    } catch {
      // No /proc, as in some containers.
    }
  }
  return normalisePath(realpathSync.native(path));
}

/** The system's name of an error, such as `ENOENT`. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  ENOENT: 'it does not exist',
  ENOTDIR: 'it does not exist',
  ELOOP: 'it is a link that leads back to itself',
  EISDIR: 'it is a folder',
  ENOTFILE: 'it is not a regular file',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
  EIO: 'the disk reports an error',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};

/** A clause that says why the system refused. */
export function explainCode(code: string): string {
  return REASONS[code] ?? `the system reports ${code}`;
}
