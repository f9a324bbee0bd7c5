/** How characters are counted; the client chooses. */
export type PositionEncoding = 'utf-8' | 'utf-16' | 'utf-32';

/** Lines and characters count from 0; characters are in units of the negotiated encoding. */
export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

/** Half-open. */
export interface TextSpan {
  readonly start: TextPosition;
  readonly end: TextPosition;
}

/** A place in a file, which is named by its absolute, normalised path. */
export interface Place {
  readonly path: string;
  readonly span: TextSpan;
}

/** Replaces what a span holds. */
export interface TextReplacement {
  readonly span: TextSpan;
  readonly text: string;
}
