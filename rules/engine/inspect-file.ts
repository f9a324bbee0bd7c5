import type {
  FileResult,
  InspectedBlock,
  InspectedCall,
  InspectedCaller,
  InspectedDirective,
  InspectedFile,
  InspectedFunction,
} from '../engine-types.js';
import type { FunctionRef } from '../inference/inference.js';
import { NONE } from '../model/facts.js';
import type { CallFact, FileFacts, FunctionFact } from '../model/facts.js';
import type { ChainHop } from '../model/finding.js';
import { quoteName } from '../model/quote-name.js';
import type { Range } from '../model/range.js';
import type { Blocks } from '../model/summary.js';
import { findFunctionName } from './function-name.js';
import type { Revision } from './revision.js';
import type { Suppression } from './suppression.js';

/** A file of a revision. */
interface Inspected {
  readonly revision: Revision;
  readonly path: string;
  readonly facts: FileFacts;
}

interface InspectRequest {
  readonly revision: Revision;
  /** The result of the same file. */
  readonly result: FileResult;
  readonly suppression: (facts: FileFacts) => Suppression;
  readonly isRule: (id: string) => boolean;
}

/** Collects what is known of a file. */
export function inspectFile({ revision, result, suppression, isRule }: InspectRequest): InspectedFile | undefined {
  const { path } = result;
  const facts = revision.facts(path);
  if (facts === undefined) return undefined;
  const file: Inspected = { revision, path, facts };
  return {
    path,
    functions: facts.functions.map((fn) => inspectFunction(file, fn)),
    calls: facts.calls.map((call) => inspectCall(file, call)),
    directives: inspectDirectives(facts, { result, silencing: suppression(facts), isRule }),
  };
}

/** Collects the calls of a function, by the functions that call. */
export function inspectCallers(revision: Revision, ref: FunctionRef): readonly InspectedCaller[] {
  const callers = new Map<string, { readonly caller: InspectedFunction; readonly ranges: Range[] }>();
  for (const { path, call } of revision.effects.callersOf(ref)) {
    const facts = revision.facts(path);
    const fn = facts?.functions[call.function];
    if (facts === undefined || fn === undefined) continue;
    const key = `${path}\0${String(fn.id)}`;
    const known = callers.get(key);
    if (known === undefined)
      callers.set(key, { caller: inspectFunction({ revision, path, facts }, fn), ranges: [call.range] });
    else known.ranges.push(call.range);
  }
  return [...callers.values()];
}

function inspectFunction(file: Inspected, fn: FunctionFact): InspectedFunction {
  const { revision, path, facts } = file;
  return {
    path,
    function: fn.id,
    label: fn.label,
    range: fn.range,
    nameRange: findFunctionName(fn, revision.text(path)),
    async: fn.async,
    runsOnLoop: fn.kind !== 'module' && revision.effects.runsOnLoop({ path, function: fn.id }) === 'yes',
    blocks: blocksOfBody(file, fn),
    unawaited: facts.drops
      .filter((drop) => drop.function === fn.id)
      .flatMap(({ operands }) => operands)
      .filter((operand) => operand.call !== NONE && !operand.void && isAwaitable(file, operand.origin)).length,
  };
}

function isAwaitable({ revision, path }: Inspected, expression: number): boolean {
  return revision.inference(path).awaitable(path, expression).verdict === 'yes';
}

/** What the calls of a body do to whoever runs it, callbacks that run at once among them; the shortest way of each kind. */
function blocksOfBody(file: Inspected, fn: FunctionFact): readonly InspectedBlock[] {
  const { revision, path, facts } = file;
  const nearest = new Map<string, InspectedBlock>();
  for (const call of facts.calls) {
    const blocks = revision.effects.blocksAt(path, call);
    if (blocks.length === 0) continue;
    const owner = revision.effects.ownerOf({ path, function: call.function });
    if (owner.path !== path || owner.function !== fn.id) continue;
    for (const one of blocks) {
      const key = `${one.kind} ${one.tier}`;
      const block = inspectBlock(one, [hopOf(file, fn, call)]);
      const known = nearest.get(key);
      if (known === undefined || block.chain.length < known.chain.length) nearest.set(key, block);
    }
  }
  return [...nearest.values()];
}

function hopOf({ revision, path }: Inspected, fn: FunctionFact, call: CallFact): ChainHop {
  const callee = revision.inference(path).describe(path, call.callee);
  return {
    path: revision.display(path),
    range: call.range,
    text: `${quoteName(fn.label)} calls \`${callee}\``,
  };
}

function inspectBlock({ kind, tier, verdict, evidence }: Blocks, before: readonly ChainHop[]): InspectedBlock {
  const chain = [...before, ...evidence.chain];
  return { root: evidence.rootText, kind, tier, certain: verdict === 'yes', chain };
}

function inspectCall(file: Inspected, call: CallFact): InspectedCall {
  const { revision, path } = file;
  const inference = revision.inference(path);
  return {
    range: call.range,
    calleeRange: call.calleeRange,
    callee: inference.describe(path, call.callee),
    function: call.function,
    blocks: revision.effects.blocksAt(path, call).map((one) => inspectBlock(one, [])),
    awaitable: isAwaitable(file, call.expression),
    taken: call.use !== 'dropped',
    targets: inference.resolveCall(path, call).functions.map(({ path: target, function: id }) => ({
      path: target,
      function: id,
    })),
  };
}

interface DirectiveContext {
  readonly result: FileResult;
  readonly silencing: Suppression;
  readonly isRule: (id: string) => boolean;
}

/** Comments that are about our rules; of a peer's, those that silence something. */
function inspectDirectives(
  facts: FileFacts,
  { result, silencing, isRule }: DirectiveContext,
): readonly InspectedDirective[] {
  const counts = new Map<object, number>();
  for (const finding of result.suppressed) {
    const directive = silencing(finding);
    if (directive !== undefined) counts.set(directive, (counts.get(directive) ?? 0) + 1);
  }
  return facts.directives.flatMap((directive): readonly InspectedDirective[] => {
    if (directive.scope === 'block-end') return [];
    const silences = counts.get(directive) ?? 0;
    const rules = directive.rules.map((name) => name.replace(/^looplint\//, '')).filter(isRule);
    const isOurs = directive.origin === 'looplint' || rules.length > 0;
    if (!isOurs && silences === 0) return [];
    return [{ range: directive.range, rules, reason: directive.reason, silences }];
  });
}
