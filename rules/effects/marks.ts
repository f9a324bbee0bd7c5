import type { FunctionRef } from '../inference/inference.js';
import type { EffectsInput } from './effects-input.js';
import { keyOf } from './effects-input.js';

/** What the user says of functions of the project: in their documentation, or in the settings. */
export interface Marks {
  readonly blocking: readonly FunctionRef[];
  /** It counts as not blocking, whatever it calls. */
  isFree(ref: FunctionRef): boolean;
}

export function readMarks(input: EffectsInput): Marks {
  const blocking: FunctionRef[] = [];
  const free = new Set<string>();
  for (const path of input.paths) {
    for (const mark of input.facts(path)?.marks ?? []) {
      const ref = { path, function: mark.function };
      if (mark.blocking) blocking.push(ref);
      else free.add(keyOf(ref));
    }
  }
  blocking.push(...ownFunctions(input, input.settings.blocking));
  for (const ref of ownFunctions(input, input.settings.allow)) free.add(keyOf(ref));
  return { blocking, isFree: (ref) => free.has(keyOf(ref)) };
}

/** `./lib/legacy.ts#query`: a function of the project, by its file and the name that the file exports it under. */
function ownFunctions(input: EffectsInput, specifiers: readonly string[]): readonly FunctionRef[] {
  const own = specifiers.filter((specifier) => specifier.startsWith('./'));
  if (own.length === 0) return [];
  return input.paths.flatMap((path) => {
    const prefix = `./${input.display(path)}#`;
    return own
      .filter((specifier) => specifier.startsWith(prefix))
      .flatMap((specifier) => input.exported(path, specifier.slice(prefix.length)));
  });
}
