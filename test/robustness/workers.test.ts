import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import '../support/analyse.js';
import { createEngine } from '../../rules/engine.js';
import { createDiskHost } from '../../rules/host/disk-host.js';
import { discoverFiles } from '../../rules/host/discover-files.js';
import { looplint } from '../hosts/cli/looplint-process.js';
import { EVERY_RULE, toBytes } from '../support/engine-run.js';
import { makePackageProject } from '../support/package-project.js';
import { createRandom, seedOf } from '../support/random.js';
import { repositoryRoot } from '../support/repository.js';

const SEED = seedOf(20261120);
const SHUFFLES = 2;

describe('a project of many packages', () => {
  it('gives the same bytes whatever works on it, and however often', () => {
    const cwd = makePackageProject();
    const run = (...flags: readonly string[]): string => {
      const { stdout, status, stderr } = looplint(['-f', 'json', '--preset', 'all', '--hints', ...flags], cwd);
      expect(status).toBe(1);
      expect(stderr).not.toMatch(/fail|Maximum/);
      return stdout;
    };
    const first = run('--concurrency', 'off');
    const results = JSON.parse(first) as readonly { readonly messages: readonly unknown[] }[];
    expect(results.length).toBeGreaterThan(600);
    expect(results.flatMap(({ messages }) => messages).length).toBeGreaterThan(50);
    for (const threads of ['1', '2', '4']) expect(run('--concurrency', threads) === first, threads).toBe(true);
    expect(run('packages/zod', '.', 'packages/knex') === first, 'paths in another order').toBe(true);
    for (const state of ['cold', 'warm'])
      expect(run('--cache', '--cache-location', 'cache') === first, `${state} cache`).toBe(true);
  }, 600_000);

  it(`gives the same bytes in every order of files and questions (seed ${String(SEED)})`, () => {
    const root = makePackageProject();
    const random = createRandom(SEED);
    const paths = discoverFiles(root, ['.'], { cwd: root }).files.map(({ path }) => path);
    const ask = (announced: readonly string[], checked: readonly string[]): string => {
      const host = createDiskHost({ roots: [root], assetDirectory: join(repositoryRoot, 'dist/assets') });
      const engine = createEngine({ host, root, settings: EVERY_RULE });
      engine.apply(announced.map((path) => ({ kind: 'changed', path })));
      return toBytes(new Map(checked.map((path) => [path, engine.check(path)])));
    };
    const first = ask(paths, paths);
    for (let round = 0; round < SHUFFLES; round++) {
      const other = ask(random.shuffle(paths), random.shuffle(paths));
      if (other !== first) expect(other.split('\n'), `shuffle ${String(round)}`).toEqual(first.split('\n'));
    }
  }, 600_000);
});
