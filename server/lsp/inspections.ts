import type { CallReport, FileInspection, FunctionReport } from '../protocol/analysis.js';
import type { CancelSignal } from '../protocol/analysis-client.js';
import type { TextPosition, TextSpan } from '../protocol/places.js';
import type { ServerContext } from './context.js';
import { comparePositions } from './params.js';

/** What the engine knows of a file; `undefined` when there is no answer, or it is for an older text. */
export async function inspect(
  { analysis, documents }: ServerContext,
  path: string,
  signal: CancelSignal,
): Promise<FileInspection | undefined> {
  const reply = await analysis.ask('inspect', { path }, { signal, urgency: 'normal' });
  if ('refusal' in reply || reply.answer === undefined) return undefined;
  return reply.answer.version === documents.at(path)?.revision ? reply.answer : undefined;
}

export function holds(span: TextSpan, position: TextPosition): boolean {
  return comparePositions(span.start, position) <= 0 && comparePositions(position, span.end) <= 0;
}

/** The call whose callee stands at a position. */
export function findCall({ calls }: FileInspection, position: TextPosition): CallReport | undefined {
  return innermost(
    calls.filter(({ calleeSpan }) => holds(calleeSpan, position)),
    ({ calleeSpan }) => calleeSpan,
  );
}

/** The function whose name stands at a position. */
export function findFunction({ functions }: FileInspection, position: TextPosition): FunctionReport | undefined {
  return innermost(
    functions.filter(({ nameSpan }) => holds(nameSpan, position)),
    ({ nameSpan }) => nameSpan,
  );
}

export function functionAround({ functions }: FileInspection, position: TextPosition): FunctionReport | undefined {
  return innermost(
    functions.filter(({ span }) => holds(span, position)),
    ({ span }) => span,
  );
}

function innermost<Item>(items: readonly Item[], spanOf: (item: Item) => TextSpan): Item | undefined {
  return items.reduce<Item | undefined>((best, item) => {
    const isInner = best === undefined || comparePositions(spanOf(best).start, spanOf(item).start) <= 0;
    return isInner ? item : best;
  }, undefined);
}
