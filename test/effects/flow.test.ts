import { describe, expect, it } from 'vitest';
import { createFlows } from '../../rules/effects/flow/flows.js';
import { extractFacts } from '../../rules/facts/extract-facts.js';
import type { JavaScriptFacts } from '../../rules/facts/javascript/model.js';
import { EXPRESSION_STRIDE } from '../../rules/model/expression-codes.js';
import type { FlowEvent } from '../../rules/model/flow.js';

const PATH = '/project/file.ts';

function factsOf(text: string): JavaScriptFacts {
  const extraction = extractFacts(PATH, text);
  if (!extraction.ok) throw new Error(extraction.message);
  return extraction.facts as JavaScriptFacts;
}

/** Does a way lead from the declaration of `p` in `f` to a normal end of `f`, past no read of `p`? */
function canMiss(body: string): boolean {
  const facts = factsOf(`async function f(a, b) { const p = start(); ${body} }`);
  const flows = createFlows(() => facts);
  const fn = facts.functions.find(({ name }) => name === 'f')?.id ?? -1;
  const declaration = facts.declarations.findIndex(({ n }) => n === 'p');
  const write = flows.events(PATH, fn).find((event) => event.kind === 'write' && event.target === declaration);
  if (write === undefined) throw new Error('`p` is not written.');
  const { data, names } = facts.expressions;
  const isRead = (event: FlowEvent): boolean =>
    event.kind === 'read' && names[data[event.expression * EXPRESSION_STRIDE + 3] ?? -1] === 'p';
  return flows.follow(PATH, fn, write.row, (event) => (isRead(event) ? 'stop' : 'go'));
}

describe('the ways through a function', () => {
  it.each([
    'await p;',
    'if (a) { await p; } else { use(p); }',
    'if (a) { log(); } await p;',
    'for (const x of a) { if (x) break; } await p;',
    'while (true) { if (a) { await p; return; } }',
    'do { await p; } while (a);',
    'for (;;) { if (await p) break; }',
    'try { await p; } catch { log(); }',
    'try { return await p; } finally { log(); }',
    'try { if (a) return; } finally { await p; }',
    'switch (a) { case 1: await p; break; default: use(p); }',
    'switch (a) { case 1: log(); case 2: case 3: default: use(p); }',
    'if (a) throw new Error(); await p;',
    'outer: for (const x of a) { for (const y of b) { if (y) continue outer; if (x) break outer; } } await p;',
    'block: { if (a) break block; log(); } await p;',
    'const q = a ? p : await p;',
    'return a ?? p, p;',
    'try { try { return a; } finally { log(); } } finally { await p; }',
  ])('cannot miss: %s', (body) => {
    expect(canMiss(body)).toBe(false);
  });

  it.each([
    '',
    'if (a) await p;',
    'if (a) return; await p;',
    'a && (await p);',
    'const q = a ?? p;',
    'const q = a ? 1 : p;',
    'a ||= p;',
    'for (const x of a) await p;',
    'while (a) { await p; }',
    'for (const x of a) { if (x) return; } await p;',
    'for (let i = 0; i < a; i++) { await p; }',
    'do { if (a) break; await p; } while (b);',
    'switch (a) { case 1: await p; }',
    'switch (a) { case 1: await p; break; default: }',
    'try { log(); } catch { await p; }',
    'try { if (a) return 1; await p; } finally { log(); }',
    'block: { if (a) break block; await p; }',
    'outer: for (const x of a) { for (const y of b) { if (y) break outer; } await p; break; }',
    'const g = () => p;',
    'function g() { return p; }',
    'for (const x of a) { if (x) continue; await p; }',
  ])('can miss: %s', (body) => {
    expect(canMiss(body)).toBe(true);
  });
});

describe('the events of a function', () => {
  const kinds = (text: string): readonly string[] => {
    const facts = factsOf(text);
    const flows = createFlows(() => facts);
    return flows.events(PATH, 0).map((event) => (event.kind === 'read' ? `read ${event.use}` : event.kind));
  };

  it('come in the order in which they happen', () => {
    expect(kinds('this.x += await f(y);')).toEqual([
      'read other',
      'read other',
      'read passed',
      'call',
      'await',
      'write',
    ]);
    expect(kinds('x = f(g());')).toEqual(['read other', 'read other', 'call', 'call', 'write']);
  });

  it('hold no read of what is only written', () => {
    expect(kinds('x = 1; this.y = 2; this.#z = 3;')).toEqual(['write', 'write', 'write']);
  });

  it('leave out what nested functions do', () => {
    expect(kinds('a(() => { b(); });')).toEqual(['read other', 'function', 'call']);
  });
});
