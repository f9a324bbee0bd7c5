import { existsSync, writeFileSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { extractFacts, type Extract } from '../../rules/engine.js';
import type { AnalysisThreadData } from '../../server/worker/analysis/messages.js';
import { serveAnalysis } from '../../server/worker/analysis/serve-analysis.js';

/*
 * An analysis thread that files can break, by a word in their text:
 * HANG never ends, HANG-LATER never ends when a rule looks at the file, OVERFLOW and MEMORY end the thread, DIE-ONCE ends
 * it out of nothing the first time, SLOW takes its time.
 */

function waste(): never {
  const kept: unknown[] = [];
  for (;;) kept.push(new Array(100_000).fill(kept.length));
}

function spin(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

const extract: Extract = (path, text) => {
  const extraction = extractFacts(path, text);
  if (/\bHANG\b(?!-)/.test(text)) spin(Infinity);
  if (text.includes('SLOW')) spin(400);
  if (text.includes('MEMORY')) waste();
  if (text.includes('EXIT')) process.exit(3);
  if (text.includes('DIE-ONCE') && !existsSync(`${path}.died`)) {
    writeFileSync(`${path}.died`, '');
    // As a finalizer does: whatever the thread is at, or nothing at all.
    setImmediate(() => {
      throw new Error('a trap');
    });
  }
  if (extraction.ok && text.includes('HANG-LATER'))
    return {
      ok: true,
      facts: {
        ...extraction.facts,
        get drops() {
          spin(Infinity);
          return [];
        },
      },
    };
  return extraction;
};

serveAnalysis(workerData as AnalysisThreadData, { extract });
