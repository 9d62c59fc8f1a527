import { defineConfig } from '@playwright/test';
import { provideChromium } from './scripts/provide-browsers.ts';

// `npm test` has found a browser already; workers inherit what the first process found.
if (!process.env.CHROMIUM_PATH) {
  const provided = await provideChromium();
  if ('missing' in provided) throw new Error(provided.missing);
  process.env.CHROMIUM_PATH = provided.path;
}

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  globalSetup: './tests/e2e/support/build.ts',
  // Two cores: browser, server and page share them, and two at once take longer than one after the other.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  // A busy machine may take its time; what never comes fails all the same.
  timeout: 120_000,
  expect: { timeout: 25_000 },
  reporter: 'line',
  // A trace of each test takes as long as the test itself: `--trace retain-on-failure` where one is wanted.
  use: { screenshot: 'only-on-failure', actionTimeout: 30_000 },
});
