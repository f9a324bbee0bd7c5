import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Linter, Rule } from 'eslint';
import { describe, expect, it } from 'vitest';
import { rules } from '../../../rules/catalogue/index.js';
import { readProjectFile, repositoryRoot } from '../../support/repository.js';
import { createTestPlugin } from './test-plugin.js';

const plugin = createTestPlugin();
const manifest = JSON.parse(readProjectFile('package.json')) as { readonly version: string };

function levels(config: Linter.Config): Readonly<Record<string, unknown>> {
  return { ...config.rules };
}

/** An options object, or the bare value of the one option that may stand alone. */
function schemaOf(options: object, shorthand: string | undefined): object {
  const { properties } = options as { readonly properties: Readonly<Record<string, object>> };
  return shorthand === undefined ? options : { anyOf: [options, properties[shorthand]] };
}

/** The severity of an entry of a configuration, whatever options stand beside it. */
function severity(entry: unknown): unknown {
  return Array.isArray(entry) ? entry[0] : entry;
}

describe('the plugin', () => {
  it('says who it is', () => {
    expect(plugin.meta).toEqual({ name: 'looplint', version: manifest.version, namespace: 'looplint' });
    expect(Object.keys(plugin.rules)).toEqual(rules.map(({ id }) => id));
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s has the metadata of its rule', (id, rule) => {
    const meta = (plugin.rules[id] as Rule.RuleModule).meta ?? {};
    const page = `rules/catalogue/${id}/rule.md`;
    expect(meta.docs?.url).toBe(`https://github.com/looplint/looplint/blob/main/${page}`);
    expect(existsSync(join(repositoryRoot, page))).toBe(true);
    expect(meta).toMatchObject({
      type: rule.kind,
      docs: { description: rule.summary },
      languages: rule.languages.map((language) => (language === 'python' ? 'looplint/python' : 'js/js')),
      schema: rule.options === undefined ? [] : [schemaOf(rule.options, rule.shorthand)],
      defaultOptions: rule.options === undefined ? [] : [rule.defaultOptions],
      hasSuggestions: rule.fixes !== 'none',
    });
    expect(meta.fixable).toBe(rule.safeFixes ? 'code' : undefined);
    expect(Object.keys(meta.messages ?? {})).toEqual(Object.keys(rule.messages));
  });
});

describe('the configurations', () => {
  it.each(['recommended', 'strict', 'all', 'python', 'off-overlaps'] as const)('%s has its name', (name) => {
    expect(plugin.configs[name].name).toBe(`looplint/${name}`);
    if (name !== 'off-overlaps') expect(plugin.configs[name].plugins?.['looplint']).toBe(plugin);
  });

  it('recommends errors and warnings, and no hints', () => {
    const on = rules.filter(({ presets, level }) => presets.includes('recommended') && level !== 'hint');
    expect(levels(plugin.configs.recommended)).toEqual(
      Object.fromEntries(
        on.map(({ id, level, presetOptions }) => {
          const entry = level === 'error' ? 'error' : 'warn';
          return [`looplint/${id}`, presetOptions === undefined ? entry : [entry, presetOptions]];
        }),
      ),
    );
    expect(plugin.configs.recommended.settings).toBeUndefined();
    for (const { id } of rules) {
      const docs = plugin.rules[id]?.meta?.docs;
      expect(docs?.recommended).toBe(`looplint/${id}` in levels(plugin.configs.recommended));
    }
  });

  it('has hints in strict, as warnings', () => {
    expect(plugin.configs.strict.settings).toEqual({ looplint: { hints: true } });
    for (const { id, level } of rules.filter(({ presets }) => presets.includes('strict')))
      expect(severity(levels(plugin.configs.strict)[`looplint/${id}`])).toBe(level === 'error' ? 'error' : 'warn');
  });

  it('has everything in all', () => {
    expect(levels(plugin.configs.all)['looplint/return-await']).toBe('error');
    expect(Object.keys(levels(plugin.configs.all))).toEqual(rules.map(({ id }) => `looplint/${id}`));
  });

  it('switches off what is replaced, under the names that ESLint has', () => {
    const off = levels(plugin.configs['off-overlaps']);
    expect(Object.keys(off)).toEqual([
      '@typescript-eslint/await-thenable',
      '@typescript-eslint/no-floating-promises',
      '@typescript-eslint/no-misused-promises',
      '@typescript-eslint/return-await',
      'n/no-sync',
      'no-async-promise-executor',
      'no-await-in-loop',
      'no-return-await',
      'node/no-sync',
      'promise/catch-or-return',
      'promise/no-multiple-resolved',
      'regexp/no-super-linear-backtracking',
      'regexp/no-super-linear-move',
      'require-atomic-updates',
      'security/detect-unsafe-regex',
      'sonarjs/slow-regex',
      'sonarjs/super-linear-regex',
      'typescript/await-thenable',
      'typescript/no-floating-promises',
      'typescript/no-misused-promises',
      'typescript/return-await',
      'unicorn/no-await-in-promise-methods',
      'unicorn/no-multiple-promise-resolver-calls',
      'unicorn/no-unnecessary-await',
      'unicorn/no-unsafe-promise-all-settled-values',
    ]);
    expect(new Set(Object.values(off))).toEqual(new Set(['off']));
  });

  it('selects no file for ESLint, except Python for Python', () => {
    for (const name of ['recommended', 'strict', 'all', 'off-overlaps'] as const)
      expect(plugin.configs[name].files).toBeUndefined();
    expect(plugin.configs.python).toMatchObject({ files: ['**/*.py'], language: 'looplint/python' });
  });
});
