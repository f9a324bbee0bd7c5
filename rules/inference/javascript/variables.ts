import {
  EXPRESSION_CODE as CODE,
  EXPRESSION_STRIDE as STRIDE,
  KIND_MASK,
  SCOPE_STRIDE,
} from '../../model/expression-codes.js';
import { NONE } from '../../model/facts.js';
import type { ExpressionId, FunctionId } from '../../model/facts.js';
import { FLOW, FLOW_MASK, FLOW_STRIDE, FLOW_WRITE, RESULT_USES } from '../../model/flow.js';
import type { VariableFact, VariableRead, VariableWrite } from '../../model/flow.js';
import type { DeclarationId, JavaScriptFacts, ScopeId } from '../../facts/javascript/model.js';
import type { SourceUnit } from './program.js';

interface Draft {
  readonly name: string;
  readonly function: FunctionId;
  readonly shared: boolean;
  readonly writes: VariableWrite[];
  readonly reads: VariableRead[];
  /** A write may give it what a call gave. */
  isOfCall: boolean;
}

const known = new WeakMap<SourceUnit, readonly VariableFact[]>();

/** Variables of a file that may hold what a call gave, with every read and write of them. */
export function variablesOf(unit: SourceUnit): readonly VariableFact[] {
  let variables = known.get(unit);
  if (variables === undefined) {
    variables = collectVariables(unit);
    known.set(unit, variables);
  }
  return variables;
}

const WRITES: readonly (keyof typeof FLOW_WRITE)[] = ['declare', 'assign', 'update'];

function collectVariables(unit: SourceUnit): readonly VariableFact[] {
  const { facts } = unit;
  const { flow } = facts;
  const drafts = declareVariables(facts);
  if (drafts.size === 0) return [];
  const names = collectNames(facts, new Set([...drafts.values()].map(({ name }) => name)));
  const open: FunctionId[] = [];
  const find = (expression: ExpressionId): Draft | undefined => drafts.get(declarationOf(facts, expression, names));
  for (let row = 0; row * FLOW_STRIDE < flow.length; row++) {
    const at = row * FLOW_STRIDE;
    const head = flow[at] ?? 0;
    const operand = flow[at + 1] ?? NONE;
    const fn = open.at(-1) ?? 0;
    switch (head & FLOW_MASK) {
      case FLOW.enter:
        open.push(operand);
        break;
      case FLOW.leave:
        open.pop();
        break;
      case FLOW.read:
        find(operand)?.reads.push({
          expression: operand,
          use: RESULT_USES[head >> 8] ?? 'other',
          function: fn,
          row,
        });
        break;
      case FLOW.write: {
        const how = WRITES[head >> 8] ?? 'assign';
        const draft = how === 'declare' ? drafts.get(operand) : find(operand);
        if (draft !== undefined) addWrite(facts, draft, { value: flow[at + 2] ?? NONE, how, function: fn, row });
        break;
      }
      default:
    }
  }
  return [...drafts.values()].filter(({ isOfCall }) => isOfCall);
}

function addWrite(facts: JavaScriptFacts, draft: Draft, write: VariableWrite): void {
  // `let x;` writes nothing.
  if (write.how === 'declare' && write.value === NONE) return;
  draft.writes.push(write);
  draft.isOfCall ||= mayBeOfCall(facts.expressions.data, write.value);
}

/** Variables that are declared with a value or without one; what a pattern takes apart is no promise. */
function declareVariables(facts: JavaScriptFacts): Map<DeclarationId, Draft> {
  const { declarations, flow, module } = facts;
  const drafts = new Map<DeclarationId, Draft>();
  const isExported = exportsOf(facts);
  const open: FunctionId[] = [];
  for (let at = 0; at < flow.length; at += FLOW_STRIDE) {
    const head = flow[at] ?? 0;
    const operand = flow[at + 1] ?? NONE;
    if (head === FLOW.enter) open.push(operand);
    else if (head === FLOW.leave) open.pop();
    if (head !== (FLOW.write | (FLOW_WRITE.declare << 8))) continue;
    const declaration = declarations[operand];
    if (declaration?.k !== 'variable' || declaration.path.length > 0 || declaration.each !== 'none') continue;
    if (declaration.constant && !mayBeOfCall(facts.expressions.data, declaration.x)) continue;
    const fn = open.at(-1) ?? 0;
    const isTop = fn === 0;
    const shared = isTop && (!module || isExported(declaration.n, operand));
    drafts.set(operand, { name: declaration.n, function: fn, shared, writes: [], reads: [], isOfCall: false });
  }
  return drafts;
}

function exportsOf({ containers }: JavaScriptFacts): (name: string, id: DeclarationId) => boolean {
  const names = new Set<string>();
  const ids = new Set<DeclarationId>();
  for (const { exports } of containers) {
    for (const each of exports) {
      if (each.k === 'local') names.add(each.local);
      else if (each.k === 'declaration') ids.add(each.d);
    }
  }
  return (name, id) => names.has(name) || ids.has(id);
}

/** Values that are a call, or a choice of which one is. */
function mayBeOfCall(data: Int32Array, value: ExpressionId): boolean {
  if (value === NONE) return false;
  const at = value * STRIDE;
  const first = data[at + 3] ?? NONE;
  const second = data[at + 4] ?? NONE;
  switch ((data[at] ?? 0) & KIND_MASK) {
    case CODE.call:
    case CODE.new:
    case CODE.tag:
    case CODE.array:
    case CODE.import:
      return true;
    case CODE.cast:
      return mayBeOfCall(data, second);
    case CODE.conditional:
    case CODE.and:
    case CODE.or:
      return mayBeOfCall(data, first) || mayBeOfCall(data, second);
    default:
      return false;
  }
}

type Names = ReadonlyMap<string, ReadonlyMap<ScopeId, DeclarationId>>;

/** Every declaration of some names, by name and scope. */
function collectNames({ scopes, declarations }: JavaScriptFacts, names: ReadonlySet<string>): Names {
  const found = new Map<string, Map<ScopeId, DeclarationId>>([...names].map((name) => [name, new Map()]));
  for (let scope = 0; scope < scopes.length; scope++) {
    const end = scopes.data[(scope + 1) * SCOPE_STRIDE + 2] ?? 0;
    for (let i = scopes.data[scope * SCOPE_STRIDE + 2] ?? 0; i < end; i++) {
      const id = scopes.data[i] ?? NONE;
      const own = found.get(declarations[id]?.n ?? '');
      if (own?.has(scope) === false) own.set(scope, id);
    }
  }
  return found;
}

/** The declaration of this file that a name means, if it is one of `names`. */
function declarationOf(
  { expressions, scopes }: JavaScriptFacts,
  expression: ExpressionId,
  names: Names,
): DeclarationId {
  const { data } = expressions;
  const at = expression * STRIDE;
  if (((data[at] ?? 0) & KIND_MASK) !== CODE.name) return NONE;
  const own = names.get(expressions.names[data[at + 3] ?? NONE] ?? '');
  if (own === undefined) return NONE;
  for (let scope = data[at + 4] ?? NONE; scope !== NONE; scope = scopes.data[scope * SCOPE_STRIDE] ?? NONE) {
    const found = own.get(scope);
    if (found !== undefined) return found;
  }
  return NONE;
}
