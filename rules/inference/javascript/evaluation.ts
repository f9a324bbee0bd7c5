import type { Memo, Program } from './program.js';

/*
 * How questions about types are asked. An answer must not depend on what was asked before, though questions lean on
 * each other, in circles too. So an answer is remembered for good only when it stands on its own: when nothing that it
 * needed was being asked further out. Answers from inside a circle hold for that circle and go with it. What is nested
 * too deeply is answered from within first, so that no answer depends on how far from it one began.
 */

/** What one engine's inference shares: the project, and the questions that are being asked. */
export interface Evaluation {
  readonly program: Program;
  /** Packages that questions led into and that are not there, by number of questions. */
  readonly missing: Map<string, number>;
  /** Questions open around the current one. */
  depth: number;
  /** Depth of the outermost open question that a circle led back to since the current one began. */
  low: number;
  /** Answers that hold inside a circle, in the order in which they were given. */
  readonly passing: Question[];
  /** Open questions that are remembered once they are answered, the innermost last. */
  readonly open: { readonly question: Question; readonly depth: number }[];
  /** Answers remembered so far. */
  kept: number;
  /** Answers inside circles since the outermost question began. */
  spent: number;
  /** Questions to be answered first, when the outermost one was interrupted for them. */
  postponed: readonly Question[];
}

/** A question about one unit; the same key means the same question. */
export interface Question<T = unknown> {
  readonly memo: Memo;
  readonly key: unknown;
  ask(): T | undefined;
  /** Remembers the answer, where there is something to gain from that. */
  keep?(value: T | undefined): void;
}

/** A type that is evaluated when somebody asks. */
export interface Deferred<T = unknown> {
  readonly ev: Evaluation;
  compute: (() => T | undefined) | undefined;
  value: T | undefined;
  /** Depth of the evaluation under way, or 0. */
  busy: number;
}

const MAX_DEPTH = 100;

/** Circles with more answers than this are left unknown; those of real code are far smaller. */
const PATIENCE = 400;

/** Thrown from within a question and caught where it began; never seen outside. */
const INTERRUPTION = new Error('interrupted');

export function createEvaluation(program: Program): Evaluation {
  return {
    program,
    missing: new Map(),
    depth: 0,
    low: Infinity,
    passing: [],
    open: [],
    kept: 0,
    spent: 0,
    postponed: [],
  };
}

/** Asks something that comes to an end by itself. */
export function nested<T>(ev: Evaluation, ask: () => T | undefined): T | undefined {
  if (ev.depth === 0) return outermost(ev, ask);
  if (ev.depth >= MAX_DEPTH) return tooDeep(ev);
  ev.depth++;
  try {
    return ask();
  } finally {
    ev.depth--;
  }
}

/** Asks something that may lead back to itself: there it is unknown. */
export function guarded<T>(ev: Evaluation, question: Question<T>): T | undefined {
  const { memo, key } = question;
  if (ev.depth === 0) return fromOutside(ev, question);
  const known = memo.busy.get(key);
  if (known !== undefined) {
    ev.low = Math.min(ev.low, known.depth);
    return known.value as T | undefined;
  }
  if (ev.depth >= MAX_DEPTH) return tooDeep(ev);
  const level = enter(ev);
  memo.busy.set(key, { depth: level.depth, value: undefined });
  const isRemembered = question.keep !== undefined;
  if (isRemembered) ev.open.push({ question, depth: level.depth });
  let value: T | undefined;
  try {
    value = question.ask();
  } finally {
    memo.busy.delete(key);
    if (isRemembered) ev.open.pop();
    ev.depth--;
  }
  const low = leave(ev, level);
  if (!isRemembered) return value;
  if (low === Infinity) {
    question.keep?.(value);
    ev.kept++;
  } else if (low < level.depth) {
    memo.busy.set(key, { depth: low, value });
    ev.passing.push(question);
  }
  return value;
}

/** Evaluates what was deferred; the value is remembered when it stands on its own. */
export function settle<T>(deferred: Deferred<T>): T | undefined {
  const { ev, compute, busy } = deferred;
  if (compute === undefined) return deferred.value;
  if (ev.depth === 0) return outermost(ev, () => settle(deferred));
  if (busy > 0) {
    ev.low = Math.min(ev.low, busy);
    return undefined;
  }
  if (ev.depth >= MAX_DEPTH) return tooDeep(ev);
  const level = enter(ev);
  deferred.busy = level.depth;
  let value: T | undefined;
  try {
    value = compute();
  } finally {
    deferred.busy = 0;
    ev.depth--;
  }
  if (leave(ev, level) === Infinity) {
    deferred.compute = undefined;
    deferred.value = value;
  }
  return value;
}

