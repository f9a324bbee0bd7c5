import type { FunctionRef } from '../inference/inference.js';
import { exportOf } from '../inference/javascript/exports.js';
import type { SourceUnit } from '../inference/javascript/program.js';
import { NONE } from '../model/facts.js';
import type { JavaScriptProject } from './javascript-program.js';

/** Functions with a body that a file exports under a name, written in the file itself. */
export function exportedFunctions(project: JavaScriptProject, path: string, name: string): readonly FunctionRef[] {
  const unit = project.unit(path);
  if (unit === undefined) return [];
  const target = exportOf(project, { parts: [{ unit, container: 0 }], library: undefined }, name);
  if (target === undefined) return assignedFunctions(project, unit, name);
  const ids = [
    ...target.declarations.map((ref) =>
      bodyOf(
        ref.unit,
        ref.declaration.k === 'function'
          ? ref.declaration.s
          : functionAt(ref.unit, ref.declaration.k === 'variable' ? ref.declaration.x : NONE),
      ),
    ),
    ...target.expressions.map(({ unit: owner, x }) => bodyOf(owner, functionAt(owner, x))),
  ];
  return ids.filter((ref): ref is FunctionRef => ref !== undefined);
}

/** `module.exports = { up() { … } }`. */
function assignedFunctions(project: JavaScriptProject, unit: SourceUnit, name: string): readonly FunctionRef[] {
  const target = exportOf(project, { parts: [{ unit, container: 0 }], library: undefined }, 'export=');
  return (target?.expressions ?? []).flatMap(({ unit: owner, x }) => {
    const expression = owner.expressions.at(x);
    const members = expression?.k === 'object' ? (owner.facts.classes[expression.c]?.members ?? []) : [];
    return members.flatMap((member) => {
      if (member.n !== name) return [];
      return bodyOf(owner, member.k === 'method' ? member.s : functionAt(owner, member.x)) ?? [];
    });
  });
}

function functionAt(unit: SourceUnit, x: number): number {
  const expression = unit.expressions.at(x);
  return expression?.k === 'function' ? expression.f : NONE;
}

function bodyOf(unit: SourceUnit, signature: number): FunctionRef | undefined {
  const f = unit.facts.signatures[signature]?.f ?? NONE;
  return f === NONE ? undefined : { path: unit.path, function: f };
}
