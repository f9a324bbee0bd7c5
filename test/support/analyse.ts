import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../rules/catalogue/index.js';
import { createEngine } from '../../rules/engine.js';
import type { FileResult } from '../../rules/engine-types.js';
import type { Finding } from '../../rules/model/finding.js';
import type { RuleMeta } from '../../rules/model/rule-meta.js';
import { DEFAULT_SETTINGS } from '../../rules/model/settings.js';
import type { Settings } from '../../rules/model/settings.js';
import { preparePython } from '../../rules/syntax/python/runtime.js';
import { readConfig } from '../../server/workspace/read-config.js';
import { createMemoryHost } from './memory-host.js';
import { repositoryRoot } from './repository.js';

const readBinary = (name: string): Uint8Array => readFileSync(join(repositoryRoot, 'dist', 'assets', name));

await preparePython({
  runtime: readBinary('web-tree-sitter.wasm'),
  grammar: readBinary('tree-sitter-python.wasm'),
});

export const PROJECT_ROOT = '/project';

/** Text files by their path from the root of a project that exists in memory only. */
export type ProjectTexts = ReadonlyMap<string, string>;

/** Results by path from the root. */
export type Results = ReadonlyMap<string, FileResult>;

/** Runs the engine over a project in memory and asks for every file. */
export function analyse(texts: ProjectTexts, settings: Settings): Results {
  const absolute = (path: string): string => `${PROJECT_ROOT}/${path}`;
  const host = createMemoryHost([...texts].map(([path, text]) => [absolute(path), text]));
  const engine = createEngine({ host, root: PROJECT_ROOT, settings });
  // As discovery has it: installed packages are there to be read, not to be checked.
  const own = [...texts.keys()].filter((path) => !/(?:^|\/)node_modules\//.test(path));
  engine.apply(own.map((path) => ({ kind: 'changed', path: absolute(path) })));
  const sources = own.filter((path) => !/\.(?:json|jsonc|toml|txt|md)$|\.d\.[mc]?ts$/.test(path));
  return new Map(sources.map((path) => [path, engine.check(absolute(path))]));
}

export function findingsOf(results: Results, ruleId: string): readonly Finding[] {
  return [...results.values()].flatMap(({ findings }) => findings).filter((finding) => finding.ruleId === ruleId);
}

/** What the settings block says, in the form of the configuration file; the spec file's own rule is switched on. */
export function settingsFor(rule: RuleMeta, block: string | undefined): Settings {
  const read = readConfig(block ?? '{}', rules);
  if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join(' '));
  const { settings } = read.config;
  return { ...DEFAULT_SETTINGS, ...settings, rules: { [rule.id]: { level: rule.level }, ...settings.rules } };
}
