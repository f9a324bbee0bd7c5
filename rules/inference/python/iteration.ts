import { callResult } from './call-result.js';
import type { Evaluation } from './evaluation.js';
import { attribute } from './members.js';
import { UNKNOWN, overMembers, sequenceOf } from './types.js';
import type { Type } from './types.js';

/** What `await` gives. */
export function awaited(type: Type | undefined): Type | undefined {
  switch (type?.k) {
    case 'awaitable':
      return type.of();
    // A library's path goes through `await` unchanged.
    case 'api':
      return type;
    case 'union':
      return overMembers(type, awaited);
    default:
      return undefined;
  }
}

/** What a loop over a value takes from it. */
export function iterated(ev: Evaluation, type: Type | undefined, isAsync: boolean): Type | undefined {
  switch (type?.k) {
    case 'sequence':
      return isAsync ? undefined : type.of();
    case 'generator':
      return type.async === isAsync ? type.of() : undefined;
    case 'union':
      return overMembers(type, (part) => iterated(ev, part, isAsync));
    case 'instance': {
      const iterator = callResult(ev, attribute(ev, type, isAsync ? '__aiter__' : '__iter__'));
      if (iterator?.k !== 'instance')
        return iterator?.k === 'generator' || iterator?.k === 'sequence' ? iterated(ev, iterator, isAsync) : undefined;
      const next = callResult(ev, attribute(ev, iterator, isAsync ? '__anext__' : '__next__'));
      return isAsync ? awaited(next) : next;
    }
    default:
      return undefined;
  }
}

/** One of the values that a tuple is taken apart into; -1 is the starred one. */
export function unpacked(ev: Evaluation, type: Type | undefined, index: number): Type | undefined {
  switch (type?.k) {
    case 'sequence': {
      if (index < 0) return sequenceOf(type.of);
      return type.elements === undefined ? type.of() : (type.elements[index] ?? UNKNOWN)();
    }
    case 'generator':
      return index < 0 ? sequenceOf(type.of) : type.of();
    case 'union':
      return overMembers(type, (part) => unpacked(ev, part, index));
    default:
      return undefined;
  }
}

/** What `with … as` or `async with … as` binds. */
export function entered(ev: Evaluation, type: Type | undefined, isAsync: boolean): Type | undefined {
  switch (type?.k) {
    case 'manager':
      return type.async === isAsync ? type.of() : undefined;
    // Nearly every context manager of a library gives itself, or what its tables name by the same path.
    case 'api':
      return type;
    case 'instance': {
      const result = callResult(ev, attribute(ev, type, isAsync ? '__aenter__' : '__enter__'));
      if (result?.k === 'api' && result.p[result.p.length - 2] === (isAsync ? '__aenter__' : '__enter__')) return type;
      return isAsync ? awaited(result) : result;
    }
    case 'union':
      return overMembers(type, (part) => entered(ev, part, isAsync));
    default:
      return undefined;
  }
}
