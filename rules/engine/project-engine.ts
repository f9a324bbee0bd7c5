import type { Rule } from '../catalogue/define-rule.js';
import type { Engine, FileResult } from '../engine-types.js';
import type { Settings } from '../model/settings.js';
import { checkFileOf, emptyResult, equivalents } from './analyse-file.js';
import { inspectCallers, inspectFile } from './inspect-file.js';
import { createProjectState } from './project-state.js';
import type { ProjectStateOptions } from './project-state.js';
import { createStatistics } from './statistics.js';
import { createSuppression } from './suppression.js';

export interface ProjectEngineOptions extends Omit<ProjectStateOptions, 'statistics' | 'checkpoint'> {
  readonly measure?: boolean;
  readonly checkpoint?: () => void;
  readonly rules: readonly Rule[];
}

/** The engine over one root. */
export function createProjectEngine({
  measure = false,
  checkpoint: mayGoOn = () => undefined,
  rules,
  ...rest
}: ProjectEngineOptions): Engine {
  let cancellation: { readonly reason: unknown } | undefined;
  const checkpoint = (): void => {
    try {
      mayGoOn();
    } catch (reason) {
      cancellation = { reason };
      throw reason;
    }
  };
  const statistics = createStatistics(measure);
  const state = createProjectState({ ...rest, statistics, checkpoint });

  const engine: Engine = {
    apply: state.apply,
    check(path, { rules: chosen } = {}): FileResult {
      state.announce(path);
      const settings = chosen === undefined ? state.settings() : onlyRules(state.settings(), chosen);
      try {
        return checkFileOf({ revision: state.open(), rules, settings, statistics }, path);
      } catch (error) {
        if (cancellation?.reason === error) throw error;
        // A bug in the engine costs one file its findings, never the run.
        const message = error instanceof Error ? error.message : String(error);
        return emptyResult(path, { path, kind: 'internal', message: `The analysis failed: ${message}.` });
      }
    },
    inspect(path) {
      const result = engine.check(path);
      return inspectFile({
        revision: state.open(),
        result,
        suppression: (facts) => createSuppression(facts, (id) => equivalents(rules, id)),
        isRule: (id) => rules.some((rule) => rule.id === id),
      });
    },
    callersOf: (path, fn) => inspectCallers(state.open(), { path, function: fn }),
    statistics: () => statistics.read(state.store, state.asked()),
  };
  return engine;
}

function onlyRules(settings: Settings, rules: Settings['rules']): Settings {
  return { ...settings, preset: 'none', overrides: [], rules };
}
