import type { Applicability } from '../../rules/model/fix.js';
import type { Language } from '../../rules/model/language.js';
import type { ConfiguredLevel, Level } from '../../rules/model/level.js';
import type { Notice } from '../../rules/model/notice.js';
import type { Preset } from '../../rules/model/rule-meta.js';
import type { Place, PositionEncoding, TextPosition, TextReplacement, TextSpan } from './places.js';

/*
 * What the main thread and the analysis thread say to each other. Everything is plain data: it is cloned on the way.
 * All paths are absolute and normalised; all places are in the negotiated encoding, because only the analysis thread
 * has the texts of files that are not open.
 */

/** What the thread is started with. */
export interface ThreadSetup {
  /** Folder of the files that ship with the engine. */
  readonly assetDirectory: string;
  /** Where the facts cache lies; without it nothing is written. */
  readonly cacheDirectory?: string;
  readonly encoding: PositionEncoding;
}

/** A workspace folder with what the editor's settings say for it. */
export interface FolderSetup {
  readonly path: string;
  /** Stands in for the configuration file's preset. */
  readonly preset?: Preset | 'none';
  /** Levels by rule id; they win over the configuration file. */
  readonly rules?: Readonly<Record<string, ConfiguredLevel>>;
  /** Nothing is reported in a folder without a configuration file. */
  readonly requireConfig?: boolean;
}

/** Something that happened outside of the thread. In the order in which it happened. */
export type WorkspaceEvent =
  | { readonly kind: 'folders'; readonly folders: readonly FolderSetup[] }
  /** An open document; its text wins over the disk until it is closed. */
  | { readonly kind: 'text'; readonly path: string; readonly text: string; readonly version: number }
  | { readonly kind: 'closed'; readonly path: string }
  /** Files or folders that came, changed or went on the disk; also configuration, ignore and manifest files. */
  | { readonly kind: 'disk'; readonly paths: readonly string[] }
  /** Files that are not analysed until their content changes, because they stopped a thread before. */
  | { readonly kind: 'quarantine'; readonly files: readonly QuarantinedFile[] };

export interface QuarantinedFile {
  readonly path: string;
  /** Hash of the content that did the damage. */
  readonly hash: string;
  /** One sentence for the user. */
  readonly reason: string;
}

/** A question and what it is answered with. */
export interface Questions {
  /** Findings of one file. */
  readonly check: { readonly ask: { readonly path: string }; readonly answer: FileReport };
  /** Files of all folders, sorted: what a scan of the workspace looks at. Reads nothing but folders. */
  readonly files: { readonly ask: object; readonly answer: readonly string[] };
  /** The edits of one fix of one finding, made for the text that the answer names the version of. */
  readonly edits: { readonly ask: FixRequest; readonly answer: FileEdits | undefined };
  /** Applies every fix that is asked for, round after round until nothing changes, and gives the edits of all rounds. */
  readonly fixAll: { readonly ask: FixAllRequest; readonly answer: readonly FileEdits[] };
  readonly inspect: { readonly ask: { readonly path: string }; readonly answer: FileInspection | undefined };
  /** Calls of a function from anywhere in the project. */
  readonly callers: { readonly ask: FunctionPlace; readonly answer: readonly CallerReport[] };
  /** Everything that is known about what is (or is not) reported at a place, as Markdown without links. */
  readonly explain: {
    readonly ask: { readonly path: string; readonly position: TextPosition };
    readonly answer: string;
  };
  /** The page of a rule, as Markdown. */
  readonly page: { readonly ask: { readonly ruleId: string }; readonly answer: string | undefined };
  /** Numbers and settings for a report to the makers; holds no code. */
  readonly status: { readonly ask: object; readonly answer: StatusReport };
}

export type QuestionKind = keyof Questions;

export interface FileReport {
  readonly path: string;
  readonly language: Language;
  /** Version of the open document that was analysed; absent for a file on the disk. */
  readonly version?: number;
  /** Digest of findings and notices: equal ids mean equal reports. */
  readonly id: string;
  /** Sorted by start, then rule id. */
  readonly findings: readonly ReportedFinding[];
  readonly suppressed: readonly SuppressedReport[];
  readonly notices: readonly Notice[];
  /** The project is not read yet: these are some of the findings, and an announcement follows when there are others. */
  readonly isPartial?: boolean;
  /** CPU time that the answer took, in ms. */
  readonly milliseconds: number;
}

export interface ReportedFinding {
  readonly ruleId: string;
  readonly span: TextSpan;
  readonly message: string;
  readonly level: Level;
  readonly why?: string;
  /** Outermost call first. A hop of a file that cannot be read is left out. */
  readonly chain: readonly { readonly place: Place; readonly text: string }[];
  /** The first is the preferred one. */
  readonly fixes: readonly FixOffer[];
}

