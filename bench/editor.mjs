// An edit in the editor, side by side with a warm typed ESLint: latency, start and memory of the language server.
// Usage: see README.md.
import { fork } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readArguments } from './lib/arguments.mjs';
import { listFiles, measureSize, resultsFolder } from './lib/corpora.mjs';
import { applyEdit, typeInto } from './lib/edits.mjs';
import { ensurePrepared } from './lib/ensure-prepared.mjs';
import { startServer } from './lib/language-client.mjs';
import { treeMemory } from './lib/measure.mjs';
import { formatTable, rounded } from './lib/table.mjs';
import { isBuilt, ourEntry, promiseRules } from './lib/tools.mjs';

/** What is typed into: about 1,500 lines each. */
const files = { typeorm: 'src/entity-manager/EntityManager.ts', outline: 'server/models/Document.ts' };
const goals = { median: 25, late: 60, ratio: 0.05, warmStart: 1000, coldIndex: 10_000, memory: 300 };
/** Edits before the ones that count: the compiler of the runtime is warm then, on both sides. */
const WARM_UP = 60;

const options = readArguments(process.argv.slice(2), ['editor']);
const count = Number(options.edits);
if (!isBuilt()) throw new Error('dist/cli.js is not there: run `npm ci` in the root folder first.');
for (const corpus of options.corpora) {
  if (files[corpus.name] === undefined || !ensurePrepared(corpus)) continue;
  await compare(corpus, files[corpus.name]);
}

async function compare(corpus, name) {
  const folder = corpus.pristine;
  const path = join(folder, name);
  const text = readFileSync(path, 'utf8');
  const size = measureSize(folder, listFiles(corpus, folder));
  console.log(
    `\n${corpus.name}: ${size.files} files, ${size.lines} lines; ${name}, ${text.split('\n').length - 1} lines`,
  );
  const cache = join(resultsFolder, `editor-cache-${corpus.name}`);
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  const edits = typeInto(path, text, WARM_UP + count);

  const cold = await runServer({ folder, path, text, cache, edits: [] });
  const own = await runServer({ folder, path, text, cache, edits });
  const peer = options['ours-only'] ? undefined : await runTypedLint({ folder, path, text, corpus, edits });
  print({ cold, own, peer });
}

async function runServer({ folder, path, text, cache, edits }) {
  const started = performance.now();
  const server = startServer(process.execPath, [ourEntry(), 'lsp', '--stdio'], { cwd: folder });
  let progress = 0;
  const indexed = new Promise((resolve) => {
    server.on('$/progress', ({ value }) => {
      progress += 1;
      if (value.kind === 'end') resolve(performance.now() - started);
    });
  });
  server.on('workspace/configuration', ({ items }) => items.map(() => ({ preset: 'all' })));
  const rootUri = pathToFileURL(folder).href;
  await server.request('initialize', {
    processId: process.pid,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: 'project' }],
    capabilities: {
      window: { workDoneProgress: true },
      workspace: { configuration: true, workspaceFolders: true, diagnostics: { refreshSupport: true } },
      textDocument: { diagnostic: { relatedDocumentSupport: false }, synchronization: {} },
    },
    initializationOptions: { cacheDirectory: cache },
  });
  server.notify('initialized', {});
  const uri = pathToFileURL(path).href;
  server.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'typescript', version: 1, text } });
  const first = await diagnose(server, uri);
  const ready = performance.now() - started;
  const index = await indexed;
  await diagnose(server, uri);

  const samples = [];
  let current = text;
  let version = 1;
  for (const edit of edits) {
    version += 1;
    const range = { start: positionOf(current, edit.start), end: positionOf(current, edit.end) };
    current = applyEdit(current, edit);
    const before = performance.now();
    server.notify('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range, text: edit.text }],
    });
    await diagnose(server, uri);
    samples.push(performance.now() - before);
    // People do not type in the very moment in which an answer comes: what the server does when it is idle may end.
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  // Time to come to rest.
  await new Promise((resolve) => setTimeout(resolve, 4000));
  const memory = treeMemory(server.pid);
  await server.request('shutdown');
  server.notify('exit');
  await server.closed;
  return { ready, index, samples: samples.slice(WARM_UP), memory, progress, findings: first.items.length };
}

