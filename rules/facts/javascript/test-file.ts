import type { Builder } from './builder.js';

const RUNNERS = new Set([
  'vitest',
  '@jest/globals',
  'mocha',
  'node:test',
  'bun:test',
  '@playwright/test',
  'ava',
  'tap',
  'uvu',
  '@std/testing/bdd',
]);

const SUITES = new Set(['describe', 'it', 'test', 'suite', 'context']);

/** A test file by what it does, never by its name: it imports a runner or opens suites at its top level. */
export function isTestFile(b: Builder): boolean {
  for (const module of b.modules) if (RUNNERS.has(module)) return true;
  return b.calls.some((call) => call.function === 0 && SUITES.has(call.name) && call.arguments.length >= 2);
}
