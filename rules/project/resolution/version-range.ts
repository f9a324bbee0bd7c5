/** The TypeScript whose view of a package is taken where a manifest asks (`typesVersions`, `types@>=5`). */
const OUR_TYPESCRIPT: Version = [6, 0, 0];

type Version = readonly [number, number, number];

/** Whether our TypeScript is in a version range. What cannot be read as a range is not. */
export function coversTypeScript(range: string): boolean {
  return range.split('||').some((alternative) => {
    const parts = alternative.split(' ').filter((part) => part !== '');
    const comparators = parts.flatMap((part, at) => {
      if (part === '-' || OPERATOR.test(part)) return [];
      const before = parts[at - 1] ?? '';
      // `4.0 - 5.0` and `>= 4.0`: the word before says what the number is.
      if (before === '-') return [`<=${part}`];
      return [parts[at + 1] === '-' ? `>=${part}` : OPERATOR.test(before) ? before + part : part];
    });
    return comparators.every(isSatisfied);
  });
}

const OPERATOR = /^(?:>=|<=|[<>=~^])$/;
const COMPARATOR = /^(>=|<=|>|<|=|\^|~)?v?(\d{1,9}|[xX*])(?:\.(\d{1,9}|[xX*]))?(?:\.(\d{1,9}|[xX*]))?(?:[-+][\w.-]*)?$/;

function isSatisfied(comparator: string): boolean {
  const match = COMPARATOR.exec(comparator);
  if (match === null) return false;
  const given = [match[2], match[3], match[4]].map((part) => (part === undefined ? NaN : Number(part)));
  const known = given.findIndex(Number.isNaN);
  const count = known < 0 ? 3 : known;
  if (count === 0) return true;
  const low = [0, 1, 2].map((at) => (at < count ? (given[at] ?? 0) : 0)) as unknown as Version;
  switch (match[1]) {
    case '>=':
      return compare(OUR_TYPESCRIPT, low) >= 0;
    case '<':
      return compare(OUR_TYPESCRIPT, low) < 0;
    case '>':
      return compare(OUR_TYPESCRIPT, next(low, count - 1)) >= 0;
    case '<=':
      return compare(OUR_TYPESCRIPT, next(low, count - 1)) < 0;
    case '^':
      return isBetween(low, next(low, low[0] > 0 ? 0 : Math.min(1, count - 1)));
    case '~':
      return isBetween(low, next(low, Math.min(1, count - 1)));
    default:
      return isBetween(low, next(low, count - 1));
  }
}

function isBetween(low: Version, high: Version): boolean {
  return compare(OUR_TYPESCRIPT, low) >= 0 && compare(OUR_TYPESCRIPT, high) < 0;
}

/** The first version after all that share the parts up to `part`. */
function next(version: Version, part: number): Version {
  if (part === 0) return [version[0] + 1, 0, 0];
  return part === 1 ? [version[0], version[1] + 1, 0] : [version[0], version[1], version[2] + 1];
}

function compare(left: Version, right: Version): number {
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}
