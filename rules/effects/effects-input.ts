import type { FileFacts } from '../model/facts.js';
import type { LoopSharing } from '../model/summary.js';
import type { ProjectSettings } from '../model/settings.js';
import type { FunctionRef, Inference } from '../inference/inference.js';
import type { CallGroups } from './call-groups.js';
import type { NameIndex } from './name-index.js';

/** What a file is to its package: which kind of program its module body is the start of. */
export interface FileRole {
  readonly sharing: LoopSharing;
  /** For messages: "the command `deploy`". */
  readonly name: string;
  /** Exports that a framework calls by convention, with the sharing of their loop. */
  readonly entries: readonly { readonly export: string; readonly sharing: LoopSharing; readonly name: string }[];
}

/** One revision of the project, as effects see it. */
export interface EffectsInput {
  /** Sorted. */
  readonly paths: readonly string[];
  facts(path: string): FileFacts | undefined;
  inference(path: string): Inference;
  role(path: string): FileRole;
  /** The file of the project that a path in a text of another one names. */
  locate(from: string, path: string): string | undefined;
  /** Functions that a file exports, by name. */
  exported(path: string, name: string): readonly FunctionRef[];
  /** A path as messages show it: relative to the root. */
  display(path: string): string;
  readonly settings: ProjectSettings;
  /** These two outlive the revision. */
  readonly names: NameIndex;
  readonly groups: CallGroups;
  /** Asked between units of work; throws when nobody waits for the answer any more. */
  checkpoint(): void;
  /** Runs a phase and notes how long it took. */
  timed<T>(phase: string, run: () => T): T;
}

export function keyOf(ref: FunctionRef): string {
  return `${ref.path}\0${String(ref.function)}`;
}
