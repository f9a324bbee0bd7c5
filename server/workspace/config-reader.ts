import type { Node } from 'jsonc-parser';
import { suggestNearest } from './did-you-mean.js';
import type { ConfigProblem } from './parse-config.js';

/** Reads values out of a parsed configuration and notes what is wrong, with its place. */
export interface ConfigReader {
  /** In the order of the text. */
  readonly problems: readonly ConfigProblem[];
  report(node: Node, message: string): void;
  /**
   * The properties of an object, without doubles; unknown keys are reported when the known ones are given. `what` names
   * the object in messages. `undefined` when it is none.
   */
  object(node: Node, what: string, known?: readonly string[]): ReadonlyMap<string, Node> | undefined;
  items(node: Node, what: string): readonly Node[] | undefined;
  string(node: Node, what: string): string | undefined;
  /** A list of strings that are not empty. */
  strings(node: Node, what: string): readonly string[] | undefined;
  choice<Choice extends string>(node: Node, what: string, choices: readonly Choice[]): Choice | undefined;
}

const MAX_STRINGS = 1000;
const MAX_STRING_LENGTH = 1000;

/** Starts a reader without problems. */
export function createConfigReader(): ConfigReader {
  const problems: ConfigProblem[] = [];
  const reader: ConfigReader = {
    problems,
    report: (node, message) => void problems.push({ message, offset: node.offset }),
    object(node, what, known) {
      if (node.type !== 'object') return wrongType(reader, node, { what, wanted: 'an object `{…}`' });
      const properties = new Map<string, Node>();
      for (const property of node.children ?? []) {
        const [key, value] = property.children ?? [];
        if (key === undefined || value === undefined) continue;
        const name = String(key.value);
        if (properties.has(name)) reader.report(key, `${quote(name)} stands twice in ${what}: remove one of them.`);
        else if (known !== undefined && !known.includes(name))
          reader.report(key, `${quote(name)} is not a key of ${what}: ${suggestNearest(name, known)}`);
        properties.set(name, value);
      }
      return properties;
    },
    items(node, what) {
      if (node.type !== 'array') return wrongType(reader, node, { what, wanted: 'a list `[…]`' });
      return node.children ?? [];
    },
    string(node, what) {
      if (node.type !== 'string') return wrongType(reader, node, { what, wanted: 'a string' });
      return String(node.value);
    },
    strings(node, what) {
      const items = reader.items(node, what);
      if (items === undefined) return undefined;
      if (items.length > MAX_STRINGS) {
        reader.report(node, `${what} has more than ${MAX_STRINGS} entries: use patterns that cover several of them.`);
        return undefined;
      }
      const values = items.map((item) => reader.string(item, `an entry of ${what}`));
      const odd = values.findIndex((value) => value === '' || (value?.length ?? 0) > MAX_STRING_LENGTH);
      if (odd >= 0) {
        const how = values[odd] === '' ? 'empty: remove it' : `longer than ${MAX_STRING_LENGTH} characters: shorten it`;
        reader.report(items[odd] as Node, `An entry of ${what} is ${how}.`);
      }
      return values.filter((value) => value !== undefined);
    },
    choice<Choice extends string>(node: Node, what: string, choices: readonly Choice[]): Choice | undefined {
      const value = reader.string(node, what);
      if (value === undefined) return undefined;
      const found = choices.find((choice) => choice === value);
      if (found === undefined) reader.report(node, `${quote(value)} is not ${what}: ${suggestNearest(value, choices)}`);
      return found;
    },
  };
  return reader;
}

function wrongType(
  reader: ConfigReader,
  node: Node,
  { what, wanted }: { readonly what: string; readonly wanted: string },
): undefined {
  const sentence = `${what} has to be ${wanted}.`;
  reader.report(node, sentence.charAt(0).toUpperCase() + sentence.slice(1));
  return undefined;
}

/** A word of the user's for a message: shortened, in backticks. */
export function quote(word: string): string {
  return `\`${word.length > 60 ? `${word.slice(0, 60)}…` : word}\``;
}
