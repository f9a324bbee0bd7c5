import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**'],
    // The suites are analysis, not waiting: two workers saturate the two cores that the pull request job has.
    pool: 'forks',
    maxWorkers: 2,
    // A slow machine is no failure: a limit only ends what hangs.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    passWithNoTests: false,
  },
});
