import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import { beforeAll, expect, it } from 'vitest';
import type { Diagnostic, DocumentDiagnosticReport } from 'vscode-languageserver/node';
import type { LooplintPlugin } from '../../rules/index.js';
import { rules } from '../../rules/catalogue/index.js';
import type { Level } from '../../rules/model/level.js';
import type { JsonMessage, JsonResult } from '../../server/cli/report/json.js';
import { pathOfUri, uriOfPath } from '../../server/lsp/uris.js';
import { makeFolder } from '../host/temporary-folder.js';
import { startRealClient } from '../support/language-server.js';
import { repositoryRoot } from '../support/repository.js';
import { specCases, type SpecCase } from '../support/spec-set.js';
import { looplint } from './cli/looplint-process.js';
import { EMPTY_TREE } from './eslint/lint-folder.js';

/*
 * Every case of the spec set, through the three hosts as a user runs them. What belongs to the same settings lies in one
 * folder and is one program for all of them, so that each is started once for it.
 */

/** Cases with the same settings: the folder has a configuration file, and each case a folder of its own with a manifest. */
interface Group {
  readonly root: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Names of the cases by their folders. */
  readonly cases: ReadonlyMap<string, string>;
  /** Absolute paths of what is analysed, sorted. */
  readonly sources: readonly string[];
}

/** A finding as all three hosts can say it. */
interface Said {
  readonly path: string;
  readonly rule: string;
  /** From 1, in UTF-16 code units. */
  readonly span: string;
  readonly message: string;
  readonly level: Level;
  /** Places and texts of the hops. */
  readonly chain: readonly string[];
}

function makeGroups(cases: readonly SpecCase[]): readonly Group[] {
  const bySettings = new Map<string, SpecCase[]>();
  for (const one of cases) {
    const key = JSON.stringify(JSON.parse(one.settings ?? '{}'));
    bySettings.set(key, [...(bySettings.get(key) ?? []), one]);
  }
  return [...bySettings].map(([text, members]) => {
    const settings = { preset: 'all', ...(JSON.parse(text) as object) };
    const folders = members.map((one, at) => [`case-${String(at)}`, one] as const);
    const files = folders.flatMap(([folder, one]) =>
      [...new Map([['package.json', '{}'], ...one.files])].map(([path, code]) => [`${folder}/${path}`, code] as const),
    );
    const config = ['looplint.config.json', JSON.stringify(settings)] as const;
    const root = makeFolder(Object.fromEntries([config, ...files]));
    const names = files.map(([name]) => name).filter((name) => SOURCE.test(name) && !READ_ONLY.test(name));
    return {
      root,
      settings,
      cases: new Map(folders.map(([folder, { name }]) => [join(root, folder), name])),
      sources: names.map((name) => join(root, name)).sort(),
    };
  });
}

const SOURCE = /\.(?:[cm]?[jt]sx?|vue|svelte|astro|py)$/u;
/** Declarations, and what is installed. */
const READ_ONLY = /\.d\.[cm]?ts$|(?:^|\/)node_modules\//u;

/** Findings of the command line; those that a comment silences are apart. */
function askCommandLine({ root }: Group): {
  readonly paths: readonly string[];
  readonly found: readonly Said[];
  readonly silenced: readonly Said[];
} {
  const { stdout, stderr } = looplint(['--format', 'json', '--hints', '.'], root);
  if (stdout === '') throw new Error(stderr);
  const results = JSON.parse(stdout) as readonly JsonResult[];
  const say = (path: string, message: JsonMessage): Said => ({
    path,
    rule: (message.ruleId ?? '').replace('looplint/', ''),
    span: [message.line, message.column, message.endLine, message.endColumn].join(':'),
    message: message.message,
    level: message.level,
    chain: message.chain.map(({ file, line, column, text }) => `${file}:${String(line)}:${String(column)} ${text}`),
  });
  return {
    paths: results.map(({ filePath }) => filePath),
    found: results.flatMap(({ filePath, messages }) => messages.map((message) => say(filePath, message))),
    silenced: results.flatMap(({ filePath, suppressedMessages }) =>
      suppressedMessages.map((message) => say(filePath, message)),
    ),
  };
}

const LEVELS: readonly (Level | 'information')[] = ['error', 'warning', 'information', 'hint'];

/** Findings of the language server, asked file by file as an editor does. */
async function askServer(groups: readonly Group[]): Promise<readonly (readonly Said[])[]> {
  const client = await startRealClient({ folders: groups.map(({ root }) => root) });
  const ask = async (path: string): Promise<readonly Said[]> => {
    const textDocument = { uri: uriOfPath(path) };
    const report = await client.request<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument });
    if (report.kind !== 'full') throw new Error('There is no full report.');
    return report.items.filter(({ code }) => code !== undefined).map((item) => sayDiagnostic(path, item));
  };
  const answers: (readonly Said[])[] = [];
  for (const { sources } of groups) answers.push((await Promise.all(sources.map(ask))).flat());
  return answers;
}

function sayDiagnostic(path: string, { code, range, message, severity, relatedInformation = [] }: Diagnostic): Said {
  const { start, end } = range;
  return {
    path,
    rule: String(code),
    span: [start.line, start.character, end.line, end.character].map((each) => each + 1).join(':'),
    message: typeof message === 'string' ? message : message.value,
    level: LEVELS[(severity ?? 0) - 1] as Level,
    chain: relatedInformation.map(({ location, message: text }) => {
      const { line, character } = location.range.start;
      return `${pathOfUri(location.uri) ?? ''}:${String(line + 1)}:${String(character + 1)} ${text}`;
    }),
  };
}

