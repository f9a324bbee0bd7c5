import type { Session } from '../types.js';

/** One page, one mouse, one keyboard: what runs at the same time acts on the same focus. */
export const pages: readonly Session[] = [
  'playwright-core#Locator()',
  'playwright-core#Page()',
  'puppeteer-core#Page()',
].map((api) => ({ api, serial: true, source: 'https://playwright.dev/docs/input', versions: '>=1.0.0' }));
