import type { EffectsInput } from './effects-input.js';

/** An API of a module that no file imports is not called, so its name need not be looked for. */
export function importedModules(input: EffectsInput): ReadonlySet<string> {
  const modules = new Set<string>(['global']);
  for (const path of input.paths) {
    for (const module of input.inference(path).modules(path)) {
      modules.add(module);
      modules.add(`node:${module}`);
    }
  }
  return modules;
}
