import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

/** What is waited for may take long on a machine that has other work. */
const patient = { poll: { timeout: 20_000 } };

export default defineConfig({
  test: {
    // A core for each: what is waited for leaves the other one time enough.
    maxWorkers: '100%',
    projects: [
      {
        plugins: [WxtVitest()],
        test: {
          name: 'unit',
          include: ['{lib,components,server,web,tests}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.pg.test.ts', 'tests/firefox/**', '**/node_modules/**'],
          testTimeout: 30_000,
          expect: patient,
        },
      },
      {
        test: {
          name: 'pg',
          include: ['{lib,server,tests}/**/*.pg.test.ts'],
          globalSetup: ['tests/support/database-setup.ts'],
          testTimeout: 60_000,
          expect: patient,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'firefox',
          include: ['tests/firefox/**/*.test.ts'],
          globalSetup: ['tests/firefox/support/build.ts'],
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
