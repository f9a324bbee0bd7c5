import type { Awaitable } from '../../model/awaitable.js';
import type { Verdict } from '../../model/verdict.js';
import { ancestorsOf } from './classes.js';
import type { Evaluation } from './evaluation.js';
import { hasMember } from './members.js';
import { FUTURE } from './types.js';
import type { InstanceType, Type } from './types.js';
import { isEmptyBase, isPlainApi } from './well-known.js';
import { symbolOf } from './api.js';

const UNKNOWN: Awaitable = { verdict: 'unknown', always: false };
const NO: Awaitable = { verdict: 'no', always: false };

/** Is a value of this type awaitable, and how does it behave? */
export function judge(ev: Evaluation, type: Type | undefined): Awaitable {
  switch (type?.k) {
    case undefined:
      return UNKNOWN;
    case 'awaitable':
      return { verdict: type.sure ? 'yes' : 'likely', traits: type.traits, always: type.sure };
    case 'union':
      return judgeUnion(ev, type);
    case 'instance':
      return judgeInstance(ev, type);
    case 'api':
      return isPlainApi(type) ? NO : UNKNOWN;
    case 'variable': {
      const bound = type.bound();
      return bound === undefined || bound.k === 'variable' ? UNKNOWN : judge(ev, bound);
    }
    case 'super':
      return UNKNOWN;
    default:
      return NO;
  }
}

/** Certain only when every member is one: `None` may be what another implementation gives, which is not async. */
function judgeUnion(ev: Evaluation, { ts, open }: Extract<Type, { k: 'union' }>): Awaitable {
  const answers = ts.map((part) => judge(ev, part));
  const first = answers.find((answer) => answer.traits !== undefined);
  if (open || answers.some((answer) => answer.verdict === 'unknown')) return UNKNOWN;
  if (first?.traits === undefined) return NO;
  const isCertain = answers.every((answer) => answer.verdict === 'yes' && answer.traits?.kind === first.traits?.kind);
  return { verdict: isCertain ? 'yes' : 'likely', traits: first.traits, always: isCertain };
}

/** Objects with `__await__` start when they are awaited, or are under way: nobody knows. */
function judgeInstance(ev: Evaluation, { c }: InstanceType): Awaitable {
  for (const base of ancestorsOf(ev, c)) {
    if (base === undefined) return UNKNOWN;
    if ('k' in base) {
      if (!isEmptyBase(symbolOf(base)) && !isPlainApi(base)) return UNKNOWN;
    } else if (hasMember(base, '__await__')) return { verdict: 'likely', traits: FUTURE, always: false };
  }
  return NO;
}

/** Does a list, a tuple or the like hold coroutines only? Tasks and futures run on without their list. */
export function judgeElements(ev: Evaluation, type: Type | undefined): Verdict {
  switch (type?.k) {
    case undefined:
      return 'unknown';
    case 'sequence':
      return type.elements?.length === 0 ? 'no' : judgeElement(judge(ev, type.of()));
    case 'union': {
      const verdicts = type.ts.map((part) => judgeElements(ev, part));
      return !type.open && verdicts.every((verdict) => verdict === 'yes') ? 'yes' : 'unknown';
    }
    default:
      return 'no';
  }
}

function judgeElement({ verdict, traits }: Awaitable): Verdict {
  return traits === undefined || traits.kind === 'coroutine' ? verdict : 'no';
}
