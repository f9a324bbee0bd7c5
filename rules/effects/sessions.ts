import { NONE } from '../model/facts.js';
import type { CallFact, ExpressionId, FunctionId } from '../model/facts.js';
import type { ApiId } from '../model/summary.js';
import type { Session } from '../knowledge/types.js';
import { serialSessions } from '../knowledge/sessions/index.js';
import { createApiTable } from '../inference/api-table.js';
import type { EffectsInput } from './effects-input.js';

const serial = serialSessions.filter((session) => session.serial);
const values = createApiTable(
  serial.filter((session) => session.callback !== true),
  ({ api }) => [api],
);
const starters = createApiTable(
  serial.filter((session) => session.callback === true),
  ({ api }) => [api],
);

/**
 * Does a call work in a session that does one operation at a time: as its method, with it as an argument, or in the
 * callback of a transaction?
 */
export function isInSession(input: EffectsInput, path: string, call: CallFact): boolean {
  const inference = input.inference(path);
  const { apis } = inference.resolveCall(path, call);
  if (apis.some(isOfSession)) return true;
  if (call.arguments.some((argument) => inference.valueIds(path, argument).some(isOfSession))) return true;
  return isInTransaction(input, path, call.function);
}

/** `pg#Client().query`, and whatever else is reached through `pg#Client()`. */
function isOfSession(id: ApiId): boolean {
  for (let end = id.length; end > id.indexOf('#'); end = id.lastIndexOf('.', end - 1)) {
    if (values.find([id.slice(0, end)]) !== undefined) return true;
  }
  return false;
}

function isInTransaction(input: EffectsInput, path: string, from: FunctionId): boolean {
  const facts = input.facts(path);
  for (let fn = facts?.functions[from]; fn !== undefined; fn = facts?.functions[fn.parent]) {
    const call = fn.argumentOf === NONE ? undefined : facts?.calls[fn.argumentOf];
    if (call === undefined || !starters.names.has(call.name)) continue;
    if (starters.find(input.inference(path).resolveCall(path, call).apis) !== undefined) return true;
  }
  return false;
}

/** A session that a call works in, where operations that run at the same time do harm. */
export interface ExclusiveSession {
  readonly expression: ExpressionId;
  readonly consequence: string;
}

/** Looks at what a call is a method of, up to the start of the chain, and at every argument on the way. */
export function exclusiveSessionOf(input: EffectsInput, path: string, call: CallFact): ExclusiveSession | undefined {
  const { values } = input.inference(path);
  for (let at: CallFact | undefined = call; at !== undefined;) {
    for (const argument of at.arguments) {
      const parts = values.propertiesOf(path, argument);
      // The names of an object literal's value are those of its parts.
      for (const part of parts.length > 0 ? parts : [argument]) {
        const consequence = harmOf(sessionAt(input, path, part), call);
        if (consequence !== undefined) return { expression: part, consequence };
      }
    }
    let receiver: ExpressionId = values.receiverOf(path, at);
    at = undefined;
    while (receiver !== NONE && at === undefined) {
      const consequence = harmOf(sessionAt(input, path, receiver), call);
      if (consequence !== undefined) return { expression: receiver, consequence };
      at = input.facts(path)?.calls.find(({ expression }) => expression === receiver);
      receiver = values.objectOf(path, receiver);
    }
  }
  return undefined;
}

const READS = /^(?:average|count|exist|find|get|max|min|sum)/;

function harmOf(session: Session | undefined, call: CallFact): string | undefined {
  return session?.parallelReads === true && READS.test(call.name) ? undefined : session?.parallel;
}

function sessionAt(input: EffectsInput, path: string, expression: ExpressionId): Session | undefined {
  const inference = input.inference(path);
  for (const id of inference.valueIds(path, expression)) {
    for (let end = id.length; end > id.indexOf('#'); end = id.lastIndexOf('.', end - 1)) {
      const found = values.find([id.slice(0, end)]);
      if (found?.parallel !== undefined) return found;
    }
  }
  const origin = inference.values.originOf(path, expression);
  if (origin.kind !== 'parameter' || origin.index !== 0) return undefined;
  const facts = input.facts(path);
  const call = facts?.calls[facts.functions[origin.function]?.argumentOf ?? NONE];
  if (call === undefined || !starters.names.has(call.name)) return undefined;
  return starters.find(inference.resolveCall(path, call).apis);
}
