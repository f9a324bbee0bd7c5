import { SCOPE_STRIDE } from '../../model/expression-codes.js';
import { NONE } from '../../model/facts.js';
import type { FunctionId } from '../../model/facts.js';
import type {
  ClassFact,
  ClassId,
  Context,
  Declaration,
  Export,
  Expression,
  JavaScriptFacts,
  ScopeId,
  Signature,
  TypeNode,
} from '../../facts/javascript/model.js';
import { readExpressions } from './expressions.js';
import type { Expressions } from './expressions.js';

/**
 * All of a file's facts that an answer about another file can depend on, in a form that does not change with numbering
 * and offsets: two texts of a file with equal surfaces are the same to everybody else. Bodies count as far as results
 * are inferred from them; most typing changes no surface.
 */
export interface Surface {
  readonly tokens: readonly number[];
  /** In the order in which they are reached: equal surfaces hold the same ones under other numbers. */
  readonly functions: readonly FunctionId[];
  readonly classes: readonly ClassId[];
}

/** Numbers for strings: surfaces that are compared have to share one. */
export type Words = Map<string, number>;

/** `heads`: only what is declared and exported under which name, and which class says that it stands below which. */
export type Extent = 'all' | 'heads';

export function surfaceOf(facts: JavaScriptFacts, words: Words, extent: Extent = 'all'): Surface {
  const walk = startWalk(facts, words, extent);
  walkRoots(walk);
  for (let at = 0; at < walk.queue.length; at += 2) {
    const id = walk.queue[at + 1] ?? NONE;
    // A separator, so that no node can be read as a part of the one before it.
    walk.tokens.push(SEPARATOR);
    WALKERS[(walk.queue[at] ?? 0) as Table](walk, id);
  }
  return { tokens: walk.tokens, functions: walk.functions, classes: walk.classes };
}

export function isSameSurface(left: Surface, right: Surface): boolean {
  if (left.tokens.length !== right.tokens.length || left.functions.length !== right.functions.length) return false;
  return left.tokens.every((token, at) => token === right.tokens[at]);
}

/** Is it a class that stands below others? */
export function hasHeritage(fact: ClassFact): boolean {
  if (fact.k !== 'class' && fact.k !== 'interface') return false;
  return fact.base >= 0 || fact.implements.length > 0 || fact.extends.length > 0;
}

const SEPARATOR = -3;

const HEADS: ReadonlySet<Declaration['k']> = new Set(['class', 'namespace', 'import', 'import-equals']);

const EXPRESSION = 0;
const TYPE = 1;
const SIGNATURE = 2;
const DECLARATION = 3;
const CLASS = 4;
const TYPE_PARAMETER = 5;
const CONTAINER = 6;
type Table = 0 | 1 | 2 | 3 | 4 | 5 | 6;

interface Walk {
  readonly facts: JavaScriptFacts;
  readonly expressions: Expressions;
  readonly words: Words;
  readonly extent: Extent;
  readonly tokens: number[];
  readonly functions: FunctionId[];
  readonly classes: ClassId[];
  /** What is still to be walked: a table and an id each. */
  readonly queue: number[];
  /** By table: the number that a node was reached as. */
  readonly seen: readonly Map<number, number>[];
  readonly scopes: Map<ScopeId, ReadonlyMap<string, readonly number[]>>;
  readonly arrays: ReadonlyMap<number, Context>;
  readonly fields: ReadonlyMap<ClassId, readonly { readonly n: string; readonly x: number }[]>;
}

function startWalk(facts: JavaScriptFacts, words: Words, extent: Extent): Walk {
  const fields = new Map<ClassId, { readonly n: string; readonly x: number }[]>();
  for (const field of facts.fieldWrites) {
    const list = fields.get(field.c);
    if (list === undefined) fields.set(field.c, [field]);
    else list.push(field);
  }
  return {
    facts,
    expressions: readExpressions(facts),
    words,
    extent,
    tokens: [],
    functions: [],
    classes: [],
    queue: [],
    seen: Array.from({ length: CONTAINER + 1 }, () => new Map<number, number>()),
    scopes: new Map(),
    arrays: new Map(facts.arrayContexts),
    fields,
  };
}

