import { FUTURE, NOTHING, PLAIN, SELF, TASK, UNKNOWN, coroutineOf, sequenceOf, unionOf } from './types.js';
import type { Lazy, Type } from './types.js';

type Form = (args: readonly Lazy[]) => Type | undefined;

const first = (args: readonly Lazy[]): Lazy => args[0] ?? UNKNOWN;
const last = (args: readonly Lazy[]): Lazy => args[args.length - 1] ?? UNKNOWN;

const unwrapped: Form = (args) => first(args)();
const plain: Form = () => PLAIN;
const unknown: Form = () => undefined;
const sequence: Form = (args) => sequenceOf(first(args));
const mapping: Form = (args) => ({ k: 'mapping', of: args[1] ?? UNKNOWN });
const generator =
  (async: boolean): Form =>
  (args) => ({ k: 'generator', async, of: first(args) });
const manager =
  (async: boolean): Form =>
  (args) => ({ k: 'manager', async, of: first(args) });
const classOf: Form = (args) => {
  const described = first(args)();
  if (described?.k === 'instance') return { k: 'class', c: described.c, args: described.args };
  return undefined;
};

/** Something that can be awaited, and perhaps need not be: a future may be under way. */
const awaitable: Form = (args) => ({ k: 'awaitable', traits: FUTURE, sure: false, of: first(args), api: undefined });
const future =
  (kind: 'task' | 'future'): Form =>
  (args) => {
    const name = kind === 'task' ? 'Task' : 'Future';
    const traits = kind === 'task' ? TASK : FUTURE;
    return { k: 'awaitable', traits, sure: true, of: first(args), api: { k: 'api', m: 'asyncio', p: [name, '()'] } };
  };

const TYPING: Readonly<Record<string, Form>> = {
  Annotated: unwrapped,
  ClassVar: unwrapped,
  Final: unwrapped,
  NotRequired: unwrapped,
  ReadOnly: unwrapped,
  Required: unwrapped,
  TypeGuard: plain,
  TypeIs: plain,
  Any: unknown,
  TypeAlias: unknown,
  Literal: plain,
  LiteralString: plain,
  Text: plain,
  AnyStr: plain,
  NoReturn: () => NOTHING,
  Never: () => NOTHING,
  Optional: (args) => unionOf([first(args)(), NOTHING]),
  Union: (args) => unionOf(args.map((arg) => arg())),
  Self: () => SELF,
  Callable: (args) => ({ k: 'callable', result: last(args) }),
  Awaitable: awaitable,
  Coroutine: (args) => coroutineOf(last(args)),
  CoroutineType: (args) => coroutineOf(last(args)),
  Generator: generator(false),
  Iterator: generator(false),
  Iterable: generator(false),
  AsyncGenerator: generator(true),
  AsyncIterator: generator(true),
  AsyncIterable: generator(true),
  ContextManager: manager(false),
  AbstractContextManager: manager(false),
  AsyncContextManager: manager(true),
  AbstractAsyncContextManager: manager(true),
  List: sequence,
  Set: sequence,
  FrozenSet: sequence,
  Deque: sequence,
  Sequence: sequence,
  MutableSequence: sequence,
  MutableSet: sequence,
  AbstractSet: sequence,
  Collection: sequence,
  KeysView: sequence,
  ValuesView: sequence,
  Dict: mapping,
  DefaultDict: mapping,
  OrderedDict: mapping,
  Mapping: mapping,
  MutableMapping: mapping,
  ChainMap: mapping,
  Tuple: (args) => sequenceOf(() => unionOf(args.map((arg) => arg())), args),
  Type: classOf,
};

const BUILTIN: Readonly<Record<string, Form>> = {
  object: unknown,
  bool: plain,
  bytearray: plain,
  bytes: plain,
  complex: plain,
  float: plain,
  int: plain,
  range: plain,
  str: plain,
  list: sequence,
  set: sequence,
  frozenset: sequence,
  dict: mapping,
  tuple: TYPING['Tuple'] ?? unknown,
  type: classOf,
};

const FORMS: ReadonlyMap<string, Form> = new Map([
  ...Object.entries(TYPING).flatMap(([name, form]): [string, Form][] =>
    ['typing', 'collections.abc', 'contextlib', 'collections', 'types'].map((module) => [`${module}#${name}`, form]),
  ),
  ...Object.entries(BUILTIN).map(([name, form]): [string, Form] => [`builtins#${name}`, form]),
  ['collections#deque', sequence],
  ['collections#defaultdict', mapping],
  ['weakref#WeakSet', sequence],
  ['weakref#WeakValueDictionary', mapping],
  ['asyncio#Task', future('task')],
  ['asyncio#Future', future('future')],
]);

/** What a special form describes with its arguments; `undefined` for an ordinary class of a library. */
export function specialForm(symbol: string, args: readonly Lazy[]): (() => Type | undefined) | undefined {
  const form = FORMS.get(symbol);
  return form === undefined ? undefined : () => form(args);
}
