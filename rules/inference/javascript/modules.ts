import type { Declaration } from '../../facts/javascript/model.js';
import { exportOf, importedFrom } from './exports.js';
import type { DeclarationRef, ExportTarget, ModuleRef, Program, SourceUnit } from './program.js';
import { lookup, namesIn } from './scope.js';

type Imported = Extract<Declaration, { k: 'import' }>;

/** What an import declaration stands for. */
export function importTarget(program: Program, ref: DeclarationRef): ExportTarget | undefined {
  const declaration = ref.declaration as Imported;
  const { imports } = ref.unit.memo;
  if (imports.has(declaration)) return imports.get(declaration);
  imports.set(declaration, undefined);
  let found = importedFrom(program, { unit: ref.unit, specifier: declaration.m, name: declaration.i });
  if (found === undefined && declaration.i === 'default') {
    const target = program.resolve(ref.unit, declaration.m);
    if (target?.kind === 'module')
      found = { declarations: [], expressions: [], namespaces: [target.module], missing: [] };
  }
  imports.set(declaration, found);
  return found;
}

/** Imports that only lead to each other end here. */
const MAX_IMPORTS = 8;

/** Members of namespaces by name; also through imports of namespaces. */
export function namespaceMembers(
  program: Program,
  refs: readonly DeclarationRef[],
  name: string,
  depth = 0,
): readonly DeclarationRef[] {
  if (depth > MAX_IMPORTS) return [];
  const out: DeclarationRef[] = [];
  for (const ref of refs) {
    const { declaration, unit } = ref;
    if (declaration.k === 'namespace') {
      const module: ModuleRef = { parts: [{ unit, container: declaration.c }], library: unit.library };
      const found = exportOf(program, module, name);
      if (found !== undefined) out.push(...found.declarations);
      else out.push(...(namesIn(unit, unit.facts.containers[declaration.c]?.sc ?? 0, name) ?? []));
    } else if (declaration.k === 'import') {
      const target = importTarget(program, ref);
      if (target === undefined) continue;
      for (const module of target.namespaces) out.push(...(exportOf(program, module, name)?.declarations ?? []));
      out.push(...namespaceMembers(program, target.declarations, name, depth + 1));
      if (target.declarations.length > 0) out.push(...augmented(program, unit, declaration.m, name));
    } else if (declaration.k === 'import-equals') {
      out.push(
        ...namespaceMembers(
          program,
          entityDeclarations(program, unit, declaration.sc, declaration.path),
          name,
          depth + 1,
        ),
      );
    }
  }
  return out;
}

/** What augmentations of a module that is one value add to that value's namespace. */
function augmented(program: Program, unit: SourceUnit, specifier: string, name: string): readonly DeclarationRef[] {
  const target = program.resolve(unit, specifier);
  if (target?.kind !== 'module' || target.module.parts.length === 1) return [];
  return target.module.parts.slice(1).flatMap((part) => {
    const container = part.unit.facts.containers[part.container];
    return container === undefined ? [] : (namesIn(part.unit, container.sc, name) ?? []);
  });
}

/** Declarations of `A.B.C` from a scope. */
export function entityDeclarations(
  program: Program,
  unit: SourceUnit,
  scope: number,
  names: readonly string[],
): readonly DeclarationRef[] {
  const isGlobal = names[0] === 'globalThis' && names.length > 1;
  const [first, ...rest] = isGlobal ? names.slice(1) : names;
  if (first === undefined) return [];
  let refs = isGlobal ? program.globals(first, unit) : lookup(program, unit, scope, first);
  for (const name of rest) {
    if (refs.length === 0) return [];
    refs = namespaceMembers(program, refs, name);
  }
  return refs;
}
