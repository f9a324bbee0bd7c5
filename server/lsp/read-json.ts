/*
 * Whatever comes through the protocol was written by somebody else's program: these read it without trusting its shape.
 */

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path of property names; `undefined` where there is none. */
export function valueAt(value: unknown, ...names: readonly string[]): unknown {
  let current = value;
  for (const name of names) {
    if (!isObject(current) || !Object.hasOwn(current, name)) return undefined;
    current = current[name];
  }
  return current;
}

export function isTrueAt(value: unknown, ...names: readonly string[]): boolean {
  return valueAt(value, ...names) === true;
}

/** The strings of an array; none when it is no array. */
export function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
