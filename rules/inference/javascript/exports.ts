import type { Export } from '../../facts/javascript/model.js';
import { namespaceMembers } from './modules.js';
import type { DeclarationRef, ExportTarget, ModuleRef, Program, SourceUnit } from './program.js';
import { declarationRef, lookup, namesIn } from './scope.js';

/*
 * Modules hand names on to each other over any number of files, and in circles. So a search that leads to another one
 * yields it instead of calling it, and the stack does not grow.
 */

interface Draft {
  readonly declarations: DeclarationRef[];
  readonly expressions: { readonly unit: SourceUnit; readonly x: number }[];
  readonly namespaces: ModuleRef[];
  readonly missing: string[];
}

/** Yields the searches that it needs and is given what they found. */
type Search<Result = ExportTarget | undefined> = Generator<Search, Result, ExportTarget | undefined>;

interface Run {
  readonly program: Program;
  /** Names being looked for: a circle of re-exports ends there. */
  readonly busy: Set<string>;
  /** How often it did: what was found around that is not remembered. */
  cuts: number;
}

/** What a module exports under a name, through re-exports; `undefined` when nothing. */
export function exportOf(program: Program, module: ModuleRef, name: string): ExportTarget | undefined {
  const memo = memoOf(module);
  const key = keyOf(module, name);
  return memo?.has(key) === true ? memo.get(key) : drive((run) => searchExport(run, module, name), program);
}

/** What a name means that is imported from a module; `*` is the namespace and `=` what `import x = require(…)` gives. */
export function importedFrom(
  program: Program,
  from: { readonly unit: SourceUnit; readonly specifier: string; readonly name: string },
): ExportTarget | undefined {
  return drive((run) => searchImport(run, from.unit, from.specifier, from.name), program);
}

/** Modules of several parts remember for themselves: another module may begin with the same part. */
function memoOf(module: ModuleRef): Map<string, ExportTarget | undefined> | undefined {
  return module.parts.length === 1 ? module.parts[0]?.unit.memo.exports : module.exports;
}

function keyOf({ parts }: ModuleRef, name: string): string {
  const container = parts[0]?.container ?? 0;
  return container === 0 ? name : `${name}:${String(container)}`;
}

function drive(start: (run: Run) => Search, program: Program): ExportTarget | undefined {
  const stack = [start({ program, busy: new Set(), cuts: 0 })];
  let given: ExportTarget | undefined;
  for (let search = stack.at(-1); search !== undefined; search = stack.at(-1)) {
    const step = search.next(given);
    if (step.done === true) stack.pop();
    else stack.push(step.value);
    given = step.done === true ? step.value : undefined;
  }
  return given;
}

function* searchExport(run: Run, module: ModuleRef, name: string): Search {
  const [first] = module.parts;
  if (first === undefined) return undefined;
  const key = keyOf(module, name);
  const memo = memoOf(module);
  if (memo?.has(key) === true) return memo.get(key);
  const identity = `${first.unit.path}|${key}`;
  if (run.busy.has(identity)) {
    run.cuts++;
    return undefined;
  }
  run.busy.add(identity);
  const { cuts } = run;
  const found = yield searchModule(run, { module, name, seen: new Set() });
  run.busy.delete(identity);
  if (cuts === run.cuts || run.busy.size === 0) memo?.set(key, found);
  return found;
}

interface Place {
  readonly module: ModuleRef;
  readonly name: string;
  /** Modules that were looked into, as `export *` led to them. */
  readonly seen: Set<string>;
}

/** Names of the module itself, then those that `export *` hands on, in their order, then members of `export =`. */
function* searchModule(run: Run, place: Place): Search {
  const { module, name, seen } = place;
  const [first] = module.parts;
  const identity = `${first?.unit.path ?? ''}|${String(first?.container)}`;
  if (seen.has(identity)) return undefined;
  seen.add(identity);
  const draft: Draft = { declarations: [], expressions: [], namespaces: [], missing: [] };
  for (const { unit, container } of module.parts) yield* collectNamed(run, { unit, container, name }, draft);
  // Stars hand on neither; what a module assigns is looked for in each of them.
  if (name !== 'default' && name !== 'export=' && isEmpty(draft)) yield* collectStars(run, place, draft);
  // Augmentations add to what a module that is one value exports.
  const mayBeAssigned = isEmpty(draft) || module.parts.length > 1;
  if (mayBeAssigned && name !== 'default' && name !== 'export=') yield* collectAssigned(run, place, draft);
  return isEmpty(draft) ? undefined : draft;
}

interface Named {
  readonly unit: SourceUnit;
  readonly container: number;
  readonly name: string;
}

