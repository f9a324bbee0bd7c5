import type { KnownCall } from '../types.js';

function safe(source: string, versions: string, apis: readonly string[]): readonly KnownCall[] {
  return apis.map((api) => ({ api, verdict: 'safe', source, versions }));
}

const runnerNames = ['describe', 'describe.*', 'it', 'it.*', 'suite', 'suite.*', 'test', 'test.*'];
const queryClients = ['react-query', 'solid-query', 'svelte-query', 'vue-query'];
const jqueryCalls = ['ajax', 'get', 'getJSON', 'getScript', 'post'];

/**
 * Calls whose promise is not for the caller: it never rejects, or something else looks after it. Few on purpose: each
 * one is a place where the plain rule of typescript-eslint reports and this one does not.
 */
export const safeCalls: readonly KnownCall[] = [
  // The runner keeps its own list. `t.test()` is not among them: its parent ends without waiting for it.
  ...safe('https://nodejs.org/api/test.html#testname-options-fn', '>=20.19.0', [
    'node:test#default',
    ...['only', 'skip', 'todo', ...runnerNames].map((name) => `node:test#${name}`),
  ]),
  // A thunk of `createAsyncThunk`, and the trigger of a mutation, always resolve; `unwrap()` gives one that rejects.
  ...safe('https://redux-toolkit.js.org/api/createAsyncThunk#promise-lifecycle', '>=1.3.0 <3.0.0', [
    '@reduxjs/toolkit#configureStore().dispatch',
    '@reduxjs/toolkit#ThunkDispatch()',
    '@reduxjs/toolkit/query#LazyQueryTrigger()',
    '@reduxjs/toolkit/query#MutationTrigger()',
  ]),
  ...safe('https://react-redux.js.org/api/hooks#usedispatch', '>=7.0.0 <10.0.0', ['react-redux#useDispatch()']),
  ...safe('https://github.com/reduxjs/redux-thunk#composition', '>=2.0.0 <4.0.0', ['redux-thunk#ThunkDispatch()']),
  // Rejects only with `throwOnError`.
  ...safe(
    'https://tanstack.com/query/latest/docs/reference/QueryClient#queryclientinvalidatequeries',
    '>=4.0.0 <7.0.0',
    [
      '@tanstack/query-core#QueryClient().invalidateQueries',
      ...queryClients.flatMap((name) =>
        ['QueryClient()', 'useQueryClient()'].map((receiver) => `@tanstack/${name}#${receiver}.invalidateQueries`),
      ),
    ],
  ),
  // `listen` and `ready` load the plugins and report what failed.
  ...safe('https://fastify.dev/docs/latest/Reference/Plugins/', '>=3.0.0 <6.0.0', [
    'fastify#default().register',
    'fastify#fastify().register',
    'fastify#FastifyInstance().register',
  ]),
  ...safe(
    'https://api.jquery.com/category/ajax/: success and failure come through callbacks',
    '>=1.5.0 <5.0.0',
    jqueryCalls.flatMap((name) => [
      `global#$.${name}`,
      `global#jQuery.${name}`,
      `jquery#default.${name}`,
      `jquery#JQueryStatic().${name}`,
    ]),
  ),
  // A chain is put in a queue of its own, which the runner works through.
  ...safe(
    'https://docs.cypress.io/app/core-concepts/introduction-to-cypress#Commands-Are-Asynchronous',
    '>=4.0.0 <16.0.0',
    ['cypress#default.**', 'global#cy.**'],
  ),
  // Looking an element up does nothing before a command on it is awaited; the commands are not listed.
  ...safe('https://webdriver.io/docs/api/element/', '>=8.0.0 <10.0.0', [
    '@wdio/globals#$',
    '@wdio/globals#$$',
    '@wdio/globals#browser.$',
    '@wdio/globals#browser.$$',
    'webdriverio#Browser().$',
    'webdriverio#Browser().$$',
  ]),
];

/** Python: a task group keeps its tasks and waits for them. */
export const safePython: readonly KnownCall[] = [
  ...safe('https://docs.python.org/3/library/asyncio-task.html#task-groups', '>=3.11', [
    'asyncio#TaskGroup().create_task',
  ]),
  ...safe('https://anyio.readthedocs.io/en/stable/tasks.html', '>=3.0', ['anyio#create_task_group().start_soon']),
];
