import type { Node } from 'jsonc-parser';
import type { ConfigProblem } from './parse-config.js';
import { createConfigReader, quote, type ConfigReader } from './config-reader.js';

type Schema = Readonly<Record<string, unknown>>;

/** Keywords of JSON Schema that are checked, and those that say nothing about a value. */
export const OPTION_KEYWORDS: ReadonlySet<string> = new Set([
  'type',
  'enum',
  'properties',
  'additionalProperties',
  'required',
  'items',
  'minimum',
  'maximum',
  'anyOf',
  'oneOf',
  'description',
  'default',
]);

/**
 * Checks a rule's options against the rule's JSON Schema and gives them as plain data without prototypes. It knows the
 * keywords of `OPTION_KEYWORDS`, which are those that our rules use.
 */
export function readOption(reader: ConfigReader, node: Node, schema: Schema, what: string): unknown {
  const alternatives = (schema['anyOf'] ?? schema['oneOf']) as readonly Schema[] | undefined;
  if (alternatives !== undefined) return readAlternative(reader, node, alternatives, what);
  const choices = schema['enum'] as readonly unknown[] | undefined;
  if (choices !== undefined) {
    if (!choices.includes(node.value))
      reader.report(node, `${what} has to be one of ${choices.map((choice) => JSON.stringify(choice)).join(', ')}.`);
    return node.value;
  }
  switch (schema['type']) {
    case 'object':
      return readObject(reader, node, schema, what);
    case 'array': {
      const items = schema['items'] as Schema | undefined;
      return reader.items(node, what)?.map((item) => readOption(reader, item, items ?? {}, `an entry of ${what}`));
    }
    case 'string':
      return reader.string(node, what);
    case 'boolean':
      if (node.type !== 'boolean') reader.report(node, `${capitalise(what)} has to be \`true\` or \`false\`.`);
      return node.value;
    case 'number':
    case 'integer':
      return readNumber(reader, node, schema, what);
    default:
      return toPlain(node);
  }
}

function readAlternative(reader: ConfigReader, node: Node, schemas: readonly Schema[], what: string): unknown {
  // Alternatives of the value's own type say best what is wrong with it.
  const types = [undefined, node.type, node.type === 'number' ? 'integer' : undefined];
  const fitting = schemas.filter(({ type }) => types.includes(type as string | undefined));
  let nearest: readonly ConfigProblem[] = [];
  for (const schema of fitting.length > 0 ? fitting : schemas) {
    const trial = createConfigReader();
    const value = readOption(trial, node, schema, what);
    if (trial.problems.length === 0) return value;
    // Of these, the one that fails latest in the text is the one that was meant.
    if ((trial.problems[0]?.offset ?? 0) > (nearest[0]?.offset ?? -1)) nearest = trial.problems;
  }
  const [first] = nearest;
  if (first !== undefined) reader.report({ ...node, offset: first.offset }, first.message);
  return undefined;
}

function readObject(reader: ConfigReader, node: Node, schema: Schema, what: string): unknown {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  const rest = schema['additionalProperties'];
  const known = rest === undefined || rest === false ? Object.keys(properties) : undefined;
  const entries = reader.object(node, what, known);
  if (entries === undefined) return undefined;
  const missing = ((schema['required'] ?? []) as readonly string[]).find((name) => !entries.has(name));
  if (missing !== undefined) reader.report(node, `${quote(missing)} is missing in ${what}: add it.`);
  const result = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of entries) {
    const own = Object.hasOwn(properties, name) ? properties[name] : (rest as Schema | undefined);
    result[name] = readOption(reader, value, typeof own === 'object' ? own : {}, quote(name));
  }
  return result;
}

function readNumber(reader: ConfigReader, node: Node, schema: Schema, what: string): unknown {
  const value: unknown = node.value;
  const minimum = (schema['minimum'] as number | undefined) ?? -Infinity;
  const maximum = (schema['maximum'] as number | undefined) ?? Infinity;
  const whole = schema['type'] === 'integer';
  if (typeof value !== 'number' || (whole && !Number.isInteger(value)))
    reader.report(node, `${capitalise(what)} has to be a ${whole ? 'whole ' : ''}number.`);
  else if (value < minimum) reader.report(node, `${capitalise(what)} has to be at least ${minimum}.`);
  else if (value > maximum) reader.report(node, `${capitalise(what)} has to be at most ${maximum}.`);
  return value;
}

function toPlain(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(toPlain);
  if (node.type !== 'object') return node.value;
  const result = Object.create(null) as Record<string, unknown>;
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key !== undefined && value !== undefined) result[String(key.value)] = toPlain(value);
  }
  return result;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
