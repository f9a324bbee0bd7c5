import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAnalysis, type AnalysisSession } from '../../support/analysis-session.js';
import { makeFolder } from '../../host/temporary-folder.js';

const BAD = 'async function f() {}\nf();\nexport {};\n';
const LIMITS = { slow: 250, stuck: 2000, firstDelay: 10, longestDelay: 50, heap: 96 };

function openFolder(files: Readonly<Record<string, string>>): { folder: string; session: Promise<AnalysisSession> } {
  const folder = makeFolder({ 'package.json': '{}', 'good.ts': BAD, 'other.ts': BAD, ...files });
  return {
    folder,
    session: openAnalysis({ folders: [folder], thread: 'test/support/faulty-thread.ts', limits: LIMITS }),
  };
}

async function countFindings(session: AnalysisSession, path: string): Promise<number> {
  return (await session.check(path)).findings.length;
}

describe.each([
  ['never ends', 'HANG', 'Analysis of this file was stopped after 2 s.'],
  ['never ends once a rule looks at it', 'HANG-LATER', 'Analysis of this file was stopped after 2 s.'],
  ['uses up the memory', 'MEMORY', 'Analysis of this file was stopped because it ended the analysis of everything.'],
  ['ends the thread', 'EXIT', 'Analysis of this file was stopped because it ended the analysis of everything.'],
])('a file whose analysis %s', (_, word, message) => {
  it('is left alone until it changes, and all others are served', async () => {
    const { folder, session: opening } = openFolder({ 'evil.ts': `${BAD}// ${word}\n` });
    const session = await opening;
    const evil = join(folder, 'evil.ts');
    expect(await countFindings(session, join(folder, 'good.ts'))).toBe(1);
    expect(await session.check(evil)).toMatchObject({ findings: [], notices: [{ message }] });
    expect(await countFindings(session, join(folder, 'other.ts'))).toBe(1);
    const { quarantined } = await session.ask('status', {});
    expect(quarantined).toMatchObject([{ path: evil, reason: message }]);
    expect(quarantined[0]?.hash).toMatch(/^[0-9a-f]{64}$/);

    // The same text again, in an editor, is as bad as on the disk.
    session.open(evil, `${BAD}// ${word}\n`);
    expect((await session.check(evil)).notices).toMatchObject([{ message }]);
    session.open(evil, BAD, 2);
    expect(await session.check(evil)).toMatchObject({ findings: [{}], notices: [], version: 2 });
    session.client.tell({ kind: 'closed', path: evil });
    writeFileSync(evil, `${BAD}${BAD}`);
    session.client.tell({ kind: 'disk', paths: [evil] });
    expect(await countFindings(session, evil)).toBe(2);
    expect((await session.ask('status', {})).quarantined).toEqual([]);
  });
});

it('leaves several such files alone, one after the other', async () => {
  const files = Object.fromEntries(
    ['HANG', 'EXIT', 'MEMORY', 'HANG-LATER'].map((word, index) => [`evil${String(index)}.ts`, `${BAD}// ${word}\n`]),
  );
  const { folder, session: opening } = openFolder(files);
  const session = await opening;
  const all = await session.ask('files', {});
  const reports = await Promise.all(all.map((path) => session.check(path)));
  const found = reports.filter(({ findings }) => findings.length > 0).map(({ path }) => path);
  expect(found).toEqual([join(folder, 'good.ts'), join(folder, 'other.ts')]);
  expect(reports.flatMap(({ notices }) => notices)).toHaveLength(4);
});

it('blames nobody for an end out of nothing, and answers what was asked', async () => {
  const { folder, session: opening } = openFolder({ 'unlucky.ts': `${BAD}// DIE-ONCE\n` });
  const session = await opening;
  for (const name of ['good.ts', 'unlucky.ts', 'other.ts', 'good.ts'])
    expect(await countFindings(session, join(folder, name)), name).toBe(1);
  await session.announced(({ kind }) => kind === 'changed');
  expect(await countFindings(session, join(folder, 'unlucky.ts'))).toBe(1);
  expect((await session.ask('status', {})).quarantined).toEqual([]);
  expect(session.log.join('\n')).toContain('The analysis ended (a trap)');
});

it('says which file is slow, and waits for it', async () => {
  const { folder, session: opening } = openFolder({ 'slow.ts': `${BAD}// SLOW\n` });
  const session = await opening;
  expect(await countFindings(session, join(folder, 'slow.ts'))).toBe(1);
  expect(session.log.filter((line) => line.includes('slow.ts takes longer'))).toHaveLength(1);
});

it('goes on starting threads, however often they end', async () => {
  const { folder, session: opening } = openFolder({});
  const session = await opening;
  for (let round = 0; round < 12; round++) {
    const evil = join(folder, `evil${String(round)}.ts`);
    session.open(evil, `${BAD}// EXIT ${String(round)}\n`);
    expect((await session.check(evil)).notices).toHaveLength(1);
    expect(await countFindings(session, join(folder, 'good.ts'))).toBe(1);
  }
});

it('tells a new thread what the last one was told', async () => {
  const { folder, session: opening } = openFolder({ 'evil.ts': `${BAD}// HANG\n` });
  const session = await opening;
  session.open(join(folder, 'good.ts'), `${BAD}${BAD}`, 7);
  expect(await session.check(join(folder, 'good.ts'))).toMatchObject({ version: 7, findings: [{}, {}] });
  expect((await session.check(join(folder, 'evil.ts'))).notices).toHaveLength(1);
  session.client.tell({ kind: 'closed', path: join(folder, 'good.ts') });
  expect(await countFindings(session, join(folder, 'good.ts'))).toBe(1);
});
