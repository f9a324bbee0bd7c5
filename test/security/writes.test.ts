import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isInside } from '../../rules/host/paths.js';
import { makeFolder } from '../host/temporary-folder.js';
import { looplint } from '../hosts/cli/looplint-process.js';
import { makeProbe } from '../support/probe.js';
import { runWholeSession } from '../support/whole-session.js';

/*
 * S4: a server writes to the cache folder that it is given, and to nothing else; the command line writes nothing that
 * it is not asked to write. A probe in the process and its threads writes down every call, and the folders are compared
 * in case that something goes around it.
 */

const MAIN =
  "import { readFileSync } from 'node:fs';\nasync function save() {}\nexport async function main() {\n  save();\n  return readFileSync('a');\n}\n";
const PYTHON = 'import asyncio\n\nasync def save():\n    pass\n\nasync def main():\n    save()\n';
const PROJECT = { 'package.json': '{"type": "module"}', 'src/main.ts': MAIN, 'py/app.py': PYTHON };

/** Everything below a folder, with what it holds and when it was written. */
function snapshot(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const stats = statSync(join(folder, name));
      const content = stats.isFile() ? readFileSync(join(folder, name), 'utf8') : '';
      return `${name} ${String(stats.mtimeMs)} ${String(stats.mode)} ${content}`;
    });
}

/** A project, and places that a program might think of writing to. */
function makePlaces(): { readonly base: string; readonly project: string; readonly env: Record<string, string> } {
  const base = makeFolder(Object.fromEntries(Object.entries(PROJECT).map(([name, text]) => [`project/${name}`, text])));
  for (const name of ['home', 'tmp', 'elsewhere']) mkdirSync(join(base, name));
  const [home, tmp] = [join(base, 'home'), join(base, 'tmp')];
  const env = { HOME: home, USERPROFILE: home, XDG_CACHE_HOME: join(home, '.cache'), TMPDIR: tmp, TMP: tmp, TEMP: tmp };
  return { base, project: join(base, 'project'), env };
}

it.each(['command', 'extension'] as const)('a server writes to its cache folder alone (%s)', async (server) => {
  const { base, project, env } = makePlaces();
  const cacheDirectory = join(makeFolder({}), 'cache');
  const before = snapshot(base);
  const probe = makeProbe();
  const session = await runWholeSession({
    server,
    folder: project,
    open: { 'src/main.ts': MAIN, 'py/app.py': PYTHON },
    cacheDirectory,
    nodeFlags: probe.flags,
    env: { ...env, ...probe.env },
  });
  expect(session.findings).toEqual([
    'py/app.py:7:5 no-floating-promises',
    'src/main.ts:4:3 no-floating-promises',
    'src/main.ts:5:10 no-blocking-call',
  ]);
  const written = probe.disk('write').map(({ real }) => real);
  expect(written.length).toBeGreaterThan(0);
  expect(written.filter((path) => !isInside(cacheDirectory, path))).toEqual([]);
  expect(snapshot(base)).toEqual(before);
});

it('a server that is given no cache folder writes nothing', async () => {
  const { base, project, env } = makePlaces();
  const before = snapshot(base);
  const probe = makeProbe();
  const session = await runWholeSession({
    folder: project,
    open: { 'src/main.ts': MAIN },
    nodeFlags: probe.flags,
    env: { ...env, ...probe.env },
  });
  expect(session.findings).toHaveLength(3);
  expect(probe.disk('write')).toEqual([]);
  expect(snapshot(base)).toEqual(before);
});

it.each([
  ['by itself', []],
  ['in another format, with statistics', ['--format', 'json', '--stats', '--hints', '--preset', 'all']],
  ['with a preview of the fixes', ['--diff', '--unsafe-fixes']],
  ['with threads', ['--concurrency', '2']],
  ['when it lists', ['--list-files']],
  ['when it explains', ['explain', 'src/main.ts:4']],
])('the command line writes nothing %s', (_, flags) => {
  const { base, project, env } = makePlaces();
  const before = snapshot(base);
  const probe = makeProbe();
  const { stdout } = looplint(flags, project, { nodeFlags: probe.flags, env: { ...env, ...probe.env } });
  expect(stdout).toContain('main.ts');
  expect(probe.disk('read').length).toBeGreaterThan(0);
  expect(probe.disk('write')).toEqual([]);
  expect(snapshot(base)).toEqual(before);
});

it.each([
  ['--fix', ['--fix', '--unsafe-fixes'], ['project/py/app.py', 'project/src/main.ts']],
  ['--cache', ['--cache', '--cache-location', '../elsewhere/cache'], ['elsewhere/cache']],
])('the command line writes with %s what it is asked to write', (_, flags, targets) => {
  const { base, project, env } = makePlaces();
  const probe = makeProbe();
  looplint(flags, project, { nodeFlags: probe.flags, env: { ...env, ...probe.env } });
  const written = probe.disk('write').map(({ real }) => real.slice(base.length + 1));
  const isAsked = (path: string): boolean =>
    // A file is replaced by one that is written beside it.
    targets.some((target) => isInside(target, path) || (path.startsWith(`${target}.`) && path.endsWith('.tmp')));
  expect(written.length).toBeGreaterThan(0);
  expect(written.filter((path) => !isAsked(path))).toEqual([]);
});
