import type { Extract } from '../../../rules/engine.js';
import { createDiskHost } from '../../../rules/host/disk-host.js';
import type { Announcement, FileReport } from '../../protocol/analysis.js';
import { createAnswers, type Answers } from './answer.js';
import { writeControl, type ControlWriter } from './control.js';
import { openInbox, type Inbox } from './inbox.js';
import { Interrupted, LanguageMissing } from './interrupted.js';
import { createMemoryValve, type MemoryValve } from './memory-valve.js';
import type { AnalysisThreadData, Ask, FromThread } from './messages.js';
import { createProgress, type Progress } from './progress.js';
import { createPythonParser, type PythonParser } from './python-parser.js';
import { createQuarantine, type Quarantine } from './quarantine.js';
import { createReview, type Review } from './review.js';
import { createWorkspace, type Workspace } from './workspace.js';

/** What a test may put in the place of a part. */
export interface ServeHooks {
  readonly extract?: Extract;
}

/** Nobody types for so long, in ms, when they look at something else. */
const REST = 2000;

interface Server {
  readonly inbox: Inbox;
  readonly workspace: Workspace;
  readonly answers: Answers;
  readonly review: Review;
  readonly quarantine: Quarantine;
  readonly valve: MemoryValve;
  readonly progress: Progress;
  readonly python: PythonParser;
  readonly post: (message: FromThread) => void;
  readonly announce: (announcement: Announcement) => void;
}

/** Answers questions from a port until the thread ends. One at a time; what is overtaken by an edit begins anew. */
export function serveAnalysis(data: AnalysisThreadData, hooks: ServeHooks = {}): void {
  let isWorking = false;
  let next: NodeJS.Timeout | undefined;
  const begin = (): void => {
    if (isWorking) return;
    isWorking = true;
    clearTimeout(next);
    work(server)
      .catch((error: unknown) => logFailure(server, 'The analysis failed', error))
      .finally(() => {
        isWorking = false;
        const wait = server.review.wait();
        next = (wait === undefined ? setTimeout(server.valve.rest, REST) : setTimeout(begin, wait)).unref();
      });
  };
  const server: Server = createServer(data, hooks, begin);
}

function createServer(
  { setup, control: buffer, port }: AnalysisThreadData,
  hooks: ServeHooks,
  onMail: () => void,
): Server {
  const control = writeControl(buffer);
  const post = (message: FromThread): void => port.postMessage(message);
  const announce = (announcement: Announcement): void => post({ kind: 'announce', announcement });
  const inbox = openInbox(port, control, onMail);
  const valve = createMemoryValve();
  const progress = createProgress(announce);
  const python = createPythonParser(setup.assetDirectory);
  const quarantine = createQuarantine(createDiskHost(setup).hash);
  const workspace = createWorkspace({
    setup,
    quarantine,
    announce,
    checkpoint: inbox.checkpoint,
    onRead: progress.step,
    inJournal: (path, run) => keepJournal(control, valve, path, run),
    require: python.require,
    ...hooks,
  });
  const answers = createAnswers({ workspace, quarantine, encoding: setup.encoding });
  const review = createReview({ workspace, answers, announce });
  return { inbox, workspace, answers, review, quarantine, valve, progress, python, post, announce };
}

function keepJournal<Result>(control: ControlWriter, valve: MemoryValve, path: string, run: () => Result): Result {
  const before = control.enter(path, valve.share());
  try {
    return run();
  } finally {
    control.enter(before, valve.share());
  }
}

/** Deals with everything that there is to do. */
async function work(server: Server): Promise<void> {
  const { inbox, workspace, answers, review, valve, post } = server;
  const forget = (): void => {
    for (const project of workspace.opened()) project.forget();
    answers.forget();
  };
  for (;;) {
    inbox.drain();
    takeEvents(server);
    const ask = inbox.begin();
    if (ask !== undefined) await answer(server, ask);
    else if (review.wait() === 0) await attempt(server, review.step);
    else return;
    if (valve.relieve(forget) === 'full') post({ kind: 'restart' });
    // Whatever else the thread has to do, such as to end, has its turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function takeEvents(server: Server): void {
  const { inbox, workspace, review, announce } = server;
  const events = inbox.takeEvents();
  if (events.length === 0) return;
  try {
    const isAnything = workspace.take(events);
    if (isAnything && review.hasAnswered()) announce({ kind: 'changed', paths: 'all' });
    review.begin();
  } catch (error) {
    // Questions that wait must not wait for ever.
    logFailure(server, 'Taking up changes failed', error);
  }
}

async function answer(server: Server, ask: Ask): Promise<void> {
  const { inbox, answers, review, post } = server;
  let isDone = true;
  try {
    isDone = await attempt(server, () => {
      const given = answers.answer(ask.question, ask.ask);
      for (const { id } of [ask, ...inbox.takeEqual(ask)]) post({ kind: 'answer', id, answer: given });
      if (ask.question === 'check') noteReport(review, given as FileReport);
    });
  } catch (error) {
    logFailure(server, `Answering ${ask.question} failed`, error);
    post({ kind: 'failed', id: ask.id });
  } finally {
    inbox.end(ask, isDone ? 'answered' : 'overtaken');
  }
}

/** What was said in haste is looked at again as soon as there is time. */
function noteReport(review: Review, report: FileReport): void {
  review.note(report);
  if (report.isPartial === true) review.begin();
}

/** Runs a piece of work; false when it has to be done again. */
async function attempt({ progress, python, quarantine, announce, post }: Server, run: () => void): Promise<boolean> {
  try {
    run();
    return true;
  } catch (error) {
    if (error instanceof Interrupted) return false;
    if (!(error instanceof LanguageMissing)) throw error;
    const problem = await python.start();
    if (problem !== undefined)
      announce({ kind: 'log', level: 'error', message: `Python cannot be analysed: ${problem}.` });
    return false;
  } finally {
    progress.end();
    if (quarantine.takeChange()) post({ kind: 'quarantine', files: quarantine.files });
  }
}

function logFailure({ announce }: Server, what: string, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  announce({ kind: 'log', level: 'error', message: `${what}: ${text}` });
}
