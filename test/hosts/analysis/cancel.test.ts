import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import '../../support/analyse.js';
import { createEngine } from '../../../rules/engine.js';
import type { Engine } from '../../../rules/engine-types.js';
import { EVERY_RULE, toBytes } from '../../support/engine-run.js';
import { openAnalysis, type AnalysisSession } from '../../support/analysis-session.js';
import { linesOf, runCommandLine } from '../../support/command-line.js';
import { createMemoryHost } from '../../support/memory-host.js';
import { createRandom, seedOf } from '../../support/random.js';
import { ROOT, startingFiles, VARIANTS } from '../../support/small-workspace.js';
import { makeFolder, writeFiles } from '../../host/temporary-folder.js';
import type { Announcement } from '../../../server/protocol/analysis.js';
import type { CancelSignal } from '../../../server/protocol/analysis-client.js';

const SEED = seedOf(20261120);
const POINTS = 1000;

class Cancelled extends Error {}

/** An engine whose question ends at one of its checkpoints. */
interface Cancellable {
  readonly engine: Engine;
  /** Checkpoints left before the question ends. */
  left: number;
  passed: number;
}

function openCancellable(files: ReadonlyMap<string, string>): Cancellable {
  const state: { engine?: Engine; left: number; passed: number } = { left: Infinity, passed: 0 };
  state.engine = createEngine({
    host: createMemoryHost(files),
    root: ROOT,
    settings: EVERY_RULE,
    checkpoint() {
      state.passed++;
      if (state.left-- <= 0) throw new Cancelled();
    },
  });
  return state as Cancellable;
}

const CODE = /\.(?:[mc]?[jt]sx?|vue|py)$/u;

it(`gives the same after being cancelled at ${String(POINTS)} random points (seed ${String(SEED)})`, () => {
  const random = createRandom(SEED);
  const files = new Map(startingFiles());
  const sources = (): readonly string[] =>
    [...files.keys()].filter((path) => CODE.test(path) && !path.includes('/node_modules/'));
  const announce = (engine: Engine): void => engine.apply(sources().map((path) => ({ kind: 'changed', path })));
  const askAll = (engine: Engine): string =>
    toBytes(new Map([...sources()].sort().map((path) => [path, engine.check(path)])));

  let tested = openCancellable(files);
  announce(tested.engine);
  let cancelled = 0;
  for (let point = 0; point < POINTS; point++) {
    if (point % 50 === 0) {
      tested = openCancellable(files);
      announce(tested.engine);
    }
    // An edit, so that there is something to do, and a question that does not come to its end.
    const name = random.pick(Object.keys(VARIANTS).filter((one) => CODE.test(one)));
    const path = `${ROOT}/${name}`;
    files.set(path, random.pick(VARIANTS[name] ?? ['']));
    tested.engine.apply([{ kind: 'overlay', path, text: files.get(path) ?? '' }]);
    tested.left = random.below(random.pick([3, 30, 300]));
    try {
      tested.engine.check(random.pick(sources()));
    } catch (error) {
      if (!(error instanceof Cancelled)) throw error;
      cancelled++;
    }
    tested.left = Infinity;
    if (point % 10 !== 9) continue;
    const fresh = openCancellable(files);
    announce(fresh.engine);
    const [followed, expected] = [askAll(tested.engine), askAll(fresh.engine)];
    if (followed !== expected) expect({ point, followed }).toEqual({ point, followed: expected });
  }
  expect(cancelled).toBeGreaterThan(POINTS / 3);
}, 240_000);

