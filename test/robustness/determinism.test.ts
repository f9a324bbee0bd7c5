import { describe, expect, it } from 'vitest';
import '../support/analyse.js';
import { askFresh, rememberingExtract, toBytes } from '../support/engine-run.js';
import { createRandom, seedOf, type Random } from '../support/random.js';
import { sourcesIn } from '../support/real-sources.js';
import { tangledProject } from '../support/tangle.js';

const ROOT = '/project';
const SEED = seedOf(20261120);
const SHUFFLES = 20;

function inProject(texts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...texts].map(([path, text]) => [`${ROOT}/${path}`, text]));
}

function puppeteer(): ReadonlyMap<string, string> {
  return new Map(
    sourcesIn('node_modules/puppeteer-core/src', '.ts').map(({ path, text }) => [
      path.replace('node_modules/puppeteer-core/', ''),
      text,
    ]),
  );
}

const PROJECTS: readonly (readonly [name: string, make: (random: Random) => ReadonlyMap<string, string>])[] = [
  ['a real package', puppeteer],
  ['a small tangle', (random) => tangledProject(random, { files: 6, functions: 5 })],
  ['a wide tangle', (random) => tangledProject(random, { files: 40, functions: 4 })],
  ['a dense tangle', (random) => tangledProject(random, { files: 3, functions: 60 })],
];

describe('the order of announcements and questions', () => {
  it.each(PROJECTS)(`changes no byte in %s (seed ${String(SEED)})`, (_, make) => {
    const random = createRandom(SEED);
    const disk = inProject(make(random));
    const paths = [...disk.keys()];
    const extract = rememberingExtract();
    const ask = (announced: readonly string[], checked: readonly string[]): string =>
      toBytes(askFresh({ root: ROOT, disk, extract, announced, checked }));
    const first = ask(paths, paths);
    expect(first).toContain('"ruleId"');
    expect(ask([...paths].reverse(), [...paths].reverse())).toBe(first);
    for (let round = 0; round < SHUFFLES; round++)
      expect(ask(random.shuffle(paths), random.shuffle(paths)), `shuffle ${String(round)}`).toBe(first);
  });
});
