import type { Root } from '../types.js';

type Kind = Pick<Root, 'loop' | 'rejections' | 'name' | 'source' | 'versions'>;

/** Calls that make the whole program one: `listen`. */
export function programs(kind: Kind, apis: readonly string[]): readonly Root[] {
  return apis.map((api) => ({ api, program: true, ...kind }));
}

/** Callbacks at one argument position that the program is entered through. */
export function entries(
  kind: Kind & Pick<Root, 'property'>,
  argument: number,
  apis: readonly string[],
): readonly Root[] {
  return apis.map((api) => ({ api, argument, ...kind }));
}

export function decorators(kind: Kind, apis: readonly string[]): readonly Root[] {
  return apis.map((api) => ({ api, decorates: true, ...kind }));
}

/** `a#` with each name. */
export function members(starts: readonly string[], names: readonly string[]): readonly string[] {
  return starts.flatMap((start) => names.map((name) => `${start}${name}`));
}

/** File name endings of scripts, for patterns. */
export const script = '{js,jsx,mjs,cjs,ts,tsx,mts,cts}';