export interface SuppressedReport {
  readonly ruleId: string;
  readonly span: TextSpan;
  readonly message: string;
  readonly justification: string;
}

export interface FixOffer {
  readonly id: string;
  readonly title: string;
  readonly applicability: Applicability;
}

export interface FixRequest {
  readonly path: string;
  readonly ruleId: string;
  readonly span: TextSpan;
  /** Id of a fix, or one of the two ways to silence that are always there. */
  readonly fix: string | 'suppress-line' | 'suppress-file';
}

export interface FixAllRequest {
  /** One file, a folder, or every folder. */
  readonly scope: { readonly path: string } | { readonly folder: string } | 'workspace';
  /** Of one rule, or of every rule. */
  readonly ruleId?: string;
  /** Fixes of one kind only. */
  readonly fixId?: string;
  /** `safe`: those that keep behaviour. `all`: the preferred fix of each finding, whatever it is. */
  readonly applicability: 'safe' | 'all';
}

export interface FileEdits {
  readonly path: string;
  readonly version?: number;
  /** Do not overlap, sorted by start. */
  readonly edits: readonly TextReplacement[];
  /** Number of findings that the edits mend. */
  readonly count: number;
}

/** What the engine knows of the calls and functions of one file. */
export interface FileInspection {
  readonly path: string;
  readonly version?: number;
  readonly functions: readonly FunctionReport[];
  readonly calls: readonly CallReport[];
  /** Comments that silence findings. */
  readonly directives: readonly DirectiveReport[];
}

export interface FunctionPlace {
  readonly path: string;
  readonly function: number;
}

export interface FunctionReport extends FunctionPlace {
  /** As messages name it: `Store.load`; empty for one without a name. */
  readonly label: string;
  readonly span: TextSpan;
  /** Its name, or the start of the function where it has none. */
  readonly nameSpan: TextSpan;
  readonly async: boolean;
  /** The loop enters it: async, a handler, a listener, a timer callback. */
  readonly runsOnLoop: boolean;
  /** Effects of its body on whoever calls it, or on the loop. */
  readonly blocks: readonly BlockReport[];
  /** Calls in its own body whose promise nobody takes. */
  readonly unawaited: number;
}

export interface CallReport {
  readonly span: TextSpan;
  readonly calleeSpan: TextSpan;
  /** As written, shortened: `fs.readFileSync`. */
  readonly callee: string;
  /** Function that the call stands in. */
  readonly function: number;
  readonly blocks: readonly BlockReport[];
  /** It gives a promise or coroutine, for certain. */
  readonly awaitable: boolean;
  /** It is awaited, returned or otherwise taken. */
  readonly taken: boolean;
  /** Functions of the project that it calls. */
  readonly targets: readonly FunctionPlace[];
}

export interface BlockReport {
  /** The known API as the program writes it: `fs.readFileSync`. */
  readonly root: string;
  /** `file`, `process`, `cpu`, … */
  readonly kind: string;
  readonly tier: string;
  readonly certain: boolean;
  /** From here to the root: each call on the way, the root's own last. Empty when the call is the root itself. */
  readonly chain: readonly { readonly place: Place; readonly text: string }[];
}

export interface CallerReport {
  /** The function that calls. */
  readonly caller: FunctionReport;
  /** Its calls. */
  readonly spans: readonly TextSpan[];
}

export interface DirectiveReport {
  readonly span: TextSpan;
  /** Bare ids of the rules that it silences; empty for all. */
  readonly rules: readonly string[];
  readonly reason: string;
  /** Findings that it silences. */
  readonly silences: number;
}

export interface StatusReport {
  readonly folders: readonly {
    readonly path: string;
    readonly files: number;
    /** The configuration file, when there is one. */
    readonly configuration?: string;
    /** What is wrong with it: one sentence. */
    readonly problem?: string;
  }[];
  readonly quarantined: readonly QuarantinedFile[];
  /** Bytes. */
  readonly heapUsed: number;
  readonly heapLimit: number;
}

/** What the thread says unasked. */
export type Announcement =
  /** Answers about these files may differ from those that were given; `all` when nobody knows which. */
  | { readonly kind: 'changed'; readonly paths: readonly string[] | 'all' }
  | { readonly kind: 'progress'; readonly title: string; readonly done: number; readonly total: number }
  | { readonly kind: 'progress-end' }
  | { readonly kind: 'log'; readonly level: 'info' | 'warning' | 'error'; readonly message: string }
  /** A configuration file that cannot be used, or (without a message) can be again. */
  | { readonly kind: 'configuration'; readonly path: string; readonly problem?: string; readonly line?: number };
