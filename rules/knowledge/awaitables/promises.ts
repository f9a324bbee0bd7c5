import type { AwaitableFamily } from '../types.js';
import { eager } from './build.js';

/**
 * Awaitables of libraries that start when they are made. `Promise` and `PromiseLike` themselves belong to the language
 * and need no entry.
 */
export const promises: readonly AwaitableFamily[] = [
  {
    library: 'vscode',
    types: [{ package: 'vscode', name: 'Thenable' }],
    apis: [],
    except: [],
    traits: eager('vscode', { kind: 'thenable', has: ['then'] }),
    source: '@types/vscode, interface Thenable',
    versions: '>=1.0.0 <2.0.0',
  },
  {
    library: 'jquery',
    types: ['jqXHR', 'Promise', 'PromiseBase', 'Promise2', 'Promise3', 'Deferred'].map((name) => ({
      package: 'jquery',
      name,
    })),
    apis: ['ajax', 'get', 'getJSON', 'post', 'when'].flatMap((name) =>
      ['jquery#default.', 'jquery#JQueryStatic().', 'global#$.', 'global#jQuery.'].map((start) => `${start}${name}`),
    ),
    except: [],
    traits: eager('jquery', { kind: 'thenable', has: ['then', 'catch'] }),
    source: 'https://api.jquery.com/category/deferred-object/',
    versions: '>=3.0.0 <5.0.0',
  },
  {
    library: 'execa',
    types: ['ResultPromise', 'ExecaChildProcess'].map((name) => ({ package: 'execa', name })),
    apis: ['execa', 'execaCommand', 'execaNode', '$'].map((name) => `execa#${name}`),
    except: ['execa#$.sync', 'execa#$.s'],
    traits: eager('execa'),
    source: 'https://github.com/sindresorhus/execa/blob/main/docs/execution.md; run on 9.6',
    versions: '>=6.0.0 <10.0.0',
  },
  {
    library: 'zx',
    types: [{ package: 'zx', name: 'ProcessPromise' }],
    apis: ['zx#$', 'zx#$().*'],
    except: ['kill', 'pipe', 'unpipe'].map((name) => `zx#$().${name}`).concat('zx#$.sync'),
    traits: eager('zx'),
    source: 'https://google.github.io/zx/process-promise; run on 8.8',
    versions: '>=7.0.0 <9.0.0',
  },
];
