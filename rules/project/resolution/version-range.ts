/** The TypeScript whose view of a package is taken where a manifest asks (`typesVersions`, `types@>=5`). */
const OUR_TYPESCRIPT: Version = [6, 0, 0];

type Version = readonly [number, number, number];

/** Whether our TypeScript is in a version range. What cannot be read as a range is not. */
export function coversTypeScript(range: string): boolean {
  return covers(OUR_TYPESCRIPT, range);
}

/** Whether a version (`4.18.2`, or the start of one) is in a range; neither is, when it cannot be read. */
export function coversVersion(range: string, version: string): boolean {
  const match = /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?/.exec(version);
  return match !== null && covers([Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)], range);
}

/** The lowest version that a range asks for, as far as it says one: `4.18.2` for `^4.18.2`. */
export function lowestVersion(range: string): string | undefined {
  return /^(?:npm:[^:]*@|workspace:)?(?:[\^~=v]|>=)?\s*(\d{1,9}(?:\.\d{1,9}){0,2})/.exec(range.trim())?.[1];
}

function covers(version: Version, range: string): boolean {
  return range.split('||').some((alternative) => {
    const parts = alternative.split(' ').filter((part) => part !== '');
    const comparators = parts.flatMap((part, at) => {
      if (part === '-' || OPERATOR.test(part)) return [];
      const before = parts[at - 1] ?? '';
      // `4.0 - 5.0` and `>= 4.0`: the word before says what the number is.
      if (before === '-') return [`<=${part}`];
      return [parts[at + 1] === '-' ? `>=${part}` : OPERATOR.test(before) ? before + part : part];
    });
    return comparators.every((comparator) => isSatisfied(version, comparator));
  });
}

const OPERATOR = /^(?:>=|<=|[<>=~^])$/;
const COMPARATOR = /^(>=|<=|>|<|=|\^|~)?v?(\d{1,9}|[xX*])(?:\.(\d{1,9}|[xX*]))?(?:\.(\d{1,9}|[xX*]))?(?:[-+][\w.-]*)?$/;

function isSatisfied(version: Version, comparator: string): boolean {
  const match = COMPARATOR.exec(comparator);
  if (match === null) return false;
  const given = [match[2], match[3], match[4]].map((part) => (part === undefined ? NaN : Number(part)));
  const known = given.findIndex(Number.isNaN);
  const count = known < 0 ? 3 : known;
  if (count === 0) return true;
  const low = [0, 1, 2].map((at) => (at < count ? (given[at] ?? 0) : 0)) as unknown as Version;
  switch (match[1]) {
    case '>=':
      return compare(version, low) >= 0;
    case '<':
      return compare(version, low) < 0;
    case '>':
      return compare(version, next(low, count - 1)) >= 0;
    case '<=':
      return compare(version, next(low, count - 1)) < 0;
    case '^':
      return isBetween(version, low, next(low, low[0] > 0 ? 0 : Math.min(1, count - 1)));
    case '~':
      return isBetween(version, low, next(low, Math.min(1, count - 1)));
    default:
      return isBetween(version, low, next(low, count - 1));
  }
}

function isBetween(version: Version, low: Version, high: Version): boolean {
  return compare(version, low) >= 0 && compare(version, high) < 0;
}

/** The first version after all that share the parts up to `part`. */
function next(version: Version, part: number): Version {
  if (part === 0) return [version[0] + 1, 0, 0];
  return part === 1 ? [version[0], version[1] + 1, 0] : [version[0], version[1], version[2] + 1];
}

function compare(left: Version, right: Version): number {
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}
