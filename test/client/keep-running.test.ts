import { describe, expect, it } from 'vitest';
import { keepRunning, type Runnable, type Supervisor } from '../../client/keep-running.js';

/** A runnable that the test starts, ends and stops by hand. */
interface Puppet extends Runnable {
  end(): void;
  readonly wasStopped: () => boolean;
}

interface Stage {
  readonly supervisor: Supervisor;
  readonly made: Puppet[];
  readonly pauses: number[];
  /** Lets time pass, and everything that waits for it happen. */
  pass(milliseconds: number): Promise<void>;
}

function createPuppet(start: () => Promise<void>): Puppet {
  let end = (): void => undefined;
  let stopped = false;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    start: async () => {
      try {
        await start();
      } catch (error) {
        end();
        throw error;
      }
    },
    ended,
    end: () => end(),
    stop: () => {
      stopped = true;
      end();
      return Promise.resolve();
    },
    wasStopped: () => stopped,
  };
}

function openStage(start: () => Promise<void> = () => Promise.resolve()): Stage {
  const made: Puppet[] = [];
  const pauses: number[] = [];
  const timers: { readonly at: number; readonly action: () => void }[] = [];
  let clock = 0;
  const supervisor = keepRunning({
    create: () => {
      const puppet = createPuppet(start);
      made.push(puppet);
      return puppet;
    },
    onPause: (milliseconds) => pauses.push(milliseconds),
    now: () => clock,
    later: (action, milliseconds) => {
      const timer = { at: clock + milliseconds, action };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
  });
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const pass = async (milliseconds: number): Promise<void> => {
    await settle();
    const until = clock + milliseconds;
    for (let next = timers[0]; next !== undefined && next.at <= until; next = timers[0]) {
      timers.shift();
      clock = next.at;
      next.action();
      await settle();
    }
    clock = until;
  };
  return { supervisor, made, pauses, pass };
}

describe('what keeps the server running', () => {
  it('starts it once, and again when it ended', async () => {
    const { made, pass } = openStage();
    await pass(100_000);
    expect(made).toHaveLength(1);
    made[0]?.end();
    await pass(400);
    expect(made).toHaveLength(1);
    await pass(200);
    expect(made).toHaveLength(2);
  });

  it('never gives up, at a pace that slows down to once a minute', async () => {
    const { made, pauses, pass } = openStage(() => Promise.reject(new Error('It does not start.')));
    await pass(24 * 3_600_000);
    expect(pauses.slice(0, 9)).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
    expect(made.length).toBeGreaterThan(24 * 60);
  });

  it('keeps its patience short for one that ran well', async () => {
    const { made, pauses, pass } = openStage();
    for (let index = 0; index < 3; index++) {
      await pass(40_000);
      made.at(-1)?.end();
      await pass(1000);
    }
    expect(pauses).toEqual([500, 500, 500]);
  });

  it('takes a wanted end for no crash', async () => {
    const { supervisor, made, pauses, pass } = openStage();
    await supervisor.restart();
    await pass(100_000);
    expect(made.map((puppet) => puppet.wasStopped())).toEqual([true, false]);
    expect(pauses).toEqual([]);
  });

  it('starts at once when the user asks for it in a pause', async () => {
    const { supervisor, made, pass } = openStage();
    made[0]?.end();
    await pass(0);
    await supervisor.restart();
    expect(made).toHaveLength(2);
    await pass(100_000);
    expect(made).toHaveLength(2);
  });

  it('stays ended after the editor has closed it, running or in a pause', async () => {
    const running = openStage();
    await running.supervisor.dispose();
    const paused = openStage();
    paused.made[0]?.end();
    await paused.pass(0);
    await paused.supervisor.dispose();
    for (const { made, pass, supervisor } of [running, paused]) {
      await pass(100_000);
      await supervisor.restart();
      expect(made).toHaveLength(1);
    }
  });
});
