import type { PythonFacts } from '../facts/python/model.js';
import type { Edit } from '../model/fix.js';
import { newlineOf } from './newline-of.js';

/** How a file names `asyncio`, and what has to be added to it so that it does. */
export interface ModuleName {
  readonly name: string;
  readonly edits: (text: string) => readonly Edit[];
}

/** The name of `asyncio` at the top of a file; `undefined` when the name means something else there. */
export function asyncioName(facts: PythonFacts): ModuleName | undefined {
  const top = facts.scopes[0]?.declarations.flatMap((id) => facts.declarations[id] ?? []) ?? [];
  const imported = top.find((declaration) => declaration.k === 'import' && declaration.m === 'asyncio');
  if (imported !== undefined) return { name: imported.n, edits: () => [] };
  const isTaken = facts.declarations.some((declaration) => declaration.n === 'asyncio');
  if (isTaken || facts.importAt < 0) return undefined;
  const at = facts.importAt;
  return { name: 'asyncio', edits: (text) => [{ start: at, end: at, text: `import asyncio${newlineOf(text)}` }] };
}

/** The first of some names that a text does not hold anywhere. */
export function freeName(text: string, names: readonly string[]): string {
  const isUsed = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(text);
  const free = names.find((name) => !isUsed(name));
  if (free !== undefined) return free;
  const [first = 'name'] = names;
  let number = 2;
  while (isUsed(`${first}_${String(number)}`)) number++;
  return `${first}_${String(number)}`;
}
