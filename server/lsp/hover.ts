import type { Hover } from 'vscode-languageserver';
import type { BlockReport, CallReport, DirectiveReport } from '../protocol/analysis.js';
import type { CancelSignal } from '../protocol/analysis-client.js';
import { codeSpan, plainText, sentence } from '../workspace/markdown.js';
import { plural } from '../workspace/wording.js';
import type { ServerContext } from './context.js';
import { findCall, holds, inspect } from './inspections.js';
import { toMarkup } from './markdown.js';
import { readPosition, readUri } from './params.js';
import { valueAt } from './read-json.js';

/** Most calls of a chain that a hover lists. */
const MAX_HOPS = 12;

/** Says what a call does to the event loop, and what a comment silences. */
export async function answerHover(
  context: ServerContext,
  params: unknown,
  signal: CancelSignal,
): Promise<Hover | null> {
  const uri = readUri(params);
  const position = readPosition(valueAt(params, 'position'));
  const path = context.pathOf(uri);
  if (path === undefined || !(await context.settings.of(uri)).enable) return null;
  const inspection = await inspect(context, path, signal);
  if (inspection === undefined) return null;
  const directive = inspection.directives.find(({ span }) => holds(span, position));
  if (directive !== undefined) {
    const text = await describeDirective(context, directive, signal);
    return { contents: toMarkup(text, context.features), range: directive.span };
  }
  const call = findCall(inspection, position);
  if (call === undefined || call.blocks.length === 0) return null;
  return { contents: toMarkup(describeCall(context, call), context.features), range: call.calleeSpan };
}

function describeCall(context: ServerContext, call: CallReport): string {
  return call.blocks.map((block) => describeBlock(context, block, call)).join('\n\n');
}

/** "blocks: `fs.readFileSync` through `loadConfig`, 2 hops", and the calls on the way. */
function describeBlock(context: ServerContext, { root, certain, chain }: BlockReport, { callee }: CallReport): string {
  const verb = certain ? 'blocks' : 'may block';
  if (chain.length === 0) return `${verb}: ${codeSpan(root)}`;
  // The call itself is the first hop.
  const title = `${verb}: ${codeSpan(root)} through ${codeSpan(callee)}, ${plural(chain.length + 1, 'hop')}`;
  const hops = chain
    .slice(0, MAX_HOPS)
    .map(
      ({ place, text }, index) =>
        `${index + 1}. ${sentence(text)} (${describePlace(context, place.path, place.span.start.line)})`,
    );
  const more = chain.length > MAX_HOPS ? [`\n${plural(chain.length - MAX_HOPS, 'hop')} more.`] : [];
  return [`${title}\n`, ...hops, ...more].join('\n');
}

function describePlace({ folders }: ServerContext, path: string, line: number): string {
  const folder = folders.around(path);
  const shown = folder === undefined ? path : path.slice(folder.length + 1);
  return codeSpan(`${shown}:${line + 1}`);
}

async function describeDirective(
  { analysis }: ServerContext,
  { rules, reason, silences }: DirectiveReport,
  signal: CancelSignal,
): Promise<string> {
  const named = rules.length === 0 ? 'every rule' : rules.map(codeSpan).join(', ');
  const effect = silences === 0 ? 'Silences nothing' : `Silences ${plural(silences, 'finding')}`;
  const why = reason === '' ? 'It gives no reason.' : `Reason: ${plainText(reason)}`;
  const pages = await Promise.all(
    rules.map(async (ruleId) => {
      const reply = await analysis.ask('page', { ruleId }, { signal, urgency: 'normal' });
      const page = 'refusal' in reply ? undefined : reply.answer;
      const summary = page?.split('\n').find((line) => line !== '' && !line.startsWith('#'));
      return summary === undefined ? [] : [`${codeSpan(ruleId)}: ${summary}`];
    }),
  );
  return [`${effect} of ${named}. ${why}`, ...pages.flat()].join('\n\n');
}
