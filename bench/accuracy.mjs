// Recall and precision of `no-floating-promises` against typescript-eslint's typed rule, on copies in which `await`
// and `void` in front of statements are blanked out. Usage: see README.md.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readArguments } from './lib/arguments.mjs';
import { compare } from './lib/compare.mjs';
import { corpusKey, listFiles, measureSize, resultsFolder } from './lib/corpora.mjs';
import { ensurePrepared } from './lib/ensure-prepared.mjs';
import { formatTable, percent, rounded } from './lib/table.mjs';
import { isBuilt, runTool, tools } from './lib/tools.mjs';

const rules = ['no-floating-promises'];
const options = readArguments(process.argv.slice(2), ['accuracy', 'first-contact']);

for (const corpus of options.corpora) {
  if (!ensurePrepared(corpus)) continue;
  if (corpus.sealed === true && !options.open) {
    console.log(`\n${corpus.name}: sealed, for the first contact; --open runs it.`);
    continue;
  }
  await runCorpus(corpus);
}

async function runCorpus(corpus) {
  const files = listFiles(corpus, corpus.mutated);
  const size = measureSize(corpus.mutated, files);
  console.log(`\n${corpus.name}: ${size.files} files, ${size.lines} lines, ${rounded(size.bytes / 1e6)} MB`);
  const reference = await cached('reference', corpus, files);
  // What the reference could not read, or what stands in no project, can be compared with nothing.
  const excluded = new Set(reference.failed);
  const comparable = files.filter((file) => !excluded.has(file));
  if (excluded.size > 0) console.log(`${excluded.size} files left out: the reference could not read them.`);
  const rows = [describe('reference', reference, { reports: reference.reports.length })];
  for (const name of options['ours-only'] ? ['looplint'] : ['looplint', 'oxlint', 'biome']) {
    if (options.tool !== undefined && !options.tool.includes(name)) continue;
    if (name === 'looplint' && !isBuilt()) {
      console.log('looplint: left out, dist/cli.js is not built.');
      continue;
    }
    const run = name === 'looplint' ? await runOnce(name, corpus, comparable) : await cached(name, corpus, comparable);
    const within = run.reports.filter((report) => !excluded.has(report.file));
    const result = compare(corpus.mutated, reference.reports, within);
    if (name === 'looplint') writeLists(corpus, result);
    rows.push(describe(name, run, result));
  }
  console.log(formatTable(['tool', 'version', 'reports', 'recall %', 'precision %', 'CPU s', 'memory MB'], rows));
}

async function runOnce(name, corpus, files) {
  const figures = await runTool(name, { corpus, folder: corpus.mutated, files, rules });
  const text = readFileSync(figures.output, 'utf8');
  const { reports, failed } = readReports(name, text, corpus, figures);
  const { cpu, memory, wall } = figures;
  if (figures.code > 1) console.log(`${tools[name].title} ended with ${figures.code}: ${lastLine(figures.output)}`);
  return { version: tools[name].version(), cpu, memory, wall, reports, failed };
}

const lastLine = (output) => readFileSync(`${output}.stderr`, 'utf8').trim().split('\n').at(-1);

function readReports(name, text, corpus, figures) {
  try {
    return tools[name].reports(text, corpus.mutated);
  } catch (error) {
    const stderr = readFileSync(`${figures.output}.stderr`, 'utf8').slice(0, 2000);
    const end = `${tools[name].title} ended with ${figures.code ?? figures.signal}`;
    throw new Error(`${end}: ${error.message}\n${stderr}`, { cause: error });
  }
}

/** Runs of other tools cost minutes and depend on nothing of ours: kept until `--refresh`. */
async function cached(name, corpus, files) {
  const version = tools[name].version().replace(/\W+/g, '_');
  const path = join(resultsFolder, 'cache', `${corpusKey(corpus)}-${name}-${version}.json`);
  if (existsSync(path) && !options.refresh) return JSON.parse(readFileSync(path, 'utf8'));
  const run = await runOnce(name, corpus, files);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(run));
  return run;
}

function describe(name, run, { reports, recall, precision }) {
  return [
    tools[name].title,
    run.version,
    reports,
    recall === undefined ? '' : percent(recall),
    precision === undefined ? '' : percent(precision),
    rounded(run.cpu),
    rounded(run.memory, 0),
  ];
}

function writeLists(corpus, { missed, extra }) {
  for (const [name, reports] of Object.entries({ missed, extra })) {
    const path = join(resultsFolder, `${corpus.name}-${name}.txt`);
    writeFileSync(path, reports.map((report) => `${describePlace(corpus, report)}\n`).join(''));
    console.log(`${name}: ${reports.length}, listed in ${path}`);
    for (const [shape, count] of countShapes(corpus, reports).slice(0, 12)) console.log(`  ${count} × ${shape}`);
  }
}

function sourceLine(corpus, { file, line }) {
  return readFileSync(join(corpus.mutated, file), 'utf8').split('\n')[line - 1] ?? '';
}

function describePlace(corpus, report) {
  return `${report.file}:${report.line}:${report.column}\t${sourceLine(corpus, report).trim()}`;
}

/** What the reported statements call, by the last name before the first parenthesis: shows what to mend first. */
function countShapes(corpus, reports) {
  const counts = new Map();
  for (const report of reports) {
    const text = sourceLine(corpus, report).slice(report.column - 1);
    const callee = text.split(/[(`]/, 1)[0].replace(/<.*/, '');
    const shape = (callee.length < text.length && callee.split(/[^\w$]/).at(-1)) || text.slice(0, 40);
    counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one);
}
