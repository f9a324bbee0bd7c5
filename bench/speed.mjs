// Whole repositories, all recommended rules, side by side with typed lint: CPU and memory of the whole process tree.
// Usage: see README.md.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments } from './lib/arguments.mjs';
import { copyTree, makeDistinct } from './lib/copies.mjs';
import { listFiles, measureSize } from './lib/corpora.mjs';
import { ensurePrepared } from './lib/ensure-prepared.mjs';
import { formatTable, rounded } from './lib/table.mjs';
import { isBuilt, promiseRules, runTool, tools } from './lib/tools.mjs';

const competitors = ['reference', 'oxlint', 'biome'];
/** CPU of ours over theirs, and how much dearer a megabyte may be in a project of four times the size. */
const goals = { referenceEach: 0.08, referenceAll: 0.05, oxlint: 1, growth: 1.2 };

const options = readArguments(process.argv.slice(2), ['speed']);
const rounds = Number(options.rounds);
const chosen = ['looplint', ...competitors].filter((name) => options.tool === undefined || options.tool.includes(name));

if (chosen.includes('looplint') && !isBuilt())
  throw new Error('dist/cli.js is not there: run `npm ci` in the root folder first.');
const totals = new Map();
for (const corpus of options.corpora) {
  if (corpus.sealed === true && !options.open) continue;
  if (!ensurePrepared(corpus)) continue;
  if (!options.scaling) await compareTools(corpus);
  await measureGrowth(corpus);
}
if (!options.scaling) printTotals();

async function compareTools(corpus) {
  const files = listFiles(corpus, corpus.pristine);
  const size = measureSize(corpus.pristine, files);
  console.log(`\n${corpus.name}: ${size.files} files, ${size.lines} lines, ${rounded(size.bytes / 1e6)} MB`);
  const runs = new Map(chosen.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    // Every other round goes the other way, so that a machine that gets slower or faster favours nobody.
    for (const name of round % 2 === 0 ? chosen : [...chosen].reverse()) {
      const rules = name === 'looplint' ? undefined : promiseRules;
      runs.get(name).push(await runChecked(name, { corpus, folder: corpus.pristine, files, rules }));
    }
  }
  printTools(runs);
}

async function runChecked(name, request) {
  const run = await runTool(name, request);
  // 1 says that there are findings.
  if (run.signal !== null || run.code > 1)
    throw new Error(`${tools[name].title} ended with ${run.signal ?? run.code}, see ${run.output}.stderr`);
  return run;
}

function printTools(runs) {
  const own = runs.get('looplint');
  const rows = [...runs].map(([name, list]) => {
    const cpu = list.map((run) => run.cpu);
    const ratios = own === undefined ? [] : list.map((run, round) => own[round].cpu / run.cpu);
    if (own !== undefined) addTotals(name, list, own);
    return [
      tools[name].title,
      tools[name].version(),
      rounded(median(cpu)),
      `${rounded(Math.min(...cpu))}–${rounded(Math.max(...cpu))}`,
      rounded(median(list.map((run) => run.wall))),
      rounded(Math.max(...list.map((run) => run.memory)), 0),
      name === 'looplint' || own === undefined ? '' : rounded(median(ratios), 3),
    ];
  });
  const head = ['tool', 'version', 'CPU s', 'lowest–highest', 'wall s', 'memory MB', 'looplint / tool, CPU'];
  console.log(formatTable(head, rows));
  if (own !== undefined) printVerdicts(runs, own);
}

function printVerdicts(runs, own) {
  const ratioTo = (name) => median(runs.get(name).map((run, round) => own[round].cpu / run.cpu));
  const memory = Math.max(...own.map((run) => run.memory));
  if (runs.has('reference')) verdict('CPU / typescript-eslint typed', ratioTo('reference'), goals.referenceEach);
  if (runs.has('oxlint')) verdict('CPU / oxlint --type-aware', ratioTo('oxlint'), goals.oxlint);
  for (const name of ['reference', 'oxlint'])
    if (runs.has(name))
      verdict(`memory / ${tools[name].title}`, memory / Math.min(...runs.get(name).map((run) => run.memory)), 1);
}

function verdict(what, value, goal) {
  console.log(`${value <= goal ? 'met' : 'NOT MET'}: ${what} ${rounded(value, 3)}, goal ≤ ${goal}`);
}

function addTotals(name, list, own) {
  const sum = totals.get(name) ?? { theirs: 0, ours: 0 };
  sum.theirs += median(list.map((run) => run.cpu));
  sum.ours += median(own.map((run) => run.cpu));
  totals.set(name, sum);
}

function printTotals() {
  if (totals.size === 0) return;
  console.log('\nAll repositories together');
  for (const name of competitors) {
    const sum = totals.get(name);
    if (sum === undefined) continue;
    const goal = { reference: goals.referenceAll, oxlint: goals.oxlint }[name];
    const ratio = sum.ours / sum.theirs;
    if (goal === undefined) console.log(`CPU / ${tools[name].title} ${rounded(ratio, 3)}`);
    else verdict(`CPU / ${tools[name].title}`, ratio, goal);
  }
}

/** Time per megabyte in a folder with four copies of the project, against a folder with one. */
async function measureGrowth(corpus) {
  if (!chosen.includes('looplint')) return;
  const perMegabyte = { 1: [], 4: [] };
  const memory = { 1: 0, 4: 0 };
  const folders = { 1: buildCopies(corpus, 1), 4: buildCopies(corpus, 4) };
  for (let round = 0; round < rounds; round += 1) {
    for (const times of [1, 4]) {
      const { folder, files } = folders[times];
      const label = `${corpus.name}-times-${times}`;
      const run = await runChecked('looplint', { corpus, folder, files, label });
      perMegabyte[times].push(run.cpu / (measureSize(folder, files).bytes / 1e6));
      memory[times] = Math.max(memory[times], run.memory);
    }
  }
  for (const { folder } of Object.values(folders)) rmSync(folder, { recursive: true, force: true });
  const [one, four] = [median(perMegabyte[1]), median(perMegabyte[4])];
  console.log(`${corpus.name}: CPU s per MB ${rounded(one, 3)}, in four copies ${rounded(four, 3)};`);
  console.log(`  memory ${rounded(memory[1], 0)} MB and ${rounded(memory[4], 0)} MB`);
  verdict('time per MB at four times the size', four / one, goals.growth);
}

function buildCopies(corpus, times) {
  const folder = join(corpus.pristine, `../copies-${times}`);
  if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
  const files = [];
  for (let index = 1; index <= times; index += 1) {
    const copy = join(folder, `copy-${index}`);
    copyTree(corpus.pristine, copy);
    const own = listFiles(corpus, copy);
    makeDistinct(copy, own, index);
    files.push(...own.map((file) => `copy-${index}/${file}`));
  }
  return { folder, files };
}

function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
