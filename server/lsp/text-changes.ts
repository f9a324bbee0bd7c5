import type { PositionEncoding, TextSpan } from '../protocol/places.js';
import { createTextPositions } from '../workspace/text-positions.js';

/** One change of a document: of a span, or, without one, of the whole text. */
export interface TextChange {
  readonly span?: TextSpan;
  readonly text: string;
}

/** The text after changes that were made one after the other. Positions outside of it are taken as the nearest inside. */
export function applyChanges(text: string, changes: readonly TextChange[], encoding: PositionEncoding): string {
  let current = text;
  for (const { span, text: inserted } of changes) {
    if (span === undefined) {
      current = inserted;
      continue;
    }
    const positions = createTextPositions(current, encoding);
    // Those offsets leave a byte order mark out.
    const mark = current.startsWith('\uFEFF') ? 1 : 0;
    const start = positions.offsetAt(span.start) + mark;
    const end = positions.offsetAt(span.end) + mark;
    current = current.slice(0, start) + inserted + current.slice(end);
  }
  return current;
}
