import type { Session } from '../types.js';

/** One page, one mouse, one keyboard: what runs at the same time acts on the same focus. */
export const pages: readonly Session[] = [
  'playwright-core#Locator()',
  'playwright-core#Page()',
  'puppeteer-core#Page()',
  // By the packages that hand them on, where the declaring one is not installed.
  ...['@playwright/test', 'playwright', 'puppeteer'].flatMap((name) => [`${name}#Locator()`, `${name}#Page()`]),
].map((api) => ({ api, serial: true, source: 'https://playwright.dev/docs/input', versions: '>=1.0.0' }));
