import type { Inference } from '../inference/inference.js';
import { createJavaScriptInference } from '../inference/javascript/javascript-inference.js';
import type { FileStore } from './file-store.js';
import { createJavaScriptProject } from './javascript-program.js';
import type { JavaScriptProject } from './javascript-program.js';
import { createKeptAnswers } from './kept-answers.js';
import type { FactsChange } from './kept-answers.js';
import type { Library } from './library.js';
import { createModuleGraph } from './module-graph.js';
import type { Resolver } from './resolution/resolver.js';

/**
 * Everything about the JavaScript of a project that goes on from revision to revision: what inference remembers of
 * files that cannot see what changed, and its answers about calls where the change cannot matter to them.
 */
export interface JavaScriptState {
  readonly project: JavaScriptProject;
  readonly inference: Inference;
  /** Texts changed. Afterwards everything is as if it had been made for the new texts. */
  advance(changes: readonly FactsChange[]): void;
  /** Anything else changed. */
  clear(): void;
}

export interface JavaScriptStateOptions {
  readonly store: FileStore;
  readonly resolver: Resolver;
  readonly library: Library;
}

export function createJavaScriptState({ store, resolver, library }: JavaScriptStateOptions): JavaScriptState {
  const project = createJavaScriptProject(store, resolver, library);
  const kept = createKeptAnswers(createModuleGraph(store, resolver), store.facts);
  const inference = createJavaScriptInference({
    program: project,
    unit: project.unit,
    paths: store.sortedPaths,
    answers: kept.answers,
  });
  const clear = (): void => {
    kept.clear();
    project.reset();
    inference.renew();
  };
  return {
    project,
    inference,
    clear,
    advance(changes) {
      try {
        const aftermath = kept.advance(changes);
        if (aftermath === undefined) return clear();
        project.forget(aftermath.forgotten);
        inference.renew();
        return aftermath.confirm(inference.parentsIn) ? undefined : clear();
      } catch (error) {
        clear();
        throw error;
      }
    },
  };
}