let plugin: LooplintPlugin;
beforeAll(async () => {
  const built = (await import(pathToFileURL(join(repositoryRoot, 'dist/index.js')).href)) as {
    readonly default: LooplintPlugin;
  };
  plugin = built.default;
});

/** What ESLint says: messages of our rules by file, and the files that its parser refuses, of which no rule sees anything. */
async function askEslint({ root, settings, sources }: Group): Promise<{
  readonly results: readonly ESLint.LintResult[];
  readonly refused: ReadonlySet<string>;
}> {
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: configure(settings),
    // Which comments silence what is ESLint's to judge, and it knows other ones: here all findings are wanted.
    allowInlineConfig: false,
  });
  const results = await eslint.lintFiles([...sources]);
  const isFatal = ({ messages }: ESLint.LintResult): boolean => messages.some(({ fatal }) => fatal === true);
  return { results, refused: new Set(results.filter(isFatal).map(({ filePath }) => filePath)) };
}

const SCRIPTS = '**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}';
const COMPONENTS = '**/*.{vue,svelte,astro}';

/** The plugin's configuration of the preset, with what the settings say in ESLint's words. */
function configure({ preset, rules: levels = {}, ...project }: Group['settings']): Linter.Config[] {
  const base = plugin.configs[preset as 'recommended' | 'strict' | 'all'];
  const { ignores: _ignores, ...all } = base;
  const named = Object.entries(levels as Linter.RulesRecord).map(([id, level]) => [`looplint/${id}`, level] as const);
  const onPython = rules.filter(({ languages }) => languages.includes('python')).map(({ id }) => `looplint/${id}`);
  const settings = { looplint: { hints: true, ...project } };
  return [
    { files: [SCRIPTS], languageOptions: { parser: typescriptParser as Linter.Parser } },
    // Their parsers are not installed, and our rules take nothing from the tree.
    { files: [COMPONENTS], languageOptions: { parser: EMPTY_TREE } },
    base,
    { files: [SCRIPTS, COMPONENTS], rules: Object.fromEntries(named), settings },
    // ESLint accepts only rules that know the language.
    {
      ...all,
      files: ['**/*.py'],
      language: 'looplint/python',
      rules: Object.fromEntries([...Object.entries(all.rules ?? {}), ...named].filter(([id]) => onPython.includes(id))),
      settings,
    },
  ];
}

/** ESLint has no place for a chain: its message has a tail. It has one level for a rule, and no hints. */
function toEslintWords({ path, rule, span, message }: Omit<Said, 'chain' | 'level'>, severity: number): string {
  return `${path}:${span} ${String(severity)} ${rule} ${message.replace(/ \(via [^()]*\)\.$/u, '.')}`;
}

function severityIn({ rules: levels = {} }: Group['settings'], id: string): number {
  const given = (levels as Readonly<Record<string, string | readonly string[]>>)[id];
  const level = typeof given === 'object' ? given[0] : (given ?? rules.find((rule) => rule.id === id)?.level);
  return level === 'error' ? 2 : 1;
}

function toLines(said: readonly Said[]): readonly string[] {
  return said
    .map(
      ({ path, rule, span, message, level, chain }) =>
        `${path}:${span} ${level} ${rule} ${message} <${chain.join('; ')}>`,
    )
    .sort();
}

function sayEslint(results: readonly ESLint.LintResult[]): readonly string[] {
  return results
    .flatMap(({ filePath: path, messages }) =>
      messages.map(({ ruleId, line, column, endLine, endColumn, message, severity }) => {
        const span = [line, column, endLine, endColumn].join(':');
        return toEslintWords({ path, rule: (ruleId ?? '').replace('looplint/', ''), span, message }, severity);
      }),
    )
    .sort();
}

/** Names of the cases that some files belong to. */
function casesOf({ root, cases }: Group, paths: Iterable<string>): ReadonlySet<string> {
  const folders = [...paths].map((path) => join(root, path.slice(root.length + 1).split('/')[0] ?? ''));
  return new Set(folders.flatMap((folder) => cases.get(folder) ?? []));
}

it('is the same in ESLint, on the command line and in the language server for the whole spec set', async () => {
  const cases = specCases();
  expect(cases.length).toBeGreaterThan(300);
  const groups = makeGroups(cases);
  const served = await askServer(groups);
  const seen = { commandLine: 0, server: 0, eslint: 0, found: 0, refused: 0 };
  for (const [at, group] of groups.entries()) {
    const { paths, found, silenced } = askCommandLine(group);
    const diagnostics = served[at] ?? [];
    expect(toLines(diagnostics)).toEqual(toLines(found));

    const { results, refused } = await askEslint(group);
    const isLinted = ({ path }: Said): boolean => !refused.has(path);
    const expected = [...found, ...silenced].filter(isLinted);
    expect(sayEslint(results.filter(({ filePath }) => !refused.has(filePath)))).toEqual(
      expected.map((one) => toEslintWords(one, severityIn(group.settings, one.rule))).sort(),
    );

    seen.commandLine += casesOf(group, paths).size;
    seen.server += casesOf(group, group.sources).size;
    seen.eslint += casesOf(
      group,
      results.map(({ filePath }) => filePath),
    ).size;
    seen.found += found.length;
    seen.refused += refused.size;
  }
  const { found, refused, ...counts } = seen;
  expect(counts).toEqual({ commandLine: cases.length, server: cases.length, eslint: cases.length });
  expect(found).toBeGreaterThan(cases.length);
  expect(refused).toBeLessThan(cases.length / 20);
}, 240_000);
