import { NOTHING, PLAIN, UNKNOWN, sequenceOf, settled } from './types.js';
import type { Lazy, Type } from './types.js';

type Container = Extract<Type, { k: 'plain' | 'sequence' | 'mapping' }>;

const SILENT = new Set([
  'append',
  'appendleft',
  'extend',
  'insert',
  'remove',
  'clear',
  'sort',
  'reverse',
  'add',
  'discard',
  'update',
]);
const ELEMENT = new Set(['pop', 'popleft', 'get', 'setdefault', '__getitem__']);
const COUNTS = new Set(['count', 'index', 'issubset', 'issuperset', 'isdisjoint', '__len__', '__contains__']);

/** Methods of texts, numbers, lists and dictionaries. */
export function builtinMember(type: Container, name: string): Type | undefined {
  if (type.k === 'plain') return method(settled(PLAIN));
  if (SILENT.has(name)) return method(settled(NOTHING));
  if (COUNTS.has(name)) return method(settled(PLAIN));
  if (ELEMENT.has(name)) return method(type.of);
  if (name === 'copy') return method(settled(type));
  if (type.k !== 'mapping') return undefined;
  if (name === 'values') return method(settled(sequenceOf(type.of)));
  if (name === 'keys') return method(settled(sequenceOf(UNKNOWN)));
  return name === 'items' ? method(settled(sequenceOf(settled(sequenceOf(UNKNOWN, [UNKNOWN, type.of]))))) : undefined;
}

function method(result: Lazy): Type {
  return { k: 'callable', result };
}
