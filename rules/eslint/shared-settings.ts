import type { ProjectSettings } from '../model/settings.js';

/** What `settings.looplint` says: about a project, not about a single rule. */
export interface SharedSettings {
  /** Report hints too, with the severity that their rule has. */
  readonly hints: boolean;
  readonly project: ProjectSettings;
}

const known = new WeakMap<object, SharedSettings>();

/** Reads ESLint's `settings`. Throws with a sentence for the user when they cannot be meant so. */
export function readSharedSettings(settings: Readonly<Record<string, unknown>>): SharedSettings {
  let result = known.get(settings);
  if (result === undefined) {
    result = parse(settings['looplint'] ?? {});
    known.set(settings, result);
  }
  return result;
}

const NAMES = ['allow', 'blocking', 'hints'];

function parse(value: unknown): SharedSettings {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError('`settings.looplint` has to be an object.');
  const given = value as Readonly<Record<string, unknown>>;
  const [stranger] = Object.keys(given).filter((name) => !NAMES.includes(name));
  if (stranger !== undefined)
    throw new TypeError(`\`settings.looplint.${stranger}\` does not exist: there are \`${NAMES.join('`, `')}\`.`);
  const { hints = false } = given;
  if (typeof hints !== 'boolean') throw new TypeError('`settings.looplint.hints` has to be `true` or `false`.');
  return { hints, project: { blocking: readNames(given, 'blocking'), allow: readNames(given, 'allow') } };
}

function readNames(given: Readonly<Record<string, unknown>>, name: string): readonly string[] {
  const value = given[name] ?? [];
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
    throw new TypeError(`\`settings.looplint.${name}\` has to be an array of names such as \`module#name\`.`);
  return value as readonly string[];
}
