import type { AwaitableTraits } from '../model/awaitable.js';
import type { ApiId, BlockingKind, BlockingTier, LoopSharing } from '../model/summary.js';

/**
 * Where a fact comes from and for which versions it holds. Every entry has one; a test is made from each.
 *
 * ApiIds name a symbol by module and access path: `node:fs#readFileSync`, `global#Atomics.wait`,
 * `better-sqlite3#default().exec`. A segment is a member name, `()` for the result of calling or constructing,
 * `*` for any one member, and a final `**` for any further members and calls, also none. Node's built-in modules carry
 * `node:` and have no `default` segment, unless it is what is called: `node:test#default`. Types of globals are named
 * by their interface: `global#Array().forEach`.
 * Python uses the same form with dotted modules: `time#sleep`, `asyncio#create_task`, `threading#Lock().acquire`.
 *
 * An id names a callee, never the result of its call: `knex#default()` is the call `db('users')` of an instance, and
 * the call that makes the instance is `knex#default`. `await` leaves a path as it is. A value that is typed by a class
 * or an interface is written `TypeName()` with the declared name alone (no namespace), in the module of the package
 * that declares it, `@types/x` counting as `x`: `better-sqlite3#Statement().run`, `node:events#EventEmitter().on`;
 * types of the global scope, `NodeJS.*` among them, are in `global`. A member that a type inherits is found through
 * the types that it extends, so that `on` is listed once for all emitters.
 */
export interface Source {
  /** URL or name of the documentation, or the command that showed it. */
  readonly source: string;
  /** Semver range (or Python version) for which it was checked. */
  readonly versions: string;
}

export interface AsyncTwin {
  /** Module to import from; `global` when nothing is imported, `.` for a member of the same receiver. */
  readonly module: string;
  /** Name in that module: `readFile`, `default`, `default.async`. */
  readonly name: string;
  /** Only when the arguments or the result differ from the sync form. */
  readonly note?: string;
}

export interface BlockingApi extends Source {
  readonly api: ApiId;
  readonly kind: BlockingKind;
  readonly tier: BlockingTier;
  readonly twin?: AsyncTwin;
}

/** An argument that decides, when the call writes it as a literal. */
export interface LiteralArgument {
  readonly argument: number;
  /** Name of a property of the object literal at that position. */
  readonly property?: string;
  /** `absent`: the call has no such argument; `present`: it has one. */
  readonly is: boolean | 'absent' | 'present';
}

/**
 * Blocks only when it is called in a certain way. Kept apart from the plain table, so that whoever cannot read the
 * arguments says nothing instead of something wrong.
 */
export interface ConditionalBlockingApi extends BlockingApi {
  /** Blocks when this holds … */
  readonly when?: LiteralArgument;
  /** … or unless one of these may hold. */
  readonly unless?: readonly LiteralArgument[];
}

/** A call that uses an argument as a value at once, so that a promise there is a mistake. */
export interface PlainValueApi extends Source {
  readonly api: ApiId;
  readonly argument: number;
  /** What object and array literals hold counts as well. */
  readonly deep: boolean;
}

/** A family of awaitables that a library makes. */
export interface AwaitableFamily extends Source {
  readonly library: string;
  /** Names of the types (declared in the library's packages) whose values have these traits. */
  readonly types: readonly { readonly package: string; readonly name: string }[];
  /** Callees that give one, for code without types and where the declared type says less (a plain `Promise`). */
  readonly apis: readonly ApiId[];
  /** Patterns that look alike and are not awaitable, or start at once. They win over types and `apis`. */
  readonly except: readonly ApiId[];
  /** Members of such a value that give nothing awaitable: `toSQL`, `cursor`. */
  readonly leaves?: readonly string[];
  /** Members that start it only when the last argument is a function: supertest's `.expect(200, done)`. */
  readonly callbackStarters?: readonly string[];
  /** Members after which it may reject, where `traits.rejects` is `never`: Supabase's `throwOnError`. */
  readonly rejectsAfter?: readonly string[];
  readonly traits: AwaitableTraits;
}

/**
 * What becomes of what the callback returns: waited for (and its failure seen), thrown away, used as a decision,
 * refused at run time (`throws`: the callee throws when it is a promise), or handed on as a value. `offloads`: the
 * callback does not run on this event loop.
 */
export type SlotBehaviour = 'awaits' | 'drops' | 'tests' | 'throws' | 'offloads' | 'value';

/** A package that decides by its version, installed or else declared, what holds in a file. */
export interface PackageCondition {
  readonly package: string;
  /** Semver range; unlike the `versions` of a source it is compared. */
  readonly versions: string;
  /** Packages that change it: beside one of them the condition does not hold. */
  readonly without: readonly string[];
}

/** What a callback position does with its callback. */
export interface Slot extends Source {
  /** Holds only there. Such an entry stands before the one that holds otherwise. */
  readonly where?: PackageCondition;
  readonly api: ApiId;
  /** Argument position from 0; `-1` for the last, `-2` for every position. */
  readonly argument: number;
  /** The callback is this property of an object literal at that position, or this keyword argument in Python. */
  readonly property?: string;
  readonly behaviour: SlotBehaviour;
  /** The loop enters the callback on its own: a handler, a listener, a timer. */
  readonly runsOnLoop: boolean;
  /** It is nothing of the kind where the call writes one of these texts at that position. */
  readonly unless?: { readonly argument: number; readonly texts: readonly string[] };
}

/** How a program entry is recognised. */
export interface Root extends Source {
  /** A call to one of these makes what the callback position receives a root … */
  readonly api?: ApiId;
  readonly argument?: number;
  /** The callback is this property of an object literal at that position; `*` for any of them. */
  readonly property?: string;
  /** … or the function that it decorates … */
  readonly decorates?: boolean;
  /** … or a call to it makes the whole program one (`listen`) … */
  readonly program?: boolean;
  /** … or exports of these names from files that match, relative to their package. No `exports`: the module body. */
  readonly files?: readonly string[];
  readonly exports?: readonly string[];
  /** Only in packages whose manifest names one of these, as a dependency or a field (`engines.vscode`). */
  readonly requires?: readonly string[];
  readonly loop: LoopSharing;
  readonly rejections: 'crash' | 'handler' | 'framework';
  /** For messages: "a Fastify route". */
  readonly name: string;
}

/** Receivers that do one operation at a time. */
export interface Session extends Source {
  readonly api: ApiId;
  readonly serial: boolean;
  /** What comes of operations that run at the same time, where they do not simply wait for each other. */
  readonly parallel?: string;
  /** That harms only what writes. */
  readonly parallelReads?: true;
  /** Not the session itself, but a call that runs its callback within one: what happens there is a transaction. */
  readonly callback?: true;
}

/** What a wrapper or decorator makes of the function it receives. */
export interface Wrapper extends Source {
  readonly api: ApiId;
  /** `promisify`: sync callback API to promise; `transparent`: same kind as the argument. */
  readonly gives: 'promise' | 'transparent' | 'sync' | 'memoised';
}

/** A call that is nothing once, and a standstill when a loop makes it often. */
export interface HeavyCall extends Source {
  readonly api: ApiId;
  /** Works through what it is given, or searches or sorts its receiver. */
  readonly does: 'work' | 'search' | 'sort';
}

/**
 * Calls whose promise nobody has to await, that must be awaited although they do not look like it, or whose promise
 * never rejects.
 */
export interface KnownCall extends Source {
  readonly api: ApiId;
  readonly verdict: 'safe' | 'must-await' | 'never-rejects';
  /** Holds for calls with at most this number of arguments. */
  readonly upTo?: number;
}
