import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium } from '@playwright/test';
import { build } from 'vite';
import { provideChromium } from '../provide-browsers.ts';
import type { ReadableSite } from './in-page.ts';
import type { PageReading } from './reading.ts';
import { pageAddresses } from './sites.ts';

export interface PageReader {
  /** @throws {Error} when the adapter fails on the page */
  read(site: ReadableSite, html: string, withTexts: boolean): Promise<PageReading>;
  close(): Promise<void>;
}

/** A browser that shows saved pages at the site's own address, without their scripts and without any network. */
export async function openPageReader(): Promise<PageReader> {
  const found = await provideChromium();
  if ('missing' in found) throw new Error(found.missing);
  const script = await bundleReader();
  const browser = await chromium.launch({
    executablePath: found.path,
    args: ['--host-resolver-rules=MAP * ~NOTFOUND'],
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  return {
    read: (site, html, withTexts) => readPage(context, script, { site, html, withTexts }),
    close: () => browser.close(),
  };
}

async function readPage(
  context: BrowserContext,
  script: string,
  { site, html, withTexts }: { site: ReadableSite; html: string; withTexts: boolean },
): Promise<PageReading> {
  const page = await context.newPage();
  try {
    await page.route('**', (route) =>
      route.request().isNavigationRequest() && route.request().frame() === page.mainFrame()
        ? route.fulfill({ body: html, contentType: 'text/html; charset=utf-8', headers: { ...policy } })
        : route.abort(),
    );
    await page.goto(pageAddresses[site], { waitUntil: 'domcontentloaded' });
    await page.evaluate(script);
    const call = `mailboxRead(${JSON.stringify(site)}, ${withTexts})`;
    // The reader's own answer, as JSON.
    return (await page.evaluate(call)) as PageReading;
  } finally {
    await page.close();
  }
}

const policy = { 'content-security-policy': "script-src 'none'; connect-src 'none'" };

/** The adapters with their one door, as a script. */
async function bundleReader(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'utskick-read-'));
  const entry = fileURLToPath(new URL('./in-page.ts', import.meta.url));
  const lib = { entry, formats: ['iife' as const], name: 'reader', fileName: () => 'reader.js' };
  try {
    await build({ configFile: false, logLevel: 'error', build: { outDir: folder, minify: false, lib } });
    return readFileSync(join(folder, 'reader.js'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
