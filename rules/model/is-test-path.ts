const TEST_PATH = /(?:^|\/)(?:__tests__|__mocks__|tests?|e2e)\/|\.(?:spec|test)\.[^/]*$/;

/**
 * Is a file called like a test? What it does says more (`FileFacts.test`); names are for rules that had rather stay
 * silent about the helpers of tests, and about tests whose runner nobody imports.
 */
export function isTestPath(path: string): boolean {
  return TEST_PATH.test(path);
}
