/*
 * Expressions of JavaScript are kept as rows of five numbers: kind (with flags in the second byte), start, end and two
 * operands; lists of numbers that operands lead to follow the rows. As objects they were half of the memory of a
 * project, and collecting the garbage around them a third of its time. Facts write the rows, inference reads them.
 */

/** Numbers of a row. */
export const EXPRESSION_STRIDE = 5;
/** Static `this`, or a spread among elements and arguments. */
export const FLAG = 256;
/** Behind `?.`. */
export const OPTIONAL = 512;
export const KIND_MASK = 255;

/** Numbers of the kinds. They are part of cached facts. */
export const EXPRESSION_CODE = {
  name: 0,
  this: 1,
  super: 2,
  string: 3,
  number: 4,
  regexp: 5,
  undefined: 6,
  plain: 7,
  unknown: 8,
  cast: 9,
  function: 10,
  class: 11,
  object: 12,
  array: 13,
  await: 14,
  yield: 15,
  call: 16,
  new: 17,
  import: 18,
  require: 19,
  tag: 20,
  member: 21,
  index: 22,
  conditional: 23,
  and: 24,
  or: 25,
  same: 26,
  spread: 27,
  jsx: 28,
} as const;

/** Numbers of a scope: its parent, its container, and where its declarations start. Then the declarations follow. */
export const SCOPE_STRIDE = 3;
