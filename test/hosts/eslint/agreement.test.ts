import { afterAll, describe, expect, it } from 'vitest';
import type { Linter } from 'eslint';
import { rules } from '../../../rules/catalogue/index.js';
import { resolveRules } from '../../../rules/engine.js';
import type { Finding } from '../../../rules/model/finding.js';
import type { Language } from '../../../rules/model/language.js';
import type { Settings } from '../../../rules/model/settings.js';
import { makeFolder } from '../../host/temporary-folder.js';
import { analyse, settingsFor } from '../../support/analyse.js';
import { literateCases } from '../../support/literate-case.js';
import { applyEdits, positionOf } from '../../support/positions.js';
import { projectFiles } from '../../support/repository.js';
import { EMPTY_TREE, openLintFolder } from './lint-folder.js';
import type { LintFolder } from './lint-folder.js';
import { createTestPlugin } from './test-plugin.js';

/** What both hosts say of a finding. */
interface Said {
  readonly rule: string;
  readonly start: string;
  readonly end: string;
  readonly message: string;
  /** Titles of the repairs that are offered, each with the text that it makes. */
  readonly repairs: readonly (readonly [string, string])[];
}

const plugin = createTestPlugin();
const linted: string[] = [];
const refused: string[] = [];

describe.each(projectFiles('test/catalogue', '.md'))('$path', ({ path, text }) => {
  const rule = rules.find(({ id }) => path.endsWith(`/${id}.md`));
  const cases = literateCases(text).map((literate) => [literate.title, literate] as const);

  it.each(cases)('%s', (title, literate) => {
    if (rule === undefined) throw new Error(`${path} names no rule.`);
    const settings = { ...settingsFor(rule, literate.settings), inlineConfig: false };
    const texts = new Map(literate.files.map((file) => [file.path, file.code]));
    const expected = analyse(texts, settings);
    const folder = openLintFolder(makeFolder({}), plugin, Object.fromEntries(texts));
    for (const [name, { findings, language }] of expected) {
      const code = texts.get(name) ?? '';
      const messages = lint(folder, { name, language }, settings);
      if (messages.some(({ fatal }) => fatal === true)) {
        // ESLint runs no rule over a text that its parser refuses.
        refused.push(`${title}: ${name}`);
        continue;
      }
      linted.push(name);
      expect(messages.filter(({ ruleId }) => ruleId !== null).map((message) => sayMessage(message, code))).toEqual(
        findings.map((finding) => sayFinding(finding, code)),
      );
    }
  });
});

afterAll(() => {
  expect(linted.length).toBeGreaterThan(50);
  expect(refused.length).toBeLessThan(linted.length / 10);
});

function lint(
  folder: LintFolder,
  { name, language }: { readonly name: string; readonly language: Language },
  settings: Settings,
): readonly Linter.LintMessage[] {
  const known = rules.filter(({ languages }) => languages.includes(language));
  const on = resolveRules(settings, known, name).filter(({ level }) => level !== 'off');
  return folder.lint(name, {
    inlineConfig: 'ignored',
    rules: Object.fromEntries(
      on.map(({ id, options }) => [`looplint/${id}`, Object.keys(options).length === 0 ? 'warn' : ['warn', options]]),
    ),
    settings: { looplint: { hints: true, ...settings.project } },
    ...(/\.(?:vue|svelte|astro)$/.test(name) ? { parser: EMPTY_TREE } : {}),
  });
}

function sayMessage(message: Linter.LintMessage, code: string): Said {
  const { ruleId, line, column, endLine, endColumn } = message;
  // What is safe has no title in ESLint.
  const safe = message.fix === undefined ? [] : [{ desc: '', fix: message.fix }];
  const repairs = [...safe, ...(message.suggestions ?? [])].map(({ desc, fix }) => {
    const [start, end] = fix.range;
    return [desc, applyEdits(code, [{ start, end, text: fix.text }])] as const;
  });
  return {
    rule: ruleId ?? '',
    start: `${line}:${column}`,
    end: `${String(endLine)}:${String(endColumn)}`,
    message: message.message.replace(/ \(via .*\)\.$/, '.'),
    repairs: repairs.sort(),
  };
}

function sayFinding(finding: Finding, code: string): Said {
  const place = (offset: number): string => {
    const { line, column } = positionOf(code, offset);
    return `${line}:${column}`;
  };
  const repairs = finding.fixes.filter(({ id }) => !id.startsWith('suppress'));
  return {
    rule: `looplint/${finding.ruleId}`,
    start: place(finding.range.start),
    end: place(finding.range.end),
    message: finding.message,
    repairs: repairs
      .map(({ title, applicability, edits }) => {
        return [applicability === 'safe' ? '' : title, applyEdits(code, edits)] as const;
      })
      .sort(),
  };
}
