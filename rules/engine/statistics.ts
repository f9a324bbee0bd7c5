import type { Statistics } from '../engine-types.js';
import type { FileStore } from '../project/file-store.js';

export interface AskedOfInference {
  readonly missing: ReadonlyMap<string, number>;
  readonly resolutions: number;
}

/** Counts what was asked and how much of it was answered; times only when they are wanted. */
export interface StatisticsCounter {
  count(path: string, expression: number, isResolved: boolean): void;
  /** Notes the time of a phase or rule, without the phases that begin and end within it. */
  timed<T>(name: string, run: () => T): T;
  read(store: FileStore, asked: AskedOfInference): Statistics;
}

export function createStatistics(measure: boolean): StatisticsCounter {
  const asked = new Map<string, (boolean | undefined)[]>();
  const times: Record<string, number> = {};
  /** Time of the phases within the one that is running. */
  let inner = 0;
  return {
    count(path, expression, isResolved) {
      let answers = asked.get(path);
      if (answers === undefined) {
        answers = [];
        asked.set(path, answers);
      }
      answers[expression] = isResolved;
    },
    timed(name, run) {
      if (!measure) return run();
      const before = inner;
      inner = 0;
      const start = performance.now();
      try {
        return run();
      } finally {
        const time = performance.now() - start;
        times[name] = (times[name] ?? 0) + time - inner;
        inner = before + time;
      }
    },
    read(store, { missing, resolutions }) {
      const paths = [...store.paths];
      // Sparse lists: a place is filled when its expression was asked about.
      const answers = [...asked.values()].flatMap((list) => list.filter((answer) => answer !== undefined));
      const resolved = answers.filter(Boolean).length;
      return {
        files: paths.length,
        lines: paths.reduce((sum, path) => sum + (store.facts(path)?.lines.length ?? 0), 0),
        calls: answers.length,
        resolved,
        resolutions,
        unresolvedPackages: [...missing]
          .map(([name, calls]) => ({ name, calls }))
          .sort((a, b) => b.calls - a.calls || (a.name < b.name ? -1 : 1)),
        times,
      };
    },
  };
}
