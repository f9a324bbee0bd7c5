import { join } from 'node:path';
import { extractFacts } from '../../rules/facts/extract-facts.js';
import type { Expression, PythonFacts } from '../../rules/facts/python/model.js';
import { readPythonAssets } from '../../rules/host/python-assets.js';
import type { Inference } from '../../rules/inference/inference.js';
import { createPythonInference } from '../../rules/project/python/python-project.js';
import { preparePython } from '../../rules/syntax/python/runtime.js';
import { createMemoryHost } from './memory-host.js';
import { positionOf } from './positions.js';
import { repositoryRoot } from './repository.js';

const assets = readPythonAssets(join(repositoryRoot, 'dist', 'assets'));

/** Starts the Python parser as a host would. */
export function startPython(): Promise<void> {
  return preparePython(assets);
}

export function pythonFacts(text: string, path = '/project/main.py'): PythonFacts {
  const extraction = extractFacts(path, text);
  if (!extraction.ok) throw new Error(extraction.message);
  return extraction.facts as PythonFacts;
}

/** A Python project in memory. */
export interface PythonProject {
  readonly inference: Inference;
  readonly facts: (path: string) => PythonFacts;
  /** The verdict on each dropped value: `main.py:3 yes coroutine`, and its API ids. */
  readonly drops: () => readonly string[];
  /** The first call whose callee is written so. */
  readonly call: (path: string, callee: string) => PythonFacts['calls'][number];
}

const ROOT = '/project';

/** Makes a project of texts by their path from its root. `disk` are files that nobody announced. */
export function pythonProject(
  texts: Readonly<Record<string, string>>,
  disk: Readonly<Record<string, string>> = {},
): PythonProject {
  const absolute = (path: string): string => `${ROOT}/${path}`;
  const host = createMemoryHost(Object.entries({ ...disk, ...texts }).map(([path, text]) => [absolute(path), text]));
  const known = new Map<string, PythonFacts | undefined>();
  const facts = (path: string): PythonFacts | undefined => {
    if (!known.has(path)) {
      const text = host.read(path);
      known.set(path, text === undefined ? undefined : pythonFacts(text, path));
    }
    return known.get(path);
  };
  const paths = Object.keys(texts).sort();
  const inference = createPythonInference(facts, host, ROOT, () => paths.map(absolute));
  const required = (path: string): PythonFacts => facts(absolute(path)) as PythonFacts;
  return {
    inference,
    facts: required,
    drops: () => paths.flatMap((path) => dropsIn(inference, absolute(path), path, texts[path] ?? '', facts)),
    call(path, callee) {
      const text = texts[path] ?? '';
      const found = required(path).calls.find(
        ({ calleeRange }) => text.slice(calleeRange.start, calleeRange.end) === callee,
      );
      if (found === undefined) throw new Error(`${path} has no call of ${callee}`);
      return found;
    },
  };
}

function dropsIn(
  inference: Inference,
  path: string,
  name: string,
  text: string,
  facts: (path: string) => PythonFacts | undefined,
): readonly string[] {
  const found = facts(path);
  if (found === undefined || !path.endsWith('.py')) return [];
  return found.drops.flatMap(({ operands }) =>
    operands.map(({ expression, range }) => {
      const { verdict, traits } = inference.awaitable(path, expression);
      return `${name}:${String(positionOf(text, range.start).line)} ${[verdict, traits?.kind ?? ''].join(' ').trim()}`;
    }),
  );
}

/** The kinds of a file's expressions with their text, for tests of what is lowered. */
export function expressionsOf(facts: PythonFacts, text: string, kind: Expression['k']): readonly string[] {
  return facts.expressions.filter(({ k }) => k === kind).map(({ s, e }) => text.slice(s, e));
}
