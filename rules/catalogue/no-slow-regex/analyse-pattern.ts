import { analyse } from 'scslre';

/** How the time of a search grows with a long run of one character, at worst. */
export interface Growth {
  readonly kind: 'exponential' | 'polynomial';
  /** A character whose repetition shows it, as it would be written. */
  readonly character: string;
}

/** Longer patterns are left alone: the analysis compares every two of their repetitions. */
const MAX_PATTERN = 400;
const MAX_REPETITIONS = 24;

/** Patterns that are remembered at a time. */
const MAX_KNOWN = 2_000;

const known = new Map<string, Growth | undefined>();

/** Looks at a pattern once, however many files use it. */
export function growthOf(pattern: string, flags: string): Growth | undefined {
  const key = `${flags}/${pattern}`;
  if (known.has(key)) return known.get(key);
  if (known.size >= MAX_KNOWN) known.clear();
  const growth = findGrowth(pattern, flags);
  known.set(key, growth);
  return growth;
}

function findGrowth(source: string, flags: string): Growth | undefined {
  if (source.length > MAX_PATTERN || (source.match(/[*+]|,\}/g) ?? []).length > MAX_REPETITIONS) return undefined;
  try {
    // One more report than is needed: the first may be the lesser one.
    const { reports } = analyse({ source, flags }, { maxReports: 8 });
    const worst = reports.find(({ exponential }) => exponential) ?? reports[0];
    if (worst === undefined) return undefined;
    const character = JSON.stringify(worst.character.pick).slice(1, -1);
    return { kind: worst.exponential ? 'exponential' : 'polynomial', character };
  } catch {
    // A pattern that the library does not know, or that is no pattern.
    return undefined;
  }
}
