import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, type CDPSession, chromium, type Page } from '@playwright/test';
import { provideChromium } from '../scripts/provide-browsers.ts';
import { gmailDouble } from '../tests/doubles/gmail/double.ts';
import type { GmailConfig } from '../tests/doubles/gmail/page/config.ts';
import { GMAIL_URL, routeGmail } from '../tests/doubles/gmail/serve.ts';

/** Our own extension as it is built for users. */
export const ours = new URL('../.output/chrome-mv3', import.meta.url).pathname;

export interface GmailBrowser {
  context: BrowserContext;
  close(): Promise<void>;
}

/** @param extension - folder of an unpacked extension; null for a browser without any */
export async function openBrowser(
  extension: string | null,
  options: Partial<GmailConfig> = {},
): Promise<GmailBrowser> {
  const found = await provideChromium();
  if ('missing' in found) throw new Error(found.missing);
  const profile = await mkdtemp(join(tmpdir(), 'utskick-bench-'));
  const loading = extension
    ? [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`]
    : [];
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: found.path,
    headless: true,
    args: [
      ...loading,
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
      '--enable-precise-memory-info',
    ],
  });
  await routeGmail(context, gmailDouble(options));
  const close = async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  };
  return { context, close };
}

export interface GmailPage {
  page: Page;
  devtools: CDPSession;
}

/** A page of the double that has come to rest. */
export async function openPage(context: BrowserContext): Promise<GmailPage> {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Performance.enable');
  await page.goto(GMAIL_URL);
  await page.locator('[gh="cm"]').waitFor();
  await rest(page);
  return { page, devtools };
}

/** Twice idle: what the first rest sets off (a message and its answer, a launcher) is waited for too. */
export async function rest(page: Page): Promise<void> {
  for (let turn = 0; turn < 2; turn++) {
    await page.evaluate(
      () => new Promise((done) => requestIdleCallback(() => setTimeout(done, 150), { timeout: 2000 })),
    );
  }
}

/** @returns milliseconds that the page's main thread was busy from navigation until it is idle again */
export async function loadOnce(context: BrowserContext): Promise<number> {
  const opened = await openPage(context);
  const ms = await busyMs(opened.devtools);
  await opened.page.close();
  return ms;
}

/** Milliseconds that the page's main thread has been busy since it was opened. */
export async function busyMs(devtools: CDPSession): Promise<number> {
  return (await metric(devtools, 'TaskDuration')) * 1000;
}

export async function metric(devtools: CDPSession, name: string): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  const value = metrics.find((one) => one.name === name)?.value;
  if (value === undefined) throw new Error(`${name}: expected a metric of that name`);
  return value;
}
