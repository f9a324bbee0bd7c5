import type { ESLint, Linter, Rule } from 'eslint';
import { preparePython } from '../engine.js';
import { createDiskHost } from '../host/disk-host.js';
import { readPythonAssets } from '../host/python-assets.js';
import type { RuleMeta } from '../model/rule-meta.js';
import { createRule } from './create-rule.js';
import { createLintSessions } from './lint-session.js';
import { createOverlaps, createPreset, createPythonPreset } from './presets.js';
import type { PresetName } from './presets.js';
import { pythonLanguage } from './python-language.js';

export interface PluginOptions {
  readonly rules: readonly RuleMeta[];
  /** The folder of what the package ships beside its code. */
  readonly assetDirectory: string;
  /** Path of the package's manifest, which knows the version. */
  readonly manifest: string;
  /** Milliseconds that never go back. */
  readonly now: () => number;
}

interface Plugin {
  readonly meta: { readonly name: 'looplint'; readonly version: string; readonly namespace: 'looplint' };
  readonly rules: Record<string, Rule.RuleModule>;
  readonly languages: { readonly python: NonNullable<ESLint.Plugin['languages']>[string] };
  readonly configs: Record<PresetName | 'python' | 'off-overlaps', Linter.Config>;
}

/** Makes the plugin from the catalogue. */
export function createPlugin({ rules, assetDirectory, manifest, now }: PluginOptions): Plugin {
  startPython(assetDirectory);
  const sessions = createLintSessions({ asset: rememberAssets(assetDirectory), now });
  const configs = {
    recommended: createPreset('recommended', rules),
    strict: createPreset('strict', rules),
    all: createPreset('all', rules),
    python: createPythonPreset(rules),
    'off-overlaps': createOverlaps(rules),
  };
  const plugin: Plugin = {
    meta: { name: 'looplint', version: readVersion(manifest), namespace: 'looplint' },
    rules: Object.fromEntries(rules.map((meta) => [meta.id, createRule(meta, sessions)])),
    languages: { python: pythonLanguage },
    configs,
  };
  // A configuration names the very plugin that it is a part of.
  for (const name of ['recommended', 'strict', 'all', 'python'] as const) configs[name].plugins = { looplint: plugin };
  return plugin;
}

/** From the start, because ESLint does not wait: the parser needs a few milliseconds, all of them before the first file. */
function startPython(assetDirectory: string): void {
  const warn = (error: unknown): void =>
    process.emitWarning(`Python is not analysed: ${String(error)}`, { type: 'LooplintWarning' });
  try {
    preparePython(readPythonAssets(assetDirectory)).catch(warn);
  } catch (error) {
    warn(error);
  }
}

/** Every engine of a process reads the same megabytes. */
function rememberAssets(assetDirectory: string): (name: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  const host = createDiskHost({ assetDirectory });
  return (name) => {
    if (!known.has(name)) known.set(name, host.asset(name));
    return known.get(name);
  };
}

function readVersion(manifest: string): string {
  const text = createDiskHost({ assetDirectory: '' }).read(manifest);
  const { version } = JSON.parse(text ?? '{}') as { readonly version?: string };
  return version ?? 'unknown';
}
