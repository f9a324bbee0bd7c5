import type { ESLint, Linter, Rule } from 'eslint';
import { rules } from './engine.js';
import { createPlugin } from './eslint/create-plugin.js';

/** The ESLint plugin: `import looplint from 'looplint'`. */
export interface LooplintPlugin extends ESLint.Plugin {
  readonly meta: { readonly name: 'looplint'; readonly version: string; readonly namespace: 'looplint' };
  readonly rules: Record<string, Rule.RuleModule>;
  readonly languages: { readonly python: NonNullable<ESLint.Plugin['languages']>[string] };
  readonly configs: {
    /** The rules that every project profits from. */
    readonly recommended: Linter.Config;
    /** Adds hints, as warnings: chances and risks that are worth a look. */
    readonly strict: Linter.Config;
    /** Every rule. */
    readonly all: Linter.Config;
    /** The recommended rules for Python files, which it makes ESLint read. */
    readonly python: Linter.Config;
    /** Switches off the rules of other plugins that ours replace; it goes after their configurations. */
    readonly 'off-overlaps': Linter.Config;
  };
}

const looplint: LooplintPlugin = createPlugin({
  rules,
  assetDirectory: `${import.meta.dirname}/assets`,
  manifest: `${import.meta.dirname}/../package.json`,
  now: () => performance.now(),
}) satisfies ESLint.Plugin;

// Node gives the export of this name to `require`.
export { looplint as default, looplint as 'module.exports' };
