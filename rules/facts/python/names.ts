import { textOf } from './builder.js';
import type { Builder } from './builder.js';
import { childIn } from '../../syntax/python/node.js';
import type { PythonNode } from '../../syntax/python/node.js';
import type { LoopState } from '../javascript/loop-state.js';

/*
 * What loops are told about the names that are read and written in them. Python has no declarations inside a loop:
 * every name that a body writes counts as carried from one round to the next, which is true of some and safe for all.
 */

const COLLECTING = new Set(['append', 'add', 'appendleft', 'extend', 'update', 'insert', 'setdefault']);

/** Dotted name of `x`, `self.x`, `a.b`; empty for anything else. */
export function placeName(b: Builder, node: PythonNode | undefined): string {
  if (node?.type === 'identifier') return textOf(b, node);
  if (node?.type === 'parenthesized_expression') return placeName(b, node.children[0]);
  if (node?.type !== 'attribute') return '';
  const object = placeName(b, childIn(node, 'object'));
  const name = childIn(node, 'attribute');
  return object === '' || name === undefined ? '' : `${object}.${textOf(b, name)}`;
}

/** The place that `place.append(…)` only collects into; empty for any other callee. */
export function collectedPlace(b: Builder, callee: PythonNode | undefined): string {
  if (b.openLoops.length === 0 || callee?.type !== 'attribute') return '';
  const name = childIn(callee, 'attribute');
  return name !== undefined && COLLECTING.has(textOf(b, name)) ? placeName(b, childIn(callee, 'object')) : '';
}

function eachLoop(b: Builder, visit: (loop: LoopState) => unknown): void {
  // Closures inside a loop run inside it, or later with its names: their writes count for every open loop.
  for (const id of b.openLoops) {
    const loop = b.loops[id];
    if (loop !== undefined) visit(loop);
  }
}

/** Notes the write to an assignment's target. `x[k] = v` only collects into `x`. */
export function noteWrite(b: Builder, target: PythonNode): void {
  if (b.openLoops.length === 0) return;
  const isKeyed = target.type === 'subscript';
  const place = placeName(b, isKeyed ? childIn(target, 'value') : target);
  if (place !== '') eachLoop(b, (loop) => (isKeyed ? loop.collected : loop.written).add(place));
}

export function noteRead(b: Builder, name: string): void {
  if (b.openLoops.length > 0 && b.mutedReads === 0) eachLoop(b, (loop) => loop.read.add(name));
}

export function noteCollected(b: Builder, place: string): void {
  eachLoop(b, (loop) => loop.collected.add(place));
}

export function noteCall(b: Builder): void {
  if (b.openLoops.length === 0) return;
  eachLoop(b, (loop) => {
    loop.calls = true;
  });
}
