import type { Announcement, QuestionKind, Questions, WorkspaceEvent } from './analysis.js';

/** Says when an answer is no longer wanted. */
export interface CancelSignal {
  readonly isCancelled: boolean;
  onCancel(listener: () => void): void;
}

/** Why a question has no answer. */
export type Refusal =
  /** The asker gave up. */
  | 'cancelled'
  /** The thread was stopped while it worked on the question; it may be asked again. */
  | 'stopped'
  /** A bug: it was logged. */
  | 'failed';

export type Reply<Kind extends QuestionKind> =
  { readonly answer: Questions[Kind]['answer'] } | { readonly refusal: Refusal };

/**
 * The analysis as the main thread sees it. It is always there: behind it a thread is started, watched, stopped when it
 * hangs, and started again with everything that it was told. No member throws, and no promise rejects.
 */
export interface AnalysisClient {
  tell(event: WorkspaceEvent): void;
  /** Answers come in the order of urgency: `urgent` (what somebody looks at) before `normal` before `background`. */
  ask<Kind extends QuestionKind>(
    kind: Kind,
    ask: Questions[Kind]['ask'],
    options?: { readonly signal?: CancelSignal; readonly urgency?: 'urgent' | 'normal' | 'background' },
  ): Promise<Reply<Kind>>;
  onAnnouncement(listener: (announcement: Announcement) => void): void;
  /** Ends the thread; resolves when it is gone. */
  dispose(): Promise<void>;
}
