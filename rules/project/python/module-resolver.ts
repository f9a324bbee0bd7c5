import type { ModuleName } from '../../facts/python/model.js';
import type { PythonTree } from './python-tree.js';
import { createSourceRoots, isPackage } from './source-roots.js';
import { STANDARD_MODULES } from './standard-modules.js';

/** A module of the project: a file, a package with its folder, or folders without an `__init__`. */
export interface ModulePlace {
  readonly file: string | undefined;
  readonly folders: readonly string[];
  readonly name: string;
}

export interface ModuleResolver {
  /** What a module's name in a file leads to; `undefined` when it is not of the project. */
  resolve(from: string, name: ModuleName): ModulePlace | undefined;
  submodule(place: ModulePlace, name: string): ModulePlace | undefined;
}

export function createModuleResolver(tree: PythonTree, root: string): ModuleResolver {
  const rootsOf = createSourceRoots(tree, root);
  const absolute = new Map<string, ModulePlace | undefined>();
  const places = new Map<string, ModulePlace>();

  /** One record per place, so that identity is equality. */
  const unique = (place: ModulePlace): ModulePlace => {
    const key = [place.file ?? '', ...place.folders].join('\0');
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, place);
    return place;
  };

  const inside = (folders: readonly string[], part: string, name: string): ModulePlace | undefined => {
    const place = findModule(tree, folders, part, name);
    return place === undefined ? undefined : unique(place);
  };

  const walk = (start: readonly string[], parts: readonly string[]): ModulePlace | undefined => {
    let place: ModulePlace | undefined;
    let folders = start;
    for (const part of parts) {
      place = inside(folders, part, place === undefined ? part : `${place.name}.${part}`);
      if (place === undefined) return undefined;
      folders = place.folders;
    }
    return place;
  };

  const resolveAbsolute = (folder: string, m: string): ModulePlace | undefined => {
    const parts = m.split('.');
    if (STANDARD_MODULES.has(parts[0] ?? '')) return undefined;
    for (const start of rootsOf(folder)) {
      const place = walk([start], parts);
      if (place !== undefined && isReal(tree, place)) return place;
    }
    return undefined;
  };

  return {
    submodule: (place, name) => inside(place.folders, name, `${place.name}.${name}`),
    resolve(from, { m, level }) {
      const folder = from.slice(0, from.lastIndexOf('/'));
      if (level > 0) return relative(tree, folder, level, m, walk, unique);
      const key = `${folder}\0${m}`;
      if (!absolute.has(key)) absolute.set(key, resolveAbsolute(folder, m));
      return absolute.get(key);
    },
  };
}

/** A folder is a module only when there is something in it: a project has folders of many names. */
function isReal(tree: PythonTree, { file, folders }: ModulePlace): boolean {
  return file !== undefined || folders.some((folder) => tree.hasPython(folder));
}

function findModule(tree: PythonTree, folders: readonly string[], part: string, name: string): ModulePlace | undefined {
  const plain: string[] = [];
  for (const folder of folders) {
    const inner = `${folder}/${part}`;
    if (tree.hasFolder(folder, part)) {
      const init = initOf(tree, inner);
      if (init !== undefined) return { file: init, folders: [inner], name };
    }
    for (const extension of ['py', 'pyi']) {
      if (tree.hasFile(folder, `${part}.${extension}`)) return { file: `${inner}.${extension}`, folders: [], name };
    }
    if (tree.hasFolder(folder, part)) plain.push(inner);
  }
  return plain.length === 0 ? undefined : { file: undefined, folders: plain, name };
}

/** The source before the stub: it has the bodies. */
function initOf(tree: PythonTree, folder: string): string | undefined {
  const name = ['__init__.py', '__init__.pyi'].find((candidate) => tree.hasFile(folder, candidate));
  return name === undefined ? undefined : `${folder}/${name}`;
}

/** `from ..a import b`: one dot is the package that the file is in. */
function relative(
  tree: PythonTree,
  folder: string,
  level: number,
  m: string,
  walk: (start: readonly string[], parts: readonly string[]) => ModulePlace | undefined,
  unique: (place: ModulePlace) => ModulePlace,
): ModulePlace | undefined {
  let at = folder;
  for (let i = 1; i < level; i++) at = at.slice(0, at.lastIndexOf('/'));
  if (at === '') return undefined;
  if (m !== '') return walk([at], m.split('.'));
  const file = isPackage(tree, at) ? initOf(tree, at) : undefined;
  return unique({ file, folders: [at], name: at.slice(at.lastIndexOf('/') + 1) });
}
