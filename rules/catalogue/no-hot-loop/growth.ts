import { NONE } from '../../model/facts.js';
import type { AccumulationFact, CallFact, ExpressionId, LoopFact } from '../../model/facts.js';
import type { RuleView } from '../../model/rule-view.js';

/** A call of microseconds that is made this often takes a tenth of a second and more. */
const MANY_CALLS = 1e5;

/** Fewer rounds than this are no matter, whatever one of them costs. */
const FEW_ROUNDS = 1e3;

/** Collects what makes loops slow that nothing proves to be long. */
export function collectGrowth(view: RuleView) {
  const { calls, accumulations, loops } = view.file;
  return [
    ...calls.flatMap((call) => placed(call, judgeHeavyCall(view, call))),
    ...accumulations.flatMap((one) => placed(one, judgeCopy(view, one))),
    ...loops.flatMap((loop) => placed({ range: loop.head, function: loop.function }, judgeNested(view, loop))),
  ];
}

function placed<T>({ range, function: fn }: Pick<CallFact, 'range' | 'function'>, problem: T | undefined) {
  return problem === undefined ? [] : [{ ...problem, range, function: fn }];
}

/** Judges a call that is nothing once: is it made in a loop that makes it a standstill? */
function judgeHeavyCall(view: RuleView, call: CallFact) {
  const work = call.loop === NONE ? undefined : view.heavyWork(call);
  if (work === undefined) return undefined;
  const callee = view.describe(call.callee);
  if (work === 'work') {
    const count = constantRounds(view, call.loop);
    if (count >= MANY_CALLS)
      return isHeld(view, call.loop)
        ? ({ message: 'often', level: 'warning', data: { callee, count: count.toLocaleString('en-US') } } as const)
        : undefined;
    // What `digest('hex')` works on was handed over before.
    if (call.constant && !callee.includes('()')) return undefined;
  }
  const loop = loopsAround(view, call.loop).find((one) => isOpen(view, one) && isHeld(view, one.id));
  if (loop === undefined) return undefined;
  if (work === 'work') return { message: 'work', level: 'hint', data: { callee } } as const;
  const list = view.receiverOf(call);
  return isOutside(view, list, loop) ? ({ message: work, level: 'hint', data: { callee } } as const) : undefined;
}

function judgeCopy(view: RuleView, { loop, name, function: fn }: AccumulationFact) {
  const around = view.file.loops[loop];
  if (around !== undefined && !(isOpen(view, around) && isHeld(view, loop))) return undefined;
  const reduction = around === undefined ? view.functionOf(fn).argumentOf : NONE;
  if (reduction !== NONE && view.isWritten(view.receiverOf(view.call(reduction)))) return undefined;
  return { message: 'copied', level: 'hint', data: { name } } as const;
}

/** Judges a loop in a loop whose rounds multiply. */
function judgeNested(view: RuleView, loop: LoopFact) {
  if (loop.parent === NONE || loop.exits || !isOpen(view, loop)) return undefined;
  const outer = view.file.loops[loop.parent];
  if (outer === undefined || !isCounted(loop) || !isCounted(outer) || outer.exits || !isOpen(view, outer))
    return undefined;
  const [inner, around] = [boundOf(view, loop), boundOf(view, outer)];
  if (inner === '' || around === '' || !isHeld(view, outer.id)) return undefined;
  if (isMadeIn(outer, inner)) return undefined;
  return { message: 'nested', level: 'hint', data: { outer: around, inner } } as const;
}

/** Goes through a collection, or counts up to its length. */
function isCounted({ kind }: LoopFact): boolean {
  return kind === 'for' || kind === 'for-of';
}

/** What decides how often a loop runs, by name; empty when it has none. */
function boundOf(view: RuleView, loop: LoopFact): string {
  const text =
    loop.iterated === NONE
      ? (loop.flags.find((name) => !loop.variables.includes(name)) ?? '')
      : view.describe(loop.iterated);
  return /^[\w.$]+$/.test(text) ? text : '';
}

/** As long as its data are: neither a constant number of rounds nor a collection that the text writes down. */
function isOpen(view: RuleView, loop: LoopFact): boolean {
  if (loop.trips > 0) return loop.trips >= FEW_ROUNDS;
  return loop.kind !== 'requeue' && (loop.iterated === NONE || !view.isWritten(loop.iterated));
}

/** Neither the loop nor one in it, as far as the place, lets the event loop go. */
function isHeld(view: RuleView, id: number): boolean {
  const loop = view.file.loops[id];
  return loop !== undefined && loop.kind !== 'for-await' && view.loopSuspends(loop) === 'never';
}

function loopsAround(view: RuleView, id: number): readonly LoopFact[] {
  const found: LoopFact[] = [];
  for (let loop = view.file.loops[id]; loop !== undefined; loop = view.file.loops[loop.parent]) found.push(loop);
  return found;
}

function constantRounds(view: RuleView, id: number): number {
  return loopsAround(view, id).reduce((product, { trips }) => product * Math.max(1, trips), 1);
}

/** Lists of what is let in, left out or asked for are written by somebody, and short. */
const SHORT =
  /^(?:_?)(?:allowe?d?|banned|black|default|denied|disabled|enabled|exclu|forbidden|ignore|inclu|known|optional|required?|reserved|skip|supported|valid|white)|(?:names?paces|options|types|kinds|modes|roles|scopes|locales|extensions|exts)$/i;

/** A named list that is there before the loop, and whose size nobody wrote down. */
function isOutside(view: RuleView, list: ExpressionId, loop: LoopFact): boolean {
  if (list === NONE) return false;
  const name = view.describe(list);
  if (SHORT.test(name.slice(name.lastIndexOf('.') + 1))) return false;
  return /^[\w.$]+$/.test(name) && !isMadeIn(loop, name) && !view.isWritten(list);
}

function isMadeIn({ variables, declared }: LoopFact, name: string): boolean {
  const root = name.split('.')[0] ?? '';
  return variables.includes(root) || declared.includes(root);
}
