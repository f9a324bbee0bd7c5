import { parse } from 'jsonc-parser';

/** Any parsed JSON object; its values are checked where they are read. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** `undefined` for what is not one JSON object. */
export function parseJson(text: string | undefined): JsonObject | undefined {
  if (text === undefined) return undefined;
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** JSON with comments and trailing commas; reads what it can of a broken text. */
export function parseJsonc(text: string | undefined): JsonObject | undefined {
  if (text === undefined) return undefined;
  // Most configurations are plain JSON, which the runtime reads ten times as fast.
  const plain = parseJson(text);
  if (plain !== undefined) return plain;
  try {
    return asObject(parse(text, [], { allowTrailingComma: true, disallowComments: false }));
  } catch {
    // Nested deeper than the parser's stack.
    return undefined;
  }
}

export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function asFlag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** The texts of a list; `undefined` when it is no list. */
export function asTexts(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : undefined;
}

/** The entries of an object whose values are texts. */
export function asTextRecord(value: unknown): Readonly<Record<string, string>> {
  const result: Record<string, string> = {};
  for (const [key, text] of Object.entries(asObject(value) ?? {})) {
    if (typeof text === 'string' && key !== '__proto__') result[key] = text;
  }
  return result;
}
