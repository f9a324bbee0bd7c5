import type { PythonFacts } from '../../facts/python/model.js';
import type { Inference } from '../../inference/inference.js';
import { createUnit } from '../../inference/python/program.js';
import type { PythonProgram, PythonUnit } from '../../inference/python/program.js';
import { createPythonInference as createInference } from '../../inference/python/python-inference.js';
import type { ModuleRef } from '../../inference/python/types.js';
import type { FileFacts } from '../../model/facts.js';
import type { Host } from '../../model/host.js';
import { createModuleResolver } from './module-resolver.js';
import type { ModulePlace } from './module-resolver.js';
import { createPythonTree } from './python-tree.js';

/** Python's half of the project: its inference, which is made anew when files change. */
export interface PythonInference extends Inference {
  /** Forgets all that was derived; facts are asked for again. */
  invalidate(paths: readonly string[]): void;
}

/**
 * Makes the inference of a project's Python files. `files` are all files of the project, those of other languages among
 * them; imports are followed to files below `root` that are not among them, too.
 */
export function createPythonInference(
  facts: (path: string) => FileFacts | undefined,
  host: Host,
  root: string,
  files: () => Iterable<string>,
): PythonInference {
  let current: Inference | undefined;
  const open = (): Inference => {
    current ??= createInference(createProgram(facts, host, root, files));
    return current;
  };
  return {
    invalidate(paths) {
      if (paths.length > 0) current = undefined;
    },
    awaitable: (path, expression) => open().awaitable(path, expression),
    awaitableElements: (path, expression) => open().awaitableElements(path, expression),
    lacksMember: (path, promise, name) => open().lacksMember(path, promise, name),
    isSurelyNot: (path, expression, what) => open().isSurelyNot(path, expression, what),
    resolveCall: (path, call) => open().resolveCall(path, call),
    functionsOf: (path, expression) => open().functionsOf(path, expression),
    expectedReturn: (path, callback) => open().expectedReturn(path, callback),
    declaredReturn: (path, callback) => open().declaredReturn(path, callback),
    returnsAwaitable: (path, callback) => open().returnsAwaitable(path, callback),
    describe: (path, expression) => open().describe(path, expression),
    argumentValue: (path, call, place) => open().argumentValue(path, call, place),
    textOf: (path, expression) => open().textOf(path, expression),
    valueIds: (path, expression) => open().valueIds(path, expression),
    variables: (path) => open().variables(path),
    unreadFields: (path) => open().unreadFields(path),
    placeOf: (path, expression) => open().placeOf(path, expression),
    parentOf: (path, expression) => open().parentOf(path, expression),
    elementsOf: (path, expression) => open().elementsOf(path, expression),
    rangeOf: (path, expression) => open().rangeOf(path, expression),
    get values() {
      return open().values;
    },
    matchesCallee: (path, callee, specifiers) => open().matchesCallee(path, callee, specifiers),
    matchesType: (path, expression, specifiers) => open().matchesType(path, expression, specifiers),
    isCallable: (path, expression) => open().isCallable(path, expression),
    aliases: (path) => open().aliases(path),
    modules: (path) => open().modules(path),
    epoch: (path) => open().epoch(path),
    generation: () => open().generation(),
    resolutions: () => open().resolutions(),
    missing: () => open().missing(),
  };
}

function createProgram(
  facts: (path: string) => FileFacts | undefined,
  host: Host,
  root: string,
  files: () => Iterable<string>,
): PythonProgram {
  const paths = [...files()].filter((path) => /\.pyi?$/.test(path)).sort();
  const resolver = createModuleResolver(createPythonTree(host, root, paths), root);
  const units = new Map<string, PythonUnit | undefined>();
  const modules = new Map<ModulePlace, ModuleRef>();
  const placeOf = new Map<ModuleRef, ModulePlace>();

  const unit = (path: string): PythonUnit | undefined => {
    if (!units.has(path)) {
      const found = facts(path);
      units.set(path, isPython(found) ? createUnit(path, found) : undefined);
    }
    return units.get(path);
  };
  const moduleOf = (place: ModulePlace): ModuleRef => {
    let module = modules.get(place);
    if (module === undefined) {
      module = {
        unit: place.file === undefined ? undefined : unit(place.file),
        folders: place.folders,
        name: place.name,
      };
      modules.set(place, module);
      placeOf.set(module, place);
    }
    return module;
  };

  return {
    unit,
    units: () => paths.flatMap((path) => unit(path) ?? []),
    resolve(from, name) {
      const place = resolver.resolve(from.path, name);
      return place === undefined
        ? { kind: 'library', name: '.'.repeat(name.level) + name.m }
        : { kind: 'module', module: moduleOf(place) };
    },
    submodule(module, name) {
      const place = placeOf.get(module);
      const inner = place === undefined ? undefined : resolver.submodule(place, name);
      return inner === undefined ? undefined : moduleOf(inner);
    },
  };
}

function isPython(facts: FileFacts | undefined): facts is PythonFacts {
  return facts?.language === 'python';
}
