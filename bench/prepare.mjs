// Builds the copies of the corpora anew. Usage: node bench/prepare.mjs [name…] [--corpora <folder>]
import { rmSync } from 'node:fs';
import { readArguments } from './lib/arguments.mjs';
import { listFiles, measureSize } from './lib/corpora.mjs';
import { ensurePrepared } from './lib/ensure-prepared.mjs';

for (const corpus of readArguments(process.argv.slice(2)).corpora) {
  rmSync(corpus.mutated, { recursive: true, force: true });
  if (!ensurePrepared(corpus)) continue;
  const { files, lines, bytes } = measureSize(corpus.mutated, listFiles(corpus, corpus.mutated));
  console.log(`${corpus.name}: ${files} files, ${lines} lines, ${(bytes / 1e6).toFixed(1)} MB`);
}
