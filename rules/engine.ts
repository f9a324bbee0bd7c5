import { rules as catalogue } from './catalogue/index.js';
import type { Rule } from './catalogue/define-rule.js';
import { createProjectEngine } from './engine/project-engine.js';
import type { Engine } from './engine-types.js';
import type { Extract } from './project/file-store.js';
import type { Host } from './model/host.js';
import type { Settings } from './model/settings.js';

export { resolveRules } from './engine/effective-rules.js';
export type { Extract } from './project/file-store.js';
export type { EffectiveRule } from './engine/effective-rules.js';
export { extractFacts } from './facts/extract-facts.js';
export { preparePython } from './syntax/python/runtime.js';
export type { Engine, FileChange, FileResult, Statistics } from './engine-types.js';

/** Every rule of the catalogue, sorted by id. */
export const rules: readonly Rule[] = catalogue;

export interface EngineOptions {
  readonly host: Host;
  /** Absolute path of the folder that the project lies in. */
  readonly root: string;
  readonly settings: Settings;
  /** Fill in the times of the statistics. */
  readonly measure?: boolean;
  /** Stands in for `extractFacts`, for a host that extracted facts ahead in threads. */
  readonly extract?: Extract;
  /**
   * Called between units of work, every few milliseconds. What it throws ends the question and comes out of it; the
   * engine stays as it was and may be asked again.
   */
  readonly checkpoint?: () => void;
}

/** Makes an engine over the files that `apply` will announce. It reads through the host and never throws for an input. */
export function createEngine(options: EngineOptions): Engine {
  return createProjectEngine({ ...options, rules: catalogue });
}
