import type { Wrapper } from '../types.js';

function wrappers(
  gives: Wrapper['gives'],
  source: string,
  versions: string,
  apis: readonly string[],
): readonly Wrapper[] {
  return apis.map((api) => ({ api, gives, source, versions }));
}

const lodash = ['lodash#', 'lodash#default.', 'lodash#LoDashStatic().', 'lodash-es#', 'lodash-es#default.'];
const sindre = 'https://github.com/sindresorhus';

const promisers: readonly Wrapper[] = [
  ...wrappers('promise', 'https://nodejs.org/api/util.html#utilpromisifyoriginal', '>=20.19.0', [
    'node:util#promisify',
  ]),
  ...wrappers('promise', `${sindre}/pify#api`, '>=3.0.0 <7.0.0', ['pify#default']),
  ...wrappers('promise', 'http://bluebirdjs.com/docs/api/promise.promisify.html', '>=3.0.0 <4.0.0', [
    'bluebird#coroutine',
    'bluebird#default.coroutine',
    'bluebird#default.method',
    'bluebird#default.promisify',
    'bluebird#method',
    'bluebird#promisify',
  ]),
  ...wrappers('promise', 'https://github.com/RyanZim/universalify#api', '>=0.1.0 <3.0.0', [
    'universalify#fromCallback',
    'universalify#fromPromise',
  ]),
  ...wrappers('promise', 'https://github.com/tj/co#var-fn--cowrapfn', '>=4.0.0 <5.0.0', ['co#default.wrap', 'co#wrap']),
  ...wrappers('promise', `${sindre}/p-debounce#api`, '>=3.0.0 <6.0.0', ['p-debounce#default']),
  ...wrappers('promise', `${sindre}/p-throttle#api`, '>=4.0.0 <9.0.0', ['p-throttle#default()']),
];

const memoisers: readonly Wrapper[] = [
  ...wrappers(
    'memoised',
    'https://lodash.com/docs/4.17.15#memoize',
    '>=4.0.0 <5.0.0',
    lodash.flatMap((start) => [`${start}memoize`, `${start}once`]),
  ),
  ...wrappers('memoised', 'https://lodash.com/docs/4.17.15#memoize', '>=4.0.0 <5.0.0', [
    'lodash/memoize#default',
    'lodash/once#default',
    'lodash.memoize#default',
    'lodash.once#default',
  ]),
  ...wrappers('memoised', 'https://react.dev/reference/react/cache', '>=19.0.0 <20.0.0', [
    'react#cache',
    'react#default.cache',
  ]),
  ...wrappers('memoised', 'https://nextjs.org/docs/app/api-reference/functions/unstable_cache', '>=13.4.0 <17.0.0', [
    'next/cache#unstable_cache',
  ]),
  ...wrappers('memoised', `${sindre}/p-memoize#api`, '>=4.0.0 <9.0.0', ['p-memoize#default']),
  ...wrappers('memoised', `${sindre}/memoize#api`, '>=6.0.0 <12.0.0', ['mem#default', 'memoize#default']),
  ...wrappers('memoised', 'https://github.com/isaacs/once#usage', '>=1.0.0 <2.0.0', ['once#default']),
  ...wrappers('memoised', `${sindre}/onetime#api`, '>=3.0.0 <8.0.0', ['onetime#default']),
  ...wrappers('memoised', 'https://github.com/caiogondim/fast-memoize.js#usage', '>=2.0.0 <3.0.0', [
    'fast-memoize#default',
  ]),
  ...wrappers('memoised', 'https://github.com/medikoo/memoizee#usage', '>=0.4.0 <1.0.0', ['memoizee#default']),
];

/** The new function is async when the old one is. */
const transparent: readonly Wrapper[] = [
  ...wrappers('transparent', 'https://nodejs.org/api/util.html#utildeprecatefn-msg-code', '>=20.19.0', [
    'node:util#deprecate',
    'node:async_hooks#AsyncResource.bind',
  ]),
  ...wrappers('transparent', 'https://react.dev/reference/react/useCallback', '>=16.8.0 <20.0.0', [
    'react#default.useCallback',
    'react#default.useEffectEvent',
    'react#useCallback',
    'react#useEffectEvent',
  ]),
  ...wrappers(
    'transparent',
    'https://lodash.com/docs/4.17.15#partial',
    '>=4.0.0 <5.0.0',
    lodash.flatMap((start) =>
      ['bind', 'curry', 'partial', 'partialRight', 'unary', 'wrap'].map((name) => `${start}${name}`),
    ),
  ),
  ...wrappers('transparent', 'https://tc39.es/ecma262/#sec-function.prototype.bind', '*', [
    'global#CallableFunction().bind',
    'global#Function().bind',
  ]),
  ...wrappers('transparent', 'https://github.com/Abazhenov/express-async-handler#usage', '>=1.0.0 <2.0.0', [
    'express-async-handler#default',
  ]),
];

/** What functions become in JavaScript. */
export const javascript: readonly Wrapper[] = [
  ...promisers,
  ...memoisers,
  ...transparent,
  ...wrappers('sync', 'https://nodejs.org/api/util.html#utilcallbackifyoriginal', '>=20.19.0', [
    'node:util#callbackify',
  ]),
];
