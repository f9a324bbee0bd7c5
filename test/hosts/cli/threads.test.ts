import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { extractFacts } from '../../../rules/engine.js';
import { extractAhead, type ExtractSetup } from '../../../server/worker/extract-ahead.js';
import { workInThreads } from '../../../server/worker/extract-pool.js';
import { makeFolder } from '../../host/temporary-folder.js';
import { repositoryRoot } from '../../support/repository.js';

const SCRIPT = pathToFileURL(join(repositoryRoot, 'dist/thread.js'));

function setupFor(folder: string): ExtractSetup {
  return { roots: [folder], assetDirectory: join(repositoryRoot, 'dist/assets') };
}

const texts = Object.fromEntries(
  Array.from({ length: 60 }, (_, index) => [
    `f${index}.ts`,
    `export async function f${index}() { await g${index}(); }\n`.repeat(index),
  ]),
);

describe('extraction in threads', () => {
  it.each([0, 1, 3])('gives the same facts with %i threads more', (threads) => {
    const folder = makeFolder(texts);
    const paths = Object.keys(texts).map((name) => join(folder, name));
    const extract = extractAhead(paths, { setup: setupFor(folder), threads, script: SCRIPT });
    for (const [name, text] of Object.entries(texts)) expect(extract(name, text)).toEqual(extractFacts(name, text));
    for (const [name, text] of Object.entries(texts))
      expect(extract(join(folder, name), text)).toEqual(extractFacts(name, text));
  });

  it('never gives facts of another text', () => {
    const folder = makeFolder({ 'a.ts': 'old();' });
    const path = join(folder, 'a.ts');
    const extract = extractAhead([path], { setup: setupFor(folder), threads: 1, script: SCRIPT });
    expect(extract(path, 'renewed();')).toEqual(extractFacts(path, 'renewed();'));
    expect(extract(path, 'old();')).toEqual(extractFacts(path, 'old();'));
  });
});

describe('workInThreads', () => {
  const paths = Array.from({ length: 200 }, (_, index) => `p${index}`);

  it.each([
    ['ends at once', 'process.exit(1);'],
    ['throws', "throw new Error('bang');"],
    [
      'takes work and never answers',
      "import { workerData } from 'node:worker_threads'; Atomics.add(workerData.counters, 0, 1);",
    ],
  ])('does without a thread that %s', (_, code) => {
    const folder = makeFolder({});
    writeFileSync(join(folder, 'thread.mjs'), code);
    const script = pathToFileURL(join(folder, 'thread.mjs'));
    const results = workInThreads(paths, { threads: 2, script, setup: {}, work: (path) => `${path}!`, patience: 100 });
    expect(results.size).toBeGreaterThanOrEqual(paths.length - 2);
    for (const [path, result] of results) expect(result).toBe(`${path}!`);
  });
});
