import { NONE } from '../model/facts.js';
import type { CallFact, FunctionFact } from '../model/facts.js';
import type { ChainHop } from '../model/finding.js';
import { quoteName } from '../model/quote-name.js';
import type { Blocks } from '../model/summary.js';
import type { BlockingApi } from '../knowledge/types.js';
import type { FunctionRef } from '../inference/inference.js';
import type { CallIndex } from './call-index.js';
import { remember } from './call-index.js';
import type { Callbacks } from './callbacks.js';
import type { EffectsInput } from './effects-input.js';
import { keyOf } from './effects-input.js';
import { readMarks } from './marks.js';
import type { Marks } from './marks.js';
import type { SiteRef } from './name-index.js';
import { blockingTable, isMemoised, isMemoiser } from './tables.js';

/** Blocking effects: which calls block, which functions do because of them, and over which calls. */
export interface Blocking {
  /** Effects of one call, the nearest root of each kind; the chain starts behind the call. */
  atCall(path: string, call: CallFact): readonly Blocks[];
  ofFunction(ref: FunctionRef): readonly Blocks[];
  /** Table entry of a call that is itself a known blocking API. */
  apiOf(path: string, call: CallFact): BlockingApi | undefined;
}

interface State {
  readonly bySite: Map<string, Blocks[]>;
  readonly byFunction: Map<string, Blocks[]>;
  readonly apis: Map<string, BlockingApi>;
}

interface Work {
  readonly ref: FunctionRef;
  readonly blocks: Blocks;
}

function siteKey(path: string, call: CallFact): string {
  return `${path}\0${String(call.id)}`;
}

/** Solves the call graph upwards from the known APIs, breadth first, so that the first chain found is a shortest one. */
export function solveBlocking(input: EffectsInput, index: CallIndex, callbacks: Callbacks): Blocking {
  const state: State = { bySite: new Map(), byFunction: new Map(), apis: new Map() };
  const solver: Solver = { input, index, callbacks, state, marks: readMarks(input) };
  let level = startLevel(solver);
  while (level.length > 0) {
    const next: Work[] = [];
    for (const work of level) {
      input.checkpoint();
      climb(solver, work, next);
    }
    level = next;
  }
  return {
    atCall: (path, call) => state.bySite.get(siteKey(path, call)) ?? [],
    ofFunction: (ref) => state.byFunction.get(keyOf(ref)) ?? [],
    apiOf: (path, call) => state.apis.get(siteKey(path, call)),
  };
}

interface Solver {
  readonly input: EffectsInput;
  readonly index: CallIndex;
  readonly callbacks: Callbacks;
  readonly state: State;
  readonly marks: Marks;
}

/** Functions that are said to block, whatever is known of their bodies. */
function markedFunctions({ input, marks, state }: Solver): Work[] {
  return marks.blocking.flatMap((ref) => {
    const label = input.facts(ref.path)?.functions[ref.function]?.label ?? '';
    const blocks: Blocks = {
      kind: 'cpu',
      tier: 'unbounded',
      verdict: 'yes',
      evidence: { chain: [], root: `./${input.display(ref.path)}#${label}`, rootText: label },
      guarded: false,
      constant: false,
      repeated: false,
    };
    return addBlocks(state.byFunction, keyOf(ref), blocks) ? [{ ref, blocks }] : [];
  });
}

function startLevel(solver: Solver): Work[] {
  const { input, index, state } = solver;
  const table = blockingTable(input.settings);
  const next: Work[] = markedFunctions(solver);
  for (const site of index.sitesNamed(table.namesWith(input.names.modules()))) {
    // An awaited call gave the loop away, whatever its name says.
    if (site.call.use === 'awaited') continue;
    input.checkpoint();
    const inference = input.inference(site.path);
    const { apis } = inference.resolveCall(site.path, site.call);
    const entry =
      apis.length === 0 ? undefined : table.find(apis, (place) => inference.argumentValue(site.path, site.call, place));
    if (entry === undefined) continue;
    state.apis.set(siteKey(site.path, site.call), entry);
    const rootText = inference.describe(site.path, site.call.callee);
    const blocks: Blocks = {
      kind: entry.kind,
      tier: entry.tier,
      verdict: 'yes',
      evidence: { chain: [], root: entry.api, rootText },
      guarded: site.call.guarded,
      constant: site.call.constant,
      repeated: site.call.loop >= 0,
    };
    reach(solver, site, blocks, next);
  }
  return next;
}

