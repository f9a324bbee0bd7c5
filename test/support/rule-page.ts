import type { RuleMeta } from '../../rules/model/rule-meta.js';
import { analyse, findingsOf, settingsFor } from './analyse.js';
import { checkFixes } from './fix-harness.js';
import { compareFile } from './literate.js';
import { toFile } from './literate-case.js';
import { parseMarkdown } from './markdown.js';
import type { CodeBlock } from './markdown.js';

/**
 * Runs the examples of a rule's page: a `bad` block must give a finding of the rule, a `good` block none. Each stands
 * alone, with the named blocks of its section that are neither. Expectation comments, where there are any, hold exactly.
 */
export function runPage(markdown: string, rule: RuleMeta): readonly string[] {
  return parseMarkdown(markdown).flatMap(({ title, blocks }) => {
    const shared = blocks.filter((block) => block.fileName !== undefined && verdictOf(block) === undefined);
    return blocks
      .filter((block) => verdictOf(block) !== undefined)
      .flatMap((block) => runBlock(block, shared, rule))
      .map((problem) => `${title}: ${problem}`);
  });
}

function verdictOf({ tags }: CodeBlock): 'bad' | 'good' | undefined {
  if (tags.includes('bad')) return 'bad';
  return tags.includes('good') ? 'good' : undefined;
}

function runBlock(block: CodeBlock, shared: readonly CodeBlock[], rule: RuleMeta): readonly string[] {
  const file = toFile(block);
  const texts = new Map([...shared.map(toFile), file].map(({ path, code }) => [path, code]));
  const settings = settingsFor(rule, undefined);
  const results = analyse(texts, settings);
  const found = findingsOf(results, rule.id);
  const place = `the ${block.language} block of line ${block.start}`;
  if (verdictOf(block) === 'good') return found.map((finding) => `${place} is not good: ${finding.message}`);
  if (found.length === 0) return [`${place} is not bad: nothing is found.`];
  const differences = file.expectations.length === 0 ? [] : compareFile(file, results, rule.id);
  return [...differences, ...checkFixes({ texts, results, settings, ruleId: rule.id })];
}
