import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { linesOf } from '../../support/command-line.js';
import { buildThread } from '../../support/analysis-thread.js';
import { createRandom, seedOf } from '../../support/random.js';
import { repositoryRoot } from '../../support/repository.js';
import { makeFolder } from '../../host/temporary-folder.js';
import type { FileReport } from '../../../server/protocol/analysis.js';

const SEED = seedOf(20261120);
const KILLS = 12;
const LOOK_MS = 5;
const ASSETS = join(repositoryRoot, 'dist/assets');

/** Entries under their final names whose checksum is not that of their content. */
function brokenEntries(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /^[0-9a-f]{62}$/u.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const content = readFileSync(path, 'utf8');
      return content.slice(0, 64) !== createHash('sha256').update(content.slice(65)).digest('hex');
    });
}

function countEntries(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /[0-9a-f]{62}$/u.test(name))
    .length;
}

it(`leaves a whole cache behind when it is killed at ${String(KILLS)} random moments (seed ${String(SEED)})`, async () => {
  const sources = join(repositoryRoot, 'rules');
  const names = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .filter((_, index) => index % 4 === 0);
  const bad = 'export async function f() {}\nf();\n';
  const folder = makeFolder({
    'package.json': '{}',
    ...Object.fromEntries(names.map((name) => [name, `${readFileSync(join(sources, name), 'utf8')}\n`])),
    'bad.ts': bad,
  });
  const cache = makeFolder({});
  const script = await buildThread('test/support/analysis-process.ts');
  const thread = await buildThread();
  const command = [script, folder, cache, ASSETS, thread];
  const random = createRandom(SEED);
  for (let kill = 0; kill < KILLS; kill++) {
    // Sometimes what the last one wrote is there, and otherwise there is everything to write.
    if (kill % 3 !== 2) for (const name of readdirSync(cache)) rmSync(join(cache, name), { recursive: true });
    const enough = countEntries(cache) + random.below(names.length);
    const child = spawn(process.execPath, [...command, 'again'], { stdio: 'ignore' });
    const timer = setInterval(() => {
      if (countEntries(cache) >= Math.min(enough, names.length)) child.kill('SIGKILL');
    }, LOOK_MS);
    await once(child, 'exit');
    clearInterval(timer);
    expect(brokenEntries(cache), `kill ${String(kill)}`).toEqual([]);
  }
  expect(countEntries(cache)).toBeGreaterThan(0);
  const run = (cacheDirectory: string): readonly string[] => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [script, folder, cacheDirectory, ASSETS, thread], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    expect(status, stderr).toBe(0);
    return linesOf(
      stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as FileReport),
    );
  };
  const found = run(cache);
  expect(found.some((line) => line.includes('bad.ts'))).toBe(true);
  expect(found).toEqual(run(makeFolder({})));
}, 240_000);
