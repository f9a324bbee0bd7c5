import type { RuleMeta } from '../../rules/model/rule-meta.js';
import { analyse, findingsOf, settingsFor } from './analyse.js';
import { checkFixes } from './fix-harness.js';
import { compareFile } from './literate.js';
import { toFile } from './literate-case.js';
import type { CaseFile } from './literate-case.js';
import { parseMarkdown } from './markdown.js';
import type { CodeBlock } from './markdown.js';

/** A block of a rule's page that is to be bad or good, as a project of its own. */
export interface PageExample {
  /** Title of its section. */
  readonly title: string;
  readonly verdict: 'bad' | 'good';
  /** Its language and line in the page, from 1. */
  readonly language: string;
  readonly line: number;
  /** The block itself comes last. */
  readonly files: readonly CaseFile[];
}

/** The examples of a page. Each stands alone, with the named blocks of its section that are neither bad nor good. */
export function pageExamples(markdown: string): readonly PageExample[] {
  return parseMarkdown(markdown).flatMap(({ title, blocks }) => {
    const shared = blocks.filter((block) => block.fileName !== undefined && verdictOf(block) === undefined);
    return blocks.flatMap((block): readonly PageExample[] => {
      const verdict = verdictOf(block);
      const { language, start: line } = block;
      return verdict === undefined ? [] : [{ title, verdict, language, line, files: [...shared, block].map(toFile) }];
    });
  });
}

/**
 * Runs the examples of a rule's page: a `bad` block must give a finding of the rule, a `good` block none. Expectation
 * comments, where there are any, hold exactly.
 */
export function runPage(markdown: string, rule: RuleMeta): readonly string[] {
  return pageExamples(markdown).flatMap((example) =>
    runExample(example, rule).map((problem) => `${example.title}: ${problem}`),
  );
}

function verdictOf({ tags }: CodeBlock): 'bad' | 'good' | undefined {
  if (tags.includes('bad')) return 'bad';
  return tags.includes('good') ? 'good' : undefined;
}

function runExample({ verdict, language, line, files }: PageExample, rule: RuleMeta): readonly string[] {
  const file = files.at(-1);
  if (file === undefined) return [];
  const texts = new Map(files.map(({ path, code }) => [path, code]));
  const settings = settingsFor(rule, undefined);
  const results = analyse(texts, settings);
  const found = findingsOf(results, rule.id);
  const place = `the ${language} block of line ${String(line)}`;
  if (verdict === 'good') return found.map((finding) => `${place} is not good: ${finding.message}`);
  if (found.length === 0) return [`${place} is not bad: nothing is found.`];
  const differences = file.expectations.length === 0 ? [] : compareFile(file, results, rule.id);
  return [...differences, ...checkFixes({ texts, results, settings, ruleId: rule.id })];
}
