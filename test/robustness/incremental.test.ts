import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createEngine } from '../../rules/engine.js';
import type { Engine, FileChange } from '../../rules/engine.js';
import { DEFAULT_SETTINGS } from '../../rules/model/settings.js';
import { createMemoryHost } from '../support/memory-host.js';

const ROOT = '/project';

/** Texts that files may hold: they import each other, so that a change in one changes what is found in another. */
const TEXTS = [
  "import { readFileSync } from 'node:fs';\nexport function load(p: string) { return readFileSync(p); }\n",
  'export async function load(p: string) { return p; }\n',
  "export { load } from './b.js';\n",
  "import { load } from './a.js';\nexport async function run(p: string) { load(p); }\n",
  "import { run } from './c.js';\nimport { load } from './a.js';\nrun('x');\nexport async function all() { load('y'); await run('z'); }\n",
  "import { load } from './a.js';\nexport class Store { load = load; async get(p: string) { this.load(p); } }\nexport function make(): Promise<Store> { return Promise.resolve(new Store()); }\n",
  "import { make } from './b.js';\nmake();\nsetInterval(async () => { await make(); }, 1);\n",
  'export function load( {\n',
  '',
];
const NAMES = ['a', 'b', 'c', 'd'].map((name) => `${ROOT}/${name}.ts`);

type Step =
  | { readonly kind: 'write' | 'overlay'; readonly path: string; readonly text: string }
  | { readonly kind: 'remove' | 'close'; readonly path: string }
  | { readonly kind: 'settings'; readonly preset: 'recommended' | 'strict' };

const path = fc.constantFrom(...NAMES);
const text = fc.constantFrom(...TEXTS);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('write', 'overlay'), path, text }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('remove', 'close'), path }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('settings' as const), preset: fc.constantFrom('recommended', 'strict') }),
  },
);

/** What the disk, the editor and the settings hold after some steps. */
interface State {
  readonly disk: Map<string, string>;
  readonly overlays: Map<string, string>;
  preset: 'recommended' | 'strict';
}

function settingsOf(state: State): typeof DEFAULT_SETTINGS {
  return { ...DEFAULT_SETTINGS, preset: state.preset };
}

/** Carries a step out; gives the changes that an editor would announce. */
function take(state: State, one: Step): readonly FileChange[] {
  switch (one.kind) {
    case 'write':
      state.disk.set(one.path, one.text);
      // What an editor holds wins over the disk, so the change is told only for files that are not open.
      return state.overlays.has(one.path) ? [] : [{ kind: 'changed', path: one.path }];
    case 'overlay':
      state.overlays.set(one.path, one.text);
      return [{ kind: 'overlay', path: one.path, text: one.text }];
    case 'remove':
      state.disk.delete(one.path);
      state.overlays.delete(one.path);
      return [{ kind: 'removed', path: one.path }];
    case 'close':
      if (!state.overlays.delete(one.path)) return [];
      return [state.disk.has(one.path) ? { kind: 'changed', path: one.path } : { kind: 'removed', path: one.path }];
    case 'settings':
      state.preset = one.preset;
      return [{ kind: 'settings', settings: settingsOf(state) }];
  }
}

function answers(engine: Engine, state: State): string {
  const paths = [...new Set([...state.disk.keys(), ...state.overlays.keys()])].sort();
  return JSON.stringify(paths.map((each) => engine.check(each)));
}

function fresh(state: State): string {
  const engine = createEngine({ host: createMemoryHost(state.disk), root: ROOT, settings: settingsOf(state) });
  engine.apply([...state.disk.keys()].map((each) => ({ kind: 'changed', path: each })));
  engine.apply([...state.overlays].map(([each, overlay]) => ({ kind: 'overlay', path: each, text: overlay })));
  return answers(engine, state);
}

it('after every edit, answers as a fresh engine does on the same texts', () => {
  let findings = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 2, maxLength: 8 }), (steps) => {
      const host = createMemoryHost([]);
      const state: State = { disk: host.files, overlays: new Map(), preset: 'recommended' };
      const engine = createEngine({ host, root: ROOT, settings: settingsOf(state) });
      for (const one of steps) {
        const changes = take(state, one);
        engine.apply(changes);
        const answer = answers(engine, state);
        findings += answer.split('"ruleId"').length - 1;
        expect(answer).toBe(fresh(state));
      }
    }),
    { numRuns: 200 },
  );
  // Empty answers are equal too, and would prove nothing.
  expect(findings).toBeGreaterThan(50);
}, 300_000);
