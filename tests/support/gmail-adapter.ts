import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { build } from 'vite';
import { type GmailDouble, gmailDouble } from '../doubles/gmail/double.ts';
import type { GmailConfig } from '../doubles/gmail/page/config.ts';
import { GMAIL_URL, routeGmail } from '../doubles/gmail/serve.ts';
import type { Probe } from './gmail-probe.ts';

const NAME = 'Adapter probe';
const ENTRY = fileURLToPath(new URL('./gmail-probe.ts', import.meta.url));

/** Asks the adapter in the page: `ask('fill', 0, prefill)`. */
export type Ask = <N extends keyof Probe>(
  name: N,
  ...args: Parameters<Probe[N]>
) => Promise<Awaited<ReturnType<Probe[N]>>>;

export interface AdapterPage {
  page: Page;
  double: GmailDouble;
  ask: Ask;
}
export interface AdapterBrowser {
  /** A new page of the double with the adapter in it. */
  open(options?: Partial<GmailConfig>): Promise<AdapterPage>;
  close(): Promise<void>;
}

/** Chromium with a small extension that holds nothing but the Gmail adapter. */
export async function launchAdapter(): Promise<AdapterBrowser> {
  const folder = mkdtempSync(join(tmpdir(), 'utskick-adapter-'));
  await writeExtension(folder);
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    ...(process.env.CHROMIUM_PATH && { executablePath: process.env.CHROMIUM_PATH }),
    viewport: { width: 1280, height: 800 },
    args: [
      `--disable-extensions-except=${folder}/extension`,
      `--load-extension=${folder}/extension`,
      '--host-resolver-rules=MAP * ~NOTFOUND', // nothing leaves the machine, whatever a test tries
    ],
  });
  return {
    open: (options) => openPage(context, options),
    async close() {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function writeExtension(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: join(folder, 'extension'),
      minify: false,
      lib: { entry: ENTRY, formats: ['iife'], name: 'adapter', fileName: () => 'probe.js' },
    },
  });
  const script = { matches: ['https://mail.google.com/*'], js: ['probe.js'], run_at: 'document_idle' };
  const manifest = { manifest_version: 3, name: NAME, version: '1', content_scripts: [script] };
  writeFileSync(join(folder, 'extension', 'manifest.json'), JSON.stringify(manifest));
}

async function openPage(context: BrowserContext, options?: Partial<GmailConfig>): Promise<AdapterPage> {
  const double = gmailDouble(options);
  await context.unrouteAll();
  await routeGmail(context, double);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const worlds: number[] = [];
  session.on('Runtime.executionContextCreated', ({ context: world }) => {
    if (world.name === NAME) worlds.push(world.id);
  });
  await session.send('Runtime.enable');
  await page.goto(GMAIL_URL);
  await page.locator('[role="main"] tr').first().waitFor();
  const ask: Ask = async (name, ...args) => {
    const expression = `probe.${name}(...${JSON.stringify(args)})`;
    const contextId = worlds.at(-1);
    if (contextId === undefined) throw new Error('the adapter does not run in the page');
    const inWorld = { expression, contextId, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', inWorld);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  return { page, double, ask };
}
