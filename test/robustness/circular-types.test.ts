import { expect, it } from 'vitest';
import { analyse } from '../support/analyse.js';
import { EVERY_RULE } from '../support/engine-run.js';

/** Types that lead back to themselves, as they stand in code for a moment while somebody writes it, or for good. */
const CIRCLES: readonly string[] = [
  'type T = Promise<void> | (T & { a: 1 });',
  'type T = (() => Promise<void>) | (T & { a: 1 });',
  'type T = (T | Promise<void>) & { a: 1 };',
  'type T = (T | (() => Promise<void>)) & { a: 1 };',
  'type T = T;',
  'type T = T | T;',
  'type T = T & T;',
  'interface T extends T { a: T }',
  'class T extends T { a: T }',
  'type T = { [K in keyof T]: T[K] } & (T | Promise<void>);',
  'type T = T extends Promise<infer U> ? U : T;',
  'type T = Awaited<T> | Promise<T>;',
  'type T = Promise<T> | (T & Promise<T>);',
  'type T = T[] & (T | Promise<void>)[] & T;',
  'type T = Pick<T, keyof T> & (T | (() => T));',
  'type T = Omit<T, "a"> & (T | (() => T));',
  'type T = (() => T) & (T | (() => T));',
  'type T = ReturnType<T> & (T | (() => T));',
  'type T = typeof v & (T | { a: T }); declare const v: T;',
  'type T = (new () => T) & (T | (new () => T));',
  'interface A extends B {} interface B extends A { then(f: (x: T) => void): T } type T = A & (B | T);',
  'type T = Iterable<T> & (T | T[]);',
  'interface T { [Symbol.iterator](): T; a: T; (): T }',
  'type T = Parameters<T>[0] & (T | ((x: T) => T));',
  'type T = { (x: T): T; a: T; [k: string]: T } & (T | { a: T });',
  'type T = typeof x;',
];

/** Every way to use a value that asks what it is. */
const USES = `
x(); x.a(); x[0](); x.then(x); x.catch(() => {}); new x().a(); void x;
async function f() {
  await x; (await x()).a(); if (x) x(); if (x()) x();
  for (const y of x) y();
  for await (const z of x) z();
  x.forEach(async () => { await x; }); x(async () => {}); new x(async () => {});
  const { a, ...rest } = x; a(); rest.b(); const [c, ...others] = x; c(); others[0]();
  ({ ...x, q: x }).q(); [...x][0](); Promise.all(x); Promise.all([x, x()]); x.a = async () => {}; x && x();
  return x;
}
f();
class K extends x { async m() { this.m(); super.m(); this.a(); } }
new K().m();
const h: T = async () => {}; const o: { a: T } = { a: async () => {} };
function w(callback: T) { callback(async () => {}); }
w(async () => {}); const k: keyof T = 'a'; x[k]();
`;

it.each(CIRCLES)('%s', (circle) => {
  const results = analyse(
    new Map([
      ['value.ts', `${circle}\ndeclare const x: T;\n${USES}`],
      ['bound.ts', `${circle}\nfunction outer<P extends P>(x: P & T | P) {\n${USES}}\n`],
      ['bounds.ts', `${circle}\nfunction outer<P extends Q, Q extends P | T>(x: Q & P) {\n${USES}}\n`],
    ]),
    EVERY_RULE,
  );
  for (const { notices, findings } of results.values()) {
    expect(notices.filter(({ kind }) => kind !== 'syntax-error')).toEqual([]);
    // What is certain stays certain beside it: `f();`, which is dropped.
    expect(findings.map(({ ruleId }) => ruleId)).toContain('no-floating-promises');
  }
});