function* collectNamed(run: Run, named: Named, draft: Draft): Search<void> {
  const { unit, container, name } = named;
  const facts = unit.facts.containers[container];
  if (facts === undefined) return;
  const entries = exportsNamed(unit, container, facts.exports, name);
  for (const entry of entries) yield* collectEntry(run, named, entry, draft);
  if (entries.length > 0 || name === 'default' || name === 'export=' || !facts.ambient) return;
  for (const ref of namesIn(unit, facts.sc, name) ?? []) {
    if (ref.declaration.k !== 'import') draft.declarations.push(ref);
  }
}

const NO_EXPORTS: readonly Export[] = [];

function exportsNamed(
  unit: SourceUnit,
  container: number,
  exports: readonly Export[],
  name: string,
): readonly Export[] {
  let byName = unit.memo.exportNames[container];
  if (byName === undefined) {
    byName = new Map();
    for (const entry of exports) {
      if (entry.k === 'star') continue;
      const list = byName.get(entry.n);
      if (list === undefined) byName.set(entry.n, [entry]);
      else list.push(entry);
    }
    unit.memo.exportNames[container] = byName;
  }
  return byName.get(name) ?? NO_EXPORTS;
}

function* collectEntry(run: Run, { unit, container }: Named, entry: Export, draft: Draft): Search<void> {
  const scope = unit.facts.containers[container]?.sc ?? 0;
  switch (entry.k) {
    case 'declaration': {
      const ref = declarationRef(unit, entry.d, scope);
      if (ref !== undefined && !draft.declarations.includes(ref)) draft.declarations.push(ref);
      break;
    }
    case 'local':
      draft.declarations.push(...lookup(run.program, unit, scope, entry.local));
      break;
    case 'expression':
      draft.expressions.push({ unit, x: entry.x });
      break;
    case 'from':
      append(draft, yield searchImport(run, unit, entry.m, entry.i));
      break;
    default:
  }
}

function* searchImport(run: Run, unit: SourceUnit, specifier: string, name: string): Search {
  const target = run.program.resolve(unit, specifier);
  if (target === undefined) return undefined;
  if (target.kind === 'missing')
    return only({ missing: [`${target.packageName}#${name === '*' || name === '=' ? '' : name}`] });
  const { module } = target;
  if (name !== '*' && name !== '=') {
    const found = yield searchExport(run, module, name);
    if (found !== undefined || name !== 'default') return found;
  }
  // A module that is one value (`export =`) is that value, also under `import * as` and as the default.
  const assigned = yield searchExport(run, module, 'export=');
  return assigned ?? only({ namespaces: [module] });
}

function* collectStars(run: Run, { module, name, seen }: Place, draft: Draft): Search<void> {
  const missing: string[] = [];
  for (const { unit, container } of module.parts) {
    for (const entry of unit.facts.containers[container]?.exports ?? []) {
      if (entry.k !== 'star') continue;
      const target = run.program.resolve(unit, entry.m);
      if (target?.kind === 'missing') missing.push(`${target.packageName}#${name}`);
      if (target?.kind !== 'module') continue;
      const found = yield searchModule(run, { module: target.module, name, seen });
      if (found === undefined) continue;
      // What is there wins over what may be in a package that is not.
      if (found.declarations.length + found.expressions.length + found.namespaces.length === 0) {
        missing.push(...found.missing);
        continue;
      }
      append(draft, found);
      return;
    }
  }
  draft.missing.push(...missing.slice(-1));
}

/** Named exports of a module that exports one namespace, class or object. */
function* collectAssigned(run: Run, { module, name }: Place, draft: Draft): Search<void> {
  const assigned = yield searchExport(run, module, 'export=');
  if (assigned === undefined) return;
  for (const ref of assigned.declarations) draft.declarations.push(...namespaceMembers(run.program, [ref], name));
  for (const namespace of assigned.namespaces) append(draft, yield searchExport(run, namespace, name));
  for (const id of assigned.missing) draft.missing.push(`${id.endsWith('#') ? id : `${id}.`}${name}`);
}

function isEmpty({ declarations, expressions, namespaces, missing }: Draft): boolean {
  return declarations.length + expressions.length + namespaces.length + missing.length === 0;
}

function only(part: Partial<ExportTarget>): ExportTarget {
  return { declarations: [], expressions: [], namespaces: [], missing: [], ...part };
}

function append(draft: Draft, found: ExportTarget | undefined): void {
  if (found === undefined) return;
  draft.declarations.push(...found.declarations);
  draft.expressions.push(...found.expressions);
  draft.namespaces.push(...found.namespaces);
  draft.missing.push(...found.missing);
}
