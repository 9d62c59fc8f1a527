import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { runTool } from '../scripts/run-tool.ts';
import { type Figure, figure, inTurn } from './figure.ts';
import { type GmailBrowser, loadOnce, openBrowser, openPage, ours } from './gmail-browser.ts';
import { gmailScriptsKb } from './size.ts';

/** The version that is compared; fetched into a temporary folder, never a dependency of ours. */
const PACKAGE = '@inboxsdk/core@2.2.26';
const NAME = 'utskickbench';
const ROUNDS = 7;
const LOAD_MS = 20_000;

/**
 * The smallest extension that can be built on InboxSDK, beside ours, on the same Gmail double: weight, what it adds to
 * a page load, and how long until it can show a sidebar. Its calls to its maker's servers are blocked with all others.
 */
export async function inboxsdk(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'utskick-inboxsdk-'));
  try {
    const extension = await buildMinimal(folder);
    const theirs = await openBrowser(extension);
    const own = await openBrowser(ours);
    const bare = await openBrowser(null);
    try {
      return [
        figure(
          'InboxSDK: scripts in a Gmail page, gzip',
          'kB',
          await weightKb(extension),
          await gmailScriptsKb(),
        ),
        await pageLoad(theirs, own, bare),
        await untilLoaded(theirs, own),
      ];
    } finally {
      for (const browser of [theirs, own, bare]) await browser.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function buildMinimal(folder: string): Promise<string> {
  await writeFile(join(folder, 'package.json'), '{"private":true}');
  const install = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', PACKAGE];
  const { code, output } = await runTool('npm', install, { quiet: true });
  if (code !== 0) throw new Error(`${PACKAGE} could not be fetched:\n${output}`);
  const from = join(folder, 'node_modules', '@inboxsdk', 'core');
  const extension = join(folder, 'extension');
  await mkdir(extension);
  const entry = join(folder, 'content.js');
  await writeFile(entry, contentScript());
  const lib = { entry, formats: ['iife' as const], name: 'content', fileName: () => 'content.js' };
  await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    build: { outDir: extension, emptyOutDir: false, lib },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  for (const file of ['background.js', 'pageWorld.js']) await cp(join(from, file), join(extension, file));
  await writeFile(join(extension, 'manifest.json'), JSON.stringify(manifest));
  return extension;
}

const manifest = {
  manifest_version: 3,
  name: 'Minimal',
  version: '1',
  permissions: ['scripting'],
  host_permissions: ['https://mail.google.com/*'],
  background: { service_worker: 'background.js' },
  content_scripts: [{ matches: ['https://mail.google.com/*'], js: ['content.js'], run_at: 'document_end' }],
};

/** Notes on the page's own element how long it took, where the bench can read it. */
function contentScript(): string {
  const id = `sdk_${NAME}_${createHash('sha1').update(NAME).digest('hex').slice(0, 10)}`;
  return `
    import * as InboxSDK from '@inboxsdk/core';
    const options = { eventTracking: false, globalErrorLogging: false, suppressAddonTitle: true };
    const note = (name, value) => document.documentElement.setAttribute('data-bench-' + name, String(value));
    InboxSDK.load(2, '${id}', options).then((sdk) => {
      const el = document.createElement('div');
      el.textContent = 'Sidebar';
      sdk.Global.addSidebarContentPanel({ title: 'Bench', iconUrl: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=', el });
      note('loaded', performance.now());
    }, (error) => note('failed', error));
  `;
}

async function weightKb(extension: string): Promise<number> {
  const files = await Promise.all(
    ['content.js', 'pageWorld.js'].map((file) => readFile(join(extension, file))),
  );
  return files.reduce((sum, bytes) => sum + gzipSync(bytes).length, 0) / 1024;
}

async function pageLoad(theirs: GmailBrowser, own: GmailBrowser, bare: GmailBrowser): Promise<Figure> {
  for (const { context } of [theirs, own, bare]) await loadOnce(context);
  const first = await inTurn(
    ROUNDS,
    () => loadOnce(theirs.context),
    () => loadOnce(bare.context),
  );
  const second = await inTurn(
    ROUNDS,
    () => loadOnce(own.context),
    () => loadOnce(bare.context),
  );
  return figure(
    'InboxSDK: added to a Gmail page load, main thread',
    'ms',
    first.a - first.b,
    second.a - second.b,
  );
}

/** From the start of the page until a sidebar could be shown; where the library never gets there, that is said. */
async function untilLoaded(theirs: GmailBrowser, own: GmailBrowser): Promise<Figure> {
  const name = 'InboxSDK: from page start to a sidebar';
  const { page: mine } = await openPage(own.context);
  await mine.locator('utskick-rail').waitFor({ state: 'attached' });
  const ownMs = await mine.evaluate(() => performance.now());
  const { page } = await openPage(theirs.context);
  const root = page.locator('html[data-bench-loaded], html[data-bench-failed]');
  const came = await root.waitFor({ state: 'attached', timeout: LOAD_MS }).then(
    () => true,
    () => false,
  );
  const loaded = came ? await page.locator('html').getAttribute('data-bench-loaded') : null;
  if (loaded !== null) return figure(name, 'ms', Number(loaded), ownMs);
  const why = came ? await page.locator('html').getAttribute('data-bench-failed') : null;
  return {
    ...figure(name, 'ms', LOAD_MS, ownMs),
    note: why === null ? `did not load on the double within ${LOAD_MS / 1000} s` : `did not load: ${why}`,
  };
}
