import type { Export } from '../../facts/javascript/model.js';
import { namespaceMembers } from './modules.js';
import type { DeclarationRef, ExportTarget, ModuleRef, Program, SourceUnit } from './program.js';
import { declarationRef, lookup, scopeNames } from './scope.js';

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
  return drive((run) => searchExport(run, module, name), program);
}

/** What a name means that is imported from a module; `*` is the namespace and `=` what `import x = require(…)` gives. */
export function importedFrom(
  program: Program,
  from: { readonly unit: SourceUnit; readonly specifier: string; readonly name: string },
): ExportTarget | undefined {
  return drive((run) => searchImport(run, from.unit, from.specifier, from.name), program);
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
  const key = `${String(module.parts.length)}:${String(first.container)}:${name}`;
  const memo = first.unit.memo.exports;
  if (memo.has(key)) return memo.get(key);
  const identity = `${first.unit.path}|${key}`;
  if (run.busy.has(identity)) {
    run.cuts++;
    return undefined;
  }
  run.busy.add(identity);
  const { cuts } = run;
  const found = yield searchModule(run, { module, name, seen: new Set() });
  run.busy.delete(identity);
  if (cuts === run.cuts || run.busy.size === 0) memo.set(key, found);
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
  if (name === 'default' || name === 'export=') return isEmpty(draft) ? undefined : draft;
  if (isEmpty(draft)) yield* collectStars(run, place, draft);
  if (isEmpty(draft)) yield* collectAssigned(run, place, draft);
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
  for (const entry of facts.exports) {
    if (entry.k !== 'star' && entry.n === name) yield* collectEntry(run, named, entry, draft);
  }
  if (!isEmpty(draft) || name === 'default' || name === 'export=' || !facts.ambient) return;
  for (const ref of scopeNames(unit, facts.sc).get(name) ?? []) {
    if (ref.declaration.k !== 'import') draft.declarations.push(ref);
  }
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
