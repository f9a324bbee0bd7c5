import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import '../../support/analyse.js';
import { openAnalysis, type AnalysisSession } from '../../support/analysis-session.js';
import { linesOf, runCommandLine } from '../../support/command-line.js';
import { mutateText } from '../../support/mutations.js';
import { makePackageProject } from '../../support/package-project.js';
import { createRandom, seedOf, type Random } from '../../support/random.js';
import { CONFIGURATIONS, startingFiles, VARIANTS } from '../../support/small-workspace.js';
import { makeFolder, writeFiles } from '../../host/temporary-folder.js';

const SEED = seedOf(20261120);
const SCRIPTS = 15;
const STEPS = 5;

async function checkAll(session: AnalysisSession): Promise<readonly string[]> {
  const files = await session.ask('files', {});
  return linesOf(await Promise.all(files.map((path) => session.check(path))));
}

it('finds in a project of many packages what the command line finds', async () => {
  const folder = makePackageProject();
  const session = await openAnalysis({ folders: [folder] });
  const found = await checkAll(session);
  expect(found.length).toBeGreaterThan(50);
  expect(found).toEqual(runCommandLine(folder));
});

it('reads settings, ignore files and nested configurations as the command line does', async () => {
  const bad = 'async function f() {}\nf();\nexport {};\n';
  const folder = makeFolder({
    'package.json': '{}',
    '.gitignore': 'ignored/\n',
    'looplint.config.json': JSON.stringify({
      ignores: ['*.gen.ts'],
      overrides: [{ files: ['lib/**'], rules: { 'no-floating-promises': 'hint' } }],
    }),
    'a.ts': bad,
    'a.gen.ts': bad,
    'lib/b.ts': bad,
    'ignored/c.ts': bad,
    'inner/looplint.config.json': '{ "preset": "none" }',
    'inner/d.ts': bad,
    'types.d.ts': 'export {};',
    'big.ts': `${bad}//${'x'.repeat(1024 * 1024)}\n`,
  });
  for (const cwd of [folder, join(folder, 'inner'), join(folder, 'lib')]) {
    const session = await openAnalysis({ folders: [cwd] });
    expect(await checkAll(session), cwd).toEqual(runCommandLine(cwd));
  }
  const chosen = await openAnalysis({
    folders: [{ path: folder, preset: 'all', rules: { 'no-floating-promises': 'error', 'no-such-rule': 'error' } }],
  });
  const flags = ['--preset', 'all', '--rule', 'no-floating-promises:error'];
  expect(await checkAll(chosen)).toEqual(runCommandLine(folder, flags));
});

/** A folder with the texts that an editor shows where the disk has others. */
interface Edited {
  readonly folder: string;
  readonly overlays: Map<string, string>;
  readonly session: AnalysisSession;
  version: number;
}

/** What the command line finds when everything is saved. */
function findSaved({ folder, overlays }: Edited): readonly string[] {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'looplint-saved-')));
  try {
    cpSync(folder, copy, { recursive: true });
    writeFiles(copy, Object.fromEntries(overlays));
    return runCommandLine(copy).map((line) => line.replaceAll(copy, folder));
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function act(random: Random, edited: Edited): string {
  const { folder, overlays, session } = edited;
  const name = random.pick(Object.keys(VARIANTS));
  const path = join(folder, name);
  const now = overlays.get(name) ?? (existsSync(path) ? readFileSync(path, 'utf8') : '');
  const text = random.pick(VARIANTS[name] ?? ['']);
  const isCode = /\.[a-z]+$/u.test(name) && !name.endsWith('.json');
  const type = (value: string): void => {
    overlays.set(name, value);
    session.open(path, value, ++edited.version);
  };
  const tell = (...paths: readonly string[]): void => session.client.tell({ kind: 'disk', paths });
  switch (isCode ? random.below(6) : 5) {
    case 0:
      type(text);
      return `type ${name}`;
    case 1:
      type(mutateText(random, now));
      return `mutate ${name}`;
    case 2: {
      overlays.delete(name);
      session.client.tell({ kind: 'closed', path });
      return `close ${name}`;
    }
    case 3:
      rmSync(path, { force: true });
      tell(path);
      return `delete ${name}`;
    case 4: {
      const config = join(folder, 'looplint.config.json');
      writeFileSync(config, random.pick(CONFIGURATIONS));
      tell(config);
      return 'configure';
    }
    default:
      writeFiles(folder, { [name]: text });
      tell(path);
      return `write ${name}`;
  }
}

it(`follows ${String(SCRIPTS)} random scripts as the command line would see them (seed ${String(SEED)})`, async () => {
  const states = new Set<string>();
  const folder = makeFolder({});
  const session = await openAnalysis({ folders: [folder] });
  for (let script = 0; script < SCRIPTS; script++) {
    const random = createRandom(SEED + script);
    const files = Object.fromEntries([...startingFiles()].map(([path, text]) => [path.replace('/project/', ''), text]));
    writeFiles(folder, { ...files, 'looplint.config.json': '{}' });
    session.client.tell({
      kind: 'disk',
      paths: [...Object.keys(files), 'looplint.config.json'].map((name) => join(folder, name)),
    });
    const edited: Edited = { folder, overlays: new Map(), session, version: 0 };
    const steps: string[] = [];
    for (let step = 0; step < STEPS; step++) {
      steps.push(act(random, edited));
      const paths = new Set([
        ...(await session.ask('files', {})),
        ...[...edited.overlays.keys()].map((name) => join(folder, name)),
      ]);
      const reports = await Promise.all([...paths].sort().map((path) => session.check(path)));
      const expected = findSaved(edited);
      expect({ script, steps, found: linesOf(reports) }).toEqual({ script, steps, found: expected });
      states.add(expected.join('\n'));
    }
    for (const name of edited.overlays.keys()) session.client.tell({ kind: 'closed', path: join(folder, name) });
  }
  expect(states.size).toBeGreaterThan(SCRIPTS);
  onTestFinished(() => undefined);
}, 600_000);
