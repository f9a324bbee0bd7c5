import type { BlockingApi } from '../types.js';
import { blocking, type Library } from './build.js';

const network: Library = {
  module: 'sync-request',
  kind: 'network',
  forms: 'named',
  source: 'https://github.com/ForbesLindesay/sync-request: "you should not be using this in a production application"',
  versions: '>=2.0.0 <7.0.0',
};

const prompts: Library = {
  module: 'readline-sync',
  kind: 'input',
  forms: 'both',
  source: 'https://github.com/anseki/readline-sync#basic_methods',
  versions: '>=1.4.0 <2.0.0',
};

const questions = [
  'keyIn',
  'keyInPause',
  'keyInSelect',
  'keyInYN',
  'keyInYNStrict',
  'prompt',
  'promptCL',
  'promptCLLoop',
  'promptLoop',
  'promptSimShell',
  'question',
  'questionEMail',
  'questionFloat',
  'questionInt',
  'questionNewPassword',
  'questionPath',
];

/** A worker thread does the work, and `Atomics.wait` holds this thread until it answers. */
const synchronised: readonly BlockingApi[] = [
  ...blocking(
    {
      module: 'synckit',
      kind: 'lock',
      forms: 'named',
      source: 'https://github.com/un-ts/synckit#usage',
      versions: '>=0.6.0 <1.0.0',
    },
    'unbounded',
    ['createSyncFn()'],
  ),
  ...blocking(
    {
      module: 'make-synchronized',
      kind: 'lock',
      forms: 'named',
      source: 'https://github.com/fisker/make-synchronized#usage',
      versions: '>=0.2.0 <1.0.0',
    },
    'unbounded',
    ['default()', 'makeSynchronized()', 'makeSynchronizedFunction()', 'makeDefaultExportSynchronized()'],
  ),
  ...blocking(
    {
      module: '@prettier/sync',
      kind: 'lock',
      forms: 'default',
      twins: 'prettier',
      source: 'https://github.com/prettier/prettier-synchronized#usage',
      versions: '>=0.3.0 <1.0.0',
    },
    'unbounded',
    ['check', 'format', 'formatWithCursor', 'getFileInfo', 'getSupportInfo', 'resolveConfig', 'resolveConfigFile'].map(
      (name) => [name, name],
    ),
  ),
  ...blocking(
    {
      module: 'deasync',
      kind: 'lock',
      forms: 'both',
      source: 'https://github.com/abbr/deasync#usage',
      versions: '>=0.1.0 <1.0.0',
    },
    'unbounded',
    ['loopWhile', 'sleep'],
  ),
  ...blocking(
    {
      module: 'deasync',
      kind: 'lock',
      forms: 'named',
      source:
        'https://github.com/abbr/deasync#generic-wrapper-of-async-function-with-the-conventional-api-signature-functionp1pncallbackerrorresult',
      versions: '>=0.1.0 <1.0.0',
    },
    'unbounded',
    ['default()'],
  ),
];

/** Packages whose whole purpose is to wait for something asynchronous without giving up the thread. */
export const npmWaits: readonly BlockingApi[] = [
  ...blocking(network, 'unbounded', ['default']),
  ...blocking(
    {
      ...network,
      module: 'sync-fetch',
      twins: 'global',
      source: 'https://github.com/larsgw/sync-fetch#usage',
      versions: '>=0.3.0 <1.0.0',
    },
    'unbounded',
    [['default', 'fetch', 'gives a promise of a `Response`']],
  ),
  ...blocking(prompts, 'unbounded', questions),
  ...blocking(
    {
      module: 'prompt-sync',
      kind: 'input',
      forms: 'named',
      source: 'https://github.com/heapwolf/prompt-sync#usage',
      versions: '>=3.0.0 <5.0.0',
    },
    'unbounded',
    ['default()', 'default().hide'],
  ),
  ...synchronised,
];
