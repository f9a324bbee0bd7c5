import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { benchFolder, resultsFolder } from './corpora.mjs';
import { measure } from './measure.mjs';

const bin = (path) => join(benchFolder, 'node_modules', path);
const versionOf = (name) => JSON.parse(readFileSync(bin(`${name}/package.json`), 'utf8')).version;
let oursEntry = resolve(benchFolder, '../dist/cli.js');

/** Takes another build than the one of this checkout. */
export function useBuild(path) {
  oursEntry = resolve(path);
}

export const ourEntry = () => oursEntry;

/** Whether our own command line was built. */
export const isBuilt = () => existsSync(oursEntry);

export const promiseRules = ['no-floating-promises', 'no-misused-promises', 'await-thenable'];

const biomeNames = {
  'no-floating-promises': 'noFloatingPromises',
  'no-misused-promises': 'noMisusedPromises',
  'await-thenable': 'useAwaitThenable',
};

/**
 * The tools under test. `prepare` gives the command for a folder, a list of files in it and a list of rules;
 * `reports` reads its output into places `{ file, line, column }` (1-based, UTF-16) or `{ file, offset, unit }`.
 */
export const tools = {
  reference: {
    title: 'typescript-eslint, typed',
    version: () => `${versionOf('typescript-eslint')} (ESLint ${versionOf('eslint')})`,
    prepare: ({ folder, corpus, rules, files }) => ({
      command: process.execPath,
      args: [
        '--max-old-space-size=12000',
        bin('eslint/bin/eslint.js'),
        '--config',
        join(benchFolder, 'lib/reference.config.mjs'),
        '--format',
        'json',
        ...files,
      ],
      env: {
        LOOPLINT_BENCH_REFERENCE: JSON.stringify({
          rules,
          folder,
          projects: corpus.tsconfig.map((path) => join(folder, path)),
        }),
      },
    }),
    reports: readLintResults('@typescript-eslint/no-floating-promises'),
  },
  looplint: {
    title: 'looplint',
    version: () => JSON.parse(readFileSync(join(benchFolder, '../package.json'), 'utf8')).version,
    prepare: ({ rules, files }) => ({
      command: process.execPath,
      args: [
        oursEntry,
        ...['--format', 'json', '--no-inline-config'],
        ...(rules === undefined ? [] : ['--preset', 'none', ...rules.flatMap((rule) => ['--rule', `${rule}:error`])]),
        ...files,
      ],
    }),
    reports: readLintResults('looplint/no-floating-promises'),
  },
  oxlint: {
    title: 'oxlint --type-aware',
    version: () => `${versionOf('oxlint')} (tsgolint ${versionOf('oxlint-tsgolint')})`,
    prepare: ({ rules, files }) => ({
      command: process.execPath,
      args: [
        bin('oxlint/bin/oxlint'),
        '--type-aware',
        '--config',
        writeOxlintConfig(rules),
        ...['--disable-nested-config', '--no-ignore', '--format', 'json'],
        ...files,
      ],
      env: { OXLINT_TSGOLINT_PATH: bin('.bin/tsgolint') },
    }),
    reports: readOxlint,
  },
  biome: {
    title: 'Biome',
    version: () => versionOf('@biomejs/biome'),
    prepare: ({ folder, rules, files }) => {
      // Biome reads only the project that its configuration file stands in.
      writeFileSync(join(folder, 'biome.json'), JSON.stringify(biomeConfig(rules), undefined, 2));
      return {
        command: process.execPath,
        args: [
          bin('@biomejs/biome/bin/biome'),
          ...['lint', '--reporter=json', '--max-diagnostics=none', '--colors=off'],
          ...files,
        ],
      };
    },
    reports: readBiome,
  },
};

function biomeConfig(rules) {
  const nursery = Object.fromEntries(rules.map((rule) => [biomeNames[rule], 'error']));
  return { root: true, linter: { enabled: true, rules: { preset: 'none', nursery } }, files: { maxSize: 10_000_000 } };
}

function writeOxlintConfig(rules) {
  const folder = join(resultsFolder, 'config');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `oxlint-${rules.length}.json`);
  const config = {
    plugins: ['typescript'],
    categories: { correctness: 'off' },
    rules: Object.fromEntries(rules.map((rule) => [`typescript/${rule}`, 'error'])),
  };
  writeFileSync(path, JSON.stringify(config, undefined, 2));
  return path;
}

/**
 * Runs a tool; answers the measurement and the path of its output.
 * @param {keyof typeof tools} name
 */
export async function runTool(name, request) {
  const { command, args, env } = tools[name].prepare(request);
  mkdirSync(resultsFolder, { recursive: true });
  const output = join(resultsFolder, `${request.label ?? request.corpus.name}-${name}.out`);
  const figures = await measure(command, args, { cwd: request.folder, env, output });
  return { ...figures, output };
}

function readLintResults(ruleId) {
  return (text, folder) => {
    const reports = [];
    const failed = [];
    for (const result of JSON.parse(text)) {
      const file = relative(folder, result.filePath);
      for (const message of result.messages) {
        if (message.fatal) failed.push(file);
        if (message.ruleId === ruleId)
          reports.push({ file, line: message.line, column: message.column, message: message.message });
      }
    }
    return { reports, failed };
  };
}

function readOxlint(text, folder) {
  const reports = [];
  for (const diagnostic of JSON.parse(text).diagnostics) {
    if (!diagnostic.code?.includes('no-floating-promises')) continue;
    const file = relative(folder, resolve(folder, diagnostic.filename));
    reports.push({ file, offset: diagnostic.labels[0].span.offset, unit: 'byte', message: diagnostic.message });
  }
  return { reports, failed: [] };
}

function readBiome(text, folder) {
  const reports = [];
  for (const diagnostic of JSON.parse(text).diagnostics) {
    if (!diagnostic.category?.endsWith('noFloatingPromises')) continue;
    const { path, start } = diagnostic.location;
    reports.push({ file: relative(folder, resolve(folder, path)), ...start, message: diagnostic.message });
  }
  return { reports, failed: [] };
}
