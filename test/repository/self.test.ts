import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repositoryRoot } from '../support/repository.js';

interface LintResult {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string; readonly line: number; readonly message: string }[];
}

it('finds nothing of our own rules in our own code', () => {
  const command = join(repositoryRoot, 'dist', 'cli.js');
  // A folder without files is not in a clone.
  const known = ['rules', 'server', 'client', '.build', 'test/support'];
  const folders = known.filter((folder) => existsSync(join(repositoryRoot, folder)));
  const run = spawnSync(process.execPath, [command, '--preset', 'strict', '--hints', '--format', 'json', ...folders], {
    cwd: repositoryRoot,
    encoding: 'utf8',
  });
  expect(run.error).toBeUndefined();
  expect(run.status, run.stderr).toBe(0);
  const results = JSON.parse(run.stdout) as readonly LintResult[];
  expect(results.length).toBeGreaterThan(20);
  const found = results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, line, message }) => `${filePath}:${line} [${ruleId}] ${message}`),
  );
  expect(found).toEqual([]);
});
