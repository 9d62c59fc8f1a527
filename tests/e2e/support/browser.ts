import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type ConsoleMessage,
  chromium,
  expect,
  type FrameLocator,
  type Page,
  type Worker,
} from '@playwright/test';
import { type GmailDouble, gmailDouble } from '../../doubles/gmail/double.ts';
import type { GmailConfig } from '../../doubles/gmail/page/config.ts';
import { GMAIL_URL, routeGmail } from '../../doubles/gmail/serve.ts';
import { chromiumArgs } from '../../support/chromium-args.ts';
import { extensionFolder } from './build.ts';
import type { MailDouble, MailSite, SiteOptions } from './mail-site.ts';
import { type Network, watchNetwork } from './network.ts';

/** Id that the manifest's key gives the unpacked extension. */
export const extensionId = 'npanhmppmnipdoicpfaikfbmbhbfbolj';
const own = `chrome-extension://${extensionId}`;

type OwnPage =
  | 'popup.html'
  | 'welcome.html'
  | 'sidebar.html'
  | 'diagnostics.html'
  | 'workspace.html'
  | `workspace.html#${string}`;

/** A person's browser with the extension in it. */
export interface TestBrowser {
  context: BrowserContext;
  network: Network;
  /** What our own code has reported as an error: in the worker, in its pages, and in the mail page. */
  troubles: string[];
  /** Signs the extension in with the one-time link that `npm start` opens. */
  pair(serverUrl: string, linkCode: string): Promise<void>;
  /** A tab with the Gmail double; the sidebar is closed. */
  openGmail(options: Partial<GmailConfig>): Promise<{ page: Page; double: GmailDouble }>;
  /** A tab with the page double of a mail site; the sidebar is closed. */
  openMail(site: MailSite, options: SiteOptions): Promise<{ page: Page; double: MailDouble }>;
  /** Ends the background worker as the browser does when it is idle. */
  killWorker(): Promise<void>;
  /** Waits until the worker has told of so many commits. */
  commits(count: number): Promise<void>;
  /** What the worker has written down of the mail page's requests so far: the state of each. */
  requests(): Promise<string[]>;
  /** What the extension has stored of letters on their way, for whoever reads of a failure. */
  journal(): Promise<string>;
  /** Loads the extension anew with its data kept, as an update does. */
  reloadExtension(): Promise<void>;
  /** Number on the toolbar icon. */
  badge(): Promise<string>;
  /** An empty page in a window of its own, so that it is seen whatever other pages are. */
  newWindow(): Promise<Page>;
  /** A page of the extension in a tab of its own. */
  openPage(name: OwnPage): Promise<Page>;
  close(): Promise<void>;
}

