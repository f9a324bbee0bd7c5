import { apiResult, familyOf } from './api.js';
import type { Evaluation } from './evaluation.js';
import { bounded } from './evaluation.js';
import { attribute } from './members.js';
import { signatureResult } from './signature-result.js';
import { UNKNOWN, instanceOf, overMembers } from './types.js';
import type { ApiType, Lazy, Type } from './types.js';

/** What is known of the arguments of a call; nothing when the call is only supposed. */
export interface Arguments {
  readonly positional: readonly Lazy[];
  readonly named: ReadonlyMap<string, Lazy>;
  /** Some were starred. */
  readonly spread: boolean;
}

export const NO_ARGUMENTS: Arguments = { positional: [], named: new Map(), spread: true };

/** What calling a value gives. */
export function callResult(ev: Evaluation, type: Type | undefined, args: Arguments = NO_ARGUMENTS): Type | undefined {
  if (type === undefined) return undefined;
  return bounded(ev, undefined, () => compute(ev, type, args));
}

function compute(ev: Evaluation, type: Type, args: Arguments): Type | undefined {
  switch (type.k) {
    case 'function':
      return signatureResult(ev, type, args);
    case 'class':
      return instanceOf(type.c, type.args, true);
    case 'callable':
      return type.result();
    case 'union':
      return overMembers(type, (part) => callResult(ev, part, args));
    case 'instance': {
      const call = attribute(ev, type, '__call__');
      return call?.k === 'function' || call?.k === 'callable' ? callResult(ev, call, args) : undefined;
    }
    case 'api':
      return libraryResult(type, args);
    default:
      return undefined;
  }
}

/** What calling something of a library gives, by the tables, else by its path alone. */
function libraryResult(api: ApiType, args: Arguments): Type | undefined {
  const result = apiResult(api);
  const family = familyOf(api);
  if (family === undefined) return result;
  return { k: 'awaitable', traits: family.traits, sure: true, of: () => valueOf(api, args, result), api: result };
}

const FROM_FIRST = new Set(['create_task', 'ensure_future', 'shield', 'wait_for']);

/** What awaiting the result of one of asyncio's calls gives. */
function valueOf({ m, p }: ApiType, args: Arguments, result: ApiType | undefined): Type | undefined {
  const last = p[p.length - 1] ?? '';
  if (m !== 'asyncio') return result;
  const first = args.positional[0] ?? UNKNOWN;
  if (FROM_FIRST.has(last)) {
    const awaitable = first();
    return awaitable?.k === 'awaitable' ? awaitable.of() : undefined;
  }
  const object = (name: string): ApiType => ({ k: 'api', m, p: [...name.split('.'), '()'] });
  switch (last) {
    case 'open_connection':
    case 'open_unix_connection':
      return { k: 'sequence', of: UNKNOWN, elements: [() => object('StreamReader'), () => object('StreamWriter')] };
    case 'create_subprocess_exec':
    case 'create_subprocess_shell':
      return object('subprocess.Process');
    case 'start_server':
    case 'start_unix_server':
    case 'create_server':
    case 'create_unix_server':
      return object('Server');
    default:
      return undefined;
  }
}
