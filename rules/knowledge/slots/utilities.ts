import type { Slot } from '../types.js';
import { each, slots, type SlotGroup } from './build.js';

function group(behaviour: SlotGroup['behaviour'], source: string, versions: string, runsOnLoop = false): SlotGroup {
  return { behaviour, runsOnLoop, source, versions };
}

const lodashStarts = ['lodash#', 'lodash#default.', 'lodash#LoDashStatic().', 'lodash-es#', 'lodash-es#default.'];
const underscoreVersions = '>=1.8.0 <2.0.0';
const underscoreStarts = ['underscore#', 'underscore#default.'];
const docs = 'https://lodash.com/docs/4.17.15';
const versions = '>=4.0.0 <5.0.0';

const lodash: readonly Slot[] = [
  ...slots(group('drops', docs, versions), 1, [
    ...each(lodashStarts, [
      'each',
      'eachRight',
      'forEach',
      'forEachRight',
      'forIn',
      'forInRight',
      'forOwn',
      'forOwnRight',
    ]),
    'lodash/forEach#default',
    'lodash/each#default',
  ]),
  ...slots(group('tests', docs, versions), 1, [
    ...each(lodashStarts, [
      'dropWhile',
      'every',
      'filter',
      'find',
      'findIndex',
      'findKey',
      'findLast',
      'findLastIndex',
      'findLastKey',
      'omitBy',
      'partition',
      'pickBy',
      'reject',
      'remove',
      'some',
      'takeWhile',
    ]),
    'lodash/filter#default',
    'lodash/find#default',
    'lodash/some#default',
  ]),
  ...slots(group('value', docs, versions), 1, [
    ...each(lodashStarts, ['flatMap', 'map', 'mapKeys', 'mapValues', 'reduce', 'reduceRight', 'times', 'transform']),
    'lodash/map#default',
  ]),
  // The caller of the new function gets what the last run gave: nobody is forced to look at it, but anybody can.
  ...slots(group('value', docs, versions, true), 0, [
    ...each(lodashStarts, ['debounce', 'throttle']),
    ...each(['lodash/debounce#', 'lodash/throttle#', 'lodash.debounce#', 'lodash.throttle#'], ['default']),
  ]),
  ...slots(group('drops', docs, versions, true), 0, each(lodashStarts, ['defer', 'delay'])),
];

const underscoreDocs = 'https://underscorejs.org';
const underscore: readonly Slot[] = [
  ...slots(group('drops', underscoreDocs, underscoreVersions), 1, each(underscoreStarts, ['each', 'forEach'])),
  ...slots(
    group('tests', underscoreDocs, underscoreVersions),
    1,
    each(underscoreStarts, ['every', 'filter', 'find', 'partition', 'reject', 'some']),
  ),
  ...slots(group('value', underscoreDocs, underscoreVersions), 1, each(underscoreStarts, ['map', 'reduce', 'times'])),
  ...slots(
    group('value', underscoreDocs, underscoreVersions, true),
    0,
    each(underscoreStarts, ['debounce', 'throttle']),
  ),
  ...slots(group('drops', underscoreDocs, underscoreVersions, true), 0, each(underscoreStarts, ['defer', 'delay'])),
];

const sindre = 'https://github.com/sindresorhus';
const limits: readonly Slot[] = [
  ...slots(group('awaits', `${sindre}/p-limit#api`, '>=2.0.0 <8.0.0'), 0, [
    'p-limit#default()',
    'p-limit#LimitFunction()',
  ]),
  ...slots(group('awaits', `${sindre}/p-limit#map`, '>=6.0.0 <8.0.0'), 1, ['p-limit#default().map']),
  ...slots(group('awaits', `${sindre}/p-map#api`, '>=3.0.0 <8.0.0'), 1, [
    'p-map#default',
    'p-map#pMapIterable',
    'p-filter#default',
    'p-each-series#default',
    'p-map-series#default',
    'p-props#default',
    'p-reduce#default',
    'p-times#default',
  ]),
  ...slots(group('awaits', `${sindre}/p-queue#api`, '>=6.0.0 <10.0.0'), 0, [
    'p-queue#default().add',
    'p-queue#PQueue().add',
  ]),
  ...slots(group('awaits', `${sindre}/p-retry#api`, '>=4.0.0 <8.0.0'), 0, ['p-retry#default']),
  ...slots(group('awaits', 'https://github.com/vercel/async-retry#usage', '>=1.0.0 <2.0.0'), 0, [
    'async-retry#default',
  ]),
  ...slots(group('awaits', `${sindre}/p-throttle#api`, '>=4.0.0 <9.0.0'), 0, ['p-throttle#default()']),
  ...slots(group('awaits', `${sindre}/p-wait-for#api`, '>=3.0.0 <7.0.0'), 0, ['p-wait-for#default']),
  ...slots(group('awaits', 'https://github.com/SGrondin/bottleneck#schedule', '>=2.0.0 <3.0.0'), -2, [
    'bottleneck#default().schedule',
    'bottleneck#default().wrap',
  ]),
  // A plain function gets a callback and an async one does not: it tells them apart.
  ...slots(group('awaits', 'https://caolan.github.io/async/v3/global.html#AsyncFunction', '>=3.0.0 <4.0.0'), -2, [
    'async#*',
    'async#default.*',
  ]),
];

