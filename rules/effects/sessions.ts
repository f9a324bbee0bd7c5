import { NONE } from '../model/facts.js';
import type { CallFact, FunctionId } from '../model/facts.js';
import type { ApiId } from '../model/summary.js';
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
