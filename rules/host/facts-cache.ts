import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fstatSync,
  futimesSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** Entries on disk, by any key. Safe to delete at any time; every failure is a miss. */
export interface FactsCache {
  get(key: string): string | undefined;
  put(key: string, value: string): void;
}

/** Changes whenever the form of an entry does. */
const FOLDER = 'facts-1';
const DAY = 24 * 60 * 60 * 1000;
/** Entries that nobody read for this long are deleted. */
const MAX_AGE = 30 * DAY;

/**
 * Opens a cache below a folder, which is made when it is missing. `undefined` when the place cannot be trusted or
 * written: someone else owns it, or it is a link.
 */
export function openFactsCache(directory: string): FactsCache | undefined {
  const folder = join(directory, FOLDER);
  if (!makePrivateFolder(folder)) return undefined;
  removeOldEntries(folder);
  let writable = true;
  return {
    get: (key) => readEntry(entryPath(folder, key)),
    put(key, value) {
      // One failure (a full or read-only disk) stands for all that would follow.
      if (writable) writable = writeEntry(entryPath(folder, key), value);
    },
  };
}

function makePrivateFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const stats = lstatSync(folder);
    if (!stats.isDirectory()) return false;
    const user = process.getuid?.();
    if (user === undefined) return true;
    if (stats.uid !== user) return false;
    if ((stats.mode & 0o077) !== 0) chmodSync(folder, 0o700);
    return true;
  } catch {
    return false;
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Keys come from outside: only their digest becomes a name. */
function entryPath(folder: string, key: string): string {
  const name = digest(key);
  return join(folder, name.slice(0, 2), name.slice(2));
}

const HEADER_LENGTH = 65;

function readEntry(path: string): string | undefined {
  let content: string;
  try {
    const descriptor = openSync(path, 'r');
    try {
      content = readFileSync(descriptor, 'utf8');
      const now = Date.now();
      if (now - fstatSync(descriptor).mtimeMs > DAY) touch(descriptor, now);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
  const value = content.slice(HEADER_LENGTH);
  if (content[HEADER_LENGTH - 1] === '\n' && content.slice(0, HEADER_LENGTH - 1) === digest(value)) return value;
  removeQuietly(path);
  return undefined;
}

function touch(descriptor: number, now: number): void {
  try {
    futimesSync(descriptor, now / 1000, now / 1000);
  } catch {
    // A read-only cache still serves.
  }
}

function writeEntry(path: string, value: string): boolean {
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    mkdirSync(join(path, '..'), { mode: 0o700, recursive: true });
    writeFileSync(temporary, `${digest(value)}\n${value}`, { mode: 0o600, flag: 'wx' });
    renameSync(temporary, path);
    return true;
  } catch {
    removeQuietly(temporary);
    return false;
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It is only a cache.
  }
}

/** At most once a day, so that a run does not pay for it. */
function removeOldEntries(folder: string): void {
  const marker = join(folder, 'cleaned');
  const now = Date.now();
  try {
    const last = statSync(marker, { throwIfNoEntry: false })?.mtimeMs;
    if (last !== undefined && now - last < DAY) return;
    writeFileSync(marker, '', { mode: 0o600 });
    if (last === undefined) return;
    for (const group of readdirSync(folder, { withFileTypes: true })) {
      if (!group.isDirectory()) continue;
      for (const name of readdirSync(join(folder, group.name))) {
        const path = join(folder, group.name, name);
        const stats = lstatSync(path, { throwIfNoEntry: false });
        if (stats !== undefined && now - stats.mtimeMs > MAX_AGE) removeQuietly(path);
      }
    }
  } catch {
    // Tried again another day.
  }
}