/** @param intercept - false: nothing is routed, so that requests take the browser's real way, CORS included */
export async function launchBrowser({ intercept = true } = {}): Promise<TestBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'utskick-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    ...(process.env.CHROMIUM_PATH && { executablePath: process.env.CHROMIUM_PATH }),
    headless: true,
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    args: [
      `--disable-extensions-except=${extensionFolder}`,
      `--load-extension=${extensionFolder}`,
      ...chromiumArgs(['127.0.0.1', 'localhost']),
    ],
  });
  const network = watchNetwork(context);
  const troubles = watchTroubles(context);
  if (context.serviceWorkers().length === 0) await context.waitForEvent('serviceworker');
  // Asks the browser for what only a page of the extension may know; stays open behind the others.
  let desk = context.pages()[0] ?? (await context.newPage());
  let routed: GmailDouble | null = null;
  const doubles = new Map<MailSite, MailDouble>();
  return {
    context,
    network,
    troubles,
    pair: (serverUrl, linkCode) => pair(desk, serverUrl, linkCode),
    async openGmail(options) {
      if (!intercept) throw new Error('this browser was launched without a Gmail');
      const double = routed ?? gmailDouble(options);
      if (!routed) await routeGmail(context, double);
      routed = double;
      const page = await context.newPage();
      await page.goto(GMAIL_URL);
      return { page, double };
    },
    async openMail(site, options) {
      const known = doubles.get(site);
      const double = known ?? (await routeSite(context, site, options));
      doubles.set(site, double);
      for (const origin of site.origins) network.allow(origin);
      const page = await context.newPage();
      await page.goto(site.url);
      return { page, double };
    },
    killWorker: () => killWorker(desk),
    commits: (count) => desk.evaluate(hearCommits, count),
    requests: async () => (await desk.evaluate(readStore, 'requests')).map(({ state }) => String(state)),
    async journal() {
      const stores = ['composeSessions', 'requests', 'outbox', 'meta'];
      const rows = await Promise.all(stores.map((store) => desk.evaluate(readStore, store)));
      return JSON.stringify(Object.fromEntries(stores.map((store, at) => [store, rows[at]])));
    },
    async reloadExtension() {
      await loadAgain(context);
      desk = await context.newPage();
      await desk.goto(`${own}/welcome.html`);
    },
    badge: () => desk.evaluate(() => (globalThis as unknown as ExtensionPage).chrome.action.getBadgeText({})),
    newWindow: () => newWindow(context),
    async openPage(name) {
      const page = await context.newPage();
      await page.goto(`${own}/${name}`);
      return page;
    },
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

async function routeSite(context: BrowserContext, site: MailSite, options: SiteOptions): Promise<MailDouble> {
  const { double, route } = site.double(options);
  await route(context);
  return double;
}

function watchTroubles(context: BrowserContext): string[] {
  const troubles: string[] = [];
  const hear = async (message: ConsoleMessage): Promise<void> => {
    if (message.type() !== 'error' || !message.location().url.startsWith(own)) return;
    const said = await Promise.all(message.args().map((arg) => arg.evaluate(inWords).catch(() => '')));
    troubles.push(said.join(' ').trim() || message.text());
  };
  const inWords = (value: unknown): string => (value instanceof Error ? `${value.stack}` : String(value));
  context.on('console', (message) => void hear(message));
  const hearWorker = (worker: Worker): unknown => worker.on('console', (message) => void hear(message));
  for (const worker of context.serviceWorkers()) hearWorker(worker);
  context.on('serviceworker', hearWorker);
  context.on('weberror', (error) => troubles.push(String(error.error().stack)));
  return troubles;
}

/** As much of an extension page's globals as is used; types of the browser's own API are not among the tests'. */
interface ExtensionPage {
  chrome: {
    action: { getBadgeText(details: object): Promise<string> };
    storage: {
      local: { onChanged: { addListener(heard: () => void): void; removeListener(heard: () => void): void } };
    };
  };
}

async function pair(desk: Page, serverUrl: string, linkCode: string): Promise<void> {
  const hash = new URLSearchParams({ server: serverUrl, link: linkCode });
  await desk.goto(`${own}/welcome.html#${hash}`);
  // The driver looks the more often the shorter it may wait.
  const signedIn = () => expect(desk.getByText('Signed in as')).toBeVisible({ timeout: 2_000 });
  await expect(signedIn).toPass({ timeout: 25_000 });
}

async function loadAgain(context: BrowserContext): Promise<void> {
  const session = await browserOf(context).newBrowserCDPSession();
  // Newer than the types of the protocol that come with Playwright.
  const send = session.send.bind(session) as unknown as (method: string, params: object) => Promise<unknown>;
  await send('Extensions.loadUnpacked', { path: extensionFolder });
  await session.detach();
}

async function newWindow(context: BrowserContext): Promise<Page> {
  const session = await browserOf(context).newBrowserCDPSession();
  const [page] = await Promise.all([
    context.waitForEvent('page'),
    session.send('Target.createTarget', { url: 'about:blank', newWindow: true }),
  ]);
  await session.detach();
  return page;
}

function browserOf(context: BrowserContext): Browser {
  const browser = context.browser();
  if (!browser) throw new Error('expected a browser that can be asked for its targets');
  return browser;
}

/** Returns once it is really gone: an event that meets a worker in its last moment is lost with it, by the driver's fault. */
async function killWorker(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const stopped = new Promise<void>((resolve, reject) => {
    session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      for (const { scriptURL, status, runningStatus, versionId } of versions) {
        if (!scriptURL.startsWith(own) || status === 'redundant') continue;
        if (runningStatus === 'stopped') resolve();
        else if (runningStatus !== 'stopping')
          session.send('ServiceWorker.stopWorker', { versionId }).catch(reject);
      }
    });
  });
  await session.send('ServiceWorker.enable');
  await stopped;
  await session.detach();
}

/** Runs in a page of the extension, which hears of each commit as our own pages do. */
function hearCommits(count: number): Promise<void> {
  const { onChanged } = (globalThis as unknown as ExtensionPage).chrome.storage.local;
  return new Promise((resolve) => {
    let left = count;
    const heard = (): void => {
      left -= 1;
      if (left > 0) return;
      onChanged.removeListener(heard);
      resolve();
    };
    onChanged.addListener(heard);
  });
}

/** Reads the extension's own database; runs in a page of it. */
function readStore(store: string): Promise<Record<string, unknown>[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('utskick');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const db = opening.result;
      const all = db.transaction(store).objectStore(store).getAll();
      all.onerror = () => reject(all.error);
      all.onsuccess = () => {
        db.close();
        resolve(all.result);
      };
    };
  });
}

/** The sidebar of a mail page, once it is open. */
export function sidebarOf(page: Page): FrameLocator {
  return page.frameLocator('utskick-rail iframe');
}

export function launcherOf(page: Page) {
  return page.locator('utskick-rail').getByRole('button', { name: /Utskick/ });
}

/** Opens the sidebar, where it is not open already: the practice mailbox begins with it, other tabs follow the last one. */
export async function openSidebar(page: Page): Promise<FrameLocator> {
  const sidebar = sidebarOf(page);
  const launcher = launcherOf(page);
  await launcher.or(page.locator('utskick-rail iframe')).first().waitFor();
  await expect(async () => {
    if (await launcher.isVisible()) await launcher.click({ timeout: 1_000 });
    await expect(page.locator('utskick-rail iframe')).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 25_000 });
  await expect(sidebar.getByRole('heading', { name: 'Tasks', level: 1 })).toBeVisible();
  return sidebar;
}
