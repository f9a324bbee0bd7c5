import { NONE } from '../../model/facts.js';
import { FLOW } from '../../model/flow.js';
import type { FunctionFact } from '../../model/facts.js';
import type { Range } from '../../model/range.js';
import type { SourceFile } from '../../syntax/javascript/tree.js';
import { collectDirectives } from '../directives.js';
import { isGenerated } from '../generated.js';
import { lineStarts } from '../line-starts.js';
import { createBuilder, pushScope } from './builder.js';
import type { Builder, Mutable } from './builder.js';
import { packExpressions } from './expression-rows.js';
import { emit, packFlow } from './flow-tape.js';
import { finishLoop } from './loop-state.js';
import type { JavaScriptFacts, VariableDeclaration } from './model.js';
import { withoutPlainNames } from './named-callbacks.js';
import { packScopes } from './scope-drafts.js';
import { collectMarks } from './marks.js';
import { isTestFile } from './test-file.js';
import { lowerStatements } from './statements.js';

export interface ExtractInput {
  readonly tree: SourceFile;
  readonly errors: readonly Range[];
  /** The file's own text: the tree's may be blanked outside a component's script. */
  readonly text: string;
  readonly declarationFile: boolean;
  readonly javascript: boolean;
}

/** One pass over a tree gives the facts of a file; the tree can be dropped afterwards. Throws `RangeError` on deep nesting. */
export function extractJavaScript({ tree, errors, text, declarationFile, javascript }: ExtractInput): JavaScriptFacts {
  const b = createBuilder(tree, declarationFile, javascript);
  pushScope(b, true, 0);
  b.containers.push({ sc: 0, name: '', exports: [], ambient: declarationFile });
  b.functions.push(moduleFunction(text.length));
  emit(b, FLOW.enter, 0);
  lowerStatements(b, tree.statements);
  emit(b, FLOW.leave, 0);
  linkAssignments(b);
  return finish(b, { tree, errors, text, declarationFile, javascript });
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

/** `let x; … x = v`: the values written are all that is known of its type, or narrow the declared one. */
function linkAssignments(b: Builder): void {
  if (b.assignments.length === 0) return;
  const open = new Map<string, Mutable<VariableDeclaration>>();
  b.declarations.forEach((declaration, id) => {
    if (declaration.k !== 'variable' || declaration.x !== NONE || declaration.each !== 'none') return;
    open.set(`${String(b.scopes.owners[id])}:${declaration.n}`, declaration);
  });
  if (open.size === 0) return;
  for (const { sc, n, x } of b.assignments) {
    for (let scope = sc; scope !== NONE; scope = b.scopes.parents[scope] ?? NONE) {
      const declaration = open.get(`${String(scope)}:${n}`);
      if (declaration === undefined) continue;
      declaration.writes = [...declaration.writes, x];
      break;
    }
  }
}

function finish(b: Builder, input: ExtractInput): JavaScriptFacts {
  const lines = lineStarts(input.text);
  markIncomplete(b, input.errors);
  return {
    language: 'javascript',
    lines,
    length: input.text.length,
    generated: isGenerated(input.text, lines.length),
    test: isTestFile(b),
    functions: b.functions,
    calls: b.calls,
    drops: b.drops,
    conditions: b.conditions,
    callbacks: withoutPlainNames(b),
    spreads: b.spreads,
    decorations: b.decorations,
    suspensions: b.suspensions,
    returns: b.returns,
    regexps: b.regexps,
    recoveries: b.recoveries,
    emptyFunctions: b.emptyFunctions,
    droppedAwaits: b.droppedAwaits,
    loops: b.loops.map((loop) => finishLoop(loop, b.fresh)),
    accumulations: b.accumulations,
    marks: collectMarks(input.text, b.functions),
    directives: collectDirectives(input.text, lines, 'javascript'),
    texts: b.texts,
    flow: packFlow(b.flow),
    broken: input.errors,
    declarationFile: input.declarationFile,
    module: b.isModule || b.commonJs,
    commonJs: b.commonJs && !b.isModule,
    scopes: packScopes(b.scopes),
    declarations: b.declarations,
    types: b.types,
    expressions: packExpressions(b.expressions),
    signatures: b.signatures,
    typeParameters: b.typeParameters,
    classes: b.classes,
    containers: b.containers,
    ambientModules: b.ambientModules,
    globals: b.globals,
    expandos: b.expandos,
    fieldWrites: b.assignedFields,
    globalNamespaces: b.globalNamespaces,
    arrayContexts: b.arrayContexts,
    aliases: b.aliases,
    modules: [...b.modules].sort(),
    references: references(input.tree),
  };
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

function references(tree: SourceFile): JavaScriptFacts['references'] {
  const named = (
    kind: 'types' | 'path' | 'lib',
    found: readonly { readonly fileName: string }[],
  ): JavaScriptFacts['references'] => found.map(({ fileName }) => ({ kind, name: fileName }));
  return [
    ...named('types', tree.typeReferenceDirectives),
    ...named('path', tree.referencedFiles),
    ...named('lib', tree.libReferenceDirectives),
  ];
}
