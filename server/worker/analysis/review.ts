import type { Announcement, FileReport } from '../../protocol/analysis.js';
import type { Answers } from './answer.js';
import type { Workspace } from './workspace.js';

/** Looks, when there is nothing else to do, whether an edit changed what was said about other open documents. */
export interface Review {
  /** Something was answered. */
  note(report: FileReport): void;
  /** Something changed. */
  begin(): void;
  /** Was anything answered that could be out of date? */
  hasAnswered(): boolean;
  /** How long until the next step is due, in ms; `undefined` when there is nothing to look at. */
  wait(): number | undefined;
  /** Looks at one document; announces at the end of the round. */
  step(): void;
}

/** Whoever edits asks about the file at once: a look at it before that would be broken off. In ms. */
const PATIENCE = 40;

interface ReviewContext {
  readonly workspace: Workspace;
  readonly answers: Answers;
  readonly announce: (announcement: Announcement) => void;
}

export function createReview({ workspace, answers, announce }: ReviewContext): Review {
  /** Ids of the last reports by path. */
  const known = new Map<string, string>();
  let left: string[] = [];
  let changed: string[] = [];
  let hasAnswered = false;
  let begunAt = 0;
  const finish = (): void => {
    if (changed.length > 0) announce({ kind: 'changed', paths: changed });
    changed = [];
  };
  return {
    note({ path, id }) {
      hasAnswered = true;
      known.set(path, id);
    },
    begin() {
      begunAt = performance.now();
      const open = new Set(workspace.documents.paths.map((real) => workspace.documents.find(real)?.path ?? real));
      for (const path of known.keys()) if (!open.has(path)) known.delete(path);
      left = [...open].filter((path) => known.has(path));
    },
    hasAnswered: () => hasAnswered,
    wait: () => (left.length > 0 ? Math.max(0, begunAt + PATIENCE - performance.now()) : undefined),
    step() {
      const path = left[0];
      if (path === undefined) return;
      const { id } = answers.answer('check', { path });
      if (known.get(path) !== id) changed.push(path);
      known.set(path, id);
      left.shift();
      if (left.length === 0) finish();
    },
  };
}
