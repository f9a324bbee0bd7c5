import { createEngine, resolveRules, rules, type EngineOptions } from '../../../rules/engine.js';
import type { FileResult } from '../../../rules/engine-types.js';
import type { RuleSetting, Settings } from '../../../rules/model/settings.js';

/**
 * Rules whose findings follow from a file and what it imports. The others ask who else waits, which only the whole
 * program tells.
 */
const NEAR_RULES: ReadonlySet<string> = new Set(['no-floating-promises', 'no-misused-promises']);

/** Fewer files are read before anybody notices. */
export const FEW_FILES = 400;

/**
 * Findings of a file before its project is read, for whoever just opened the editor: reading thousands of files takes
 * seconds. They are among those that come afterwards.
 */
export function glanceAt(
  options: Pick<EngineOptions, 'host' | 'root' | 'settings' | 'extract' | 'checkpoint'>,
  path: string,
  text: string,
): FileResult {
  const { root, settings } = options;
  const engine = createEngine(options);
  engine.apply([{ kind: 'overlay', path, text }]);
  const result = engine.check(path, { rules: nearRules(settings, path.slice(root.length + 1)) });
  return { ...result, suppressed: result.suppressed.filter(({ ruleId }) => NEAR_RULES.has(ruleId)) };
}

function nearRules(settings: Settings, display: string): Readonly<Record<string, RuleSetting>> {
  const near = resolveRules(settings, rules, display).filter(({ id }) => NEAR_RULES.has(id));
  return Object.fromEntries(near.map(({ id, level, options }) => [id, { level, options }]));
}
