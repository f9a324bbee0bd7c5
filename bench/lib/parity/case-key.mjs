import { createHash } from 'node:crypto';

/** Names a case by what it says, so that lists of cases need not repeat other people's text. */
export function caseKey(code, options) {
  // Suites that were ported keep the cases and differ in the space around them.
  const lines = code
    .trim()
    .split('\n')
    .map((line) => line.trim());
  return createHash('sha256')
    .update(`${lines.join('\n')}\n${JSON.stringify(options ?? {})}`)
    .digest('hex')
    .slice(0, 12);
}