function walkRoots(walk: Walk): void {
  const { facts } = walk;
  flag(walk, facts.module);
  flag(walk, facts.commonJs);
  flag(walk, facts.declarationFile);
  facts.containers.forEach((_, id) => {
    ref(walk, CONTAINER, id);
  });
  // The top of a script is global.
  if (!facts.module) refs(walk, DECLARATION, idsIn(walk, 0));
  for (const { m, c } of facts.ambientModules) {
    word(walk, m);
    ref(walk, CONTAINER, c);
  }
  refs(walk, CONTAINER, facts.globals);
  wordList(walk, facts.globalNamespaces);
  for (const { kind, name } of facts.references) wordList(walk, [kind, name]);
  for (const { sc, n, member, prototype, x } of walk.extent === 'all' ? facts.expandos : []) {
    name(walk, sc, n);
    word(walk, member);
    flag(walk, prototype);
    ref(walk, EXPRESSION, x);
  }
  facts.classes.forEach((fact, id) => {
    if (hasHeritage(fact)) ref(walk, CLASS, id);
  });
}

const WALKERS: Readonly<Record<Table, (walk: Walk, id: number) => void>> = {
  [EXPRESSION](walk, id) {
    const expression = walk.expressions.at(id);
    if (expression === undefined) return;
    word(walk, expression.k);
    walkExpression(walk, expression);
    if (expression.k === 'array') context(walk, walk.arrays.get(id));
  },
  [TYPE](walk, id) {
    const node = walk.facts.types[id];
    if (node === undefined) return;
    word(walk, node.k);
    flag(walk, node.open === true);
    walkType(walk, node);
  },
  [SIGNATURE](walk, id) {
    const signature = walk.extent === 'all' ? walk.facts.signatures[id] : undefined;
    if (signature !== undefined) walkSignature(walk, signature);
  },
  [DECLARATION](walk, id) {
    const declaration = walk.facts.declarations[id];
    if (declaration === undefined) return;
    wordList(walk, [declaration.k, declaration.n]);
    walkDeclaration(walk, declaration);
  },
  [CLASS](walk, id) {
    const fact = walk.facts.classes[id];
    if (fact !== undefined) walkClass(walk, id, fact);
  },
  [TYPE_PARAMETER](walk, id) {
    const parameter = walk.facts.typeParameters[id];
    if (parameter === undefined) return;
    word(walk, parameter.n);
    ref(walk, TYPE, parameter.c);
    ref(walk, TYPE, parameter.d);
  },
  [CONTAINER](walk, id) {
    const container = walk.facts.containers[id];
    if (container === undefined) return;
    word(walk, container.name);
    flag(walk, container.ambient);
    for (const one of container.exports) walkExport(walk, container.sc, one);
    // Declarations of a namespace see each other, exported or not.
    if (container.ambient || id > 0) refs(walk, DECLARATION, idsIn(walk, container.sc));
  },
};

function walkExpression(walk: Walk, expression: Expression): void {
  switch (expression.k) {
    case 'name':
      return name(walk, expression.sc, expression.n);
    case 'member':
      ref(walk, EXPRESSION, expression.o);
      return word(walk, expression.n);
    case 'call':
    case 'new':
      ref(walk, EXPRESSION, expression.c);
      refs(walk, EXPRESSION, expression.a);
      refs(walk, TYPE, expression.t);
      flag(walk, expression.spread);
      return flag(walk, expression.optional);
    case 'function':
      return ref(walk, SIGNATURE, expression.f);
    case 'class':
      return ref(walk, CLASS, expression.c);
    case 'object':
      ref(walk, CLASS, expression.c);
      return context(walk, expression.context);
    case 'cast':
      ref(walk, TYPE, expression.t);
      return ref(walk, EXPRESSION, expression.x);
    case 'array':
      flag(walk, expression.spread);
      return refs(walk, EXPRESSION, expression.xs);
    case 'conditional':
    case 'and':
    case 'or':
      ref(walk, EXPRESSION, expression.a);
      return ref(walk, EXPRESSION, expression.b);
    default:
      return walkOther(walk, expression);
  }
}

function walkOther(walk: Walk, expression: Expression): void {
  switch (expression.k) {
    case 'this':
      ref(walk, CLASS, expression.c);
      flag(walk, expression.static);
      ref(walk, TYPE, expression.t);
      return ref(walk, SIGNATURE, expression.f);
    case 'super':
      ref(walk, CLASS, expression.c);
      return flag(walk, expression.static);
    case 'string':
      return word(walk, expression.v ?? '\0');
    case 'plain':
      return word(walk, String(expression.v));
    case 'await':
    case 'same':
    case 'spread':
      return ref(walk, EXPRESSION, expression.x);
    case 'import':
    case 'require':
      return word(walk, expression.m ?? '\0');
    case 'tag':
      return ref(walk, EXPRESSION, expression.c);
    case 'index':
      ref(walk, EXPRESSION, expression.o);
      return ref(walk, EXPRESSION, expression.i);
    case 'jsx':
      ref(walk, EXPRESSION, expression.tag);
      return word(walk, expression.name);
    default:
  }
}

