import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { FileReport } from '../../../server/protocol/analysis.js';
import { makeFolder } from '../../host/temporary-folder.js';
import { openAnalysis, type AnalysisSession } from '../../support/analysis-session.js';
import { linesOf } from '../../support/command-line.js';

const LOAD =
  "import { execSync } from 'node:child_process';\nexport function load(name: string) {\n  return execSync(name);\n}\nexport async function save() {}\n";
const MAIN =
  "import { load, save } from './load.js';\nexport async function main(items: string[]) {\n  save();\n  if (save()) items.pop();\n  // looplint-disable-next-line no-floating-promises -- the last one\n  save();\n  return load('ls');\n}\n";
const NEAR = ['no-floating-promises', 'no-misused-promises'];
const OTHER = 'export const nothing = 1;\n';

/** A project with so many files beside the one that somebody opens. */
function makeProject(others: number): string {
  const rest = Array.from({ length: others }, (_, at) => [`lib/file-${String(at)}.ts`, OTHER] as const);
  return makeFolder({
    'package.json': '{"type": "module"}',
    'load.ts': LOAD,
    'main.ts': MAIN,
    ...Object.fromEntries(rest),
  });
}

const rulesIn = ({ findings }: FileReport): readonly string[] => findings.map(({ ruleId }) => ruleId);

/** How many files were read so far, as far as it was said. */
const isReading = ({ announcements }: AnalysisSession): boolean =>
  announcements.some(({ kind }) => kind === 'progress');

it('comes before a large project is read, and what is missing comes by itself', async () => {
  const folder = makeProject(600);
  const main = join(folder, 'main.ts');
  const session = await openAnalysis({ folders: [folder] });
  session.open(main, MAIN);
  const first = await session.check(main);
  expect(first.isPartial).toBe(true);
  expect(isReading(session)).toBe(false);
  expect(rulesIn(first)).toEqual(NEAR);
  expect(first.suppressed.map(({ ruleId }) => ruleId)).toEqual(['no-floating-promises']);
  expect(await session.announced(({ kind }) => kind === 'changed')).toEqual({ kind: 'changed', paths: [main] });
  const whole = await session.check(main);
  expect(whole.isPartial).toBeUndefined();
  expect(rulesIn(whole)).toEqual([...NEAR, 'no-blocking-call']);

  // A file that nobody has open is judged by the whole project at once.
  const patient = await openAnalysis({ folders: [folder] });
  const expected = await patient.check(main);
  expect(expected.isPartial).toBeUndefined();
  expect(linesOf([whole])).toEqual(linesOf([expected]));
  expect(whole.suppressed).toEqual(expected.suppressed);
  expect(linesOf([expected])).toEqual(expect.arrayContaining([...linesOf([first])]));
});

it('is not worth its while in a small project, for a second time, and when it is all there is', async () => {
  const small = makeProject(20);
  const main = join(small, 'main.ts');
  const session = await openAnalysis({ folders: [small] });
  session.open(main, MAIN);
  const report = await session.check(main);
  expect(report.isPartial).toBeUndefined();
  expect(rulesIn(report)).toEqual([...NEAR, 'no-blocking-call']);

  const large = makeProject(600);
  const [load, other] = [join(large, 'load.ts'), join(large, 'main.ts')];
  const later = await openAnalysis({ folders: [large] });
  later.open(load, LOAD);
  expect(rulesIn(await later.check(load))).toEqual([]);
  const [again] = await Promise.all([later.check(load)]);
  expect(again.isPartial).toBeUndefined();
  later.open(other, MAIN);
  expect((await later.check(other)).isPartial).toBeUndefined();
});
