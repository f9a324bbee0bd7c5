import { describe, expect, it } from 'vitest';
import { extractFacts } from '../../../rules/facts/extract-facts.js';
import { decodeFacts, encodeFacts } from '../../../rules/facts/javascript/encode.js';
import type { JavaScriptFacts } from '../../../rules/facts/javascript/model.js';

function factsOf(text: string, path = '/project/file.ts'): JavaScriptFacts {
  const extraction = extractFacts(path, text);
  if (!extraction.ok) throw new Error(extraction.message);
  return extraction.facts as JavaScriptFacts;
}

describe('facts of JavaScript', () => {
  it('are plain data without the tree, and survive being written down', () => {
    const facts = factsOf('export async function load<T>(x: T) { await save(x); return [x]; }\nload(1);');
    expect(structuredClone(facts)).toEqual(facts);
    expect(decodeFacts(encodeFacts(facts))).toEqual(facts);
  });

  it('depend on the text and the kind of file, not on its place', () => {
    const text = 'import { a } from "./b";\na();';
    expect(factsOf(text, '/one/file.ts')).toEqual(factsOf(text, '/another/place/other.ts'));
  });

  it('say what becomes of each call', () => {
    const { calls } = factsOf(
      'async function f() { await a(); b(); const c = d(); if (e()) return g(); h(i()); void j(); }',
    );
    expect(Object.fromEntries(calls.map((call) => [call.name, call.use]))).toEqual({
      a: 'awaited',
      b: 'dropped',
      d: 'assigned',
      e: 'tested',
      g: 'returned',
      h: 'dropped',
      i: 'passed',
      j: 'void',
    });
  });

  it('split what a statement drops', () => {
    const [drop] = factsOf('a ? b() : (c(), d && e());').drops;
    expect(drop?.operands).toHaveLength(3);
  });

  it('count the rounds of loops with constant bounds', () => {
    const { loops } = factsOf('const N = 1e3; for (let i = 0; i < N * 2; i += 2) {}\nfor (let i = 0; i < n; i++) {}');
    expect(loops.map((loop) => loop.trips)).toEqual([1000, 0]);
  });

  it('know what one round of a loop hands to the next', () => {
    const carried = (body: string): readonly string[] | undefined =>
      factsOf(`const out = []; let last; for (const x of xs) { ${body} }`).loops[0]?.carried;
    expect(carried('out.push(await f(x));')).toEqual([]);
    expect(carried('last = await f(x, last);')).toEqual(['last']);
    expect(carried('out.push(await f(x, out.length));')).toEqual(['out']);
  });

  it('know what is awaited for its own sake, what runs after a failure, and which functions are empty without a reason', () => {
    const text = 'async function f() { try { await a(); } catch { x = await b(); } finally { void (await c()); } }';
    const facts = factsOf(text);
    const names = facts.droppedAwaits.map((id) => facts.calls.find(({ expression }) => expression === id)?.name);
    expect(names).toEqual(['a', 'c']);
    expect(facts.recoveries.map(({ start, end }) => text.slice(start, end).trim())).toEqual([
      '{ x = await b(); }',
      '{ void (await c()); }',
    ]);
    const labels = (code: string): readonly string[] => {
      const { emptyFunctions, functions } = factsOf(code);
      return emptyFunctions.map((id) => functions[id]?.name ?? '');
    };
    expect(labels('const a = () => {};\n\nfunction b() {\n}\nconst c = () => 1;')).toEqual(['a', 'b']);
    expect(labels('const a = () => {}; // why\n\n// why\nconst b = () => {};\nconst c = () => { /* why */ };')).toEqual(
      [],
    );
  });

  it('keep the offsets of a component file', () => {
    const text = '<template>\n  <p/>\n</template>\n<script setup lang="ts">\nsave();\n</script>\n';
    const [call] = factsOf(text, '/project/App.vue').calls;
    expect(text.slice(call?.range.start, call?.range.end)).toBe('save()');
  });

  it('mark the functions around a syntax error, and only those', () => {
    const { functions } = factsOf('function good() { a(); }\nfunction bad() { b(; }\nfunction fine() { c(); }');
    const incomplete = functions.filter((fn) => fn.incomplete).map((fn) => fn.name);
    expect(incomplete).toEqual(['bad']);
  });

  it('name the reason when the nesting is too deep', () => {
    const extraction = extractFacts('/project/deep.ts', `${'['.repeat(20_000)}${']'.repeat(20_000)}`);
    expect(extraction).toMatchObject({ ok: false, kind: 'too-deep' });
  });

  it('take thousands of terms in a row', () => {
    expect(factsOf(`const text = ${Array(10_000).fill("'a'").join(' + ')};`).declarations).toHaveLength(1);
  });

  it('read CommonJS and JSDoc', () => {
    const facts = factsOf(
      '/** @returns {Promise<void>} */\nfunction f() {}\nmodule.exports = { f };\nexports.g = f;',
      '/project/file.js',
    );
    expect(facts.commonJs).toBe(true);
    expect(facts.containers[0]?.exports.map((entry) => ('n' in entry ? entry.n : ''))).toEqual(['export=', 'g']);
    expect(facts.types.some((type) => type.k === 'ref' && type.n[0] === 'Promise')).toBe(true);
  });
});
