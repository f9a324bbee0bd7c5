import type { FileFacts, FunctionId } from '../model/facts.js';
import type { Waiters } from '../model/rule-view.js';
import { remember } from './call-index.js';
import type { EffectsInput } from './effects-input.js';
import { programTable } from './tables.js';

/** What kinds of program a file starts by what it calls: a server where it listens, a command line where it parses. */
export type Programs = (path: string) => ProgramStart;

export interface ProgramStart {
  readonly programs: readonly Waiters[];
  /** Functions that start one: what they do themselves is done before anybody waits. */
  readonly starters: ReadonlySet<FunctionId>;
}

const NOTHING: ProgramStart = { programs: [], starters: new Set() };

/** All that the project imports counts: an application may be made in one file and started in another. */
export function createPrograms(input: EffectsInput): Programs {
  const byPath = new Map<string, ProgramStart>();
  let names: ReadonlySet<string> | undefined;
  return (path) =>
    remember(byPath, path, () => {
      names ??= programTable.namesWith(input.names.modules());
      return programsIn(input, path, names);
    });
}

function programsIn(input: EffectsInput, path: string, names: ReadonlySet<string>): ProgramStart {
  const facts = input.facts(path);
  // A test may start the server that it talks to: it is a test all the same.
  if (facts === undefined || facts.test) return NOTHING;
  const inference = input.inference(path);
  const starts = facts.calls
    .filter((call) => names.has(call.name))
    .flatMap((call) => programTable.all(inference.resolveCall(path, call).apis).map((root) => ({ call, root })));
  return {
    programs: starts.map(({ root }) => ({ sharing: root.loop, root: root.name })),
    starters: new Set(starts.flatMap(({ call }) => enclosing(facts, call.function))),
  };
}

function enclosing(facts: FileFacts, from: FunctionId): readonly FunctionId[] {
  const found: FunctionId[] = [];
  for (let fn = facts.functions[from]; fn !== undefined; fn = facts.functions[fn.parent]) found.push(fn.id);
  return found;
}
