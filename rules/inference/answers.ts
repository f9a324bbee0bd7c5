import type { CallResolution, FunctionRef } from './inference.js';

/** A class or interface by its place. Numbers hold for one text of the file. */
export interface ClassPlace {
  readonly path: string;
  readonly class: number;
}

/** What a class or interface says that it extends and implements. */
export interface ClassParents {
  readonly class: number;
  readonly parents: readonly ClassPlace[];
}

/** The classes of one file that have any. */
export interface FileParents {
  readonly classes: readonly ClassParents[];
  /** They follow from what files declare, import and export by name alone. */
  readonly byName: boolean;
}

/**
 * Answers that outlive a revision, by file and by number in the file: asking them of a whole project again after every
 * keystroke would take longer than everything else. Whoever keeps them forgets those that may have changed.
 */
export interface Answers {
  readonly calls: Map<string, CallResolution[]>;
  readonly functions: Map<string, (readonly FunctionRef[])[]>;
  readonly parents: Map<string, FileParents>;
  /** Replaced whenever an answer about a file is forgotten or changed that did not change itself. */
  generation: object;
}

export function createAnswers(): Answers {
  return { calls: new Map(), functions: new Map(), parents: new Map(), generation: {} };
}

export function clearAnswers(answers: Answers): void {
  for (const table of [answers.calls, answers.functions, answers.parents]) table.clear();
  answers.generation = {};
}
