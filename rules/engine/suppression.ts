import type { DirectiveFact, FileFacts } from '../model/facts.js';
import type { Finding } from '../model/finding.js';
import { lineAt } from '../model/line-at.js';

/** Peers' rules, by the id they have in comments, that mean the same defect as one of ours. */
export type Equivalents = (ruleId: string) => ReadonlySet<string>;

/** Decides which findings a comment silences. */
export function createSuppression(facts: FileFacts, equivalents: Equivalents): (finding: Finding) => boolean {
  if (facts.directives.length === 0) return () => false;
  const blocks = blockRanges(facts.directives);
  return (finding) => {
    const line = lineAt(facts.lines, finding.range.start);
    const names = equivalents(finding.ruleId);
    const speaks = (directive: DirectiveFact): boolean => covers(directive, finding.ruleId, names);
    return (
      facts.directives.some((directive) => isOnLine(directive, line) && speaks(directive)) ||
      blocks.some(
        ({ directive, from, to }) => finding.range.start >= from && finding.range.start < to && speaks(directive),
      )
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
  return directive.rules.some((name) => name === ruleId || name === `looplint/${ruleId}` || equivalents.has(name));
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
