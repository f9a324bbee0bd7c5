import type { BlockingApi } from '../types.js';
import { blocking, type Library } from './build.js';

const dialog: Library = {
  module: 'electron',
  kind: 'input',
  forms: 'both',
  source: 'https://www.electronjs.org/docs/latest/api/dialog',
  versions: '>=6.0.0 <39.0.0',
};

const renderer: Library = {
  module: 'electron',
  kind: 'process',
  forms: 'both',
  source: 'https://www.electronjs.org/docs/latest/api/ipc-renderer#ipcrenderersendsyncchannel-args',
  versions: '>=6.0.0 <39.0.0',
};

const boxes = ['showMessageBox', 'showOpenDialog', 'showSaveDialog'];

/** Electron: a modal dialog stops the main process, a synchronous message stops the renderer until it is answered. */
export const electron: readonly BlockingApi[] = [
  ...blocking(
    dialog,
    'unbounded',
    boxes.map((name) => [`dialog.${name}Sync`, `dialog.${name}`, 'gives an object instead of the bare result']),
  ),
  ...blocking(
    { ...dialog, forms: 'named', twins: '.' },
    'unbounded',
    boxes.map((name) => [`Dialog().${name}Sync`, name, 'gives an object instead of the bare result']),
  ),
  ...blocking(renderer, 'unbounded', [['ipcRenderer.sendSync', 'ipcRenderer.invoke', 'needs `ipcMain.handle`']]),
  ...blocking({ ...renderer, forms: 'named', twins: '.' }, 'unbounded', [
    ['IpcRenderer().sendSync', 'invoke', 'needs `ipcMain.handle`'],
  ]),
];
