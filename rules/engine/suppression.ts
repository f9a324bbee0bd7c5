import type { DirectiveFact } from '../model/directive-fact.js';
import type { FileFacts } from '../model/facts.js';
import type { Finding } from '../model/finding.js';
import { lineAt } from '../model/line-at.js';

/** Peers' rules, by full id, that mean the same defect as one of ours. */
export type Equivalents = (ruleId: string) => ReadonlySet<string>;

/** The comment that silences a finding, when there is one. */
export type Suppression = (finding: Finding) => DirectiveFact | undefined;

export function createSuppression(facts: FileFacts, equivalents: Equivalents): Suppression {
  if (facts.directives.length === 0) return () => undefined;
  const blocks = blockRanges(facts.directives);
  return (finding) => {
    const line = lineAt(facts.lines, finding.range.start);
    const names = equivalents(finding.ruleId);
    const speaks = (directive: DirectiveFact): boolean => covers(directive, finding.ruleId, names);
    return (
      facts.directives.find((directive) => isOnLine(directive, line) && speaks(directive)) ??
      blocks.find(
        ({ directive, from, to }) => finding.range.start >= from && finding.range.start < to && speaks(directive),
      )?.directive
    );
  };
}

function isOnLine(directive: DirectiveFact, line: number): boolean {
  switch (directive.scope) {
    case 'line':
      return directive.line === line;
    case 'next-line':
      return directive.line + 1 === line;
    case 'file':
      return true;
    default:
      return false;
  }
}

/** A comment without rules of ESLint's silences everything; ours must name rules or be alone too. */
function covers(directive: DirectiveFact, ruleId: string, equivalents: ReadonlySet<string>): boolean {
  if (directive.rules.length === 0) return directive.origin !== 'noqa' || directive.scope === 'line';
  return directive.rules.some(
    (name) =>
      name === ruleId ||
      name === `looplint/${ruleId}` ||
      fullIds(directive.origin, name).some((id) => equivalents.has(id)),
  );
}

/** Deno writes its own rules and ESLint's without a prefix, and oxlint has several for the same plugin. */
function fullIds(origin: DirectiveFact['origin'], name: string): readonly string[] {
  if (origin === 'deno') return [name, `deno/${name}`];
  if (origin !== 'oxlint') return [name];
  return [name.replace(/^eslint\//, '').replace(/^@?typescript-eslint\//, 'typescript/')];
}

interface Block {
  readonly directive: DirectiveFact;
  readonly from: number;
  readonly to: number;
}

/** `disable` holds until an `enable` of the same rules, or to the end. */
function blockRanges(directives: readonly DirectiveFact[]): readonly Block[] {
  const blocks: Block[] = [];
  for (const directive of directives) {
    if (directive.scope !== 'block-start') continue;
    const end = directives.find(
      (other) => other.scope === 'block-end' && other.range.start > directive.range.start && isSame(other, directive),
    );
    blocks.push({ directive, from: directive.range.start, to: end?.range.start ?? Number.POSITIVE_INFINITY });
  }
  return blocks;
}

function isSame(end: DirectiveFact, start: DirectiveFact): boolean {
  return end.rules.length === 0 || end.rules.some((name) => start.rules.includes(name));
}