/** Records an effect at a call site and, where the caller is synchronous, in the caller. */
function reach({ input, callbacks, state, marks }: Solver, site: SiteRef, blocks: Blocks, next: Work[]): void {
  // A callback that runs for each element belongs to its caller, and its calls are repeated there.
  const { owner, repeated: isRepeated } = callbacks.ownerOf({ path: site.path, function: site.call.function });
  if (marks.isFree(owner)) return;
  const repeated = blocks.repeated || isRepeated;
  if (!addBlocks(state.bySite, siteKey(site.path, site.call), { ...blocks, repeated })) return;
  const fn = input.facts(owner.path)?.functions[owner.function];
  // The frontier: where the loop enters, or a body that runs once at start.
  if (fn === undefined || fn.async || fn.generator || fn.kind === 'module' || fn.incomplete) return;
  const inside: Blocks = {
    ...blocks,
    repeated,
    guarded: blocks.guarded || isHandedToMemoiser(input, owner, fn),
    evidence: { ...blocks.evidence, chain: [hopOf(input, site, fn.label), ...blocks.evidence.chain] },
  };
  if (addBlocks(state.byFunction, keyOf(owner), inside)) next.push({ ref: owner, blocks: inside });
}

/** `memoize(() => read())`. */
function isHandedToMemoiser(input: EffectsInput, { path }: FunctionRef, { argumentOf }: FunctionFact): boolean {
  const call = argumentOf === NONE ? undefined : input.facts(path)?.calls[argumentOf];
  return call !== undefined && isMemoiser(call.name, () => input.inference(path).resolveCall(path, call).apis);
}

function hopOf(input: EffectsInput, site: SiteRef, caller: string): ChainHop {
  const callee = input.inference(site.path).describe(site.path, site.call.callee);
  return { path: input.display(site.path), range: site.call.range, text: `${quoteName(caller)} calls \`${callee}\`` };
}

/** One effect per kind, tier and guard: the first one found has the shortest chain. */
function addBlocks(map: Map<string, Blocks[]>, key: string, blocks: Blocks): boolean {
  const list = remember(map, key, () => []);
  if (hasBlocks(list, blocks)) return false;
  list.push(blocks);
  return true;
}

function hasBlocks(list: readonly Blocks[] | undefined, { kind, tier, guarded }: Blocks): boolean {
  return list?.some((one) => one.kind === kind && one.tier === tier && one.guarded === guarded) === true;
}

function climb(solver: Solver, { ref, blocks }: Work, next: Work[]): void {
  const { input, index } = solver;
  for (const site of index.callersOf(ref)) {
    const isOnce = blocks.guarded || site.call.guarded;
    if (hasBlocks(solver.state.bySite.get(siteKey(site.path, site.call)), { ...blocks, guarded: isOnce })) continue;
    const { functions, complete, apis } = input.inference(site.path).resolveCall(site.path, site.call);
    const guarded = isOnce || isMemoised(apis);
    // Several implementations: certain only when each of them blocks.
    const isCertain =
      complete &&
      functions.every((fn) =>
        fn.path === ref.path && fn.function === ref.function ? true : hasKind(solver, fn, blocks),
      );
    reach(
      solver,
      site,
      {
        ...blocks,
        verdict: isCertain ? blocks.verdict : 'likely',
        guarded,
        constant: blocks.constant,
        repeated: blocks.repeated || site.call.loop >= 0,
      },
      next,
    );
  }
}

function hasKind({ state }: Solver, ref: FunctionRef, blocks: Blocks): boolean {
  return (state.byFunction.get(keyOf(ref)) ?? []).some((one) => one.kind === blocks.kind);
}
