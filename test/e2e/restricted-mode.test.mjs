import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { PROJECT } from './fixture.mjs';
import { editorOf, runCommand } from './keyboard.mjs';
import { startWorkbench, takeScreenshot } from './workbench.mjs';

/*
 * A folder that the user has not trusted: nothing of it is executed anyway, so that findings are shown and nobody is
 * asked for trust.
 */
const settings = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'always',
};

describe('Restricted Mode', () => {
  let workbench;
  let page;

  before(async () => {
    workbench = await startWorkbench({ files: PROJECT, settings, trust: true });
    ({ page } = workbench);
    await page.goto(workbench.url('src/server.ts'));
  });

  after(() => workbench?.stop());

  it('is on', async () => {
    await page.locator('#status\\.workspaceTrust', { hasText: 'Restricted Mode' }).waitFor();
  });

  it('shows findings all the same, and asks for nothing', async () => {
    await editorOf(page, 'server.ts').locator('.squiggly-error').first().waitFor();
    await editorOf(page, 'server.ts').locator('.squiggly-warning').first().waitFor();
    assert.equal(await page.locator('.monaco-dialog-box').count(), 0);
    const toasts = await page.locator('.notification-toast').allInnerTexts();
    assert.deepEqual(toasts, []);
    await takeScreenshot(page, '14-restricted-mode');
  });

  it('opens a sample and finds its bugs, in a document without a file', async () => {
    await runCommand(page, 'Looplint: Open Sample');
    const sample = page.locator('.editor-instance .monaco-editor[data-uri^="untitled:"]');
    await sample.locator('.view-line', { hasText: 'A small server with three bugs' }).waitFor();
    await sample.locator('.squiggly-error').first().waitFor();
    await sample.locator('.squiggly-warning').first().waitFor();
  });

  it('collects a report that the user can read before it goes anywhere', async () => {
    await runCommand(page, 'Looplint: Collect Report');
    const lines = page.locator('.editor-instance .view-line');
    await lines.filter({ hasText: '# Looplint report' }).first().waitFor();
  });
});
