import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { build } from 'vite';
import { chromiumArgs } from './chromium-args.ts';
import type { Probe } from './probe.ts';

const NAME = 'Adapter probe';

/** A mail site whose adapter is tried: `D` is its page double, `C` how that is set up. */
export interface TriedSite<D, C> {
  /** Content script, from this folder, that starts the probe. */
  entry: string;
  matches: readonly string[];
  /** Opened when a test names no other address. */
  url: string;
  makeDouble(options?: Partial<C>): D;
  route(context: BrowserContext, double: D): Promise<void>;
}

/** Asks the adapter in the page: `ask('fill', 0, prefill)`. */
export type Ask = <N extends keyof Probe>(
  name: N,
  ...args: Parameters<Probe[N]>
) => Promise<Awaited<ReturnType<Probe[N]>>>;

export interface AdapterPage<D> {
  page: Page;
  double: D;
  ask: Ask;
}
export interface AdapterBrowser<D, C> {
  /** A new page of the double with the adapter in it; those of earlier tests are closed. */
  open(options?: Partial<C>, url?: string): Promise<AdapterPage<D>>;
  /** The window that the page opens when `act` has been done in it. */
  popup(at: AdapterPage<D>, act: () => Promise<unknown>): Promise<AdapterPage<D>>;
  close(): Promise<void>;
}

/** Chromium with a small extension that holds nothing but the adapter of one site. */
export async function launchAdapter<D, C>(site: TriedSite<D, C>): Promise<AdapterBrowser<D, C>> {
  const folder = mkdtempSync(join(tmpdir(), 'utskick-adapter-'));
  await writeExtension(folder, site);
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    ...(process.env.CHROMIUM_PATH && { executablePath: process.env.CHROMIUM_PATH }),
    viewport: { width: 1280, height: 800 },
    args: [
      `--disable-extensions-except=${folder}/extension`,
      `--load-extension=${folder}/extension`,
      ...chromiumArgs(),
    ],
  });
  return {
    open: (options, url = site.url) => openPage(context, site, options, url),
    async popup({ double }, act) {
      const [page] = await Promise.all([context.waitForEvent('page'), act()]);
      const ask = await askIn(context, page);
      await page.waitForLoadState();
      return { page, double, ask };
    },
    async close() {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function writeExtension(
  folder: string,
  { entry, matches }: Pick<TriedSite<unknown, unknown>, 'entry' | 'matches'>,
): Promise<void> {
  await bundle(folder, entry, 'probe.js');
  await bundle(folder, './paste-probe.ts', 'paste.js');
  const everywhere = { matches, match_about_blank: true, match_origin_as_fallback: true };
  const scripts = [
    { ...everywhere, js: ['paste.js'], run_at: 'document_start', world: 'MAIN' },
    { ...everywhere, js: ['probe.js'], run_at: 'document_idle' },
  ];
  const manifest = { manifest_version: 3, name: NAME, version: '1', content_scripts: scripts };
  writeFileSync(join(folder, 'extension', 'manifest.json'), JSON.stringify(manifest));
}

async function bundle(folder: string, entry: string, file: string): Promise<void> {
  const path = fileURLToPath(new URL(entry, import.meta.url));
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: join(folder, 'extension'),
      emptyOutDir: false,
      minify: false,
      lib: { entry: path, formats: ['iife'], name: 'adapter', fileName: () => file },
    },
  });
}

async function openPage<D, C>(
  context: BrowserContext,
  site: TriedSite<D, C>,
  options: Partial<C> | undefined,
  url: string,
): Promise<AdapterPage<D>> {
  const double = site.makeDouble(options);
  await context.unrouteAll();
  await site.route(context, double);
  const earlier = context.pages();
  const page = await context.newPage();
  await Promise.all(earlier.map((other) => other.close()));
  const ask = await askIn(context, page);
  await page.goto(url);
  await page.locator('body > *').first().waitFor({ state: 'attached' });
  return { page, double, ask };
}

/** The adapter's world in a page; known from when it is made, so listened for before the page is loaded. */
async function askIn(context: BrowserContext, page: Page): Promise<Ask> {
  const session = await context.newCDPSession(page);
  let last: number | null = null;
  const known = new Promise<void>((resolve) => {
    session.on('Runtime.executionContextCreated', ({ context: world }) => {
      if (world.name !== NAME) return;
      last = world.id;
      resolve();
    });
  });
  await session.send('Runtime.enable');
  const world = async (): Promise<number> => {
    await known;
    if (last === null) throw new Error('expected a world of the adapter');
    return last;
  };
  return async (name, ...args) => {
    const expression = `probe.${name}(...${JSON.stringify(args)})`;
    const inWorld = { expression, contextId: await world(), awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', inWorld);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
}
