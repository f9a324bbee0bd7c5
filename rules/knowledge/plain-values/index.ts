import type { PlainValueApi } from '../types.js';

type Where = Pick<PlainValueApi, 'argument' | 'deep' | 'source' | 'versions'>;

function apis(where: Where, names: readonly string[]): readonly PlainValueApi[] {
  return names.map((api) => ({ api, ...where }));
}

const MDN = 'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/';

/** Calls that read a value as it is: as text, as a number, as JSON, or to find it in a list. */
export const plainValueApis: readonly PlainValueApi[] = [
  ...apis({ argument: 0, deep: true, source: `${MDN}JSON/stringify`, versions: '*' }, ['global#JSON.stringify']),
  ...apis({ argument: 0, deep: false, source: `${MDN}Object/keys`, versions: '*' }, [
    'global#Object.keys',
    'global#Object.values',
    'global#Object.entries',
  ]),
  ...apis({ argument: 0, deep: false, source: `${MDN}String/String`, versions: '*' }, [
    'global#String',
    'global#Number',
    'global#parseInt',
    'global#parseFloat',
    'global#isNaN',
    'global#encodeURIComponent',
    'global#encodeURI',
    'global#decodeURIComponent',
  ]),
  ...apis({ argument: 0, deep: false, source: `${MDN}Array/includes`, versions: '*' }, [
    'global#Array().includes',
    'global#Array().indexOf',
    'global#Array().lastIndexOf',
    'global#ReadonlyArray().includes',
    'global#ReadonlyArray().indexOf',
    'global#String().includes',
    'global#String().startsWith',
    'global#String().endsWith',
  ]),
  ...apis(
    {
      argument: 0,
      deep: true,
      source: 'https://developer.mozilla.org/en-US/docs/Web/API/Response/json_static',
      versions: '*',
    },
    ['global#Response.json'],
  ),
  ...apis(
    {
      argument: 1,
      deep: false,
      source: 'https://developer.mozilla.org/en-US/docs/Web/API/Storage/setItem',
      versions: '*',
    },
    ['global#Storage().setItem', 'global#localStorage.setItem', 'global#sessionStorage.setItem'],
  ),
  ...apis(
    { argument: 0, deep: true, source: 'https://expressjs.com/en/5x/api.html#res.json', versions: '>=4.0.0 <6.0.0' },
    [
      'express#Response().json',
      'express#Response().jsonp',
      'express#Response().send',
      'express-serve-static-core#Response().json',
      'express-serve-static-core#Response().jsonp',
      'express-serve-static-core#Response().send',
    ],
  ),
  ...apis(
    { argument: 1, deep: true, source: 'https://expressjs.com/en/5x/api.html#res.render', versions: '>=4.0.0 <6.0.0' },
    ['express#Response().render', 'express-serve-static-core#Response().render'],
  ),
  ...apis(
    {
      argument: 0,
      deep: true,
      source: 'https://nextjs.org/docs/app/api-reference/functions/next-response#json',
      versions: '>=12.0.0',
    },
    ['next/server#NextResponse.json', 'next#NextApiResponse().json', 'next#NextApiResponse().send'],
  ),
  ...apis({ argument: 0, deep: true, source: 'https://hono.dev/docs/api/context#json', versions: '>=3.0.0' }, [
    'hono#Context().json',
  ]),
];
