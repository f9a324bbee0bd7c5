import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { BLOCKING_CALL, LAST_HOP, LOST_PROMISE, PROJECT } from './fixture.mjs';
import {
  chooseQuickFix,
  chooseQuickInput,
  cursorOn,
  editorOf,
  goTo,
  openFile,
  problemRows,
  runCommand,
} from './keyboard.mjs';
import { startWorkbench, takeScreenshot } from './workbench.mjs';

/*
 * The extension in the real workbench, driven as a user drives it. The steps are one story: each begins where the last
 * one ended.
 */
const settings = { '[typescript]': { 'editor.codeActionsOnSave': { 'source.fixAllUnsafe.looplint': 'explicit' } } };

describe('the extension in VS Code', () => {
  let workbench;
  let page;

  before(async () => {
    workbench = await startWorkbench({ files: PROJECT, settings, extensions: [process.env.LOOPLINT_E2E_FAKE_ESLINT] });
    ({ page } = workbench);
    await page.goto(workbench.url('src/server.ts'));
  });

  after(() => workbench?.stop());

  const warnings = (file) => editorOf(page, file).locator('.squiggly-warning');
  const errors = (file) => editorOf(page, file).locator('.squiggly-error');
  const shoot = (name) => takeScreenshot(page, name);
  /** Runs a step; a failing one leaves a picture. */
  const step = (title, action) =>
    it(title, async () => {
      try {
        await action();
      } catch (error) {
        await shoot('failed').catch(() => undefined);
        throw error;
      }
    });

  step('underlines what it finds', async () => {
    await errors('server.ts').first().waitFor();
    await warnings('server.ts').first().waitFor();
    await shoot('01-squiggles');
  });

  step('lists the findings in Problems, with the chain of calls', async () => {
    await runCommand(page, 'Problems: Focus on Problems View');
    const finding = problemRows(page).filter({ hasText: '`isKnown` blocks the event loop: it reaches `scryptSync`.' });
    await finding.waitFor();
    await finding.click();
    await page.keyboard.press('ArrowRight');
    const hop = problemRows(page).filter({ hasText: '`hashPassword` calls `scryptSync`' });
    await hop.waitFor();
    const texts = await problemRows(page).allInnerTexts();
    assert.equal(texts.filter((text) => / calls /.test(text)).length, 3, texts.join('\n'));
    await shoot('02-problems');
  });

  step('follows a hop into another file', async () => {
    const hop = problemRows(page).filter({ hasText: '`hashPassword` calls `scryptSync`' });
    await hop.dblclick();
    await editorOf(page, LAST_HOP.file).waitFor();
    await cursorOn(page, LAST_HOP.line);
    await shoot('03-hop');
  });

  step('applies a quick fix with the keyboard', async () => {
    const { file, line, column } = LOST_PROMISE;
    await openFile(page, file);
    await goTo(page, line, column);
    await chooseQuickFix(page, 'Await `saveVisit()`');
    await shoot('04-quick-fix');
    await page.keyboard.press('Enter');
    await editorOf(page, file).locator('.view-line', { hasText: 'await saveVisit(name);' }).waitFor();
    await errors(file).first().waitFor({ state: 'detached' });
    await shoot('05-fixed');
  });

  step('says in the language status how it is', async () => {
    await page.locator('#status\\.languageStatus').hover();
    const item = page.locator('.hover-language-status', { hasText: 'Looplint' });
    await item.filter({ hasText: /Looplint, [\d.]+ ms/ }).waitFor();
    await item.filter({ hasText: 'Open Log' }).waitFor();
    await shoot('06-status');
    await page.keyboard.press('Escape');
  });

  step('shows findings of closed files when it is asked to', async () => {
    const settingsFile = join(workbench.project, '.vscode', 'settings.json');
    await mkdir(dirname(settingsFile), { recursive: true });
    await writeFile(settingsFile, '{ "looplint.diagnosticMode": "workspace" }');
    for (const name of ['jobs.ts', 'mails.ts']) await problemRows(page).filter({ hasText: name }).first().waitFor();
    await shoot('07-workspace');
    await rm(settingsFile);
    await problemRows(page).filter({ hasText: 'mails.ts' }).first().waitFor({ state: 'detached' });
  });

  step('follows an edit in one file with the findings of another', async () => {
    // Both files side by side, without the explorer.
    await page.keyboard.press('Control+B');
    await page.keyboard.press('Control+\\');
    await openFile(page, LAST_HOP.file);
    await goTo(page, LAST_HOP.line, 1);
    await page.keyboard.press('Control+/');
    await warnings('server.ts').first().waitFor({ state: 'detached' });
    await shoot('08-other-file-clean');
    await page.keyboard.press('Control+/');
    await warnings('server.ts').first().waitFor();
    await shoot('09-other-file-again');
    await runCommand(page, 'View: Close All Editors in Group');
    await page.keyboard.press('Control+B');
  });

  step('fixes everything of a file on save', async () => {
    await openFile(page, 'jobs.ts');
    await errors('jobs.ts').first().waitFor();
    await page.keyboard.press('End');
    await page.keyboard.type(' ');
    await page.keyboard.press('Control+S');
    await editorOf(page, 'jobs.ts').locator('.view-line', { hasText: "await saveVisit('second');" }).waitFor();
    await page.locator('.tab.dirty', { hasText: 'jobs.ts' }).waitFor({ state: 'detached' });
    await errors('jobs.ts').first().waitFor({ state: 'detached' });
    const text = await readFile(join(workbench.project, 'src', 'jobs.ts'), 'utf8');
    const calls = text.split('\n').filter((line) => line.includes('saveVisit('));
    assert.deepEqual(calls, ["  await saveVisit('first');", "  await saveVisit('second');"]);
    await shoot('10-fixed-on-save');
  });

  step('fixes all findings of one kind in the workspace, after a preview', async () => {
    await openFile(page, 'mails.ts');
    await errors('mails.ts').first().waitFor();
    await goTo(page, 4, 3);
    await runCommand(page, 'Looplint: Fix All of This Kind');
    await chooseQuickInput(page, 'In the workspace');
    // Every edit waits for a word of the user.
    const file = page.locator('.bulk-edit-panel .monaco-list-row', { hasText: 'mails.ts' }).first();
    await file.locator('input[type=checkbox], .monaco-checkbox').first().click();
    await shoot('11-preview');
    await page.locator('.bulk-edit-panel .monaco-button', { hasText: 'Apply' }).click();
    await editorOf(page, 'mails.ts').locator('.view-line', { hasText: "await saveVisit('mail');" }).waitFor();
    await errors('mails.ts').first().waitFor({ state: 'detached' });
  });

  step('leaves out what ESLint shows for our plugin, as long as it shows it', async () => {
    await runCommand(page, 'Problems: Focus on Problems View');
    await openFile(page, BLOCKING_CALL.file);
    const own = problemRows(page).filter({ hasText: 'no-blocking-call', hasNotText: 'looplint/' });
    const theirs = problemRows(page).filter({ hasText: 'looplint/no-blocking-call' });
    await own.first().waitFor();
    await runCommand(page, 'Fake ESLint: Repeat Findings');
    await theirs.first().waitFor();
    await own.first().waitFor({ state: 'detached' });
    await runCommand(page, 'Fake ESLint: Forget Findings');
    await own.first().waitFor();
    assert.equal(await theirs.count(), 0);
  });

  step('explains a finding, and shows the path to what blocks', async () => {
    const { file, line, column } = BLOCKING_CALL;
    await openFile(page, file);
    await goTo(page, line, column);
    await runCommand(page, 'Looplint: Show Blocking Path');
    await page.locator('.peekview-widget .peekview-title', { hasText: 'Locations (3)' }).waitFor();
    await shoot('12-blocking-path');
    await page.keyboard.press('Escape');
    await page.locator('.peekview-widget').waitFor({ state: 'detached' });
    await runCommand(page, 'Looplint: Explain Finding');
    const preview = page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
    await preview.locator('li', { hasText: 'hashPassword calls scryptSync' }).first().waitFor();
    await shoot('13-explanation');
  });

  step('is back when its server was killed', async () => {
    const before = await serverProcesses(workbench.root);
    assert.equal(before.length, 1);
    process.kill(before[0], 'SIGKILL');
    await warnings('server.ts').first().waitFor({ state: 'detached' });
    await warnings('server.ts').first().waitFor();
    const now = await serverProcesses(workbench.root);
    assert.equal(now.length, 1);
    assert.notEqual(now[0], before[0]);
  });
});

/** Ids of the language servers of this workbench. */
async function serverProcesses(root) {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const commands = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  const isServer = (command) => command.includes(root) && command.includes('/dist/server.cjs');
  return ids.filter((_, index) => isServer(commands[index])).map(Number);
}
