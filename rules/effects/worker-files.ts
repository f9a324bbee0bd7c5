import type { CallFact } from '../model/facts.js';
import type { CallIndex } from './call-index.js';
import type { EffectsInput } from './effects-input.js';
import { createApiTable } from '../inference/api-table.js';
import { workerStarters } from '../knowledge/roots/worker-starters.js';

const starters = createApiTable(workerStarters, ({ api }) => [api]);

/** Files that are named where a worker is started: `new Worker(new URL('./work.js', import.meta.url))`. */
export function findWorkerFiles(input: EffectsInput, index: CallIndex): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { path, call } of index.sitesNamed(starters.namesWith(input.names.modules()))) {
    const starter = starters.find(input.inference(path).resolveCall(path, call).apis);
    if (starter === undefined) continue;
    for (const text of textsOf(input, path, call)) {
      const file = /\.[mc]?[jt]sx?$/.test(text) ? input.locate(path, text) : undefined;
      if (file !== undefined) found.add(file);
    }
  }
  return found;
}

/** Texts of a call's arguments, and of those of the calls and objects in them. */
function textsOf(input: EffectsInput, path: string, call: CallFact): readonly string[] {
  const calls = input.facts(path)?.calls ?? [];
  const inside = calls.filter(({ range }) => call.range.start <= range.start && range.end <= call.range.end);
  return inside.flatMap((one) =>
    one.arguments.flatMap((argument) => input.inference(path).textOf(path, argument) ?? []),
  );
}
