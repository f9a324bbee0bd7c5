import type { Root } from '../types.js';
import { entries, members, programs, script } from './build.js';

const test = { loop: 'test', rejections: 'framework', name: 'a test' } as const;
const cases = ['it', 'it.*', 'test', 'test.*'];
const names = [...cases, 'afterAll', 'afterEach', 'beforeAll', 'beforeEach'];
const mochaNames = [...cases, 'after', 'afterEach', 'before', 'beforeEach'];

const tests: readonly Root[] = [
  ...entries({ ...test, source: 'https://nodejs.org/api/test.html', versions: '>=20.19.0' }, -1, [
    'node:test#default',
    ...members(
      ['node:test#'],
      ['after', 'afterEach', 'before', 'beforeEach', 'it', 'it.*', 'only', 'skip', 'test', 'test.*', 'todo'],
    ),
  ]),
  ...entries(
    { ...test, source: 'https://vitest.dev/api/', versions: '>=1.0.0 <6.0.0' },
    -2,
    members(['vitest#'], names),
  ),
  ...entries(
    { ...test, source: 'https://jestjs.io/docs/api', versions: '>=27.0.0 <31.0.0' },
    -2,
    members(['@jest/globals#'], names),
  ),
  ...entries(
    { ...test, source: 'https://mochajs.org/#interfaces', versions: '>=8.0.0 <12.0.0' },
    -1,
    members(['mocha#'], mochaNames),
  ),
  ...entries(
    { ...test, source: 'Globals of jest, mocha, jasmine, vitest', versions: '*' },
    -2,
    members(['global#'], [...names, 'after', 'before']),
  ),
  ...entries({ ...test, source: 'https://playwright.dev/docs/api/class-test', versions: '>=1.30.0 <2.0.0' }, -1, [
    '@playwright/test#test',
    '@playwright/test#test.*',
  ]),
  ...entries(
    {
      ...test,
      property: '*',
      name: 'a test fixture',
      source: 'https://playwright.dev/docs/test-fixtures',
      versions: '>=1.30.0 <2.0.0',
    },
    0,
    ['@playwright/test#test.extend', '@playwright/test#test.extend().extend', 'vitest#test.extend', 'vitest#it.extend'],
  ),
  ...entries({ ...test, source: 'https://github.com/avajs/ava', versions: '>=4.0.0 <8.0.0' }, -1, [
    'ava#default',
    'ava#default.*',
  ]),
  {
    ...test,
    files: [`**/*.{test,spec}.${script}`, `**/__tests__/**/*.${script}`],
    requires: ['@jest/globals', '@playwright/test', 'ava', 'jasmine', 'jest', 'mocha', 'tap', 'uvu', 'vitest'],
    source: 'https://vitest.dev/config/include, https://jestjs.io/docs/configuration#testmatch-arraystring',
    versions: '*',
  },
];

/** What tests are made of, where a package keeps them. */
const helpers: readonly Root[] = [
  {
    ...test,
    files: [`{test,tests,e2e,cypress}/**/*.${script}`, `**/{__mocks__,__fixtures__}/**/*.${script}`],
    requires: [
      '@jest/globals',
      '@playwright/test',
      'ava',
      'cypress',
      'jasmine',
      'jest',
      'mocha',
      'tap',
      'uvu',
      'vitest',
    ],
    source:
      'https://jestjs.io/docs/manual-mocks, https://docs.cypress.io/app/core-concepts/writing-and-organizing-tests',
    versions: '*',
  },
];

const worker = { loop: 'worker', name: 'a worker' } as const;
const node = {
  ...worker,
  rejections: 'crash',
  source: 'https://nodejs.org/api/worker_threads.html#workerparentport',
  versions: '>=20.19.0',
} as const;

/** What they block is their own thread: that is what they are for. */
const workers: readonly Root[] = [
  ...programs(node, members(['node:worker_threads#parentPort.'], ['addEventListener', 'on', 'once', 'postMessage'])),
  ...entries(node, 1, members(['node:worker_threads#parentPort.'], ['addEventListener', 'on', 'once'])),
  ...programs(
    {
      ...worker,
      rejections: 'handler',
      source: 'https://developer.mozilla.org/en-US/docs/Web/API/DedicatedWorkerGlobalScope',
      versions: '*',
    },
    ['global#DedicatedWorkerGlobalScope().postMessage', 'global#importScripts'],
  ),
  ...programs(
    {
      ...worker,
      rejections: 'framework',
      source: 'https://github.com/josdejong/workerpool#worker',
      versions: '>=6.0.0 <11.0.0',
    },
    ['workerpool#default.worker', 'workerpool#worker'],
  ),
  ...programs(
    {
      ...worker,
      rejections: 'framework',
      source: 'https://github.com/GoogleChromeLabs/comlink#comlinkexposevalue-endpoint-allowedorigins',
      versions: '>=4.0.0 <5.0.0',
    },
    ['comlink#expose'],
  ),
  ...entries(
    {
      ...worker,
      rejections: 'framework',
      source: 'https://github.com/un-ts/synckit#usage',
      versions: '>=0.6.0 <1.0.0',
    },
    0,
    ['synckit#runAsWorker'],
  ),
];

/** Test cases, and the entries of worker threads. */
export const testsAndWorkers: readonly Root[] = [...tests, ...helpers, ...workers];
