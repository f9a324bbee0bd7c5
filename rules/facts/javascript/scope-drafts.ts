import { NONE } from '../../model/facts.js';
import { SCOPE_STRIDE as STRIDE } from '../../model/expression-codes.js';
import type { PackedScopes } from './model.js';

/** Scopes under construction. */
export interface ScopeDrafts {
  readonly parents: number[];
  readonly containers: number[];
  /** The scope that `var` declarations go to, by scope. */
  readonly hoists: number[];
  /** The scope of each declaration. */
  readonly owners: number[];
}

export function packScopes({ parents, containers, owners }: ScopeDrafts): PackedScopes {
  const length = parents.length;
  const end = (length + 1) * STRIDE;
  const data = new Int32Array(end + owners.length);
  for (const owner of owners) data[owner * STRIDE + 2] = (data[owner * STRIDE + 2] ?? 0) + 1;
  let start = end;
  for (let scope = 0; scope <= length; scope++) {
    const at = scope * STRIDE;
    const count = data[at + 2] ?? 0;
    data[at] = parents[scope] ?? NONE;
    data[at + 1] = containers[scope] ?? NONE;
    data[at + 2] = start;
    start += count;
  }
  const next = Int32Array.from(parents, (_, scope) => data[scope * STRIDE + 2] ?? 0);
  owners.forEach((owner, declaration) => {
    const at = next[owner] ?? 0;
    data[at] = declaration;
    next[owner] = at + 1;
  });
  return { data, length };
}
