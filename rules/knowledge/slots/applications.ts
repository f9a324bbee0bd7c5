import type { Slot } from '../types.js';
import { each, slots, type SlotGroup } from './build.js';

function group(behaviour: SlotGroup['behaviour'], source: string, versions: string, runsOnLoop = true): SlotGroup {
  return { behaviour, runsOnLoop, source, versions };
}

const commanderStarts = [
  'commander#Command().',
  'commander#program.',
  ...['Command()', 'program'].flatMap((start) => [
    `commander#${start}.command().`,
    `commander#${start}.command().*().`,
    `commander#${start}.command().*().*().`,
    `commander#${start}.*().`,
  ]),
];
const commander = group('awaits', 'https://github.com/tj/commander.js#action-handler', '>=7.0.0 <16.0.0');
const yargs = group(
  'awaits',
  'https://yargs.js.org/docs/#api-reference-commandcmd-desc-builder-handler',
  '>=17.0.0 <19.0.0',
);
const yargsStarts = ['yargs#default().', 'yargs#Argv().', 'yargs#default().*().'];

const commandLines: readonly Slot[] = [
  ...slots(commander, 0, each(commanderStarts, ['action'])),
  ...slots(commander, 1, each(['commander#Command().', 'commander#program.'], ['hook'])),
  ...slots(yargs, -2, each(yargsStarts, ['command', 'middleware', 'check'])),
  ...slots(
    { ...yargs, versions: '>=17.0.0 <18.0.0' },
    -2,
    each(['yargs#default.'], ['command', 'middleware', 'check']),
  ),
  ...slots(group('awaits', 'https://github.com/cacjs/cac#with-commands', '>=6.0.0 <8.0.0'), 0, [
    'cac#default().command().action',
    'cac#Command().action',
    'cac#cac().command().action',
  ]),
];

const reactDocs = 'https://react.dev/reference/react';
const react: readonly Slot[] = [
  ...slots(group('drops', `${reactDocs}/useEffect`, '>=16.8.0 <20.0.0'), 0, [
    ...each(['react#', 'react#default.'], ['useEffect', 'useInsertionEffect', 'useLayoutEffect']),
  ]),
  ...slots(group('drops', 'https://preactjs.com/guide/v10/hooks/#useeffect', '>=10.0.0 <12.0.0'), 0, [
    'preact/hooks#useEffect',
    'preact/hooks#useLayoutEffect',
  ]),
  ...slots(group('awaits', `${reactDocs}/startTransition`, '>=19.0.0 <20.0.0'), 0, [
    'react#startTransition',
    'react#default.startTransition',
    'react#TransitionStartFunction()',
    'react#useActionState',
  ]),
  ...slots(group('awaits', `${reactDocs}/act`, '>=16.9.0 <20.0.0'), 0, ['react#act', 'react-dom/test-utils#act']),
  ...slots(group('awaits', `${reactDocs}/lazy`, '>=16.6.0 <20.0.0'), 0, ['react#lazy', 'react#default.lazy']),
  ...slots(
    group('value', `${reactDocs}/useCallback`, '>=16.8.0 <20.0.0', false),
    0,
    each(['react#', 'react#default.'], ['cache', 'useCallback', 'useEffectEvent', 'useMemo', 'useState']),
  ),
];

/** Vue catches the rejection of a hook or a watcher and hands it to its error handler. */
const vueSource = 'https://vuejs.org/api/options-lifecycle.html; callWithAsyncErrorHandling in @vue/runtime-core';
const views: readonly Slot[] = [
  ...slots(
    group('awaits', vueSource, '>=3.0.0 <4.0.0'),
    0,
    each(
      ['vue#', '@vue/runtime-core#'],
      [
        'onActivated',
        'onBeforeMount',
        'onBeforeUnmount',
        'onBeforeUpdate',
        'onDeactivated',
        'onMounted',
        'onServerPrefetch',
        'onUnmounted',
        'onUpdated',
        'watchEffect',
      ],
    ),
  ),
  ...slots(group('awaits', vueSource, '>=3.0.0 <4.0.0'), 1, each(['vue#', '@vue/runtime-core#'], ['watch'])),
  ...slots(group('awaits', 'https://vuejs.org/api/general.html#nexttick', '>=3.0.0 <4.0.0'), 0, ['vue#nextTick']),
  ...slots(group('value', 'https://vuejs.org/api/reactivity-core.html#computed', '>=3.0.0 <4.0.0', false), 0, [
    'vue#computed',
  ]),
  // `onMount` is declared to take an async function, and nobody sees its failure.
  ...slots(group('value', 'https://svelte.dev/docs/svelte/lifecycle-hooks', '>=3.0.0 <6.0.0'), 0, [
    'svelte#onDestroy',
    'svelte#onMount',
  ]),
];

const electronIpc = 'https://www.electronjs.org/docs/latest/api/ipc-main';
const electron: readonly Slot[] = [
  ...slots(group('awaits', electronIpc, '>=7.0.0 <39.0.0'), 1, [
    ...each(['electron#ipcMain.', 'electron#IpcMain().'], ['handle', 'handleOnce']),
  ]),
  ...slots(
    group('drops', electronIpc, '>=7.0.0 <39.0.0'),
    1,
    each(
      [
        'electron#app.',
        'electron#ipcMain.',
        'electron#ipcRenderer.',
        'electron#App().',
        'electron#IpcMain().',
        'electron#IpcRenderer().',
      ],
      ['addListener', 'on', 'once'],
    ),
  ),
];

const vscodeDocs = 'https://code.visualstudio.com/api/references/vscode-api';
const vscode: readonly Slot[] = [
  ...slots(group('awaits', vscodeDocs, '>=1.0.0 <2.0.0'), 1, [
    'vscode#commands.registerCommand',
    'vscode#commands.registerTextEditorCommand',
    'vscode#window.withProgress',
  ]),
  // An event is a function that takes a listener: `workspace.onDidSaveTextDocument(…)`.
  ...slots(group('drops', vscodeDocs, '>=1.0.0 <2.0.0'), 0, ['vscode#Event()']),
];

/** Next runs the function after the response and keeps the process alive for it. */
const afterResponse: readonly Slot[] = [
  ...slots(group('awaits', 'https://nextjs.org/docs/app/api-reference/functions/after', '>=15.1.0 <17.0.0'), 0, [
    'next/server#after',
    'next/cache#unstable_cache',
  ]),
];

/** Command lines, user interfaces and desktop applications. */
export const applications: readonly Slot[] = [
  ...commandLines,
  ...react,
  ...views,
  ...electron,
  ...vscode,
  ...afterResponse,
];
