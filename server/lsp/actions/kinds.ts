import { REFACTOR_KIND } from '../../protocol/names.js';

/** What a fix is called as a refactoring, by its id. */
const REFACTORINGS: Readonly<Record<string, string>> = {
  'add-await': 'addAwait',
  'add-await-all': 'awaitAll',
  'add-catch': 'catchHandler',
  'add-void': 'wrapVoid',
  'make-async': 'makeAsync',
  'use-async-twin': 'toAsyncApi',
};

/** The refactoring kind of a fix; `undefined` for fixes that are no refactorings. */
export function refactoringOf(fixId: string): string | undefined {
  const name = Object.hasOwn(REFACTORINGS, fixId) ? REFACTORINGS[fixId] : undefined;
  return name === undefined ? undefined : `${REFACTOR_KIND}.${name}`;
}

export const REFACTORING_KINDS: readonly string[] = [...new Set(Object.keys(REFACTORINGS))].flatMap(
  (id) => refactoringOf(id) ?? [],
);

/** Does a client that asks for some kinds want this one? Kinds are trees: a name stands for all below it. */
export function isWanted(kind: string, only: readonly string[]): boolean {
  return only.some((asked) => isPartOf(kind, asked) || isPartOf(asked, kind));
}

function isPartOf(kind: string, tree: string): boolean {
  return tree === '' || kind === tree || kind.startsWith(`${tree}.`);
}
