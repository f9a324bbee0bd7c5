/**
 * Compares one case by line. An expected error whose line the suite leaves open is met by any report that no other
 * error accounts for.
 */
export function scoreCase(each, reported, deviation) {
  const lines = new Set(reported);
  const expected = new Set(each.lines);
  const hits = [...expected].filter((line) => lines.has(line));
  const rest = [...lines].filter((line) => !expected.has(line));
  const anywhere = Math.min(each.unlocated, rest.length);
  const missed = [...expected].filter((line) => !lines.has(line));
  const extra = rest.slice(anywhere);
  const lacking = each.unlocated - anywhere;
  return {
    case: each,
    optioned: each.options !== undefined && Object.keys(each.options).length > 0,
    expected: expected.size + each.unlocated,
    found: hits.length + anywhere,
    missed: missed.length + lacking,
    extra: extra.length,
    missedLines: missed,
    extraLines: extra,
    lacking,
    silent: expected.size + each.unlocated === 0 && lines.size === 0 ? 1 : 0,
    agrees: missed.length + lacking + extra.length === 0,
    deviation,
  };
}

/** The share of agreed places: 1 when there is nothing to agree on. */
export const share = (agreed, differing) => (agreed + differing === 0 ? 1 : agreed / (agreed + differing));

/**
 * Adds scores up. A place is a line that somebody reports, or a case in which nobody reports anything; the places of a
 * case that is documented as a deviation count as agreed.
 */
export function addUp(scores) {
  const sum = { expected: 0, found: 0, missed: 0, extra: 0, silent: 0, deviating: 0, excused: 0 };
  for (const { expected, found, missed, extra, silent, agrees, deviation } of scores) {
    sum.expected += expected;
    sum.found += found;
    sum.missed += missed;
    sum.extra += extra;
    sum.silent += silent;
    if (agrees || deviation === undefined) continue;
    sum.deviating += 1;
    sum.excused += missed + extra;
  }
  const differing = sum.missed + sum.extra - sum.excused;
  return { ...sum, agreement: share(sum.found + sum.silent + sum.excused, differing) };
}

/** A case in which the verdicts differ, with marks at its lines: `-` where a report is missing, `+` where one is too many. */
export function describeCase({ case: each, missedLines, extraLines, lacking, deviation }) {
  const note = deviation === undefined ? '' : ` (documented: ${deviation})`;
  const head = [
    `=== ${each.name} ${each.key}${note}`,
    ...(each.options === undefined ? [] : [`options: ${JSON.stringify(each.options)}`]),
    ...(lacking > 0 ? [`${lacking} expected without a line`] : []),
  ];
  const body = each.code.split('\n').map((text, index) => {
    const line = index + 1;
    const mark = missedLines.includes(line)
      ? '-'
      : extraLines.includes(line)
        ? '+'
        : each.lines.includes(line)
          ? '!'
          : ' ';
    return `${mark} ${String(line).padStart(3)} ${text}`;
  });
  return `${[...head, ...body].join('\n')}\n`;
}
