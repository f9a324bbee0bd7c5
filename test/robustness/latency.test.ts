import { expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver/node';
import { isInside } from '../../rules/host/paths.js';
import { makeFolder } from '../host/temporary-folder.js';
import { until } from '../support/language-client.js';
import { startRealClient } from '../support/language-server.js';
import type { LoopEvent, ProbeEvent } from '../support/probe-script.js';
import { makeProbe, type Probe } from '../support/probe.js';

/*
 * R11: typing stays fluid, because the thread that speaks with the editor does nothing else. How long anything takes
 * depends on the machine, and is only written out; what is asserted is who does the work.
 */

const FILES = 1000;
const LINES = 1000;
const EDITS = 300;
/** An answer is waited for after so many edits; the others are overtaken by the next key. */
const BURST = 2;
/** The main thread works at most so much of what the analysis does. */
const MAIN_SHARE = 1 / 2;

function makeFiles(): Readonly<Record<string, string>> {
  const files: Record<string, string> = { 'package.json': '{"type": "module"}', 'src/typed.ts': typedText() };
  for (let index = 0; index < FILES; index++) {
    const next = String((index + 1) % FILES);
    files[`src/f${String(index)}.ts`] =
      `import { call${next} } from './f${next}.js';\nexport async function call${String(index)}() {\n  await call${next}();\n}\n`;
  }
  return files;
}

/** Functions of four lines each, with one promise that is dropped. */
function typedText(): string {
  const functions = Array.from(
    { length: LINES / 4 - 1 },
    (_, index) => `export async function f${String(index)}() {\n  const x = await call1();\n  return x;\n}\n`,
  );
  return `import { call1 } from './f1.js';\n\n\n\n${functions.join('')}`;
}

function loopsOf(probe: Probe, thread: LoopEvent['thread']): readonly LoopEvent[] {
  return probe.events().filter((event): event is LoopEvent => event.kind === 'loop' && event.thread === thread);
}

/** Busy milliseconds of a thread between two moments. */
function activeBetween(loops: readonly LoopEvent[], begin: number, end: number): number {
  const before = loops.findLast(({ at }) => at <= begin)?.active ?? 0;
  const after = loops.find(({ at }) => at >= end)?.active ?? Number.NaN;
  return after - before;
}

/** How many analyses were asked for, and not answered or given up, at the same time. */
function mostChecks(events: readonly ProbeEvent[]): number {
  const open = new Set<number>();
  let most = 0;
  for (const event of events) {
    if (event.kind !== 'message' || event.id === undefined) continue;
    if (event.what === 'ask' && event.question === 'check') open.add(event.id);
    if (event.what !== 'ask') open.delete(event.id);
    most = Math.max(most, open.size);
  }
  return most;
}

it('the thread that speaks with the editor does no analysis and reads no file while 300 edits are typed (R11)', async () => {
  const folder = makeFolder(makeFiles());
  const probe = makeProbe({ meter: true });
  const client = await startRealClient({ folders: [folder] }, { nodeFlags: probe.flags, env: probe.env });
  const path = `${folder}/src/typed.ts`;
  const uri = await client.open(path, typedText());
  const pull = async (): Promise<readonly Diagnostic[]> =>
    (await client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri } })).items;
  expect(await pull()).toEqual([]);
  await until('both loops seen', () => loopsOf(probe, 'main').length > 0 && loopsOf(probe, 'worker').length > 0);

  const clock = (): number => performance.timeOrigin + performance.now();
  const begin = clock();
  const answers: number[] = [];
  const word = '  call1(1);\n';
  let [line, character] = [LINES / 2 + 1, 0];
  for (let edit = 0; edit < EDITS; edit++) {
    const key = word[edit % word.length] ?? '';
    const at = { line, character };
    await client.notify('textDocument/didChange', {
      textDocument: { uri, version: edit + 2 },
      contentChanges: [{ range: { start: at, end: at }, text: key }],
    });
    [line, character] = key === '\n' ? [line + 1, 0] : [line, character + 1];
    const asked = clock();
    const answer = pull().then(
      () => answers.push(clock() - asked),
      () => 0,
    );
    if (edit % BURST === BURST - 1) await answer;
  }
  const last = await pull();
  const end = clock();
  await until('both loops seen again', () =>
    (['main', 'worker'] as const).every((thread) => loopsOf(probe, thread).some(({ at }) => at >= end)),
  );

  const events = probe.events();
  const main = activeBetween(loopsOf(probe, 'main'), begin, end);
  const analysis = activeBetween(loopsOf(probe, 'worker'), begin, end);
  const delay = loopsOf(probe, 'main').at(-1)?.delay;
  answers.sort((left, right) => left - right);
  const share = (part: number): string => (answers[Math.floor((answers.length - 1) * part)] ?? Number.NaN).toFixed(1);
  console.info(
    `${String(EDITS)} edits in ${(end - begin).toFixed(0)} ms: main thread ${main.toFixed(0)} ms, analysis ${analysis.toFixed(0)} ms; ` +
      `edit to diagnostics p50 ${share(0.5)} ms, p95 ${share(0.95)} ms, p99 ${share(0.99)} ms (${String(answers.length)} answers); ` +
      `event loop delay of the main thread p50 ${String(delay?.p50.toFixed(1))} ms, p99 ${String(delay?.p99.toFixed(1))} ms, max ${String(delay?.max.toFixed(1))} ms`,
  );

  // Each line that drops the promise is found: the edits did arrive.
  expect(last).toHaveLength(EDITS / word.length);
  expect(events.filter(({ kind, thread }) => kind === 'start' && thread === 'worker')).toHaveLength(1);
  expect(mostChecks(events)).toBe(1);
  const onMain = events.flatMap((event) => (event.kind === 'disk' && event.thread === 'main' ? [event] : []));
  expect(onMain.filter(({ real }) => isInside(folder, real))).toEqual([]);
  expect(onMain.filter(({ at }) => at >= begin && at <= end)).toEqual([]);
  expect(
    events.some((event) => event.kind === 'disk' && event.thread === 'worker' && isInside(folder, event.real)),
  ).toBe(true);
  expect(main).toBeLessThan(analysis * MAIN_SHARE);
});
