/** Thrown by a checkpoint: the work at hand is not wanted any more, or not on these texts. */
export class Interrupted extends Error {}

/** Thrown where a parser is needed that is not ready. */
export class LanguageMissing extends Error {}
