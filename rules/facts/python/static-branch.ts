import type { PythonNode } from '../../syntax/python/node.js';
import { textOf } from './builder.js';
import type { Builder } from './builder.js';

/** Code is read as this version of Python runs it. */
const MINOR = 13;

/**
 * Which branch of an `if` counts for what names mean: the one of a recent Python, and the one that type checkers read.
 * `undefined` when both do.
 */
export function staticBranch(b: Builder, condition: PythonNode): boolean | undefined {
  if (condition.end - condition.start > 60) return undefined;
  const text = textOf(b, condition).replace(/\s+/g, '');
  if (/^(?:\w+\.)?TYPE_CHECKING$/.test(text)) return true;
  if (/^not(?:\w+\.)?TYPE_CHECKING$/.test(text)) return false;
  const match = /^(?:\w+\.)?version_info(?:\[0\]|\.major|\[:2\])?(>=|<=|>|<)\(?(\d+)(?:,(\d+))?(?:,\d*)*\)?$/.exec(
    text,
  );
  if (match === null) return undefined;
  const [, operator = '', major, minor] = match;
  // `version_info > (3,)` and `version_info > (3, 13)` are true of 3.13.1.
  const order = Math.sign(3 - Number(major)) || Math.sign(MINOR - Number(minor ?? 0)) || 1;
  return operator.startsWith('>') ? order > 0 : order < 0;
}
