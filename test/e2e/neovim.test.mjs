import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { LOST_PROMISE, PROJECT } from './fixture.mjs';
import { repositoryRoot } from './setup.mjs';

/*
 * A client that nobody here wrote: Neovim's own, which cannot ask for diagnostics and has them sent. It shows what the
 * command line prints for the same folder.
 */
const COMMAND = join(repositoryRoot, 'dist', 'cli.js');

/** Columns count in bytes in Neovim, in UTF-16 units on the command line: a line with both tells them apart. */
const FILES = {
  ...PROJECT,
  'src/grüße.ts': [
    "import { saveVisit } from './visits.js';",
    '',
    'export async function greet(): Promise<void> {',
    "  const müde = '😀'; saveVisit(müde);",
    '}',
    '',
  ].join('\n'),
  'tasks/poll.py': [
    'import asyncio, time',
    '',
    'async def poll():',
    '    time.sleep(5)',
    '    asyncio.sleep(1)',
    '',
  ].join('\n'),
};
const SOURCES = Object.keys(FILES).filter((name) => /\.(?:ts|py)$/.test(name));
const SEVERITIES = { error: 1, warning: 2, hint: 4 };
const FIXED = `src/${LOST_PROMISE.file}`;

describe('Neovim', () => {
  let folder;
  let answer;
  let printed;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'looplint-neovim-'));
    for (const [name, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    printed = printedFindings(folder);
    answer = await runNeovim(folder, `${FIXED}:${LOST_PROMISE.line}:${LOST_PROMISE.column}:Await \`saveVisit()\``);
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('shows what the command line prints', () => {
    const count = Object.values(printed).flat().length;
    assert.ok(count >= 6, `Only ${count} findings.`);
    const shown = Object.fromEntries(SOURCES.map((name) => [name, sorted(answer.found[name])]));
    assert.deepEqual(shown, printed);
  });

  it('applies a code action, and the file is written', () => {
    assert.deepEqual(answer.fixed.gone, true);
    const text = readFileSync(join(folder, FIXED), 'utf8');
    assert.equal(text, FILES[FIXED].replace('  saveVisit(name)', '  await saveVisit(name)'));
  });
});

/** Findings by file, in the words of Neovim. */
function printedFindings(folder) {
  const { stdout } = spawnSync(process.execPath, [COMMAND, '--hints', '--format', 'json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const found = Object.fromEntries(SOURCES.map((name) => [name, []]));
  for (const { filePath, messages } of JSON.parse(stdout)) {
    const name = relative(folder, filePath);
    const lines = FILES[name].split('\n');
    const toByte = (line, column) => Buffer.byteLength(lines[line - 1].slice(0, column - 1)) + 1;
    found[name] = sorted(
      messages.map(({ line, column, endLine, endColumn, level, ruleId, message }) => ({
        line,
        column: toByte(line, column),
        endLine,
        endColumn: toByte(endLine, endColumn),
        severity: SEVERITIES[level],
        rule: ruleId.replace('looplint/', ''),
        message,
      })),
    );
  }
  return found;
}

function sorted(findings) {
  const keyOf = (finding) =>
    [finding.line, finding.column, finding.rule].map((part) => String(part).padStart(6)).join();
  return [...findings].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

async function runNeovim(folder, fix) {
  const result = join(folder, '..', `${folder.split('/').at(-1)}.json`);
  const home = mkdtempSync(join(tmpdir(), 'looplint-neovim-home-'));
  const env = {
    ...process.env,
    HOME: home,
    XDG_STATE_HOME: home,
    XDG_CACHE_HOME: home,
    LOOPLINT_NODE: process.execPath,
    LOOPLINT_COMMAND: COMMAND,
    LOOPLINT_FILES: SOURCES.join('\n'),
    LOOPLINT_FIX: fix,
    LOOPLINT_RESULT: result,
  };
  const script = join(repositoryRoot, 'test', 'e2e', 'neovim.lua');
  const parameters = ['--headless', '--clean', '-c', `luafile ${script}`];
  try {
    await promisify(execFile)(process.env.LOOPLINT_E2E_NVIM, parameters, { cwd: folder, env, timeout: 120_000 });
    return JSON.parse(readFileSync(result, 'utf8'));
  } finally {
    for (const path of [result, home]) rmSync(path, { recursive: true, force: true });
  }
}
