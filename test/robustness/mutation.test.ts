import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createEngine } from '../../rules/engine.js';
import { DEFAULT_SETTINGS } from '../../rules/model/settings.js';
import { createMemoryHost } from '../support/memory-host.js';
import { repositoryRoot } from '../support/repository.js';

const SEED = Number(process.env['SEED'] ?? 20261120);
const MUTATIONS = 1000;
/** Files that are mutated together: a broken file must not take its neighbours with it. */
const GROUP = 4;
const FOLDERS = ['node_modules/puppeteer-core/src', 'node_modules/@puppeteer/browsers/src', 'rules', 'server'];
const JUNK = [
  '{',
  '}',
  '(',
  ')',
  '[',
  '<',
  '`',
  "'",
  '/*',
  '*/',
  '=>',
  'await ',
  'async ',
  '${',
  '\u2028',
  '\0',
  '\ud83d',
  ';',
  '\r',
];

/** A small generator with a seed: the same run for everybody who asks for it. */
function createRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function realTexts(): readonly string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(repositoryRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.[jt]sx?$/.test(name) && !name.endsWith('.d.ts'))
      .sort()
      .map((name) => readFileSync(join(repositoryRoot, folder, name), 'utf8')),
  ).filter((text) => text.length > 200 && text.length < 20_000);
}

function mutate(text: string, random: (below: number) => number): string {
  const at = random(text.length);
  const until = Math.min(text.length, at + 1 + random(40));
  switch (random(5)) {
    case 0:
      return text.slice(0, at) + text.slice(until);
    case 1:
      return text.slice(0, at) + (JUNK[random(JUNK.length)] ?? '') + text.slice(at);
    case 2:
      return text.slice(0, at);
    case 3:
      return text.slice(0, at) + text.slice(at, until).repeat(3) + text.slice(until);
    default: {
      const lines = text.split('\n');
      const [a, b] = [random(lines.length), random(lines.length)];
      [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
      return lines.join('\n');
    }
  }
}

it(`no mutation of real code makes the engine fail (seed ${SEED})`, () => {
  const random = createRandom(SEED);
  const texts = realTexts();
  expect(texts.length).toBeGreaterThan(100);
  const failures: string[] = [];
  let checked = 0;
  for (let i = 0; i < MUTATIONS / GROUP; i++) {
    const files = Array.from(
      { length: GROUP },
      (_, n) => [`/project/file${n}.tsx`, mutate(texts[random(texts.length)] ?? '', random)] as const,
    );
    const engine = createEngine({
      host: createMemoryHost(files),
      root: '/project',
      settings: { ...DEFAULT_SETTINGS, preset: 'all' },
    });
    engine.apply(files.map(([path]) => ({ kind: 'changed', path })));
    for (const [path, text] of files) {
      const { notices } = engine.check(path);
      checked++;
      for (const { kind, message } of notices) if (kind === 'internal') failures.push(`${message}\n${text}`);
    }
  }
  expect(failures.map((failure) => failure.slice(0, 2000))).toEqual([]);
  expect(checked).toBe(MUTATIONS);
}, 300_000);
