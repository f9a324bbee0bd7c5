import type { Finding } from '../model/finding.js';
import type { Fix } from '../model/fix.js';
import type { RuleMeta } from '../model/rule-meta.js';
import type { Answer } from './lint-session.js';

interface Position {
  readonly line: number;
  readonly column: number;
}

interface Fixer<Change> {
  replaceTextRange(range: [number, number], text: string): Change;
}

type Edits = <Change>(fixer: Fixer<Change>) => Change[];

/** What a rule reports, in the words of `context.report`. */
export interface Description {
  readonly loc: { readonly start: Position; readonly end: Position };
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
  readonly fix: Edits | null;
  readonly suggest: { readonly desc: string; readonly fix: Edits }[];
}

interface Context {
  readonly meta: RuleMeta;
  readonly answer: Answer;
  readonly positionOf: (offset: number) => Position;
}

const PLACEHOLDER = /`\{\{(\w+)\}\}`|\{\{(\w+)\}\}/gu;

/**
 * A message as a template of ESLint's, with a place for the chain at its end. Code marks go into the data: the engine
 * decides whether a name gets them, and how much of it is shown.
 */
export function toTemplate(message: string): string {
  return message.replace(PLACEHOLDER, '{{$1$2}}').replace(/\.?$/u, '{{chain}}.');
}

/** What the engine put in the place of each placeholder. */
function readData(template: string, message: string): Readonly<Record<string, string>> {
  const names = [...template.matchAll(PLACEHOLDER)].map((match) => match[1] ?? match[2] ?? '');
  const [first = '', ...literals] = template.replace(PLACEHOLDER, '\0').split('\0');
  const data: Record<string, string> = {};
  let at = first.length;
  literals.forEach((literal, index) => {
    const end = index === literals.length - 1 ? message.length - literal.length : message.indexOf(literal, at);
    data[names[index] ?? ''] = message.slice(at, end);
    at = end + literal.length;
  });
  return data;
}

/** Says a finding as ESLint wants it: safe fixes are fixes, others suggestions, and the chain is a tail of the message. */
export function describeFinding(finding: Finding, { meta, answer, positionOf }: Context): Description {
  // Comments that silence a rule are offered by ESLint's own integrations.
  const repairs = finding.fixes.filter(({ id }) => !id.startsWith('suppress'));
  const safe = meta.safeFixes ? repairs.find(({ applicability }) => applicability === 'safe') : undefined;
  return {
    loc: { start: positionOf(finding.range.start), end: positionOf(finding.range.end) },
    messageId: finding.messageId,
    data: {
      ...readData(meta.messages[finding.messageId] ?? '', finding.message),
      chain: renderChain(finding, answer),
    },
    fix: safe === undefined ? null : toEdits(safe),
    suggest: repairs.filter((fix) => fix !== safe).map((fix) => ({ desc: fix.title, fix: toEdits(fix) })),
  };
}

function toEdits({ edits }: Fix): Edits {
  return (fixer) => edits.map(({ start, end, text }) => fixer.replaceTextRange([start, end], text));
}

/** ESLint has no place for related locations: the hops after the reported call, at most the first and the last. */
function renderChain({ chain }: Finding, answer: Answer): string {
  const [, first, ...rest] = chain;
  if (first === undefined) return '';
  const last = rest.at(-1);
  const shown = last === undefined ? [first] : rest.length === 1 ? [first, last] : [first, undefined, last];
  const hops = shown.map((hop) => {
    if (hop === undefined) return '…';
    const name = /`[^`]+`/u.exec(hop.text)?.[0];
    const place = `${hop.path}:${String(answer.lineOf(hop))}`;
    return name === undefined ? place : `${name} ${place}`;
  });
  return ` (via ${hops.join(', ')})`;
}
