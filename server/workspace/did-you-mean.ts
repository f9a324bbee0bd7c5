/** The known word that was most likely meant; `undefined` when none is near. */
export function findNearest(word: string, known: readonly string[]): string | undefined {
  if (word.length > 100) return undefined;
  let best: string | undefined;
  // About a third of the letters may differ; beyond that a suggestion is a guess.
  let limit = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase(), limit);
    if (distance < limit) {
      limit = distance;
      best = candidate;
    }
  }
  return best ?? known.find((candidate) => isBeginning(candidate, word) || isBeginning(word, candidate));
}

/** Three letters in common are the least that says something. */
function isBeginning(short: string, long: string): boolean {
  return short.length >= 3 && long.startsWith(short);
}

/** A clause that offers the nearest word: "; did you mean `rules`?", or what can be written instead. */
export function suggestNearest(word: string, known: readonly string[]): string {
  const nearest = findNearest(word, known);
  if (nearest !== undefined) return `did you mean \`${nearest}\`?`;
  if (known.length === 0) return 'there are none.';
  return `use one of ${known.map((name) => `\`${name}\``).join(', ')}.`;
}

/** Insertions, removals, changes and swaps of neighbours; anything from `limit` up counts as `limit`. */
function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) >= limit) return limit;
  let before: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      let cost = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1])
        cost = Math.min(cost, at(before, column - 2) + 1);
      current.push(cost);
    }
    before = previous;
    previous = current;
  }
  return Math.min(at(previous, right.length), limit);
}

function at(row: readonly number[], column: number): number {
  return row[column] as number;
}
