import { expect, it } from 'vitest';
import { createEngine } from '../../rules/engine.js';
import { EVERY_RULE } from '../support/engine-run.js';
import { createMemoryHost } from '../support/memory-host.js';

const FILES = {
  '/project/package.json': '{}',
  '/project/first/globals.d.ts': 'declare function send(): Promise<void>;\n',
  '/project/first/main.ts': 'export function run() {\n  send();\n}\n',
  '/project/later/globals.d.ts': 'declare function send(): void;\n',
  '/project/later/main.ts': 'export function run() {\n  send();\n}\n',
};
const MAINS = ['/project/first/main.ts', '/project/later/main.ts'];

function findRules(shown: readonly string[]): readonly (readonly string[])[] {
  const host = createMemoryHost(Object.entries(FILES));
  const engine = createEngine({ host, root: '/project', settings: EVERY_RULE });
  engine.apply(MAINS.map((path) => ({ kind: 'changed', path })));
  engine.apply(shown.map((path) => ({ kind: 'overlay', path, text: host.read(path) ?? '' })));
  return MAINS.map((path) => engine.check(path).findings.map(({ ruleId }) => ruleId));
}

it('does not depend on which declaration files an editor shows', () => {
  const saved = findRules([]);
  expect(saved).toEqual([['no-floating-promises'], ['no-floating-promises']]);
  expect(findRules(['/project/later/globals.d.ts'])).toEqual(saved);
  expect(findRules(['/project/later/globals.d.ts', '/project/first/globals.d.ts'])).toEqual(saved);
});
