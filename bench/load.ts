import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from '@playwright/test';
import { provideChromium } from '../scripts/provide-browsers.ts';
import { gmailDouble } from '../tests/doubles/gmail/double.ts';
import { GMAIL_URL, routeGmail } from '../tests/doubles/gmail/serve.ts';
import { type Figure, figure, inTurn } from './figure.ts';

const extension = new URL('../.output/chrome-mv3', import.meta.url).pathname;

/** Most main-thread time that the extension may add to a Gmail page load. */
const BUDGET_MS = 50;
const ROUNDS = 15;

/** Main-thread time of a Gmail page load with the extension, against the same page without it. */
export async function load(): Promise<Figure[]> {
  const withIt = await openBrowser([
    `--disable-extensions-except=${extension}`,
    `--load-extension=${extension}`,
  ]);
  const without = await openBrowser([]);
  try {
    await loadOnce(withIt.context);
    await loadOnce(without.context);
    const { a, b } = await inTurn(
      ROUNDS,
      () => loadOnce(withIt.context),
      () => loadOnce(without.context),
    );
    return [
      figure('Gmail page load, main thread', 'ms', a, b),
      figure('Gmail page load, added by the extension', 'ms', a - b, BUDGET_MS, {
        at: 'value',
        most: BUDGET_MS,
      }),
    ];
  } finally {
    await withIt.close();
    await without.close();
  }
}

async function openBrowser(args: string[]): Promise<{ context: BrowserContext; close: () => Promise<void> }> {
  const found = await provideChromium();
  if ('missing' in found) throw new Error(found.missing);
  const profile = await mkdtemp(join(tmpdir(), 'utskick-bench-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: found.path,
    headless: true,
    args: [...args, '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost'],
  });
  await routeGmail(context, gmailDouble());
  const close = async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  };
  return { context, close };
}

/** @returns milliseconds that the page's main thread was busy from navigation until it is idle again */
async function loadOnce(context: BrowserContext): Promise<number> {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Performance.enable');
  await page.goto(GMAIL_URL);
  await page.locator('[gh="cm"]').waitFor();
  // Twice idle: what the first load sets off (a message and its answer, a launcher) is counted too.
  for (let turn = 0; turn < 2; turn++) {
    await page.evaluate(
      () => new Promise((done) => requestIdleCallback(() => setTimeout(done, 150), { timeout: 2000 })),
    );
  }
  const { metrics } = await devtools.send('Performance.getMetrics');
  const busySeconds = metrics.find(({ name }) => name === 'TaskDuration')?.value;
  await page.close();
  if (busySeconds === undefined) throw new Error('TaskDuration: expected a metric of that name');
  return busySeconds * 1000;
}