function context(walk: Walk, surroundings: Context | undefined): void {
  if (surroundings === undefined) return;
  word(walk, surroundings.k);
  switch (surroundings.k) {
    case 'argument':
    case 'element':
      ref(walk, EXPRESSION, surroundings.x);
      walk.tokens.push(surroundings.i);
      return;
    case 'property':
    case 'attribute':
      ref(walk, EXPRESSION, surroundings.x);
      return word(walk, surroundings.n);
    case 'type':
      return ref(walk, TYPE, surroundings.t);
    case 'assigned':
      return ref(walk, EXPRESSION, surroundings.x);
    case 'returned':
      return ref(walk, SIGNATURE, surroundings.s);
    default:
  }
}

function walkType(walk: Walk, node: TypeNode): void {
  switch (node.k) {
    case 'keyword':
      return word(walk, node.n);
    case 'primitive':
      return wordList(walk, [node.n, node.v ?? '\0']);
    case 'ref':
      wordList(walk, node.n);
      refs(walk, TYPE, node.a);
      return name(walk, node.sc, node.n[0] ?? '');
    case 'array':
      return ref(walk, TYPE, node.t);
    case 'tuple':
      refs(walk, TYPE, node.ts);
      for (const rest of node.rest) flag(walk, rest);
      return undefined;
    case 'union':
    case 'intersection':
      return refs(walk, TYPE, node.ts);
    case 'function':
      ref(walk, SIGNATURE, node.s);
      return flag(walk, node.construct);
    case 'members':
    case 'this':
      return ref(walk, CLASS, node.c);
    case 'query':
      wordList(walk, [...node.n, node.m]);
      ref(walk, CLASS, node.c);
      return name(walk, node.sc, node.n[0] ?? '');
    default:
      return walkComputedType(walk, node);
  }
}

function walkComputedType(walk: Walk, node: TypeNode): void {
  switch (node.k) {
    case 'indexed':
      ref(walk, TYPE, node.o);
      return ref(walk, TYPE, node.i);
    case 'import':
      wordList(walk, [node.m, ...node.n]);
      return refs(walk, TYPE, node.a);
    case 'mapped':
      ref(walk, TYPE_PARAMETER, node.p);
      return refs(walk, TYPE, [node.t, node.keyof, node.as]);
    case 'conditional':
      refs(walk, TYPE, [node.check, node.extends, node.yes, node.no]);
      return refs(walk, TYPE_PARAMETER, node.infers);
    case 'infer':
      return ref(walk, TYPE_PARAMETER, node.p);
    case 'operator':
      flag(walk, node.keyof);
      return ref(walk, TYPE, node.t);
    default:
  }
}

function walkSignature(walk: Walk, signature: Signature): void {
  if (signature.f !== NONE) walk.functions.push(signature.f);
  word(walk, signature.n);
  for (const { n, t, x, optional, rest } of signature.p) {
    word(walk, n);
    ref(walk, TYPE, t);
    ref(walk, EXPRESSION, x);
    flag(walk, optional);
    flag(walk, rest);
  }
  refs(walk, TYPE_PARAMETER, signature.tp);
  ref(walk, TYPE, signature.t);
  ref(walk, TYPE, signature.self);
  ref(walk, CLASS, signature.owner);
  for (const bit of [signature.async, signature.generator, signature.body, signature.predicate, signature.f !== NONE])
    flag(walk, bit);
  context(walk, signature.context);
  // What a function gives is inferred from its body only where it does not say so.
  if (signature.t === NONE) refs(walk, EXPRESSION, signature.returns);
}

function walkClass(walk: Walk, id: ClassId, fact: ClassFact): void {
  walk.classes.push(id);
  wordList(walk, [fact.k, fact.n]);
  refs(walk, TYPE_PARAMETER, fact.tp);
  ref(walk, EXPRESSION, fact.base);
  for (const list of [fact.baseArguments, fact.extends, fact.implements]) refs(walk, TYPE, list);
  flag(walk, fact.abstract);
  if (walk.extent === 'heads') return;
  for (const member of fact.members) {
    wordList(walk, [member.k, member.n ?? '\0']);
    for (const bit of [member.static, member.optional, member.private]) flag(walk, bit);
    ref(walk, SIGNATURE, member.s);
    ref(walk, TYPE, member.t);
    ref(walk, EXPRESSION, member.x);
  }
  for (const { n, x } of walk.fields.get(id) ?? []) {
    word(walk, n);
    ref(walk, EXPRESSION, x);
  }
}

