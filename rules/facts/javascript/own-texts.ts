import type { JavaScriptFacts } from './model.js';

/**
 * V8 makes a longer substring a view of the text that it is cut from, which then lives as long as the view: one such
 * name would keep a whole source text in memory (11 of 108 MB of the facts of a project of 3,583 files, measured with
 * Node 20). Shorter ones are copies already.
 */
const SHORTEST_VIEW = 13;

type Texts = Map<string, string>;

/** Replaces every text in the facts that may be a view of the source by a copy of its own; one copy for equal texts. */
export function ownTexts(facts: JavaScriptFacts): JavaScriptFacts {
  const texts: Texts = new Map();
  ownCode(texts, facts);
  ownNames(texts, facts);
  ownTypes(texts, facts);
  ownModules(texts, facts);
  return facts;
}

function ownCode(texts: Texts, facts: JavaScriptFacts): void {
  for (const fn of facts.functions) ownKeys(texts, fn, ['name', 'label']);
  for (const call of facts.calls) ownKeys(texts, call, ['name']);
  for (const callback of facts.callbacks) ownKeys(texts, callback, ['name']);
  for (const { flags, variables, carried, declared } of facts.loops) {
    for (const list of [flags, variables, carried, declared]) ownList(texts, list);
  }
  for (const accumulation of facts.accumulations) ownKeys(texts, accumulation, ['name']);
  for (const regexp of facts.regexps) ownKeys(texts, regexp, ['pattern']);
  for (const directive of facts.directives) {
    ownKeys(texts, directive, ['reason']);
    ownList(texts, directive.rules);
  }
}

function ownNames(texts: Texts, facts: JavaScriptFacts): void {
  for (const declaration of facts.declarations) {
    ownKeys(texts, declaration, ['n', 'm', 'i']);
    if ('path' in declaration) ownList(texts, declaration.path);
  }
  ownList(texts, facts.expressions.names);
  for (const context of facts.expressions.contexts) ownKeys(texts, context, ['n']);
  for (const [, context] of facts.arrayContexts) ownKeys(texts, context, ['n']);
}

function ownTypes(texts: Texts, facts: JavaScriptFacts): void {
  for (const type of facts.types) {
    ownKeys(texts, type, ['n', 'v', 'm']);
    if ('n' in type && Array.isArray(type.n)) ownList(texts, type.n as readonly string[]);
  }
  for (const signature of facts.signatures) {
    ownKeys(texts, signature, ['n']);
    ownKeys(texts, signature.context, ['n']);
    for (const parameter of signature.p) ownKeys(texts, parameter, ['n']);
  }
  for (const parameter of facts.typeParameters) ownKeys(texts, parameter, ['n']);
  for (const fact of facts.classes) {
    ownKeys(texts, fact, ['n']);
    for (const member of fact.members) ownKeys(texts, member, ['n']);
  }
}

function ownModules(texts: Texts, facts: JavaScriptFacts): void {
  for (const container of facts.containers) {
    ownKeys(texts, container, ['name']);
    for (const one of container.exports) ownKeys(texts, one, ['n', 'local', 'm', 'i']);
  }
  for (const module of facts.ambientModules) ownKeys(texts, module, ['m']);
  for (const expando of facts.expandos) ownKeys(texts, expando, ['n', 'member']);
  for (const field of facts.fieldWrites) ownKeys(texts, field, ['n']);
  for (const alias of facts.aliases) ownList(texts, alias);
  for (const reference of facts.references) ownKeys(texts, reference, ['name']);
  for (const list of [facts.globalNamespaces, facts.modules]) ownList(texts, list);
}

/** Facts are still nobody else's here. */
function ownKeys(texts: Texts, record: object, keys: readonly string[]): void {
  const open = record as Record<string, unknown>;
  for (const key of keys) {
    const value = open[key];
    if (typeof value === 'string' && value.length >= SHORTEST_VIEW) open[key] = own(texts, value);
  }
}

function ownList(texts: Texts, list: readonly unknown[]): void {
  const open = list as unknown[];
  open.forEach((value, at) => {
    if (typeof value === 'string' && value.length >= SHORTEST_VIEW) open[at] = own(texts, value);
  });
}

function own(texts: Texts, text: string): string {
  let copy = texts.get(text);
  if (copy === undefined) {
    copy = JSON.parse(JSON.stringify(text)) as string;
    texts.set(copy, copy);
  }
  return copy;
}
