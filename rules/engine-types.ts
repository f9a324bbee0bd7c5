import type { Finding, SuppressedFinding } from './model/finding.js';
import type { Language } from './model/language.js';
import type { Notice } from './model/notice.js';
import type { RuleSetting, Settings } from './model/settings.js';

/** One change of the project's files; `text` wins over the disk until the overlay is removed. */
export type FileChange =
  | { readonly kind: 'overlay'; readonly path: string; readonly text: string }
  | { readonly kind: 'changed'; readonly path: string }
  | { readonly kind: 'removed'; readonly path: string }
  | { readonly kind: 'settings'; readonly settings: Settings };

/** What a run can say about how much it understood. */
export interface Statistics {
  readonly files: number;
  readonly lines: number;
  /** Calls whose result or target a rule asked for. */
  readonly calls: number;
  /** Of these, the ones that were resolved to yes or no. */
  readonly resolved: number;
  /** Packages that calls led into and that could not be read, with the number of such calls. */
  readonly unresolvedPackages: readonly { readonly name: string; readonly calls: number }[];
  /** Milliseconds per phase and per rule; only filled when asked for. */
  readonly times: Readonly<Record<string, number>>;
}

export interface FileResult {
  readonly path: string;
  readonly language: Language;
  /** Sorted by start, then rule id. */
  readonly findings: readonly Finding[];
  /** Findings that a comment silences. */
  readonly suppressed: readonly SuppressedFinding[];
  readonly notices: readonly Notice[];
}

/** What one question asks for. */
export interface CheckOptions {
  /**
   * The rules that run, with their levels and options, in place of those of the settings: for a host that decides per
   * file what runs. A rule that is not named is off.
   */
  readonly rules?: Readonly<Record<string, RuleSetting>>;
}

/** The engine as every host sees it. Incremental: the answer equals that of a fresh engine on the same texts. */
export interface Engine {
  apply(changes: readonly FileChange[]): void;
  /** Findings of one file; the file need not have been announced. */
  check(path: string, options?: CheckOptions): FileResult;
  statistics(): Statistics;
}
