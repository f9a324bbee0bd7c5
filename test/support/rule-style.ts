import type { RuleMeta } from '../../rules/model/rule-meta.js';
import type { Language } from '../../rules/model/language.js';
import { parseMarkdown } from './markdown.js';
import type { CodeBlock, Section } from './markdown.js';

/** Ids taken over from rules of the same behaviour; every other id names a pattern by its prefix. */
const DROP_IN_IDS: ReadonlySet<string> = new Set(['await-thenable', 'return-await']);

const LONGEST_MESSAGE = 110;
const PYTHON: ReadonlySet<string> = new Set(['py', 'python']);

/** What is wrong with a rule's metadata, one sentence each. */
export function metadataProblems(rule: RuleMeta, folder: string): readonly string[] {
  const { id, summary, messages, languages, level, presets, since, fixes, safeFixes } = rule;
  return [
    ...(id === folder ? [] : [`its id is ${id}`]),
    ...(/^(?:no|require|prefer)-[a-z-]+$/.test(id) || DROP_IN_IDS.has(id) ? [] : ['its id names no pattern']),
    ...(id.startsWith('prefer-') && presets.includes('recommended') ? ['style is never recommended'] : []),
    ...(languages.length === 0 ? ['it has no language'] : []),
    ...(/^\d+\.\d+\.\d+$/.test(since) ? [] : [`since is ${since}`]),
    ...(safeFixes && fixes === 'none' ? ['it has safe fixes and none'] : []),
    ...(presets.includes('recommended') && !presets.includes('strict') ? ['strict holds all that is recommended'] : []),
    ...(['error', 'warning', 'hint'].includes(level) ? [] : [`its level is ${level}`]),
    ...sentenceProblems(summary).map((problem) => `the summary ${problem}`),
    ...Object.entries(messages).flatMap(([name, text]) => messageProblems(text).map((it) => `message ${name} ${it}`)),
    ...optionProblems(rule),
  ];
}

function messageProblems(template: string): readonly string[] {
  const fixed = template.replace(/\{\{\w+\}\}/g, '').length;
  return [...sentenceProblems(template), ...(fixed > LONGEST_MESSAGE ? [`has ${fixed} characters without data`] : [])];
}

/** The style of a sentence that users read: what it must be, then the words that it must not hold. */
function sentenceProblems(text: string): readonly string[] {
  const plain = text.replace(/`[^`]*`/g, '`x`');
  return [
    ...(/^(?:[A-Z]|`)/.test(text) ? [] : ['does not begin with a capital or code']),
    ...(text.endsWith('.') ? [] : ['does not end with a full stop']),
    ...(/[.?!]\s/.test(plain) ? ['is more than one sentence'] : []),
    ...(/\n/.test(text) ? ['has a line break'] : []),
    ...(/\bunexpected\b/i.test(plain) ? ['says "unexpected"'] : []),
    ...(/\bplease\b/i.test(plain) ? ['says "please"'] : []),
    ...(plain.includes('!') ? ['has an exclamation mark'] : []),
    ...((text.match(/`/g) ?? []).length % 2 === 0 ? [] : ['has an open backtick']),
    ...(/\bTODO\b/.test(text) ? ['is not written yet'] : []),
  ];
}

function optionProblems({ options, defaultOptions, presetOptions, shorthand }: RuleMeta): readonly string[] {
  if (options === undefined) return defaultOptions === undefined ? [] : ['it has defaults and no options'];
  const names = Object.keys((options['properties'] as object | undefined) ?? {});
  return [
    ...(options['additionalProperties'] === false ? [] : ['its options let unknown names pass']),
    ...names.filter((name) => !(name in (defaultOptions ?? {}))).map((name) => `option ${name} has no default`),
    ...Object.keys(defaultOptions ?? {})
      .filter((name) => !names.includes(name))
      .map((name) => `default ${name} belongs to no option`),
    ...Object.keys(presetOptions ?? {})
      .filter((name) => !names.includes(name))
      .map((name) => `the presets ask for ${name}, which is no option`),
    ...(shorthand === undefined || names.includes(shorthand)
      ? []
      : [`a bare value stands for ${shorthand}, which is no option`]),
  ];
}

/** What is wrong with a rule's page, one sentence each. */
export function pageProblems(markdown: string, rule: RuleMeta): readonly string[] {
  const sections = parseMarkdown(markdown);
  const [first] = sections;
  const headings = sections.filter(({ depth }) => depth === 2).map(({ title }) => title);
  const summary = first?.prose.split('\n\n')[0];
  const empty = sections.filter(({ depth, prose, blocks }) => depth === 2 && prose === '' && blocks.length === 0);
  return [
    ...(first?.depth === 1 && first.title === rule.id ? [] : ['does not begin with the id as its title']),
    ...(summary === rule.summary ? [] : ['does not begin with the summary of the metadata']),
    ...sameList(headings, expectedHeadings(rule)),
    ...empty.filter(({ title }) => !hasChildren(sections, title)).map(({ title }) => `says nothing under "${title}"`),
    ...(/\bTODO\b/.test(markdown) ? ['is not written yet'] : []),
    ...rule.languages.flatMap((language) => exampleProblems(sections, language)),
    ...undocumentedOptions(sections, rule),
  ];
}

function expectedHeadings({ fixes, options }: RuleMeta): readonly string[] {
  return [
    'What it does',
    'Why is this bad?',
    'Example',
    'Use instead',
    ...(fixes === 'none' ? [] : ['Fix safety']),
    ...(options === undefined ? [] : ['Options']),
    'Known limits',
    'When not to use it',
  ];
}

function sameList(found: readonly string[], expected: readonly string[]): readonly string[] {
  return found.join('\n') === expected.join('\n')
    ? []
    : [`has the headings ${found.join(', ')}; not ${expected.join(', ')}`];
}

function hasChildren(sections: readonly Section[], title: string): boolean {
  const index = sections.findIndex((section) => section.depth === 2 && section.title === title);
  return (sections[index + 1]?.depth ?? 0) > 2;
}

function exampleProblems(sections: readonly Section[], language: Language): readonly string[] {
  const blocks = sections.flatMap((section) => section.blocks).filter((block) => isIn(block, language));
  return ['bad', 'good']
    .filter((tag) => !blocks.some(({ tags }) => tags.includes(tag)))
    .map((tag) => `has no ${tag} example in ${language}`);
}

function isIn({ language }: CodeBlock, wanted: Language): boolean {
  return PYTHON.has(language) === (wanted === 'python') && !['json', 'text', 'sh', 'toml'].includes(language);
}

function undocumentedOptions(sections: readonly Section[], { options }: RuleMeta): readonly string[] {
  const names = Object.keys((options?.['properties'] as object | undefined) ?? {});
  const start = sections.findIndex(({ title }) => title === 'Options');
  const end = sections.findIndex(({ depth }, index) => index > start && depth <= 2);
  const text = sections.slice(start, end < 0 ? undefined : end).map(({ title, prose }) => `${title}\n${prose}`);
  return names.filter((name) => !text.join('\n').includes(`\`${name}\``)).map((name) => `does not explain \`${name}\``);
}
