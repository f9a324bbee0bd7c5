import { NONE } from '../../model/facts.js';
import type { ClassFact, Context, Member, Parameter, Signature } from './model.js';

/*
 * What most records hold: they are made from it, and as text only what differs from it is written. The order of the
 * fields is the order in that text.
 */

export const NO_CONTEXT: Context = { k: 'none' };
export const NO_IDS: readonly number[] = [];

export const SIGNATURE: Signature = {
  f: NONE,
  n: '',
  sc: 0,
  p: [],
  tp: NO_IDS,
  t: NONE,
  async: false,
  generator: false,
  self: NONE,
  body: false,
  returns: NO_IDS,
  context: NO_CONTEXT,
  owner: NONE,
  predicate: false,
};
export const MEMBER: Member = {
  k: 'property',
  n: null,
  static: false,
  s: NONE,
  t: NONE,
  x: NONE,
  optional: false,
  private: false,
};
export const PARAMETER: Parameter = { n: '', t: NONE, x: NONE, optional: false, rest: false };
export const CLASS: ClassFact = {
  k: 'interface',
  n: '',
  sc: 0,
  tp: NO_IDS,
  base: NONE,
  baseArguments: NO_IDS,
  extends: NO_IDS,
  implements: NO_IDS,
  members: [],
  abstract: false,
};
