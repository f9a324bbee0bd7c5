import { describe, expect, it } from 'vitest';
import { createProjectState } from '../../rules/engine/project-state.js';
import { createStatistics } from '../../rules/engine/statistics.js';
import { DEFAULT_SETTINGS } from '../../rules/model/settings.js';
import { createMemoryHost } from '../support/memory-host.js';

/** Which of the values handed to `ask` are known never to reject, by the line of the call. */
function neverRejecting(text: string): readonly string[] {
  const path = '/project/main.ts';
  const state = createProjectState({
    host: createMemoryHost([[path, text]]),
    root: '/project',
    settings: DEFAULT_SETTINGS,
    statistics: createStatistics(false),
    checkpoint: () => undefined,
  });
  state.apply([{ kind: 'changed', path }]);
  const revision = state.open();
  const asked = revision.facts(path)?.calls.filter(({ name }) => name === 'ask') ?? [];
  return asked
    .filter(({ arguments: [value] }) => value !== undefined && revision.effects.mayReject(path, value) === 'no')
    .map(({ range }) => text.slice(range.start + 'ask('.length, range.end - 1));
}

const PRELUDE = `import { setTimeout as sleep } from 'node:timers/promises';
declare function load(): Promise<string>;
declare function note(error: unknown): void;
declare function send(error: unknown): Promise<void>;
declare const rows: string[];
`;

/** The values of `ask(…)` in a program, those that never reject apart. */
function judged(body: string): { readonly never: readonly string[]; readonly may: number } {
  const text = `${PRELUDE}${body}`;
  const never = neverRejecting(text);
  return { never, may: (text.match(/\bask\(/g)?.length ?? 0) - never.length };
}

describe('a function that catches everything', () => {
  it('is known by its whole body', () => {
    const body = `
async function whole() { try { await load(); } catch (error) { note(error); } }
async function part() { await load(); try { await load(); } catch (error) { note(error); } }
async function rethrows() { try { await load(); } catch (error) { throw error; } }
async function final() { try { await load(); } finally { note(1); } }
ask(whole()); ask(part()); ask(rethrows()); ask(final());`;
    expect(judged(body)).toEqual({ never: ['whole()'], may: 3 });
  });

  it('is known where it is called on the spot', () => {
    const body = `
ask((async () => { try { await load(); } catch (error) { note(error); } })());
ask((async function () { try { await load(); } catch {} })());
ask((async () => { await load(); })());
ask((async () => load())());`;
    const { never, may } = judged(body);
    expect(never).toHaveLength(2);
    expect(may).toBe(2);
  });

  it('may work in its handler, as long as that cannot fail', () => {
    const body = `
async function quiet(error: unknown) { try { await send(error); } catch {} }
async function waits() { try { await load(); } catch (error) { await quiet(error); } }
async function fails() { try { await load(); } catch (error) { await send(error); } }
async function nested() { try { await load(); } catch (error) { try { await send(error); } catch {} } }
async function inner() { try { await load(); } catch (error) { try { throw error; } catch (again) { note(again); } } }
ask(waits()); ask(fails()); ask(nested()); ask(inner());`;
    expect(judged(body)).toEqual({ never: ['waits()', 'nested()', 'inner()'], may: 1 });
  });

  it('may wait beside the handler for what cannot fail', () => {
    const body = `
async function handled() { await load().catch(note); return { done: true }; }
async function settled() { await Promise.allSettled(rows.map(() => load())); return \`\${rows.length} rows\`; }
async function bare() { await load().catch(); }
async function undone() { await load().finally(note); }
ask(handled()); ask(settled()); ask(bare()); ask(undone());`;
    expect(judged(body)).toEqual({ never: ['handled()', 'settled()'], may: 2 });
  });

  it('may give back what it has, when that is no promise', () => {
    const body = `
async function value() { let found = ''; try { found = await load(); } catch (error) { note(error); } return found; }
async function kept() { const found = load(); try { note(1); } catch (error) { note(error); } return found; }
ask(value()); ask(kept());`;
    expect(judged(body)).toEqual({ never: ['value()'], may: 1 });
  });
});

describe('a promise that only resolves', () => {
  it('is known by its executor', () => {
    const body = `
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const turn = () => new Promise<void>((resolve) => { setImmediate(() => resolve()); });
const either = () => new Promise<void>((resolve, reject) => setTimeout(reject, 1));
const follows = () => new Promise<string>((resolve) => resolve(load()));
const throws = () => new Promise<void>((resolve) => { if (rows.length > 0) throw new Error('a'); resolve(); });
async function waits() { await pause(10); await turn(); }
ask(pause(1)); ask(turn()); ask(either()); ask(follows()); ask(throws()); ask(waits());
ask(new Promise<void>((resolve) => setTimeout(resolve, 1)));`;
    const { never, may } = judged(body);
    expect(never.map((text) => text.slice(0, 7))).toEqual(['pause(1', 'turn()', 'waits()', 'new Pro']);
    expect(may).toBe(3);
  });

  it('is known by its API, as long as nobody can abort it', () => {
    const body = `
declare const signal: AbortSignal;
async function waits() { await sleep(10); }
async function aborted() { await sleep(10, undefined, { signal }); }
ask(waits()); ask(aborted()); ask(Promise.reject(1));`;
    expect(judged(body)).toEqual({ never: ['waits()'], may: 2 });
  });
});

describe('a reaction', () => {
  it('is known by the handler at its end', () => {
    const body = `
ask(load().catch(note)); ask(load().then(note, note)); ask(load().catch(note).finally(note)); ask(load().then(note));
ask(load().catch(undefined));`;
    expect(judged(body).never).toEqual([
      'load().catch(note)',
      'load().then(note, note)',
      'load().catch(note).finally(note)',
    ]);
  });

  it('is as its function is', () => {
    const body = `
async function quiet() { try { await load(); } catch {} }
const direct = () => quiet();
async function twice() { await quiet(); return quiet(); }
async function branch(a: boolean) { if (a) await quiet(); else await load(); }
ask(direct()); ask(twice()); ask(branch(true)); ask(quiet);`;
    expect(judged(body)).toEqual({ never: ['direct()', 'twice()', 'quiet'], may: 1 });
  });
});
