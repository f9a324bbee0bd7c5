import { describe, expect, it } from 'vitest';
import { createEvaluation } from '../../../rules/inference/javascript/evaluation.js';
import type { Evaluation } from '../../../rules/inference/javascript/evaluation.js';
import type { Program } from '../../../rules/inference/javascript/program.js';
import { ANY, literalOf, promiseOf, unionOf } from '../../../rules/inference/javascript/types.js';
import type { Type } from '../../../rules/inference/javascript/types.js';

/** Unions of plain types ask nothing of the project. */
const ev: Evaluation = createEvaluation({} as Program);
const literals = (from: number, to: number): Type[] =>
  Array.from({ length: to - from }, (_, i) => literalOf(`key ${String(from + i)}`));

/** What a type that lists all paths through a document does with every step: it joins what it has with what it had. */
function grow(steps: number): Type | undefined {
  let type: Type | undefined = literalOf('start');
  for (let i = 0; i < steps; i++) type = unionOf(ev, [type, unionOf(ev, [...literals(i * 100, i * 100 + 100), type])]);
  return type;
}

describe('unions', () => {
  it('hold a text once, however often it was made', () => {
    expect(unionOf(ev, [...literals(0, 50), ...literals(0, 50)])).toMatchObject({ ts: { length: 50 }, open: false });
  });

  it('stop growing: what does not fit leaves them open', () => {
    expect(grow(3)).toMatchObject({ ts: { length: 301 }, open: false });
    expect(grow(2_000)).toMatchObject({ ts: { length: 400 }, open: true });
  });

  it('keep a promise beside what is unknown apart from a promise alone', () => {
    expect(unionOf(ev, [promiseOf(undefined), undefined])).toMatchObject({ k: 'union', open: true });
    expect(unionOf(ev, [promiseOf(undefined), ANY])).toBe(ANY);
  });
});
