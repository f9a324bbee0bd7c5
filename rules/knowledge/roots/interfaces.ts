import type { Root } from '../types.js';
import { entries, members, programs, script } from './build.js';

const page = { loop: 'shared', rejections: 'handler', name: 'the page' } as const;
const events = 'https://developer.mozilla.org/en-US/docs/Web/API';

const browser: readonly Root[] = [
  ...programs(
    { ...page, source: 'https://18.react.dev/reference/react-dom/render', versions: '>=16.0.0 <19.0.0' },
    members(['react-dom#', 'react-dom#default.'], ['hydrate', 'render']),
  ),
  ...programs(
    { ...page, source: 'https://react.dev/reference/react-dom/client/createRoot', versions: '>=18.0.0 <20.0.0' },
    [...members(['react-dom/client#', 'react-dom/client#default.'], ['createRoot', 'hydrateRoot'])],
  ),
  ...programs({ ...page, source: 'https://vuejs.org/api/application.html', versions: '>=3.0.0 <4.0.0' }, [
    'vue#createApp',
    'vue#createSSRApp',
  ]),
  ...programs(
    { ...page, source: 'https://svelte.dev/docs/svelte/imperative-component-api', versions: '>=5.0.0 <6.0.0' },
    ['svelte#hydrate', 'svelte#mount'],
  ),
  ...programs({ ...page, source: 'https://docs.solidjs.com/reference/rendering/render', versions: '>=1.0.0 <2.0.0' }, [
    'solid-js/web#hydrate',
    'solid-js/web#render',
  ]),
  ...programs({ ...page, source: 'https://preactjs.com/guide/v10/api-reference/', versions: '>=10.0.0 <12.0.0' }, [
    'preact#hydrate',
    'preact#render',
  ]),
  ...programs(
    { ...page, source: 'https://angular.dev/api/platform-browser/bootstrapApplication', versions: '>=14.0.0 <23.0.0' },
    [
      '@angular/platform-browser#bootstrapApplication',
      '@angular/platform-browser-dynamic#platformBrowserDynamic().bootstrapModule',
    ],
  ),
  ...entries({ ...page, name: 'a DOM event', source: `${events}/EventTarget/addEventListener`, versions: '*' }, 1, [
    'global#Element().addEventListener',
    'global#Document().addEventListener',
    'global#Window().addEventListener',
    'global#addEventListener',
  ]),
  ...entries(
    { ...page, name: 'an animation frame', source: `${events}/Window/requestAnimationFrame`, versions: '*' },
    0,
    ['global#requestAnimationFrame', 'global#requestIdleCallback'],
  ),
  ...entries(
    {
      ...page,
      name: 'a React effect',
      source: 'https://react.dev/reference/react/useEffect',
      versions: '>=16.8.0 <20.0.0',
    },
    0,
    members(['react#', 'react#default.'], ['useCallback', 'useEffect', 'useInsertionEffect', 'useLayoutEffect']),
  ),
];

const desktop = {
  loop: 'shared',
  rejections: 'handler',
  name: 'the Electron main process',
  source: 'https://www.electronjs.org/docs/latest/tutorial/performance#3-blocking-the-main-process',
  versions: '>=7.0.0 <39.0.0',
} as const;
const message = { ...desktop, rejections: 'framework', name: 'an Electron message' } as const;

const electron: readonly Root[] = [
  ...programs(desktop, ['electron#app.whenReady', 'electron#BrowserWindow', 'electron#App().whenReady']),
  ...entries(desktop, 1, members(['electron#app.', 'electron#App().'], ['on', 'once'])),
  ...entries(message, 1, members(['electron#ipcMain.', 'electron#IpcMain().'], ['handle', 'handleOnce'])),
  ...entries(
    { ...message, rejections: 'handler' },
    1,
    members(['electron#ipcMain.', 'electron#IpcMain().'], ['on', 'once']),
  ),
  ...entries({ ...message, name: 'a page of Electron', rejections: 'handler' }, 1, [
    ...members(['electron#ipcRenderer.', 'electron#IpcRenderer().'], ['on', 'once']),
  ]),
];

const extension = {
  loop: 'shared',
  rejections: 'framework',
  source: 'https://code.visualstudio.com/api/advanced-topics/extension-host',
  versions: '>=1.0.0 <2.0.0',
} as const;

/** All extensions share one host process: who blocks it blocks completion and formatting of the others. */
const editors: readonly Root[] = [
  {
    ...extension,
    files: [`**/*.${script}`],
    exports: ['activate', 'deactivate'],
    requires: ['engines.vscode', '@types/vscode'],
    name: 'a VS Code extension',
  },
  ...entries({ ...extension, name: 'a VS Code command' }, 1, [
    'vscode#commands.registerCommand',
    'vscode#commands.registerTextEditorCommand',
  ]),
  ...entries({ ...extension, name: 'a VS Code event', rejections: 'handler' }, 0, ['vscode#Event()']),
  ...programs(
    {
      ...extension,
      name: 'a language server',
      source: 'https://github.com/microsoft/vscode-languageserver-node',
      versions: '>=7.0.0 <11.0.0',
    },
    members(
      ['vscode-languageserver#', 'vscode-languageserver/node#', 'vscode-languageserver/node.js#'],
      ['createConnection'],
    ),
  ),
];

/** Programs whose loop draws, or serves the person in front of it. */
export const interfaces: readonly Root[] = [...browser, ...electron, ...editors];
