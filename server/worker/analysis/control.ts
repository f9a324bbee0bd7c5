/*
 * What the main thread and the analysis thread know of each other without a message, which a thread that works cannot
 * read. One buffer, because it is handed over once.
 */

/** Grows when the main thread has sent something that may end the work at hand. */
const MAIL = 0;
/** Grows with every piece of work: while it grows, the thread is not stuck. */
const BEATS = 1;
/** Grows whenever the file in work is another one; odd while the entry is written. */
const ENTRY = 2;
/** UTF-16 code units of the path of the file in work; 0 when there is none. */
const LENGTH = 3;
/** Share of the heap, in percent, that was in use when the work on the file began. */
const HEAP = 4;
const SLOTS = 5;
/** A longer path is cut, and then names nobody. */
const MAX_PATH = 4096;

const HEADER_BYTES = SLOTS * Int32Array.BYTES_PER_ELEMENT;

export function createControlBuffer(): SharedArrayBuffer {
  return new SharedArrayBuffer(HEADER_BYTES + MAX_PATH * Uint16Array.BYTES_PER_ELEMENT);
}

/** The file that a thread works on. */
export interface JournalEntry {
  readonly path: string;
  readonly heapPercent: number;
}

/** The main thread's side. */
export interface ControlReader {
  /** Tells the thread that there is something to read. */
  ring(): void;
  beats(): number;
  /** Another number for every entry. */
  entryNumber(): number;
  entry(): JournalEntry | undefined;
}

export function readControl(buffer: SharedArrayBuffer): ControlReader {
  const slots = new Int32Array(buffer, 0, SLOTS);
  const units = new Uint16Array(buffer, HEADER_BYTES, MAX_PATH);
  return {
    ring: () => void Atomics.add(slots, MAIL, 1),
    beats: () => Atomics.load(slots, BEATS),
    entryNumber: () => Atomics.load(slots, ENTRY),
    entry() {
      // A thread that died while it wrote leaves an odd number and no entry: what it wrote may be half of a path.
      const before = Atomics.load(slots, ENTRY);
      const length = Atomics.load(slots, LENGTH);
      if (before % 2 !== 0 || length === 0 || length > MAX_PATH) return undefined;
      const path = String.fromCharCode(...units.subarray(0, length));
      const heapPercent = Atomics.load(slots, HEAP);
      return Atomics.load(slots, ENTRY) === before ? { path, heapPercent } : undefined;
    },
  };
}

/** The analysis thread's side. */
export interface ControlWriter {
  /** Another number when the main thread has sent something. */
  mail(): number;
  beat(): void;
  /** Writes down which file is worked on from now on, `undefined` for none, and gives back the one before. */
  enter(path: string | undefined, heapPercent: number): string | undefined;
}

export function writeControl(buffer: SharedArrayBuffer): ControlWriter {
  const slots = new Int32Array(buffer, 0, SLOTS);
  const units = new Uint16Array(buffer, HEADER_BYTES, MAX_PATH);
  let current: string | undefined;
  return {
    mail: () => Atomics.load(slots, MAIL),
    beat: () => void Atomics.add(slots, BEATS, 1),
    enter(path, heapPercent) {
      const before = current;
      current = path;
      const length = path === undefined || path.length > MAX_PATH ? 0 : path.length;
      Atomics.add(slots, ENTRY, 1);
      for (let at = 0; at < length; at++) units[at] = (path as string).charCodeAt(at);
      Atomics.store(slots, LENGTH, length);
      Atomics.store(slots, HEAP, heapPercent);
      Atomics.add(slots, ENTRY, 1);
      return before;
    },
  };
}