describe('a thread', () => {
  const cancelSoon = (milliseconds: number): CancelSignal => {
    let isCancelled = false;
    return {
      get isCancelled() {
        return isCancelled;
      },
      onCancel(listener) {
        setTimeout(() => {
          isCancelled = true;
          listener();
        }, milliseconds);
      },
    };
  };
  /** Enough code to be busy with for a while. */
  const makeBusyFolder = (): string => {
    const folder = makeFolder({ 'package.json': '{}' });
    const texts = Object.entries(VARIANTS).filter(([name]) => CODE.test(name) && !name.startsWith('node_modules'));
    for (let copy = 0; copy < 60; copy++)
      writeFiles(
        folder,
        Object.fromEntries(texts.map(([name, variants]) => [`part${String(copy)}/${name}`, variants[0] ?? ''])),
      );
    return folder;
  };
  const checkAll = async (session: AnalysisSession): Promise<readonly string[]> => {
    const files = await session.ask('files', {});
    return linesOf(await Promise.all(files.map((path) => session.check(path))));
  };

  it('gives up a question at once, at any moment, and answers the next as ever', async () => {
    const folder = makeBusyFolder();
    const path = join(folder, 'part0/src/main.ts');
    const random = createRandom(SEED);
    const session = await openAnalysis({ folders: [folder] });
    const refusals: string[] = [];
    for (let round = 0; round < 25; round++) {
      session.open(path, `${VARIANTS['src/main.ts']?.[round % 3] ?? ''}// ${String(round)}\n`, round);
      const reply = await session.client.ask(
        'fixAll',
        { scope: 'workspace', applicability: 'all' },
        { signal: cancelSoon(random.below(150)) },
      );
      refusals.push('refusal' in reply ? reply.refusal : 'answered');
      // What was given up does not stand in the way of what somebody looks at.
      const next = await session.client.ask('check', { path }, { urgency: 'urgent' });
      expect(next).toMatchObject({ answer: { version: round } });
    }
    expect(refusals).toContain('cancelled');
    session.client.tell({ kind: 'closed', path });
    expect(await checkAll(session)).toEqual(runCommandLine(folder));
  });

  describe('that reads files which take their time', () => {
    const SLOW_FILES = 15;
    const open = async (): Promise<{ slow: string; fast: string; session: AnalysisSession }> => {
      const names = Array.from({ length: SLOW_FILES }, (_, index) => `slow${String(index)}.ts`);
      const slow = makeFolder({
        'package.json': '{}',
        // Calls are what makes the whole project matter.
        'asked.ts': 'fetch("a");\nexport {};\n',
        ...Object.fromEntries(names.map((name) => [name, '// SLOW\nexport {};\n'])),
      });
      const fast = makeFolder({ 'package.json': '{}', 'a.ts': 'export {};\n' });
      const session = await openAnalysis({ folders: [slow, fast], thread: 'test/support/faulty-thread.ts' });
      return { slow, fast, session };
    };
    const isReading = ({ kind }: Announcement): boolean => kind === 'progress';
    /** Files that were read at the last word about it. */
    const countRead = ({ announcements }: AnalysisSession): number =>
      Math.max(0, ...announcements.map((one) => (one.kind === 'progress' ? one.done : 0)));

    it('stops when the question is cancelled', async () => {
      const { slow, fast, session } = await open();
      let stop = (): void => undefined;
      const signal = { isCancelled: false, onCancel: (listener: () => void) => (stop = listener) };
      const given = session.client.ask('check', { path: join(slow, 'asked.ts') }, { signal });
      await session.announced(isReading);
      stop();
      expect(await given).toEqual({ refusal: 'cancelled' });
      await session.check(join(fast, 'a.ts'));
      expect(countRead(session)).toBeLessThan(SLOW_FILES / 2);
    });

    it('stops for what somebody looks at, and goes on afterwards', async () => {
      const { slow, fast, session } = await open();
      const first = session.client.ask('check', { path: join(slow, 'asked.ts') }, { urgency: 'background' });
      await session.announced(isReading);
      await session.client.ask('check', { path: join(fast, 'a.ts') }, { urgency: 'urgent' });
      expect(countRead(session)).toBeLessThan(SLOW_FILES / 2);
      expect(await first).toMatchObject({ answer: { findings: [{}] } });
    });

    it('begins anew for a newer text, and answers for that one', async () => {
      const { slow, session } = await open();
      const path = join(slow, 'asked.ts');
      session.open(path, 'fetch("a");\nexport {};\n', 1);
      const given = session.check(path);
      await session.announced(isReading);
      session.open(path, 'export {};\n', 2);
      expect(await given).toMatchObject({ version: 2, findings: [] });
    });
  });

  it('answers for the newest text, whatever was asked before it', async () => {
    const folder = makeBusyFolder();
    const path = join(folder, 'part0/src/main.ts');
    const session = await openAnalysis({ folders: [folder] });
    const first = VARIANTS['src/main.ts']?.[0] ?? '';
    const asked: Promise<number | undefined>[] = [];
    for (let version = 1; version <= 500; version++) {
      session.open(path, `${first}//${'x'.repeat(version)}\n`, version);
      asked.push(session.check(path).then((report) => report.version));
    }
    const versions = await Promise.all(asked);
    // Every question is answered for a text that was there when it was asked, or a newer one.
    versions.forEach((version, index) => expect(version).toBeGreaterThan(index));
    expect(new Set(versions).size).toBeLessThan(50);
    expect(versions.at(-1)).toBe(500);
  });

  it('lets what somebody looks at go before what nobody does', async () => {
    const folder = makeBusyFolder();
    const session = await openAnalysis({ folders: [folder] });
    const files = await session.ask('files', {});
    const order: string[] = [];
    const background = files.map(async (path) => {
      await session.client.ask('check', { path }, { urgency: 'background' });
      order.push('background');
    });
    const urgent = session.client
      .ask('check', { path: files.at(-1) ?? '' }, { urgency: 'urgent' })
      .then(() => order.push('urgent'));
    await Promise.all([...background, urgent]);
    expect(order.indexOf('urgent')).toBeLessThan(5);
  });
});
