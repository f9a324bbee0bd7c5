import type { Slot } from '../types.js';
import { each, slots, type SlotGroup } from './build.js';

const reference = 'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects';

function group(behaviour: SlotGroup['behaviour'], page: string, runsOnLoop = false): SlotGroup {
  return { behaviour, runsOnLoop, source: `${reference}/${page}`, versions: '*' };
}

const typedArrays = [
  'BigInt64Array',
  'BigUint64Array',
  'Float32Array',
  'Float64Array',
  'Int16Array',
  'Int32Array',
  'Int8Array',
  'Uint16Array',
  'Uint32Array',
  'Uint8Array',
  'Uint8ClampedArray',
];
const mutable = ['Array', ...typedArrays].map((name) => `global#${name}().`);
const arrays = ['global#ReadonlyArray().', ...mutable];
const lists = [
  'DOMTokenList',
  'FormData',
  'Headers',
  'Map',
  'NodeList',
  'NodeListOf',
  'ReadonlyMap',
  'ReadonlySet',
  'Set',
  'URLSearchParams',
].map((name) => `global#${name}().`);
const iterators = ['global#IteratorObject().'];

const collections: readonly Slot[] = [
  ...slots(group('drops', 'Array/forEach'), 0, each([...arrays, ...lists, ...iterators], ['forEach'])),
  ...slots(
    group('tests', 'Array/filter'),
    0,
    each(arrays, ['every', 'filter', 'find', 'findIndex', 'findLast', 'findLastIndex', 'some']),
  ),
  ...slots(group('tests', 'Iterator/filter'), 0, each(iterators, ['every', 'filter', 'find', 'some'])),
  // The sign of the result decides, and a promise has none.
  ...slots(group('tests', 'Array/sort'), 0, each(mutable, ['sort', 'toSorted'])),
  ...slots(group('tests', 'Array/toSorted'), 0, ['global#ReadonlyArray().toSorted']),
  // A promise as accumulator is a known way to run one after the other: the reducer awaits it.
  ...slots(group('value', 'Array/reduce'), 0, each([...arrays, ...iterators], ['reduce'])),
  ...slots(group('value', 'Array/reduceRight'), 0, each(arrays, ['reduceRight'])),
  ...slots(group('value', 'Array/map'), 0, each([...arrays, ...iterators], ['map'])),
  ...slots(
    group('value', 'Array/flatMap'),
    0,
    each(['global#Array().', 'global#ReadonlyArray().', ...iterators], ['flatMap']),
  ),
  ...slots(group('value', 'Array/from'), 1, ['global#Array.from', ...typedArrays.map((name) => `global#${name}.from`)]),
  ...slots(group('awaits', 'Array/fromAsync'), 1, ['global#Array.fromAsync']),
  ...slots(group('value', 'Object/groupBy'), 1, ['global#Object.groupBy', 'global#Map.groupBy']),
];

/** Reactions run in a microtask; what they return is awaited, that of `finally` for its failure only. */
const promises: readonly Slot[] = [
  ...slots(group('awaits', 'Promise/then', true), -2, ['global#Promise().then', 'global#PromiseLike().then']),
  ...slots(group('awaits', 'Promise/catch', true), 0, ['global#Promise().catch']),
  ...slots(group('awaits', 'Promise/finally', true), 0, ['global#Promise().finally']),
  ...slots(group('drops', 'Promise/Promise'), 0, ['global#Promise']),
  ...slots(group('awaits', 'Promise/try'), 0, ['global#Promise.try']),
];

/** Callback positions of the language itself. */
export const ecmascript: readonly Slot[] = [...collections, ...promises];
