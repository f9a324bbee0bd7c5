import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import '../support/analyse.js';
import { createEngine } from '../../rules/engine.js';
import { createDiskHost } from '../../rules/host/disk-host.js';
import { discoverFiles } from '../../rules/host/discover-files.js';
import type { Settings } from '../../rules/model/settings.js';
import { EVERY_RULE } from '../support/engine-run.js';
import { fixEverything, sweepFixes, type SweptProject } from '../support/fix-sweep.js';
import { makePackageProject } from '../support/package-project.js';
import { repositoryRoot } from '../support/repository.js';

/** A folder of real code to try as well: `LOOPLINT_FIXES=/path/to/project npx vitest run test/robustness/fixes.test.ts`. */
const OTHER = process.env['LOOPLINT_FIXES'] ?? '';

/** Comments are left aside: what people silenced is real code, too. */
const SETTINGS: Settings = { ...EVERY_RULE, inlineConfig: true };

function openProject(root: string): SweptProject {
  const host = createDiskHost({ roots: [root], assetDirectory: join(repositoryRoot, 'dist/assets') });
  const engine = createEngine({ host, root, settings: SETTINGS });
  const paths = discoverFiles(root, ['.'], { cwd: root }).files.map(({ path }) => path);
  engine.apply(paths.map((path) => ({ kind: 'changed', path })));
  return { engine, texts: new Map(paths.map((path) => [path, host.read(path) ?? ''])) };
}

const PROJECTS: readonly (readonly [name: string, open: () => string])[] = [
  ['packages that ship their sources', makePackageProject],
  ...(OTHER === '' ? [] : [[OTHER, (): string => OTHER] as const]),
];

describe.each(PROJECTS)('fixes in %s', (_, open) => {
  it('parse, mend their finding, bring no other, and keep comments, each alone', () => {
    const { findings, fixes, handedOn, problems } = sweepFixes(openProject(open()));
    console.info(`${String(findings)} findings, ${String(handedOn)} handed on`, Object.fromEntries([...fixes].sort()));
    expect(problems.join('\n\n')).toBe('');
    expect(findings).toBeGreaterThan(50);
  }, 1_200_000);

  it.each(['safe', 'unsafe'] as const)(
    'come to an end, and are not applied twice (%s)',
    (mode) => {
      expect(fixEverything(openProject(open()), mode)).toEqual([]);
    },
    600_000,
  );
});
