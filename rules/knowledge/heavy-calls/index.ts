import type { HeavyCall } from '../types.js';

function heavy(
  does: HeavyCall['does'],
  source: string,
  versions: string,
  apis: readonly string[],
): readonly HeavyCall[] {
  return apis.map((api) => ({ api, does, source, versions }));
}

const arrays = ['global#Array().', 'global#ReadonlyArray().'];
const mdn = 'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects';
const crypto = 'https://nodejs.org/api/crypto.html';

/**
 * Calls that take microseconds or more for each kilobyte that they are given, so that one of them is nothing and a
 * hundred thousand are a standstill. What takes milliseconds on its own is in the table of blocking calls.
 */
export const heavyCalls: readonly HeavyCall[] = [
  ...heavy('work', `${mdn}/JSON`, '*', ['global#JSON.parse', 'global#JSON.stringify']),
  ...heavy('work', 'https://developer.mozilla.org/en-US/docs/Web/API/Window/structuredClone', '*', [
    'global#structuredClone',
  ]),
  ...heavy('work', `${crypto}#hashdigestencoding`, '>=20.19.0', [
    'node:crypto#Hash().digest',
    'node:crypto#Hmac().digest',
  ]),
  ...heavy('work', `${crypto}#cryptohashalgorithm-data-options`, '>=20.19.0', ['node:crypto#hash']),
  ...heavy(
    'search',
    `${mdn}/Array/includes`,
    '*',
    arrays.flatMap((start) => ['includes', 'indexOf', 'lastIndexOf'].map((name) => `${start}${name}`)),
  ),
  ...heavy('sort', `${mdn}/Array/sort`, '*', ['global#Array().sort', ...arrays.map((start) => `${start}toSorted`)]),
];
