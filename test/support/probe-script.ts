/*
 * Loaded into a process, and into each of its threads, before anything else: writes down what is asked of the disk, and
 * puts throwing stubs in the place of modules that nothing has any business with. What it does comes as JSON in
 * `LOOPLINT_PROBE`. It goes around the public functions of Node: what a test cannot fail to see is what our code calls.
 */

/** What a probe does. */
export interface ProbeOrder {
  /** File that gets one JSON value a line. */
  readonly log: string;
  /** Modules whose functions throw. */
  readonly deny: readonly string[];
  /** Before the first call of the function with a path that ends so, `from` gets the name `aside`, and `to` its place. */
  readonly swaps: readonly {
    readonly call: string;
    readonly suffix: string;
    readonly from: string;
    readonly aside: string;
    readonly to: string;
  }[];
  /** Whether loads of the event loops and messages between threads are written down as well. */
  readonly meter?: boolean;
}

/** A question to the disk; `look` gives neither content nor names. */
export interface DiskEvent {
  readonly kind: 'disk';
  readonly thread: 'main' | 'worker';
  readonly access: 'look' | 'read' | 'write';
  readonly call: string;
  /** Where it leads at that moment, all links followed. */
  readonly real: string;
  /** Time on a clock that all threads share, in ms. */
  readonly at: number;
}

/** What the event loop of a thread did since it began, in ms; it is looked at often. */
export interface LoopEvent {
  readonly kind: 'loop';
  readonly thread: 'main' | 'worker';
  readonly active: number;
  readonly idle: number;
  /** Of the main thread, since the process began. */
  readonly delay?: { readonly p50: number; readonly p99: number; readonly max: number };
  readonly at: number;
}

/** A message between the threads of an analysis. */
export interface MessageEvent {
  readonly kind: 'message';
  readonly thread: 'main' | 'worker';
  readonly what: string;
  readonly question?: string;
  readonly id?: number;
}

export type ProbeEvent =
  | DiskEvent
  | LoopEvent
  | MessageEvent
  | { readonly kind: 'start'; readonly thread: 'main' | 'worker' }
  | { readonly kind: 'denied'; readonly thread: 'main' | 'worker'; readonly name: string };

type Callable = (...values: unknown[]) => unknown;
type Table = Record<string, unknown>;

/** How often a loop is looked at, in ms: it must not be what keeps it busy. */
const PACE = 50;
const NANOSECONDS = 1_000_000;

const order = JSON.parse(process.env['LOOPLINT_PROBE'] ?? '{}') as ProbeOrder;
const fs = process.getBuiltinModule('node:fs');
const path = process.getBuiltinModule('node:path');
const thread = process.getBuiltinModule('node:worker_threads').isMainThread ? 'main' : 'worker';
const { openSync, writeSync, readlinkSync, realpathSync, renameSync, symlinkSync } = fs;
const realpath = realpathSync.native;
const log = openSync(order.log, 'a');

function note(event: ProbeEvent): void {
  writeSync(log, `${JSON.stringify(event)}\n`);
}

/** In ms, by a clock that all threads share. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

/** Everything that is in no list is taken for a write. */
const LOOKS =
  /^(?:access|exists|l?stat|fstat|statfs|realpath|native|readlink|close|fsync|fdatasync|unwatchFile)(?:Sync)?$/;
const READS = /^(?:readFile|readdir|opendir|read|readv)(?:Sync)?$|^(?:createReadStream|openAsBlob|watch|watchFile)$/;
const OPENS = /^open(?:Sync)?$/;

function accessOf(call: string, flags: unknown): DiskEvent['access'] {
  if (OPENS.test(call)) return isReadOnly(flags) ? 'look' : 'write';
  return LOOKS.test(call) ? 'look' : READS.test(call) ? 'read' : 'write';
}

function isReadOnly(flags: unknown): boolean {
  if (typeof flags !== 'number') return typeof flags !== 'string' || flags === 'r' || flags === 'rs';
  const { O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND } = fs.constants;
  return (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND)) === 0;
}

/** Where open files lie, for systems that cannot say it of the descriptor. */
const opened = new Map<number, string>();

function whereIs(value: unknown): string | undefined {
  if (typeof value === 'number') {
    // Standard streams are no files of anybody.
    if (value <= 2 || value === log) return undefined;
    try {
      return readlinkSync(`/proc/self/fd/${String(value)}`);
    } catch {
      return opened.get(value) ?? `an unknown file ${String(value)}`;
    }
  }
  if (value instanceof URL) return resolve(process.getBuiltinModule('node:url').fileURLToPath(value));
  return typeof value === 'string' || Buffer.isBuffer(value) ? resolve(value.toString()) : undefined;
}

