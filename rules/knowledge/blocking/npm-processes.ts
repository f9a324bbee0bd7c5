import type { BlockingApi, ConditionalBlockingApi } from '../types.js';
import { blocking, type Library } from './build.js';

const execa: Library = {
  module: 'execa',
  kind: 'process',
  forms: 'named',
  source: 'https://github.com/sindresorhus/execa/blob/main/docs/execution.md#synchronous-execution',
  versions: '>=6.0.0 <10.0.0',
};

const shelljs: Library = {
  module: 'shelljs',
  kind: 'file',
  forms: 'both',
  source:
    'https://github.com/shelljs/shelljs#command-reference: "All commands run synchronously, unless otherwise stated"',
  versions: '>=0.8.0 <0.11.0',
};

const starters: readonly BlockingApi[] = [
  ...blocking(execa, 'unbounded', [
    ['execaSync', 'execa'],
    ['execaCommandSync', 'execaCommand'],
    ['$.sync', '$'],
  ]),
  ...blocking({ ...execa, versions: '>=8.0.0 <10.0.0' }, 'unbounded', [['$.s', '$']]),
  ...blocking(
    {
      ...execa,
      forms: 'both',
      source: 'https://github.com/sindresorhus/execa/tree/v5.1.1#execasyncfile-arguments-options',
      versions: '>=1.0.0 <6.0.0',
    },
    'unbounded',
    [
      ['sync', 'default'],
      ['commandSync', 'command'],
    ],
  ),
  ...blocking(
    {
      module: 'cross-spawn',
      kind: 'process',
      forms: 'both',
      source: 'https://github.com/moxystudio/node-cross-spawn#usage',
      versions: '>=5.0.0 <8.0.0',
    },
    'unbounded',
    [['sync', 'default', 'gives a `ChildProcess` that emits `close`']],
  ),
  ...blocking(
    {
      module: 'zx',
      kind: 'process',
      forms: 'named',
      source: 'https://google.github.io/zx/api#sync',
      versions: '>=8.0.0 <9.0.0',
    },
    'unbounded',
    [['$.sync', '$']],
  ),
  ...blocking(
    {
      module: 'git-rev-sync',
      kind: 'process',
      forms: 'both',
      source: 'https://github.com/kurttheviking/git-rev-sync-js#api',
      versions: '>=1.0.0 <4.0.0',
    },
    'unbounded',
    ['count', 'date', 'hasUnstagedChanges', 'isDirty', 'isTagDirty', 'message', 'remoteUrl', 'tag', 'tagFirstParent'],
  ),
  ...blocking(
    {
      module: 'clipboardy',
      kind: 'process',
      forms: 'default',
      source: 'https://github.com/sindresorhus/clipboardy#api',
      versions: '>=2.0.0 <6.0.0',
    },
    'unbounded',
    [
      ['readSync', 'default.read'],
      ['writeSync', 'default.write'],
    ],
  ),
  ...blocking(
    {
      module: 'node-machine-id',
      kind: 'process',
      forms: 'both',
      source: 'https://github.com/automation-stack/node-machine-id#functions',
      versions: '>=1.0.0 <2.0.0',
    },
    'unbounded',
    [['machineIdSync', 'machineId']],
  ),
];

const shell: readonly BlockingApi[] = [
  ...blocking({ ...shelljs, kind: 'process' }, 'unbounded', ['cmd']),
  ...blocking(shelljs, 'disk', ['cat', 'cp', 'find', 'grep', 'head', 'ls', 'mv', 'rm', 'sed', 'sort', 'tail', 'uniq']),
  ...blocking(shelljs, 'metadata', ['chmod', 'ln', 'mkdir', 'touch', 'which']),
];

/** Packages that start a process and wait for it. */
export const npmProcesses: readonly BlockingApi[] = [...starters, ...shell];

/** `exec` waits unless it is told `{ async: true }`, which is how most servers call it, or is given a callback. */
export const npmProcessesWhen: readonly ConditionalBlockingApi[] = blocking(
  { ...shelljs, kind: 'process' },
  'unbounded',
  [['exec', 'exec', 'with `{ async: true }` gives a `ChildProcess`']],
).map((entry) => ({
  ...entry,
  unless: [
    { argument: 1, property: 'async', is: true },
    { argument: 2, is: 'present' },
  ],
}));
