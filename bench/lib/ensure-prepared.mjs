import { existsSync } from 'node:fs';
import { applyEdits, buildMutatedCopy } from './copies.mjs';
import { isPrepared } from './corpora.mjs';
import { copyPackageSources } from './package-sources.mjs';

/** Makes what can be made here: the package sources and the mutated copy. Says what only the user can fetch. */
export function ensurePrepared(corpus) {
  if (corpus.packages !== undefined && !isPrepared(corpus)) copyPackageSources(corpus);
  if (!isPrepared(corpus)) {
    console.log(`\n${corpus.name}: left out, not there. To add it, put a checkout of ${corpus.repository}`);
    console.log(`  at ${corpus.commit} into ${corpus.pristine} and run beside it: ${corpus.install}`);
    return false;
  }
  if (!existsSync(corpus.mutated)) {
    applyEdits(corpus);
    buildMutatedCopy(corpus);
  }
  return true;
}