function resolve(name: string): string {
  const absolute = path.resolve(name);
  try {
    return realpath(absolute);
  } catch {
    const parent = path.dirname(absolute);
    return parent === absolute ? absolute : path.join(resolve(parent), path.basename(absolute));
  }
}

function noteDisk(call: string, values: readonly unknown[]): void {
  const access = accessOf(call, values[1]);
  const places = /^(?:rename|link|copyFile|cp|symlink)/.test(call) ? values.slice(0, 2) : values.slice(0, 1);
  for (const place of places) {
    const real = whereIs(place);
    const at = now();
    if (real !== undefined) note({ kind: 'disk', thread, access, call, real, at });
  }
}

const due = [...order.swaps];

function swap(call: string, place: unknown): void {
  const index = due.findIndex((one) => one.call === call && typeof place === 'string' && place.endsWith(one.suffix));
  const [found] = index < 0 ? [] : due.splice(index, 1);
  if (found === undefined) return;
  renameSync(found.from, found.aside);
  symlinkSync(found.to, found.from);
}

function record(table: Table, call: string): void {
  const original = table[call] as Callable;
  const wrapped = function (this: unknown, ...values: unknown[]): unknown {
    // Where a name leads is noted of the moment when the call is made: what comes in between is what is tried.
    swap(call, values[0]);
    noteDisk(call, values);
    const result = original.apply(this, values);
    if (call === 'openSync') opened.set(result as number, whereIs(values[0]) ?? '');
    return result;
  };
  table[call] = Object.assign(wrapped, original);
}

function recordAll(table: Table): void {
  for (const [call, value] of Object.entries(table))
    if (typeof value === 'function' && /^[a-z]/.test(call)) record(table, call);
}

function deny(name: string, table: Table): void {
  for (const key of Object.keys(table)) {
    if (typeof table[key] !== 'function') continue;
    // An ordinary function: what inherits from a class of the module may be loaded, and not made.
    const value = function (): never {
      note({ kind: 'denied', thread, name: `${name}.${key}` });
      throw new Error(`${name}.${key} is denied.`);
    };
    Object.defineProperty(table, key, { value, enumerable: true, configurable: true, writable: true });
  }
}

// What Node needs for its own streams it has to have before.
if (order.deny.length > 0) void [process.stdin, process.stdout, process.stderr];
for (const name of order.deny) deny(name, process.getBuiltinModule(name) as unknown as Table);
if (order.deny.length > 0) {
  const globals = globalThis as unknown as Table;
  for (const [table, key] of [
    [globals, 'fetch'],
    [globals, 'WebSocket'],
    [process as unknown as Table, 'dlopen'],
  ] as const) {
    const only: Table = { [key]: table[key] };
    deny('global', only);
    if (only[key] !== undefined) Object.defineProperty(table, key, { value: only[key] });
  }
}
recordAll(fs as unknown as Table);
recordAll(fs.promises as unknown as Table);
record(fs.realpathSync as unknown as Table, 'native');
record(fs.realpath as unknown as Table, 'native');
process.getBuiltinModule('node:module').syncBuiltinESMExports();
if (order.meter === true) {
  meterLoop();
  noteMessages();
}
note({ kind: 'start', thread });

function meterLoop(): void {
  const histogram =
    thread === 'main'
      ? process.getBuiltinModule('node:perf_hooks').monitorEventLoopDelay({ resolution: 1 })
      : undefined;
  histogram?.enable();
  const inMs = (nanoseconds: number): number => nanoseconds / NANOSECONDS;
  setInterval(() => {
    const { active, idle } = performance.eventLoopUtilization();
    const delay = histogram && {
      p50: inMs(histogram.percentile(50)),
      p99: inMs(histogram.percentile(99)),
      max: inMs(histogram.max),
    };
    note({ kind: 'loop', thread, active, idle, at: now(), ...(delay === undefined ? {} : { delay }) });
  }, PACE).unref();
}

function noteMessages(): void {
  const { MessagePort } = process.getBuiltinModule('node:worker_threads');
  const { postMessage } = MessagePort.prototype;
  MessagePort.prototype.postMessage = function (value: unknown, transfer?: never): void {
    const { kind, question, id } = Object(value) as { kind?: unknown; question?: unknown; id?: unknown };
    if (typeof kind === 'string') {
      const asked = typeof question === 'string' ? { question } : {};
      note({ kind: 'message', thread, what: kind, ...asked, ...(typeof id === 'number' ? { id } : {}) });
    }
    postMessage.call(this, value, transfer);
  };
}
