import type { FunctionId } from '../../model/facts.js';
import type { RuleView } from '../../model/rule-view.js';
import type { Race } from './race.js';
import { sharedPlace } from './shared-place.js';

/** `if (!x) x = await f()`, `x ??= await f()`, and the like with `has` and `set` of a map. */
export function checksThenActs(view: RuleView, fn: FunctionId): readonly Race[] {
  const awaited = view.file.suspensions.filter((point) => point.function === fn && point.kind === 'await');
  const isAwaited = (range: { readonly start: number; readonly end: number }): boolean =>
    awaited.some((point) => range.start <= point.range.start && point.range.end <= range.end);
  const guards = view.file.conditions.filter((condition) => condition.function === fn && condition.guard);
  const writes = view.events(fn).flatMap((event): readonly Race[] => {
    if (event.kind !== 'write' || event.how !== 'assign' || !isAwaited(view.rangeOf(event.value))) return [];
    const place = sharedPlace(view, event.target, fn);
    const target = view.rangeOf(event.target);
    const isChecked = guards.some(
      (guard) => guard.range.start < target.start && view.placeOf(guard.expression)?.key === place?.key,
    );
    if (place === undefined || !isChecked) return [];
    const range = { start: target.start, end: view.rangeOf(event.value).end };
    return [{ message: 'check', range, data: { place: view.describe(event.target) } }];
  });
  return [...writes, ...filledMaps(view, fn, isAwaited)];
}

/** `if (!cache.has(key)) cache.set(key, await load(key))`. */
function filledMaps(
  view: RuleView,
  fn: FunctionId,
  isAwaited: (range: { readonly start: number; readonly end: number }) => boolean,
): readonly Race[] {
  const calls = view.file.calls.filter((call) => call.function === fn);
  return calls.flatMap((call): readonly Race[] => {
    const isSet = call.name === 'set' && call.arguments.length === 2 && isAwaited(call.range);
    const map = isSet ? view.receiverOf(call) : -1;
    const place = map < 0 ? undefined : sharedPlace(view, map, fn);
    if (place === undefined || !isKnownMap(view, call.id)) return [];
    const isChecked = calls.some(
      (check) =>
        (check.name === 'has' || check.name === 'get') &&
        check.range.end < call.range.start &&
        view.placeOf(view.receiverOf(check))?.key === place.key,
    );
    return isChecked ? [{ message: 'check', range: call.range, data: { place: view.describe(map) } }] : [];
  });
}

function isKnownMap(view: RuleView, call: number): boolean {
  return view.apiIds(view.call(call)).some((id) => /^global#(?:Weak)?Map\(\)\.set$/.test(id));
}
