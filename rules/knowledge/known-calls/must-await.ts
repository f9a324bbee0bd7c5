import type { KnownCall } from '../types.js';

function mustAwait(source: string, versions: string, apis: readonly string[]): readonly KnownCall[] {
  return apis.map((api) => ({ api, verdict: 'must-await', source, versions }));
}

/** Those of locators, pages and responses. The matchers of plain values have other names and give nothing. */
const playwrightMatchers = [
  'toBeAttached',
  'toBeChecked',
  'toBeDisabled',
  'toBeEditable',
  'toBeEmpty',
  'toBeEnabled',
  'toBeFocused',
  'toBeHidden',
  'toBeInViewport',
  'toBeOK',
  'toBeVisible',
  'toContainClass',
  'toContainText',
  'toHaveAccessibleDescription',
  'toHaveAccessibleErrorMessage',
  'toHaveAccessibleName',
  'toHaveAttribute',
  'toHaveCSS',
  'toHaveClass',
  'toHaveCount',
  'toHaveId',
  'toHaveJSProperty',
  'toHaveRole',
  'toHaveScreenshot',
  'toHaveText',
  'toHaveTitle',
  'toHaveURL',
  'toHaveValue',
  'toHaveValues',
  'toMatchAriaSnapshot',
  'toPass',
];

const subjects = ['AltText', 'DisplayValue', 'LabelText', 'PlaceholderText', 'Role', 'TestId', 'Text', 'Title'];
const finders = subjects.flatMap((subject) => [`findBy${subject}`, `findAllBy${subject}`]);
const renderers = ['preact', 'react', 'react-native', 'svelte', 'vue'].map((name) => `@testing-library/${name}#`);
const frameworks = ['@testing-library/dom#', ...renderers];

const gestures = [
  'clear',
  'click',
  'copy',
  'cut',
  'dblClick',
  'deselectOptions',
  'hover',
  'keyboard',
  'paste',
  'pointer',
  'selectOptions',
  'tab',
  'tripleClick',
  'type',
  'unhover',
  'upload',
];

/** Calls that do their work, or fail, only for who waits for them. */
export const mustAwaitCalls: readonly KnownCall[] = [
  ...mustAwait(
    'https://playwright.dev/docs/test-assertions#auto-retrying-assertions',
    '>=1.30.0 <2.0.0',
    ['expect()', 'expect().not', 'expect.soft()', 'expect.soft().not'].flatMap((start) =>
      playwrightMatchers.map((name) => `@playwright/test#${start}.${name}`),
    ),
  ),
  ...mustAwait('https://playwright.dev/docs/test-assertions#expectpoll', '>=1.30.0 <2.0.0', [
    '@playwright/test#expect.poll().**',
  ]),
  ...mustAwait(
    'https://testing-library.com/docs/dom-testing-library/api-async',
    '>=3.0.0 <17.0.0',
    frameworks.flatMap((start) => [
      `${start}waitFor`,
      `${start}waitForElementToBeRemoved`,
      ...['screen.', 'within().', ''].flatMap((receiver) => finders.map((name) => `${start}${receiver}${name}`)),
    ]),
  ),
  ...mustAwait(
    'https://testing-library.com/docs/react-testing-library/api#render-result',
    '>=3.0.0 <17.0.0',
    renderers.flatMap((start) => finders.map((name) => `${start}render().${name}`)),
  ),
  ...mustAwait(
    'https://testing-library.com/docs/user-event/intro/#writing-tests-with-userevent',
    '>=14.0.0 <15.0.0',
    ['default', 'userEvent', 'default.setup()', 'userEvent.setup()', 'UserEvent()'].flatMap((start) =>
      gestures.map((name) => `@testing-library/user-event#${start}.${name}`),
    ),
  ),
  ...mustAwait('https://vitest.dev/api/expect.html#resolves', '>=1.0.0 <6.0.0', [
    'vitest#expect().rejects.**',
    'vitest#expect().resolves.**',
    'vitest#expect.poll().**',
    'vitest#expect().toMatchFileSnapshot',
  ]),
  ...mustAwait('https://jestjs.io/docs/expect#resolves', '>=27.0.0 <31.0.0', [
    '@jest/globals#expect().rejects.**',
    '@jest/globals#expect().resolves.**',
    'global#expect().rejects.**',
    'global#expect().resolves.**',
  ]),
];
