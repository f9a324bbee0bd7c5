import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LAYERS, forbiddenImports } from '../support/architecture.js';
import { projectFiles, readProjectFile, repositoryRoot } from '../support/repository.js';

const sources = ['rules', 'server', 'client'].flatMap((folder) => projectFiles(folder, '.ts'));

describe('the import table', () => {
  it('holds for every import of rules, server and client', () => {
    expect(sources.length).toBeGreaterThan(0);
    expect(forbiddenImports(sources)).toEqual([]);
  });

  it('lets no layer know a higher one', () => {
    const numberOf = new Map(LAYERS.map((layer) => [layer.name, layer.number]));
    const upward = LAYERS.flatMap((layer) =>
      [...layer.imports, ...(layer.types ?? [])]
        .filter((name) => (numberOf.get(name) ?? Infinity) > layer.number)
        .map((name) => `${layer.name} -> ${name}`),
    );
    expect(upward).toEqual([]);
  });

  it.each([
    ['a package where none is allowed', 'rules/model/a.ts', "import { readFileSync } from 'node:fs';"],
    ['a type of a higher layer', 'rules/model/a.ts', "import type { Fact } from '../facts/fact.js';"],
    ['an inline type', 'rules/facts/a.ts', "type Text = import('../host/read.js').Text;"],
    ['a dynamic import', 'rules/engine.ts', "const fs = await import('node:fs');"],
    ['a re-export', 'rules/facts/a.ts', "export { rules } from '../catalogue/index.js';"],
    ['a value where types are allowed', 'rules/effects/a.ts', "import { collect } from '../facts/collect.js';"],
    ['another rule', 'rules/catalogue/a-b/rule.ts', "import { helper } from '../c-d/helper.js';"],
    ['the engine in the editor client', 'client/main.ts', "import { createEngine } from '../rules/engine.js';"],
    ['the build', 'rules/engine.ts', "import { root } from '../.build/bundle.mjs';"],
    ['a file outside every layer', 'rules/somewhere/a.ts', ''],
  ])('finds %s', (_, path, text) => {
    expect(forbiddenImports([{ path, text }])).toHaveLength(1);
  });

  it.each([
    ['a lower layer', 'rules/facts/javascript/a.ts', "import { parse } from '../../syntax/javascript/parse.js';"],
    ['its own folder', 'rules/effects/a.ts', "import { solve } from './solve.js';"],
    ['its own rule folder', 'rules/catalogue/a-b/rule.ts', "import { helper } from './helper.js';"],
    ['types where types are allowed', 'rules/effects/a.ts', "import type { Facts } from '../facts/facts.js';"],
    ['a package that it owns', 'rules/syntax/python/a.ts', "import { Parser } from 'web-tree-sitter';"],
  ])('allows %s', (_, path, text) => {
    expect(forbiddenImports([{ path, text }])).toEqual([]);
  });
});

it('has no other top-level folders than those of the layers, tests, documents and benchmarks', () => {
  const known = ['bench', 'client', 'docs', 'rules', 'server', 'test', 'node_modules', 'dist', 'coverage'];
  const folders = readdirSync(repositoryRoot, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name);
  expect(folders.filter((name) => !known.includes(name))).toEqual([]);
});

describe('docs/architecture.md', () => {
  const text = readProjectFile('docs/architecture.md');

  it('has a row for every layer', () => {
    const rows = text.split('\n').filter((line) => /^\| \d+ /.test(line));
    const missing = LAYERS.filter(({ number, name }) => {
      const folder = name.startsWith('rules/catalogue') ? 'rules/catalogue' : name;
      return !rows.some((row) => row.startsWith(`| ${number} `) && row.includes(`\`${folder}\``));
    });
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it('names a test that exists for each invariant', () => {
    const section = text.slice(text.indexOf('## Invariants'), text.indexOf('## Decisions'));
    const rows = section
      .split('\n')
      .filter((line) => /^\| \d/.test(line))
      .map((line) => (line.split('|').at(-2) ?? '').trim());
    expect(rows.length).toBeGreaterThan(20);
    const broken = rows.filter(
      (cell) => !/^`[^`]+`$/.test(cell) || !existsSync(join(repositoryRoot, cell.slice(1, -1))),
    );
    expect(broken).toEqual([]);
  });
});
