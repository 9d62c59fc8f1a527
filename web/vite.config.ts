import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** Builds the practice mailbox; the server serves it from `.output/web/practice` under `/practice`. */
export default defineConfig({
  root: fileURLToPath(new URL('./practice', import.meta.url)),
  base: '/practice/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: fileURLToPath(new URL('../.output/web/practice', import.meta.url)),
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    // The page's policy allows no inline content beyond pictures in mails.
    assetsInlineLimit: 0,
  },
});
