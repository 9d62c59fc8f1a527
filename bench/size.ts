import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { type Figure, figure } from './figure.ts';

const output = new URL('../.output/chrome-mv3/', import.meta.url);

const Manifest = z.object({
  content_scripts: z.array(z.object({ matches: z.array(z.string()), js: z.array(z.string()) })),
});

/** Largest weight, gzip kB, that the mail page may get before the sidebar opens. */
const BUDGET_KB = 60;

/** All that the built extension puts into a Gmail page before the sidebar opens, held against the budget. */
export async function size(): Promise<Figure[]> {
  const total = await gmailScriptsKb();
  return [
    figure('content script in a Gmail page, gzip', 'kB', total, BUDGET_KB, { at: 'value', most: BUDGET_KB }),
  ];
}

/** Gzip weight in kB of what the built extension puts into a Gmail page. */
export async function gmailScriptsKb(): Promise<number> {
  const manifest = Manifest.parse(JSON.parse(await readFile(new URL('manifest.json', output), 'utf8')));
  const scripts = manifest.content_scripts
    .filter((entry) => entry.matches.some((match) => match.includes('mail.google.com')))
    .flatMap((entry) => entry.js);
  const weights = await Promise.all(
    scripts.map(async (path) => gzipSync(await readFile(new URL(path, output))).length),
  );
  return weights.reduce((sum, bytes) => sum + bytes, 0) / 1024;
}
