import type { Builder } from './builder.js';

const RUNNERS = new Set(['pytest', 'unittest', 'nose', 'nose2', 'hypothesis', 'pytest_asyncio', 'aiounittest', 'ward']);

/** A test file by what it does, never by its name: it imports a runner or defines tests at its top level. */
export function isTestFile(b: Builder): boolean {
  for (const module of b.modules) if (RUNNERS.has(module.split('.')[0] ?? '')) return true;
  return b.functions.some((fn) => fn.parent === 0 && fn.kind === 'function' && fn.name.startsWith('test_'));
}
