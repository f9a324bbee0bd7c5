/** Random choices that a seed repeats on every machine. */
export interface Random {
  /** From 0 up to, but not including, a limit. */
  below(limit: number): number;
  pick<Item>(items: readonly Item[]): Item;
  shuffle<Item>(items: readonly Item[]): readonly Item[];
}

/** Mulberry32: 32 bits of state are enough for tests, and any seed is a good one. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[below(items.length)];
    if (item === undefined) throw new Error('There is nothing to choose from.');
    return item;
  };
  return {
    below,
    pick,
    shuffle(items) {
      const mixed = [...items];
      for (let last = mixed.length - 1; last > 0; last--) {
        const other = below(last + 1);
        [mixed[last], mixed[other]] = [mixed[other] as never, mixed[last] as never];
      }
      return mixed;
    },
  };
}

/** The seed of a run: `LOOPLINT_SEED` repeats one that failed, or tries another. */
export function seedOf(usual: number): number {
  const given = Number(process.env['LOOPLINT_SEED']);
  return Number.isInteger(given) && process.env['LOOPLINT_SEED'] !== '' ? given : usual;
}
