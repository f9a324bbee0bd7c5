import type { ModuleName } from '../../facts/python/model.js';
import type { DeclarationRef, ModuleTarget, PythonProgram, PythonUnit } from './program.js';
import { declarationsIn } from './scope.js';
import type { ModuleRef, Type } from './types.js';

/** What a name in a module stands for: declarations, or something that is no declaration of the project. */
export interface Found {
  readonly declarations: readonly DeclarationRef[];
  readonly type: Type | undefined;
}

const NOT_FOUND: Found = { declarations: [], type: undefined };

/** How many modules a name is followed through before it is given up. */
const MAX_HOPS = 40;

/** What `name` is in a module: its own declaration, one that a star import brings in, or a module inside a package. */
export function memberOfModule(
  program: PythonProgram,
  module: ModuleRef,
  name: string,
  seen = new Set<ModuleRef>(),
): Found {
  if (seen.has(module) || seen.size > MAX_HOPS) return NOT_FOUND;
  seen.add(module);
  if (module.unit !== undefined) {
    const own = declarationsIn(module.unit, 0, name).filter(
      ({ declaration }) => !isItself(program, module, declaration, name),
    );
    if (own.length > 0) return { declarations: own, type: undefined };
  }
  const inside = program.submodule(module, name);
  if (inside !== undefined) return { declarations: [], type: { k: 'module', m: inside } };
  return module.unit === undefined ? NOT_FOUND : fromStars(program, module.unit, 0, name, seen);
}

/** `from . import x` in a package's own `__init__` binds the module `x`, by itself. */
function isItself(
  program: PythonProgram,
  module: ModuleRef,
  declaration: DeclarationRef['declaration'],
  name: string,
): boolean {
  if (declaration.k !== 'from' || declaration.i !== name || module.unit === undefined) return false;
  const target = program.resolve(module.unit, declaration.from);
  return target.kind === 'module' && target.module === module;
}

/** What the star imports of a scope bring in under a name; the last one wins, as at run time. */
export function fromStars(
  program: PythonProgram,
  unit: PythonUnit,
  scope: number,
  name: string,
  seen = new Set<ModuleRef>(),
): Found {
  const stars = unit.facts.scopes[scope]?.stars ?? [];
  for (let i = stars.length - 1; i >= 0; i--) {
    const star = stars[i];
    const target = star === undefined ? undefined : program.resolve(unit, star);
    if (target?.kind !== 'module') continue;
    const found = memberOfModule(program, target.module, name, seen);
    if (found !== NOT_FOUND && (found.declarations.length > 0 || found.type !== undefined)) return found;
  }
  return NOT_FOUND;
}

/** A star import of a module that is not read may bring in any name. */
export function hasOpenStar(
  program: PythonProgram,
  unit: PythonUnit,
  scope: number,
  seen = new Set<PythonUnit>(),
): boolean {
  if (seen.has(unit)) return false;
  seen.add(unit);
  return (unit.facts.scopes[scope]?.stars ?? []).some((star: ModuleName) => {
    const target: ModuleTarget = program.resolve(unit, star);
    if (target.kind === 'library') return true;
    return target.module.unit !== undefined && hasOpenStar(program, target.module.unit, 0, seen);
  });
}
