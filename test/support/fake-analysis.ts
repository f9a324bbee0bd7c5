import type {
  Announcement,
  FileReport,
  QuestionKind,
  Questions,
  WorkspaceEvent,
} from '../../server/protocol/analysis.js';
import type { AnalysisClient, CancelSignal, Reply } from '../../server/protocol/analysis-client.js';
import type { TextPosition, TextSpan } from '../../server/protocol/places.js';

type Answers = { [Kind in QuestionKind]: (ask: Questions[Kind]['ask']) => Questions[Kind]['answer'] };

/** An analysis without an engine, which tests can hold up, break and look into. */
export interface FakeAnalysis extends AnalysisClient {
  readonly told: readonly WorkspaceEvent[];
  readonly asked: readonly { readonly kind: QuestionKind; readonly ask: unknown }[];
  /** Files on the disk. */
  readonly disk: Map<string, string>;
  /** Answers that a test wants instead. */
  readonly answers: Partial<Answers>;
  /** Questions of these kinds, `tell`, and the texts of some paths throw: what a bug does. */
  readonly broken: Set<QuestionKind | 'tell' | `/${string}`>;
  /** `mostAtOnce`: checks that were in work at the same time. */
  readonly counts: { readonly mostAtOnce: number; readonly cancelled: number; readonly isDisposed: boolean };
  announce(announcement: Announcement): void;
  /** Answers wait until the hold is let go. */
  hold(): () => void;
  /** From now on it does not notice that an answer is no longer wanted. */
  beStubborn(): void;
}

/** The rule and the mark in the text that it finds. */
export const FAKE_RULE = 'no-blocking-call';
const MARK = 'bad()';
const NEVER = new Promise<void>(() => undefined);

/** Texts of the fake, by path: open ones with their version. */
interface Texts {
  readonly disk: Map<string, string>;
  readonly open: Map<string, { readonly text: string; readonly version: number }>;
}

/** Finds `bad()`; its fix makes `good()` of it. Positions are in UTF-16, whatever was agreed. */
export function createFakeAnalysis(): FakeAnalysis {
  const told: WorkspaceEvent[] = [];
  const asked: { readonly kind: QuestionKind; readonly ask: unknown }[] = [];
  const texts: Texts = { disk: new Map(), open: new Map() };
  const broken = new Set<QuestionKind | 'tell' | `/${string}`>();
  const answers: Partial<Answers> = {};
  const known = createAnswers(texts);
  const listeners: ((announcement: Announcement) => void)[] = [];
  const counts = { now: 0, mostAtOnce: 0, cancelled: 0, isDisposed: false };
  const brake = createBrake();
  let isStubborn = false;

  const work = async <Kind extends QuestionKind>(
    kind: Kind,
    ask: Questions[Kind]['ask'],
    signal: CancelSignal | undefined,
  ): Promise<Reply<Kind>> => {
    if (kind === 'check') counts.mostAtOnce = Math.max(counts.mostAtOnce, ++counts.now);
    const answer = (answers[kind] ?? known[kind]) as (value: Questions[Kind]['ask']) => Questions[Kind]['answer'];
    // Of the text that there is when the work begins: it may be out of date when it ends.
    const made = answer(ask);
    const given = isStubborn ? NEVER : new Promise<void>((resolve) => signal?.onCancel(resolve));
    await Promise.race([brake.wait(), given]);
    if (kind === 'check') counts.now--;
    if (signal?.isCancelled === true && !isStubborn) {
      counts.cancelled++;
      return { refusal: 'cancelled' };
    }
    return { answer: made };
  };
  return {
    told,
    asked,
    disk: texts.disk,
    answers,
    broken,
    counts,
    tell(event) {
      if (broken.has('tell') || (event.kind === 'text' && broken.has(event.path as `/${string}`)))
        throw new Error('tell is broken');
      told.push(event);
      if (event.kind === 'text') texts.open.set(event.path, { text: event.text, version: event.version });
      if (event.kind === 'closed') texts.open.delete(event.path);
    },
    ask(kind, ask, options) {
      if (broken.has(kind)) throw new Error(`${kind} is broken`);
      asked.push({ kind, ask });
      return work(kind, ask, options?.signal);
    },
    onAnnouncement: (listener) => void listeners.push(listener),
    announce(announcement) {
      for (const listener of listeners) listener(announcement);
    },
    hold: brake.hold,
    beStubborn: () => void (isStubborn = true),
    async dispose() {
      counts.isDisposed = true;
    },
  };
}

/** Waits a turn of the loop, or as long as it is held. */
function createBrake(): { wait(): Promise<unknown>; hold(): () => void } {
  let held: Promise<void> | undefined;
  return {
    wait: () => held ?? new Promise((resolve) => setImmediate(resolve)),
    hold() {
      let release = (): void => undefined;
      held = new Promise((resolve) => (release = resolve));
      return () => {
        held = undefined;
        release();
      };
    },
  };
}

function createAnswers({ disk, open }: Texts): Answers {
  const textOf = (path: string): string => open.get(path)?.text ?? disk.get(path) ?? '';
  const versionOf = (path: string): { readonly version?: number } => {
    const version = open.get(path)?.version;
    return version === undefined ? {} : { version };
  };
  const paths = (): readonly string[] => [...new Set([...disk.keys(), ...open.keys()])].sort();
  const mend = (path: string): Questions['fixAll']['answer'][number] => {
    const edits = findMarks(textOf(path)).map((span) => ({ span, text: 'good()' }));
    return { path, ...versionOf(path), edits, count: edits.length };
  };
  return {
    check: ({ path }) => ({ ...report(path, textOf(path)), ...versionOf(path) }),
    files: paths,
    edits: ({ path, span, fix }) => ({
      path,
      ...versionOf(path),
      edits: [{ span: fix.startsWith('suppress') ? { start: span.start, end: span.start } : span, text: fix }],
      count: 1,
    }),
    fixAll: ({ scope }) => {
      if (scope === 'workspace') return paths().map(mend);
      if ('path' in scope) return [mend(scope.path)];
      return paths()
        .filter((path) => path.startsWith(scope.folder))
        .map(mend);
    },
    inspect: ({ path }) => ({ path, ...versionOf(path), functions: [], calls: [], directives: [] }),
    callers: () => [],
    explain: ({ path }) => `About ${path}.`,
    page: ({ ruleId }) => (ruleId === FAKE_RULE ? `# ${ruleId}\n\nReports calls that block.\n` : undefined),
    status: () => ({ folders: [], quarantined: [], heapUsed: 1, heapLimit: 2 }),
  };
}

function report(path: string, text: string): FileReport {
  const findings = findMarks(text).map((span) => ({
    ruleId: FAKE_RULE,
    span,
    message: '`bad` blocks the event loop.',
    level: 'warning' as const,
    chain: [],
    fixes: [{ id: 'add-await', title: 'Make `bad` good', applicability: 'suggestion' as const }],
  }));
  const id = JSON.stringify(findings.map(({ span }) => span));
  return { path, language: 'javascript', id, findings, suppressed: [], notices: [], milliseconds: 1 };
}

function findMarks(text: string): readonly TextSpan[] {
  return [...text.matchAll(/bad\(\)/gu)].map(({ index }) => ({
    start: positionAt(text, index),
    end: positionAt(text, index + MARK.length),
  }));
}

function positionAt(text: string, offset: number): TextPosition {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}