function walkDeclaration(walk: Walk, declaration: Declaration): void {
  // What functions, variables and aliases stand for is no matter of heads.
  if (walk.extent === 'heads' && !HEADS.has(declaration.k)) return;
  switch (declaration.k) {
    case 'function': {
      ref(walk, SIGNATURE, declaration.s);
      // Where the value comes from is read off the one expression that is returned, whatever its declared type.
      const returns = walk.facts.signatures[declaration.s]?.returns ?? [];
      if (returns.length === 1) refs(walk, EXPRESSION, returns);
      return undefined;
    }
    case 'class':
      return ref(walk, CLASS, declaration.c);
    case 'alias':
      ref(walk, TYPE, declaration.t);
      return refs(walk, TYPE_PARAMETER, declaration.p);
    case 'namespace':
      return ref(walk, CONTAINER, declaration.c);
    case 'import':
      wordList(walk, [declaration.m, declaration.i]);
      return flag(walk, declaration.r);
    case 'import-equals':
      wordList(walk, declaration.path);
      return name(walk, declaration.sc, declaration.path[0] ?? '');
    case 'variable':
      ref(walk, TYPE, declaration.t);
      ref(walk, EXPRESSION, declaration.x);
      refs(walk, EXPRESSION, declaration.writes);
      wordList(walk, [declaration.each, JSON.stringify(declaration.path)]);
      return flag(walk, declaration.constant);
    case 'parameter':
      ref(walk, SIGNATURE, declaration.s);
      walk.tokens.push(declaration.i);
      return word(walk, JSON.stringify(declaration.path));
    case 'type-parameter':
      return ref(walk, TYPE_PARAMETER, declaration.p);
    default:
  }
}

function walkExport(walk: Walk, scope: ScopeId, one: Export): void {
  word(walk, one.k);
  if (one.k === 'star') return word(walk, one.m);
  word(walk, one.n);
  if (one.k === 'local') return name(walk, scope, one.local);
  if (one.k === 'declaration') return ref(walk, DECLARATION, one.d);
  if (one.k === 'expression') return ref(walk, EXPRESSION, one.x);
  return wordList(walk, [one.m, one.i]);
}

/** A name and what it means inside the file; nothing for a global. */
function name(walk: Walk, from: ScopeId, text: string): void {
  word(walk, text);
  const { data } = walk.facts.scopes;
  for (let scope = from; scope !== NONE; scope = data[scope * SCOPE_STRIDE] ?? NONE) {
    const found = namesOf(walk, scope).get(text);
    if (found !== undefined) return refs(walk, DECLARATION, found);
  }
  walk.tokens.push(NONE);
}

function namesOf(walk: Walk, scope: ScopeId): ReadonlyMap<string, readonly number[]> {
  const known = walk.scopes.get(scope);
  if (known !== undefined) return known;
  const names = new Map<string, number[]>();
  for (const id of idsIn(walk, scope)) {
    const key = walk.facts.declarations[id]?.n ?? '';
    const list = names.get(key);
    if (list === undefined) names.set(key, [id]);
    else list.push(id);
  }
  walk.scopes.set(scope, names);
  return names;
}

function idsIn({ facts: { scopes } }: Walk, scope: ScopeId): readonly number[] {
  if (scope < 0 || scope >= scopes.length) return [];
  const start = scopes.data[scope * SCOPE_STRIDE + 2] ?? 0;
  const end = scopes.data[(scope + 1) * SCOPE_STRIDE + 2] ?? 0;
  return Array.from(scopes.data.subarray(start, end));
}

function ref(walk: Walk, table: Table, id: number): void {
  if (id < 0) {
    walk.tokens.push(NONE);
    return;
  }
  const seen = walk.seen[table] as Map<number, number>;
  let number = seen.get(id);
  if (number === undefined) {
    number = seen.size;
    seen.set(id, number);
    walk.queue.push(table, id);
  }
  walk.tokens.push(number);
}

function refs(walk: Walk, table: Table, ids: readonly number[]): void {
  walk.tokens.push(ids.length);
  for (const id of ids) ref(walk, table, id);
}

function word(walk: Walk, text: string): void {
  let number = walk.words.get(text);
  if (number === undefined) {
    number = walk.words.size;
    walk.words.set(text, number);
  }
  walk.tokens.push(number);
}

function wordList(walk: Walk, texts: readonly string[]): void {
  walk.tokens.push(texts.length);
  for (const text of texts) word(walk, text);
}

function flag(walk: Walk, value: boolean): void {
  walk.tokens.push(value ? 1 : 0);
}