interface Level {
  readonly depth: number;
  /** `low` of the question around this one. */
  readonly outer: number;
  /** Number of passing answers before this question. */
  readonly passing: number;
}

function enter(ev: Evaluation): Level {
  const level = { depth: ++ev.depth, outer: ev.low, passing: ev.passing.length };
  ev.low = Infinity;
  return level;
}

/** Ends a question; gives the depth of the outermost one that it leant on, Infinity when it stands on its own. */
function leave(ev: Evaluation, { depth, outer, passing }: Level): number {
  const { low } = ev;
  if (low < depth) {
    ev.low = Math.min(outer, low);
    if (++ev.spent > PATIENCE) interrupt(ev, []);
    return low;
  }
  // Whatever circle there was ends here.
  forgetPassing(ev, passing);
  ev.low = outer;
  return low;
}

function forgetPassing(ev: Evaluation, from: number): void {
  for (const { memo, key } of ev.passing.splice(from)) memo.busy.delete(key);
}

/** At the limit: unknown when the outermost question itself is so deep, else the questions on the way go first. */
function tooDeep(ev: Evaluation): undefined {
  const inner = ev.open.filter(({ depth }) => depth > 2);
  if (inner.length > 0)
    interrupt(
      ev,
      inner.map(({ question }) => question),
    );
  return undefined;
}

function interrupt(ev: Evaluation, postponed: readonly Question[]): never {
  ev.postponed = postponed;
  throw INTERRUPTION;
}

/** A remembered question that nothing else waits for. What a circle leads to is remembered here alone. */
function fromOutside<T>(ev: Evaluation, question: Question<T>): T | undefined {
  const { memo, key } = question;
  if (question.keep === undefined) return outermost(ev, () => guarded(ev, question));
  if (memo.outside.has(key)) return memo.outside.get(key) as T | undefined;
  const value = outermost(ev, () => guarded(ev, question));
  memo.outside.set(key, value);
  return value;
}

function outermost<T>(ev: Evaluation, ask: () => T | undefined): T | undefined {
  const value = attempt(ev, ask);
  return value === INTERRUPTION ? inParts(ev, ask) : (value as T | undefined);
}

/** Asks from depth 0; `INTERRUPTION` when other questions have to be answered first. */
function attempt(ev: Evaluation, ask: () => unknown): unknown {
  ev.low = Infinity;
  ev.spent = 0;
  ev.depth = 1;
  try {
    return ask();
  } catch (error) {
    if (error === INTERRUPTION) return INTERRUPTION;
    throw error;
  } finally {
    ev.depth = 0;
    forgetPassing(ev, 0);
  }
}

interface Task {
  readonly question: Question | undefined;
  readonly ask: () => unknown;
  /** `kept` when it was taken up. */
  readonly kept: number;
  /** How often a part of it was answered and nothing came of that. */
  fruitless: number;
}

/** Answers what was interrupted: first a question halfway in, then again, until nothing interrupts. */
function inParts<T>(ev: Evaluation, ask: () => T | undefined): T | undefined {
  const tasks: Task[] = [{ question: undefined, ask, kept: ev.kept, fruitless: 0 }];
  for (let task = tasks.at(-1); task !== undefined; task = tasks.at(-1)) {
    // The first round only finds out again what to do first.
    const value = attempt(ev, task.ask);
    if (value !== INTERRUPTION) {
      tasks.pop();
      const waiting = tasks.at(-1);
      if (waiting === undefined) return value as T | undefined;
      waiting.fruitless = ev.kept > task.kept ? 0 : waiting.fruitless + 1;
      continue;
    }
    const next = choosePart(ev.postponed, task.fruitless);
    if (next === undefined || next.memo.hopeless.has(next.key) || tasks.some(({ question }) => isSame(question, next)))
      break;
    tasks.push({ question: next, ask: () => guarded(ev, next), kept: ev.kept, fruitless: 0 });
  }
  // A circle that is too deep or too large: nothing that leans on it can be known.
  for (const { question } of tasks) question?.memo.hopeless.add(question.key);
  return undefined;
}

/** Halfway in; ever further out where that did not help. */
function choosePart(postponed: readonly Question[], fruitless: number): Question | undefined {
  const wasOutermost = fruitless > 0 && postponed.length >> fruitless === 0;
  return wasOutermost ? undefined : postponed[postponed.length >> (fruitless + 1)];
}

function isSame(a: Question | undefined, b: Question): boolean {
  return a?.memo === b.memo && a.key === b.key;
}