const operators = ['rxjs#', 'rxjs/operators#'];
const rxjsDocs = 'https://rxjs.dev/api';
const rxjs: readonly Slot[] = [
  ...slots(group('drops', `${rxjsDocs}/index/class/Observable#subscribe`, '>=6.0.0 <8.0.0', true), -2, [
    'rxjs#Observable().subscribe',
    'rxjs#Observable().forEach',
  ]),
  ...['complete', 'error', 'next'].flatMap((property) =>
    slots({ ...group('drops', `${rxjsDocs}/index/interface/Observer`, '>=6.0.0 <8.0.0', true), property }, 0, [
      'rxjs#Observable().subscribe',
      ...each(operators, ['tap']),
    ]),
  ),
  ...slots(
    group('drops', `${rxjsDocs}/operators/tap`, '>=6.0.0 <8.0.0', true),
    -2,
    each(operators, ['finalize', 'tap']),
  ),
  ...slots(
    group('tests', `${rxjsDocs}/operators/filter`, '>=6.0.0 <8.0.0', true),
    0,
    each(operators, ['every', 'filter', 'find', 'findIndex', 'skipWhile', 'takeWhile']),
  ),
  ...slots(
    group('awaits', `${rxjsDocs}/operators/mergeMap`, '>=6.0.0 <8.0.0', true),
    0,
    each(operators, ['catchError', 'concatMap', 'defer', 'exhaustMap', 'mergeMap', 'switchMap']),
  ),
  ...slots(
    group('value', `${rxjsDocs}/operators/map`, '>=6.0.0 <8.0.0', true),
    0,
    each(operators, ['map', 'reduce', 'scan']),
  ),
];

/** The function is turned into text and runs in a worker; piscina and tinypool take a file and data. */
const workers: readonly Slot[] = [
  ...slots(group('offloads', 'https://github.com/josdejong/workerpool#workerpool', '>=6.0.0 <11.0.0'), 0, [
    'workerpool#pool().exec',
    'workerpool#default.pool().exec',
    'workerpool#Pool().exec',
  ]),
];

const jqueryStarts = ['jquery#default().', 'global#$().', 'global#jQuery().', 'jquery#JQuery().'];
const jquery: readonly Slot[] = [
  ...slots(
    group('drops', 'https://api.jquery.com/on/', '>=1.7.0 <5.0.0', true),
    -1,
    each(jqueryStarts, [
      'blur',
      'change',
      'click',
      'focus',
      'hover',
      'keydown',
      'keyup',
      'on',
      'one',
      'ready',
      'submit',
    ]),
  ),
  ...slots(group('drops', 'https://api.jquery.com/each/', '>=1.0.0 <5.0.0'), 0, each(jqueryStarts, ['each'])),
  ...slots(group('drops', 'https://api.jquery.com/jQuery.each/', '>=1.0.0 <5.0.0'), 1, [
    'jquery#default.each',
    'global#$.each',
    'global#jQuery.each',
  ]),
  ...slots(group('drops', 'https://api.jquery.com/ready/', '>=1.0.0 <5.0.0', true), 0, [
    'jquery#default',
    'global#$',
    'global#jQuery',
  ]),
];

/** Utility libraries. */
export const utilities: readonly Slot[] = [...lodash, ...underscore, ...limits, ...rxjs, ...workers, ...jquery];
