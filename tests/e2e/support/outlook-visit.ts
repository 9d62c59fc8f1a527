import { type Browser, type BrowserContext, chromium, expect, type Page, test } from '@playwright/test';
import { type OutlookDouble, outlookDouble } from '../../doubles/outlook/double.ts';
import type { OutlookConfig } from '../../doubles/outlook/page/config.ts';
import { outlookUrl, routeOutlook } from '../../doubles/outlook/serve.ts';
import { chromiumArgs } from '../../support/chromium-args.ts';
import { outlookOf } from './outlook-page.ts';

/** For tests of the page double itself, without the extension. */
export interface Visit {
  page: Page;
  double: OutlookDouble;
  outlook: ReturnType<typeof outlookOf>;
  context: BrowserContext;
}

let browser: Browser;

/** Call once in a file whose tests visit the double. */
export function useBrowser(): void {
  test.beforeAll(async () => {
    const path = process.env.CHROMIUM_PATH;
    browser = await chromium.launch({
      ...(path && { executablePath: path }),
      args: chromiumArgs(),
    });
  });
  test.afterAll(() => browser.close());
}

export async function visit(options: Partial<OutlookConfig> = {}, url = outlookUrl()): Promise<Visit> {
  const double = outlookDouble({ resetMs: null, draftDelayMs: 300, ...options });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await routeOutlook(context, double);
  const page = await context.newPage();
  await page.goto(url);
  return { page, double, outlook: outlookOf(page), context };
}

export async function compose(options: Partial<OutlookConfig> = {}): Promise<Visit> {
  const visited = await visit(options);
  await visited.outlook.composeButton.click();
  await visited.outlook.body().waitFor();
  return visited;
}

/** A window that could be sent. */
export async function written(options: Partial<OutlookConfig> = {}): Promise<Visit> {
  const visited = await compose(options);
  await visited.outlook.well('to').pressSequentially('ana.ito@example.com,');
  await visited.outlook.subject().fill('Quick question');
  await visited.outlook.body().click({ position: { x: 10, y: 10 } });
  await visited.page.keyboard.type('Hello Ana');
  await expect.poll(visited.outlook.to).toEqual(['ana.ito@example.com']);
  return visited;
}

/** Sends that nobody pressed. */
export const untrusted = (page: Page) => page.evaluate(() => window.__untrustedSends);
