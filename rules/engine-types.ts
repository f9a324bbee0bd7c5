import type { ChainHop, Finding, SuppressedFinding } from './model/finding.js';
import type { Language } from './model/language.js';
import type { Notice } from './model/notice.js';
import type { Range } from './model/range.js';
import type { RuleSetting, Settings } from './model/settings.js';

/** One change of the project's files; `text` wins over the disk until the overlay is removed. */
export type FileChange =
  | { readonly kind: 'overlay'; readonly path: string; readonly text: string }
  | { readonly kind: 'changed'; readonly path: string }
  | { readonly kind: 'removed'; readonly path: string }
  /** A file or folder that is not analysed and yet decides what names mean: a manifest, a configuration, a dependency. */
  | { readonly kind: 'surroundings'; readonly path: string }
  | { readonly kind: 'settings'; readonly settings: Settings };

/** What a run can say about how much it understood. */
export interface Statistics {
  readonly files: number;
  readonly lines: number;
  /** Calls whose result or target a rule asked for. */
  readonly calls: number;
  /** Of these, the ones that were resolved to yes or no. */
  readonly resolved: number;
  /** Calls of JavaScript that were followed since the start; an answer that was kept from before an edit does not count. */
  readonly resolutions: number;
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

/** An effect on whoever waits, for people: what blocks, and over which calls. */
export interface InspectedBlock {
  /** The known API as the program writes it. */
  readonly root: string;
  readonly kind: string;
  readonly tier: string;
  readonly certain: boolean;
  /** The calls on the way, the root's own last; empty for the root itself. */
  readonly chain: readonly ChainHop[];
}

export interface InspectedFunction {
  readonly path: string;
  readonly function: number;
  /** How messages name it; empty for one without a name. */
  readonly label: string;
  readonly range: Range;
  /** Its name, or the start of the function where it has none. */
  readonly nameRange: Range;
  readonly async: boolean;
  readonly runsOnLoop: boolean;
  readonly blocks: readonly InspectedBlock[];
  /** Calls in its own body whose promise nobody takes. */
  readonly unawaited: number;
}

export interface InspectedCall {
  readonly range: Range;
  readonly calleeRange: Range;
  /** As written, shortened. */
  readonly callee: string;
  readonly function: number;
  readonly blocks: readonly InspectedBlock[];
  readonly awaitable: boolean;
  readonly taken: boolean;
  /** Functions of the project that it calls. */
  readonly targets: readonly { readonly path: string; readonly function: number }[];
}

/** A comment that silences findings. */
export interface InspectedDirective {
  readonly range: Range;
  /** Bare ids of rules of ours; empty for all. */
  readonly rules: readonly string[];
  readonly reason: string;
  /** Findings that it silences. */
  readonly silences: number;
}

/** What is known of the functions, calls and comments of one file. Offsets are UTF-16 code units. */
export interface InspectedFile {
  readonly path: string;
  readonly functions: readonly InspectedFunction[];
  readonly calls: readonly InspectedCall[];
  readonly directives: readonly InspectedDirective[];
}

export interface InspectedCaller {
  readonly caller: InspectedFunction;
  /** Its calls. */
  readonly ranges: readonly Range[];
}

/** The engine as every host sees it. Incremental: the answer equals that of a fresh engine on the same texts. */
export interface Engine {
  apply(changes: readonly FileChange[]): void;
  /** Findings of one file; the file need not have been announced. */
  check(path: string, options?: CheckOptions): FileResult;
  /** What is known of one file beside its findings; `undefined` when it cannot be read as code. */
  inspect(path: string): InspectedFile | undefined;
  /** Calls of a function from anywhere in the project, by path and then by place. */
  callersOf(path: string, fn: number): readonly InspectedCaller[];
  statistics(): Statistics;
}
