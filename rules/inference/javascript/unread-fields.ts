import { EXPRESSION_CODE as CODE, EXPRESSION_STRIDE as STRIDE, KIND_MASK } from '../../model/expression-codes.js';
import { NONE } from '../../model/facts.js';
import { FLOW, FLOW_MASK, FLOW_STRIDE, FLOW_WRITE } from '../../model/flow.js';
import type { FieldFact } from '../../model/flow.js';
import type { JavaScriptFacts } from '../../facts/javascript/model.js';

/** Private fields of a file's classes that are written and that nothing in the file can read. */
export function unreadFields(facts: JavaScriptFacts): readonly FieldFact[] {
  const fields = facts.classes.flatMap((fact, c) => {
    if (fact.k !== 'class') return [];
    return fact.members.flatMap(({ k, n, x, private: isPrivate }) => {
      if (k !== 'property' || n === null || !isPrivate) return [];
      const later = facts.fieldWrites.flatMap((write) => (write.c === c && write.n === n ? [write.x] : []));
      return [{ name: n, values: x === NONE ? later : [x, ...later] }];
    });
  });
  if (!fields.some(({ values }) => values.length > 0)) return [];
  const read = readMembers(facts);
  return fields.filter(({ name, values }) => values.length > 0 && !read.has(name));
}

/** Names of members that are read anywhere, by whatever object: patterns and computed names count for all they can mean. */
function readMembers({
  expressions: { data, length, names },
  flow,
  declarations,
}: JavaScriptFacts): ReadonlySet<string> {
  const written = assignedTargets(flow);
  const read = new Set<string>();
  for (let id = 0; id < length; id++) {
    const at = id * STRIDE;
    if (((data[at] ?? 0) & KIND_MASK) === CODE.member && !written.has(id)) read.add(names[data[at + 4] ?? NONE] ?? '');
  }
  for (const declaration of declarations) {
    if (declaration.k !== 'variable' && declaration.k !== 'parameter') continue;
    for (const step of declaration.path) if (typeof step === 'string') read.add(step);
  }
  return read;
}

/** Only plain assignments write without reading. */
function assignedTargets(flow: Int32Array): ReadonlySet<number> {
  const written = new Set<number>();
  for (let at = 0; at < flow.length; at += FLOW_STRIDE) {
    const head = flow[at] ?? 0;
    if ((head & FLOW_MASK) === FLOW.write && head >> 8 === FLOW_WRITE.assign) written.add(flow[at + 1] ?? NONE);
  }
  return written;
}
