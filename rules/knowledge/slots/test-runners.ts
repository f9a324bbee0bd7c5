import type { Slot } from '../types.js';
import { each, slots, type SlotGroup } from './build.js';

function group(behaviour: SlotGroup['behaviour'], source: string, versions: string): SlotGroup {
  return { behaviour, runsOnLoop: true, source, versions };
}

const hooks = ['afterAll', 'afterEach', 'beforeAll', 'beforeEach'];
const mochaHooks = ['after', 'afterEach', 'before', 'beforeEach'];
const cases = ['it', 'test'];
/** `test.only(…)`, and `test.each(rows)(…)`. */
const withModifiers = cases.flatMap((name) => [name, `${name}.*`, `${name}.each()`, `${name}.*.each()`]);

const nodeTest = group('awaits', 'https://nodejs.org/api/test.html', '>=20.19.0');
const vitest = group('awaits', 'https://vitest.dev/api/', '>=1.0.0 <6.0.0');
const jest = group('awaits', 'https://jestjs.io/docs/asynchronous', '>=27.0.0 <31.0.0');
const mocha = group('awaits', 'https://mochajs.org/#asynchronous-code', '>=8.0.0 <12.0.0');
const playwright = group('awaits', 'https://playwright.dev/docs/api/class-test', '>=1.30.0 <2.0.0');

const suites: readonly Slot[] = [
  // node:test and vitest wait for an async suite.
  ...slots(nodeTest, -1, each(['node:test#'], ['describe', 'describe.*', 'suite', 'suite.*'])),
  ...slots(vitest, -2, each(['vitest#'], ['describe', 'describe.*', 'describe.each()', 'suite'])),
  // jest-circus throws; mocha goes on, and tests after the first `await` land in another suite.
  ...slots(
    { ...jest, behaviour: 'throws' },
    -1,
    each(['@jest/globals#'], ['describe', 'describe.*', 'describe.each()']),
  ),
  ...slots({ ...mocha, behaviour: 'drops' }, -1, each(['mocha#'], ['context', 'describe', 'describe.*', 'suite'])),
  // The runner behind a global is not known here.
  ...slots(
    { ...mocha, behaviour: 'value', versions: '*' },
    -2,
    each(['global#', 'jest#', 'jasmine#'], ['context', 'describe', 'describe.*', 'describe.each()', 'suite']),
  ),
];

const tests: readonly Slot[] = [
  ...slots(nodeTest, -1, [
    'node:test#default',
    // `import test from 'node:test'` and `test.only(…)`: built-in modules have no `default` segment before another.
    ...each(['node:test#'], ['it', 'it.*', 'only', 'skip', 'test', 'test.*', 'todo', 'TestContext().test']),
  ]),
  ...slots(
    nodeTest,
    0,
    each(['node:test#', 'node:test#TestContext().'], ['after', 'afterEach', 'before', 'beforeEach']),
  ),
  ...slots(vitest, -2, each(['vitest#'], [...withModifiers, 'bench'])),
  ...slots(vitest, 0, each(['vitest#'], [...hooks, 'onTestFailed', 'onTestFinished'])),
  ...slots(vitest, 0, ['vitest#vi.waitFor', 'vitest#vi.waitUntil', 'vitest#expect.poll']),
  ...slots(vitest, 1, ['vitest#vi.doMock', 'vitest#vi.mock']),
  ...slots(jest, -2, each(['@jest/globals#'], withModifiers)),
  ...slots(jest, 0, each(['@jest/globals#'], hooks)),
  ...slots(mocha, -1, each(['mocha#'], ['it', 'it.*', 'specify', 'test', 'test.*'])),
  ...slots(mocha, -1, each(['mocha#'], [...mochaHooks, 'setup', 'suiteSetup', 'suiteTeardown', 'teardown'])),
  ...slots(playwright, -1, ['@playwright/test#test', '@playwright/test#test.*', '@playwright/test#test.step.*']),
  ...slots(playwright, 0, ['@playwright/test#expect.poll']),
  ...slots(
    { ...mocha, source: 'All of the runners above', versions: '*' },
    -2,
    each(['global#'], [...withModifiers, 'specify']),
  ),
  ...slots(
    { ...mocha, source: 'All of the runners above', versions: '*' },
    -1,
    each(['global#'], [...hooks, 'after', 'before']),
  ),
  ...slots(group('awaits', 'https://github.com/avajs/ava/blob/main/docs/01-writing-tests.md', '>=4.0.0 <8.0.0'), -1, [
    'ava#default',
    'ava#default.*',
  ]),
];

/** They keep the function and hand on what it returns, or look at what it does. */
const values: readonly Slot[] = [
  ...slots({ ...vitest, behaviour: 'value', runsOnLoop: false }, 0, [
    'vitest#expect',
    'vitest#vi.fn',
    'vitest#vi.hoisted',
  ]),
  ...slots({ ...jest, behaviour: 'value', runsOnLoop: false }, 0, [
    '@jest/globals#expect',
    '@jest/globals#jest.fn',
    'global#expect',
    'global#jest.fn',
  ]),
  ...slots({ ...playwright, behaviour: 'value', runsOnLoop: false }, 0, ['@playwright/test#expect']),
];

const library = group('awaits', 'https://testing-library.com/docs/dom-testing-library/api-async', '>=3.0.0 <17.0.0');
const testingLibrary: readonly Slot[] = [
  ...slots(
    library,
    0,
    each(['@testing-library/preact#', '@testing-library/react#', '@testing-library/svelte#'], ['act']),
  ),
  ...slots(
    library,
    0,
    each(
      ['dom', 'preact', 'react', 'svelte', 'vue'].map((name) => `@testing-library/${name}#`),
      ['waitFor', 'waitForElementToBeRemoved'],
    ),
  ),
];

/** The function is sent to the page and runs there. */
const elsewhere = { ...playwright, behaviour: 'offloads', runsOnLoop: false } as const;
const puppeteer = {
  ...elsewhere,
  source: 'https://pptr.dev/api/puppeteer.page.evaluate',
  versions: '>=13.0.0 <26.0.0',
};
const pages: readonly Slot[] = [
  ...slots(
    { ...elsewhere, source: 'https://playwright.dev/docs/evaluating' },
    0,
    each(
      ['playwright-core#Page().', 'playwright-core#Locator().', 'playwright-core#Frame().'],
      ['evaluate', 'evaluateAll', 'evaluateHandle', 'waitForFunction'],
    ),
  ),
  ...slots({ ...elsewhere, source: 'https://playwright.dev/docs/evaluating' }, 0, [
    'playwright-core#Page().addInitScript',
    'playwright-core#BrowserContext().addInitScript',
  ]),
  ...slots(puppeteer, 0, each(['puppeteer-core#Page().'], ['evaluate', 'evaluateHandle', 'evaluateOnNewDocument'])),
  ...slots(
    playwright,
    1,
    each(['playwright-core#Page().', 'playwright-core#BrowserContext().'], ['exposeFunction', 'route']),
  ),
];

/** What test runners and their helpers do with the functions that they receive. */
export const testRunners: readonly Slot[] = [...suites, ...tests, ...values, ...testingLibrary, ...pages];
