import { existsSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { rules } from '../rules/catalogue/index.js';
import type { RuleMeta } from '../rules/model/rule-meta.js';
import { literateCases } from './support/literate-case.js';
import { runCase } from './support/literate.js';
import { projectFiles, repositoryRoot } from './support/repository.js';
import { runPage } from './support/rule-page.js';
import { withOutputs } from './support/update.js';
import type { Replacement } from './support/update.js';

const update = process.env['UPDATE'] === '1';

describe('rule pages', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))('%s: every block does what it says', (id, rule) => {
    const page = projectFiles(`rules/catalogue/${id}`, 'rule.md')[0]?.text ?? '';
    expect(runPage(page, rule)).toEqual([]);
  });
});

describe.each(projectFiles('test/catalogue', '.md'))('$path', ({ path, text }) => {
  const rule = ruleOf(path);
  const replacements: Replacement[] = [];

  it.each(literateCases(text).map((literate) => [literate.title, literate] as const))('%s', (_, literate) => {
    const { problems, outputs } = runCase(literate, rule);
    if (update) literate.outputs.forEach((block, index) => replacements.push({ block, text: outputs[index] ?? '' }));
    else expect(problems, `${path}:${literate.line}`).toEqual([]);
  });

  afterAll(() => {
    if (replacements.length > 0) writeFileSync(join(repositoryRoot, path), withOutputs(text, replacements));
  });
});

function ruleOf(path: string): RuleMeta {
  const id = basename(path, '.md');
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) throw new Error(`${path} names no rule; is rules/catalogue/index.ts fresh?`);
  return rule;
}

it('has a spec file for every rule', () => {
  const missing = rules.filter(({ id }) => !existsSync(join(repositoryRoot, 'test', 'catalogue', `${id}.md`)));
  expect(missing.map(({ id }) => id)).toEqual([]);
});
