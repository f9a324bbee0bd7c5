/*
 * What a user does with the keyboard. The workbench swallows keys while the focus moves, so that each step waits for
 * what shows that it arrived.
 */

export const editorOf = (page, file) => page.locator(`.editor-instance .monaco-editor[data-uri$="/${file}"]`);
export const problemRows = (page) => page.locator('.markers-panel .monaco-list-row');

export async function runCommand(page, name) {
  await page.keyboard.press('F1');
  await fillQuickInput(page, `>${name}`);
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).first().waitFor();
  await page.keyboard.press('Enter');
}

/** Chooses an entry of a list that a command shows. */
export async function chooseQuickInput(page, text) {
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
  await row.waitFor();
  await fillQuickInput(page, text);
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: text }).first().waitFor();
  await page.keyboard.press('Enter');
}

export async function openFile(page, file) {
  await page.keyboard.press('Control+P');
  await fillQuickInput(page, file);
  // Enter before the list is filtered opens another file.
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: file }).first().waitFor();
  await page.keyboard.press('Enter');
  await editorOf(page, file).waitFor();
  await page.locator('.editor-instance .monaco-editor.focused').waitFor();
}

export async function goTo(page, line, column) {
  await page.keyboard.press('Control+G');
  await fillQuickInput(page, `:${line}:${column}`);
  await page.keyboard.press('Enter');
  await cursorOn(page, line);
  await page.locator('.editor-instance .monaco-editor.focused').waitFor();
}

/** Waits until the status bar says that the cursor is on a line. */
export function cursorOn(page, line) {
  return page.locator('#status\\.editor\\.selection', { hasText: new RegExp(`^Ln ${line},`) }).waitFor();
}

/** Opens the menu of quick fixes, moves to the one with the title, and leaves it to the caller to press Enter. */
export async function chooseQuickFix(page, title) {
  const row = page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
  for (let attempt = 0; ; attempt++) {
    await page.keyboard.press('Control+.');
    try {
      await row.waitFor({ timeout: 3000 });
      break;
    } catch (error) {
      if (attempt === 4) throw error;
      await page.keyboard.press('Escape');
    }
  }
  for (let step = 0; step < 30 && !(await isFocused(row)); step++) await page.keyboard.press('ArrowDown');
  return row;
}

function isFocused(row) {
  return row.evaluate((element) => element.classList.contains('focused'));
}

async function fillQuickInput(page, text) {
  const input = page.locator('.quick-input-widget input[type=text]').first();
  await input.waitFor({ state: 'visible' });
  await input.fill(text);
}
