import type { MessagePort } from 'node:worker_threads';
import type {
  Announcement,
  QuarantinedFile,
  QuestionKind,
  Questions,
  ThreadSetup,
  WorkspaceEvent,
} from '../../protocol/analysis.js';

export type Urgency = 'urgent' | 'normal' | 'background';

/** A question on its way to the thread. */
export type Ask = {
  [Kind in QuestionKind]: {
    readonly kind: 'ask';
    readonly id: number;
    readonly question: Kind;
    readonly ask: Questions[Kind]['ask'];
    readonly urgency: Urgency;
  };
}[QuestionKind];

export type ToThread =
  { readonly kind: 'event'; readonly event: WorkspaceEvent } | Ask | { readonly kind: 'cancel'; readonly id: number };

export type FromThread =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'failed'; readonly id: number }
  | { readonly kind: 'announce'; readonly announcement: Announcement }
  /** The quarantine as it holds now: hashes that were missing are in it, files that changed are not. */
  | { readonly kind: 'quarantine'; readonly files: readonly QuarantinedFile[] }
  /** Memory is short: the thread wants to begin anew. */
  | { readonly kind: 'restart' };

/** What the thread is started with. */
export interface AnalysisThreadData {
  readonly setup: ThreadSetup;
  readonly control: SharedArrayBuffer;
  readonly port: MessagePort;
}
