import { fillStar, starOf, type Target } from './conditions.js';
import { asTexts, asObject } from './json.js';
import type { PackageFacts } from './manifest.js';
import { coversTypeScript } from './version-range.js';

/** Where the fields older than `exports` say that a package starts, best first. */
export function fieldTargets(facts: PackageFacts): readonly Target[] {
  const targets: Target[] = [];
  const add = (path: string | undefined, isSource: boolean): void => {
    if (path !== undefined && path !== '') targets.push({ path, isSource });
  };
  add(facts.source, true);
  for (const path of versionedPaths(facts, facts.types ?? facts.main ?? 'index')) add(path, false);
  add(facts.types, false);
  add(facts.module, false);
  add(facts.main, false);
  return targets;
}

/** What `typesVersions` puts in the place of a path in the package, for the TypeScript that we follow. */
export function versionedPaths(facts: PackageFacts, path: string): readonly string[] {
  const ranges = Object.entries(facts.typesVersions ?? {});
  const mappings = asObject(ranges.find(([range]) => coversTypeScript(range))?.[1]) ?? {};
  const wanted = path.replace(/^\.\//, '');
  const best = bestPattern(Object.keys(mappings), wanted);
  return best === undefined ? [] : (asTexts(mappings[best.pattern]) ?? []).map((target) => fillStar(target, best.star));
}

/** The pattern that fits a text most closely: the text itself, else the longest part before the star. */
export function bestPattern(
  patterns: readonly string[],
  text: string,
): { readonly pattern: string; readonly star: string } | undefined {
  if (patterns.includes(text)) return { pattern: text, star: '' };
  let best: { pattern: string; star: string } | undefined;
  for (const pattern of patterns) {
    const star = pattern.includes('*') ? starOf(pattern, text) : undefined;
    if (star !== undefined && (best === undefined || pattern.indexOf('*') > best.pattern.indexOf('*'))) {
      best = { pattern, star };
    }
  }
  return best;
}
