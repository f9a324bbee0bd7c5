import type { BlockingApi, ConditionalBlockingApi } from '../types.js';
import { blocking, type Library } from './build.js';

const global: Library = {
  module: 'global',
  kind: 'lock',
  forms: 'named',
  source: 'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Atomics/wait',
  versions: '*',
};

/**
 * Globals of browsers and of every runtime. Left out: `localStorage` (its first access reads the disk, all others a
 * table in memory), `importScripts` (runs while a worker starts), `FileReaderSync` and sync access handles (exist in
 * workers only, where nobody else waits), `JSON.parse` and `JSON.stringify` (only the size of their argument makes
 * them slow, and no entry can say it).
 */
export const browser: readonly BlockingApi[] = [
  ...blocking(global, 'unbounded', [['Atomics.wait', 'Atomics.waitAsync', 'gives `{ async, value }`: await `value`']]),
  ...blocking(
    {
      ...global,
      kind: 'input',
      source: 'https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#simple-dialogs',
    },
    'unbounded',
    ['alert', 'confirm', 'prompt'],
  ),
  ...blocking(
    {
      ...global,
      kind: 'cpu',
      source: 'https://developer.mozilla.org/en-US/docs/WebAssembly/Reference/JavaScript_interface/Module/Module',
    },
    'cpu',
    [['WebAssembly.Module', 'WebAssembly.compile']],
  ),
];

/**
 * A synchronous request is what `open` makes it, so the finding belongs to the `false` in that call: by the time of
 * `send` it is out of sight.
 */
export const browserWhen: readonly ConditionalBlockingApi[] = [
  {
    api: 'global#XMLHttpRequest().open',
    kind: 'network',
    tier: 'unbounded',
    when: { argument: 2, is: false },
    twin: { module: 'global', name: 'fetch', note: 'gives a promise of a `Response`' },
    source: 'https://developer.mozilla.org/en-US/docs/Web/API/XMLHttpRequest/open#async',
    versions: '*',
  },
  ...['jquery#default.ajax', 'jquery#JQueryStatic().ajax', 'global#$.ajax', 'global#jQuery.ajax'].map((api) => ({
    api,
    kind: 'network' as const,
    tier: 'unbounded' as const,
    when: { argument: 0, property: 'async', is: false },
    source: 'https://api.jquery.com/jQuery.ajax/: "may temporarily lock the browser"',
    versions: '>=1.0.0 <5.0.0',
  })),
];