async function diagnose(server, uri) {
  for (;;) {
    try {
      return await server.request('textDocument/diagnostic', { textDocument: { uri } });
    } catch (error) {
      if (!/retriggerRequest|-3280[12]/.test(String(error))) throw error;
    }
  }
}

function positionOf(text, offset) {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length - 1, character: before.at(-1).length };
}

async function runTypedLint({ folder, path, text, corpus, edits }) {
  const child = fork(fileURLToPath(new URL('lib/typed-lint.mjs', import.meta.url)), [], {
    cwd: folder,
    execArgv: ['--max-old-space-size=12000'],
    env: {
      ...process.env,
      // As in an editor: programs are kept and brought up to date.
      TSESTREE_SINGLE_RUN: 'false',
      LOOPLINT_BENCH_EDITOR: JSON.stringify({ file: path }),
      LOOPLINT_BENCH_REFERENCE: JSON.stringify({
        rules: promiseRules,
        folder,
        projects: corpus.tsconfig.map((each) => join(folder, each)),
      }),
    },
  });
  const receive = () => new Promise((resolve) => child.once('message', resolve));
  await receive();
  const lint = async (changed) => {
    const answer = receive();
    child.send({ text: changed });
    const result = await answer;
    if (result.fatal !== undefined) throw new Error(`Typed lint cannot read the file: ${result.fatal}`);
    return result;
  };
  const first = await lint(text);
  const samples = [];
  let current = text;
  // A typed edit takes seconds in a large project: a tenth of the edits is enough for its median.
  for (const edit of edits.slice(0, 6 + Math.max(12, Math.ceil(count / 10)))) {
    current = applyEdit(current, edit);
    samples.push((await lint(current)).wall);
  }
  const memory = treeMemory(child.pid);
  child.kill();
  return { ready: first.wall, samples: samples.slice(6), memory };
}

function print({ cold, own, peer }) {
  const row = (title, run) => [
    title,
    rounded(run.ready / 1000),
    run.samples.length,
    rounded(quantile(run.samples, 0.5), 1),
    rounded(quantile(run.samples, 0.95), 1),
    rounded(Math.max(...run.samples), 1),
    rounded(run.memory, 0),
  ];
  const head = ['tool', 'first findings s', 'edits', 'median ms', 'p95 ms', 'worst ms', 'memory MB'];
  const rows = [
    row('looplint lsp, with a cache', own),
    ...(peer === undefined ? [] : [row('typed ESLint, warm', peer)]),
  ];
  console.log(formatTable(head, rows));
  verdict('edit to diagnostics, median ms', quantile(own.samples, 0.5), goals.median);
  verdict('edit to diagnostics, p95 ms', quantile(own.samples, 0.95), goals.late);
  if (peer !== undefined)
    verdict('median / typed ESLint', quantile(own.samples, 0.5) / quantile(peer.samples, 0.5), goals.ratio, 3);
  verdict('first findings with a cache, ms', own.ready, goals.warmStart, 0);
  verdict('first findings without a cache, ms', cold.ready, goals.warmStart, 0);
  verdict(`cold index, ms (${cold.progress} progress messages)`, cold.index, goals.coldIndex, 0);
  console.log(`  index with a cache, ms ${rounded(own.index, 0)}`);
  verdict('resident after typing, MB', own.memory, goals.memory, 0);
  verdict('resident after the cold index, MB', cold.memory, goals.memory, 0);
}

function quantile(samples, share) {
  const sorted = [...samples].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

function verdict(name, value, goal, digits = 1) {
  console.log(`  ${value <= goal ? 'holds' : 'MISSED'}: ${name} ${rounded(value, digits)}, goal ${goal}`);
}
