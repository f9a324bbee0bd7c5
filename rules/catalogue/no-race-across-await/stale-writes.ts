import type { FunctionId } from '../../model/facts.js';
import type { FlowEvent } from '../../model/flow.js';
import type { Range } from '../../model/range.js';
import type { RuleView } from '../../model/rule-view.js';
import type { Race } from './race.js';
import { sharedPlace } from './shared-place.js';

type Event<Kind extends FlowEvent['kind']> = Extract<FlowEvent, { kind: Kind }>;

/** Writes of a function to shared places, of values that are computed from what the place held before an `await`. */
export function staleWrites(view: RuleView, fn: FunctionId): readonly Race[] {
  const events = view.events(fn);
  if (!events.some((event) => event.kind === 'await')) return [];
  return events.flatMap((event): readonly Race[] => {
    if (event.kind !== 'write' || event.how === 'declare' || event.value < 0) return [];
    const place = sharedPlace(view, event.target, fn);
    if (place === undefined) return [];
    const target = view.rangeOf(event.target);
    const data = { place: view.describe(event.target) };
    const range = { start: target.start, end: view.rangeOf(event.value).end };
    if (isUpdateAcross(view, events, event, place.key)) return [{ message: 'update', range, data }];
    const name = snapshotIn(view, { fn, events, write: event, key: place.key });
    return name === undefined ? [] : [{ message: 'snapshot', range, data: { ...data, name } }];
  });
}

function within(inner: Range, outer: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** `x += await f()`, `x = x + (await f())`, `x = [...x, await f()]`. */
function isUpdateAcross(view: RuleView, events: readonly FlowEvent[], write: Event<'write'>, key: string): boolean {
  const value = view.rangeOf(write.value);
  const wait = events.find((event) => event.kind === 'await' && within(waitRange(view, event), value));
  if (wait === undefined) return false;
  if (write.how === 'update') return true;
  return events.some(
    (event) =>
      event.kind === 'read' &&
      event.row < wait.row &&
      isOperand(event) &&
      within(view.rangeOf(event.expression), value) &&
      view.placeOf(event.expression)?.key === key,
  );
}

/** What a read gives goes into the value itself, not only into a decision about it. */
function isOperand({ use }: Event<'read'>): boolean {
  return use === 'interpolated' || use === 'spread';
}

function waitRange(view: RuleView, event: FlowEvent): Range {
  const point = event.kind === 'await' ? view.file.suspensions[event.suspension] : undefined;
  return point?.kind === 'await' ? point.range : { start: -1, end: -1 };
}

interface Search {
  readonly fn: FunctionId;
  readonly events: readonly FlowEvent[];
  readonly write: Event<'write'>;
  readonly key: string;
}

/** The local that holds the place's value from before an `await`, and that the written value is computed from. */
function snapshotIn(view: RuleView, search: Search): string | undefined {
  const { fn, events, write, key } = search;
  if (write.how !== 'assign') return undefined;
  const value = view.rangeOf(write.value);
  for (const read of events) {
    if (read.kind !== 'read' || read.row > write.row || !isOperand(read)) continue;
    if (!within(view.rangeOf(read.expression), value)) continue;
    const local = view.placeOf(read.expression);
    if (local?.root !== 'variable' || local.function !== fn || local.members > 0) continue;
    const declaration = snapshotOf(view, events, local.key, key);
    if (declaration !== undefined && isStale(view, search, declaration)) return view.describe(read.expression);
  }
  return undefined;
}

/** The declaration of a local, when its value is the place and nothing else is ever written to it. */
function snapshotOf(
  view: RuleView,
  events: readonly FlowEvent[],
  local: string,
  place: string,
): Event<'write'> | undefined {
  const writes = events.filter((event): event is Event<'write'> => {
    if (event.kind !== 'write') return false;
    return event.how === 'declare' ? String(event.target) === local : view.placeOf(event.target)?.key === local;
  });
  const [only] = writes;
  if (only?.how !== 'declare' || writes.length > 1 || only.value < 0) return undefined;
  return view.placeOf(only.value)?.key === place ? only : undefined;
}

/** Does a way lead from the snapshot over an `await` to the write, without another look at the place? */
function isStale(view: RuleView, { fn, write, key }: Search, snapshot: Event<'write'>): boolean {
  const waits: number[] = [];
  view.follow(fn, snapshot.row, (event) => {
    if (event.kind === 'await') waits.push(event.row);
    return event.kind === 'await' || event.row === write.row ? 'stop' : 'go';
  });
  return waits.some((wait) => {
    let isReached = false;
    view.follow(fn, wait, (event) => {
      if (event.row === write.row) isReached = true;
      const isLook = event.kind === 'read' && view.placeOf(event.expression)?.key === key;
      return isLook || event.row === write.row ? 'stop' : 'go';
    });
    return isReached;
  });
}
