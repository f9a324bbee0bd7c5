import { describe, expect, it } from 'vitest';
import '../support/analyse.js';
import {
  applyStep,
  askFollower,
  askNewcomer,
  openSession,
  sourcesOf,
  type Session,
  type Step,
} from '../support/edit-script.js';
import { EVERY_RULE, rememberingExtract, toBytes } from '../support/engine-run.js';
import { mutateText } from '../support/mutations.js';
import { createRandom, seedOf, type Random } from '../support/random.js';
import { ROOT, VARIANTS, startingFiles } from '../support/small-workspace.js';
import type { Settings } from '../../rules/model/settings.js';

const SEED = seedOf(20261120);
const SCRIPTS = 200;
const LONGEST = 5;

const SETTINGS: readonly Settings[] = [
  EVERY_RULE,
  { ...EVERY_RULE, preset: 'recommended' },
  { ...EVERY_RULE, inlineConfig: false },
  { ...EVERY_RULE, project: { blocking: ['shared#work'], allow: ['node:fs#readFileSync'] } },
  { ...EVERY_RULE, overrides: [{ files: ['src/*.ts'], rules: { 'no-floating-promises': { level: 'hint' } } }] },
];

/** Where files may be renamed to: so that imports break, and other imports come to life. */
const NEW_NAMES = [
  'src/disk.ts',
  'src/config.ts',
  'src/config.tsx',
  'src/config/index.ts',
  'other/config.ts',
  'py/other.py',
];

const absolute = (path: string): string => `${ROOT}/${path}`;

function chooseStep(random: Random, session: Session): Step {
  const path = random.pick(Object.keys(VARIANTS));
  const text = (): string => random.pick(VARIANTS[path] ?? ['']);
  const there = random.pick(sourcesOf(session));
  const now = session.overlays.get(there) ?? session.host.files.get(there) ?? '';
  const choices: readonly (() => Step)[] = [
    () => ({ kind: 'write', path: absolute(path), text: text() }),
    () => ({ kind: 'write', path: absolute(path), text: text() }),
    () => ({ kind: 'type', path: there, text: mutateText(random, now) }),
    () => ({ kind: 'type', path: absolute(path), text: text() }),
    () => ({ kind: 'close', path: random.pick([...session.overlays.keys(), there]) }),
    () => ({ kind: 'delete', path: random.pick([there, absolute(path)]) }),
    () => ({ kind: 'rename', from: there, to: absolute(random.pick(NEW_NAMES)) }),
    () => ({ kind: 'settings', settings: random.pick(SETTINGS) }),
  ];
  return random.pick(choices)();
}

describe('an engine that follows every edit', () => {
  it(`says what a new one says, over ${String(SCRIPTS)} scripts (seed ${String(SEED)})`, () => {
    const extract = rememberingExtract();
    const states = new Set<string>();
    for (let script = 0; script < SCRIPTS; script++) {
      const random = createRandom(SEED + script);
      const session = openSession(ROOT, startingFiles(), EVERY_RULE, extract);
      const steps: Step[] = [];
      for (let left = 1 + random.below(LONGEST); left > 0; left--) {
        const step = chooseStep(random, session);
        steps.push(step);
        applyStep(session, step);
        const results = askFollower(session);
        const expected = toBytes(askNewcomer(session));
        if (toBytes(results) !== expected)
          expect({ steps, results: toBytes(results) }).toEqual({ steps, results: expected });
        states.add(expected);
      }
    }
    // The scripts change what is found, or they would prove nothing.
    expect(states.size).toBeGreaterThan(SCRIPTS);
  }, 300_000);
});
