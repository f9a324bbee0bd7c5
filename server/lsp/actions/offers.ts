import type { ReportedFinding } from '../../protocol/analysis.js';
import { FIX_ALL_KIND, FIX_ALL_UNSAFE_KIND, REFACTOR_KIND, type FixAllArguments } from '../../protocol/names.js';
import type { TextSpan } from '../../protocol/places.js';
import { touches } from '../params.js';
import type { FixAllData, FixData } from './action-data.js';
import { isWanted, refactoringOf } from './kinds.js';

/** Something that can be done, before it is worded as the client wants it. */
export interface Offer {
  readonly title: string;
  readonly kind: string;
  readonly finding?: ReportedFinding;
  readonly preferred?: true;
  readonly does:
    | { readonly kind: 'edit'; readonly data: FixData | FixAllData }
    | { readonly kind: 'command'; readonly arguments: FixAllArguments }
    | { readonly kind: 'nothing'; readonly reason: string };
}

export interface OffersAsk {
  /** Of the whole file. */
  readonly findings: readonly ReportedFinding[];
  readonly uri: string;
  readonly revision: number | undefined;
  readonly span: TextSpan;
  /** Kinds that the client wants; `undefined` when it takes what there is. */
  readonly only: readonly string[] | undefined;
  /** The editor asks by itself, at every move of the cursor. */
  readonly isAutomatic: boolean;
  /** The client makes edits that it is sent. */
  readonly canApply: boolean;
}

/** Ids of fixes that stand beside our own ways to silence a finding. */
const SUPPRESS = 'suppress';

/** All that can be done about the findings at a place. Costs nothing: edits are made when one is chosen. */
export function collectOffers(ask: OffersAsk): readonly Offer[] {
  const there = ask.findings.filter((finding) => touches(finding.span, ask.span));
  const { only } = ask;
  const wants = (kind: string): boolean => only !== undefined && isWanted(kind, only);
  return [
    ...(only === undefined || wants('quickfix') ? collectQuickFixes(ask, there) : []),
    ...(wants(REFACTOR_KIND) ? collectRefactorings(ask, there) : []),
    ...(wants(FIX_ALL_KIND) ? collectFixAll(ask, 'safe') : []),
    ...(wants(FIX_ALL_UNSAFE_KIND) ? collectFixAll(ask, 'all') : []),
  ];
}

function collectQuickFixes(ask: OffersAsk, there: readonly ReportedFinding[]): readonly Offer[] {
  const fixes = there.flatMap((finding) => collectFixes(ask, finding, () => 'quickfix'));
  const mending = fixes.map((offer, index): Offer => (index === 0 ? { ...offer, preferred: true } : offer));
  const rules = new Map(there.map((finding) => [finding.ruleId, finding]));
  const wide = ask.isAutomatic ? [] : [...rules.values()].flatMap((finding) => collectRuleFixes(ask, finding));
  const silencing = [...rules.values()].flatMap((finding) => collectSilencing(ask, finding));
  return unique([...mending, ...wide, ...silencing]);
}

/** The fixes of a finding, of the kinds that a table gives them. */
function collectFixes(
  ask: OffersAsk,
  finding: ReportedFinding,
  kindOf: (fixId: string) => string | undefined,
): readonly Offer[] {
  return finding.fixes.flatMap(({ id, title }): readonly Offer[] => {
    const kind = id === SUPPRESS ? undefined : kindOf(id);
    return kind === undefined
      ? []
      : [{ title, kind, finding, does: { kind: 'edit', data: fixData(ask, finding, id) } }];
  });
}

function collectRuleFixes(ask: OffersAsk, finding: ReportedFinding): readonly Offer[] {
  const { ruleId } = finding;
  const isFixable = (other: ReportedFinding): boolean => other.ruleId === ruleId && hasFix(other);
  const count = ask.findings.filter(isFixable).length;
  if (count === 0) return [];
  const data: FixAllData = { kind: 'fix-all', ...documentOf(ask), ruleId, applicability: 'all' };
  const title = (where: string): string => `Fix all \`${ruleId}\` in ${where}`;
  const scopes = ask.canApply ? (['folder', 'workspace'] as const) : [];
  const wide = scopes.map((scope): Offer => ({
    title: title(scope === 'folder' ? 'this folder' : 'the workspace'),
    kind: 'quickfix',
    finding,
    does: { kind: 'command', arguments: { ruleId, scope, uri: ask.uri } },
  }));
  const here: Offer = { title: title('this file'), kind: 'quickfix', finding, does: { kind: 'edit', data } };
  return count > 1 ? [here, ...wide] : wide;
}

function collectSilencing(ask: OffersAsk, finding: ReportedFinding): readonly Offer[] {
  const silence = (fix: 'suppress-line' | 'suppress-file', where: string): Offer => ({
    title: `Silence \`${finding.ruleId}\` ${where}`,
    kind: 'quickfix',
    finding,
    does: { kind: 'edit', data: fixData(ask, finding, fix) },
  });
  return [silence('suppress-line', 'for this line'), silence('suppress-file', 'in this file')];
}

function collectRefactorings(ask: OffersAsk, there: readonly ReportedFinding[]): readonly Offer[] {
  const kindOf = (fixId: string): string | undefined => {
    const kind = refactoringOf(fixId);
    return kind !== undefined && isWanted(kind, ask.only ?? []) ? kind : undefined;
  };
  const offers = unique(there.flatMap((finding) => collectFixes(ask, finding, kindOf)));
  // Who asks for ours by name is told why there is nothing.
  const asked = (ask.only ?? []).find((kind) => kind.startsWith(REFACTOR_KIND));
  if (offers.length > 0 || asked === undefined) return offers;
  const reason =
    there.length === 0 ? 'There is no finding at the cursor.' : 'The finding at the cursor cannot be mended so.';
  return [{ title: 'Rewrite asynchronous code', kind: asked, does: { kind: 'nothing', reason } }];
}

function collectFixAll(ask: OffersAsk, applicability: 'safe' | 'all'): readonly Offer[] {
  const isMendable = ask.findings.some(
    (finding) =>
      hasFix(finding) && (applicability === 'all' || finding.fixes.some((fix) => fix.applicability === 'safe')),
  );
  if (!isMendable) return [];
  const isSafe = applicability === 'safe';
  return [
    {
      title: isSafe ? 'Fix all that is safe to fix' : 'Fix all, also where behaviour may change',
      kind: isSafe ? FIX_ALL_KIND : FIX_ALL_UNSAFE_KIND,
      does: { kind: 'edit', data: { kind: 'fix-all', ...documentOf(ask), applicability } },
    },
  ];
}

function hasFix({ fixes }: ReportedFinding): boolean {
  return fixes.some(({ id }) => id !== SUPPRESS);
}

function fixData(ask: OffersAsk, { ruleId, span }: ReportedFinding, fix: string): FixData {
  return { kind: 'fix', ...documentOf(ask), ruleId, span, fix };
}

function documentOf({ uri, revision }: OffersAsk): { readonly uri: string; readonly revision?: number } {
  return { uri, ...(revision !== undefined && { revision }) };
}

/** Two entries of a menu with the same words would be a riddle: the first stays. */
function unique(offers: readonly Offer[]): readonly Offer[] {
  const byTitle = new Map<string, Offer>();
  for (const offer of offers) if (!byTitle.has(offer.title)) byTitle.set(offer.title, offer);
  return [...byTitle.values()];
}
