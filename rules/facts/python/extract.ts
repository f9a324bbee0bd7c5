import { NONE } from '../../model/facts.js';
import type { FunctionFact } from '../../model/facts.js';
import type { Range } from '../../model/range.js';
import type { PythonNode } from '../../syntax/python/node.js';
import { collectDirectives } from '../directives.js';
import { isGenerated } from '../generated.js';
import { finishLoop } from '../javascript/loop-state.js';
import { createBuilder, pushScope } from './builder.js';
import type { Builder } from './builder.js';
import { pythonLineStarts } from './line-starts.js';
import type { PythonFacts } from './model.js';
import { lowerBlock } from './statements.js';
import { insertionPlaces } from './insertion-places.js';
import { isTestFile } from './test-file.js';

export interface ExtractInput {
  readonly root: PythonNode;
  readonly errors: readonly Range[];
  readonly text: string;
}

/** One pass over a tree gives the facts of a file; the tree can be dropped afterwards. Throws `RangeError` on deep nesting. */
export function extractPython({ root, errors, text }: ExtractInput): PythonFacts {
  const b = createBuilder(text);
  pushScope(b, 'module');
  b.functions.push(moduleFunction(text.length));
  lowerBlock(b, root);
  markGenerators(b);
  markIncomplete(b, errors);
  const lines = pythonLineStarts(text);
  return {
    language: 'python',
    lines,
    length: text.length,
    generated: isGenerated(text, lines.length),
    test: isTestFile(b),
    functions: b.functions,
    calls: b.calls,
    drops: b.drops,
    conditions: b.conditions,
    callbacks: b.callbacks,
    spreads: b.spreads,
    decorations: b.decorations,
    suspensions: b.suspensions,
    returns: [],
    // Its patterns are texts that are handed to `re`.
    regexps: [],
    recoveries: b.recoveries,
    emptyFunctions: b.emptyFunctions,
    droppedAwaits: b.droppedAwaits,
    loops: b.loops.map((loop) => finishLoop(loop, b.fresh)),
    accumulations: [],
    marks: [],
    directives: collectDirectives(text, lines, 'python'),
    texts: [...b.texts, ...continuations(text)],
    flow: [],
    broken: errors,
    scopes: b.scopes.map(({ parent, k, declarations, globals, nonlocals, stars, c }) => {
      return { parent, k, declarations, outer: [...globals, ...nonlocals], stars, c };
    }),
    declarations: b.declarations,
    types: b.types,
    expressions: b.expressions,
    signatures: b.signatures,
    classes: b.classes,
    ...insertionPlaces(root, text),
    modules: [...b.modules].sort(),
    aliases: b.aliases,
  };
}

function moduleFunction(length: number): FunctionFact {
  return {
    id: 0,
    name: '',
    label: 'the module',
    kind: 'module',
    range: { start: 0, end: length },
    head: 0,
    async: false,
    generator: false,
    parent: NONE,
    incomplete: false,
    argumentOf: NONE,
    argumentIndex: NONE,
    catchesAll: false,
    forwards: false,
  };
}

/** Lines that end in a backslash go on in the next: nothing can stand between. */
function continuations(text: string): readonly Range[] {
  return [...text.matchAll(/\\\r?\n/g)].map(({ index, 0: { length } }) => ({ start: index, end: index + length + 1 }));
}

/** A `yield` in its own body makes a function a generator, wherever it stands. */
function markGenerators(b: Builder): void {
  for (const { kind, function: id } of b.suspensions) {
    const fn = kind === 'yield' ? b.functions[id] : undefined;
    if (fn !== undefined && fn.kind !== 'module') fn.generator = true;
  }
  for (const signature of b.signatures) signature.generator = b.functions[signature.f]?.generator ?? false;
}

/** Marks the functions around each syntax error; the module itself only for errors outside every function. */
function markIncomplete(b: Builder, errors: readonly Range[]): void {
  for (const { start } of errors) {
    let isInFunction = false;
    for (const fn of b.functions) {
      if (fn.kind === 'module' || start < fn.range.start || start > fn.range.end) continue;
      fn.incomplete = true;
      isInFunction = true;
    }
    const module = b.functions[0];
    if (!isInFunction && module !== undefined) module.incomplete = true;
  }
}
