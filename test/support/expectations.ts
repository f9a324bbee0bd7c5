/** A finding that a comment in the code asks for. */
export interface Expectation {
  /** From 1. */
  readonly line: number;
  /** From 1; absent when the comment does not say. */
  readonly column: number | undefined;
  /** `error` stands for a finding of any level. */
  readonly level: 'error' | 'warning' | 'hint';
  readonly ruleId: string;
  /** Part of the message; empty when the comment does not say. */
  readonly fragment: string;
}

const OPENING = /(?:\/\/|#|\{?\/\*|<!--)\s*(?=(?:error|warning|hint):)/;
const CLOSING = /(?:\*\/\}?|-->)\s*$/;
const ITEM = /(error|warning|hint): (?:(\d+) )?\[([\w-]+)\](?: "((?:[^"\\]|\\.)*)")?/g;

/** Code as the engine shall see it, without the comments that say what is expected of it. */
export function splitExpectations(code: string): { code: string; expectations: readonly Expectation[] } {
  const expectations: Expectation[] = [];
  const lines = code.split('\n').map((line, index) => {
    const comment = OPENING.exec(line);
    if (comment === null) return line;
    const said = line.slice(comment.index + comment[0].length).replace(CLOSING, '');
    const found = [...said.matchAll(ITEM)].map((item) => ({
      line: index + 1,
      column: item[2] === undefined ? undefined : Number(item[2]),
      level: item[1] as Expectation['level'],
      ruleId: item[3] ?? '',
      fragment: (item[4] ?? '').replaceAll('\\"', '"'),
    }));
    if (said.replace(ITEM, '').trim() !== '' || found.length === 0)
      throw new Error(`Line ${index + 1} expects something that cannot be read: ${line.trim()}`);
    expectations.push(...found);
    return line.slice(0, comment.index).trimEnd();
  });
  return { code: lines.join('\n'), expectations };
}
