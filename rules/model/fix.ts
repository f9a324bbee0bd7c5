/** Replaces the text from `start` to `end` (UTF-16 code units) by `text`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** `safe` keeps the meaning of the program; a `suggestion` may change it and is never applied unasked. */
export type Applicability = 'safe' | 'suggestion';

/** A repair as data: edits on one version of one file's text. It never depends on another fix. */
export interface Fix {
  /** Stable name of the kind of fix, for example `add-await`. */
  readonly id: string;
  /** Imperative, without a full stop. */
  readonly title: string;
  readonly applicability: Applicability;
  /** Sorted by start; they never overlap. */
  readonly edits: readonly Edit[];
}
