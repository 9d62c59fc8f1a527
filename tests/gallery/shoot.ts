import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { createServer } from 'vite';
import { type Step, states } from './states.ts';

/**
 * Takes a picture of every state in light and dark, and runs axe over it.
 * `node tests/gallery/shoot.ts <folder> [--language sv] [--width 380] [--wide 1280] [state …]`; ends with 1 when axe objects.
 */
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const argv = process.argv.slice(2);
const option = (name: string): string | null => {
  const at = argv.indexOf(`--${name}`);
  return at < 0 ? null : (argv.splice(at, 2)[1] ?? null);
};
const language = option('language') ?? 'en';
const width = Number(option('width') ?? 380);
const height = Number(option('height') ?? 600);
const wide = Number(option('wide') ?? 1280);
const themes = (option('themes') ?? 'light,dark').split(',');
const [folder = 'gallery', ...wanted] = argv;

const server = await createServer({
  configFile: join(import.meta.dirname, 'vite.config.ts'),
  logLevel: 'error',
  // A file saved meanwhile must not reload the page under the camera.
  server: { hmr: false, watch: null },
});
await server.listen();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium' });
await mkdir(folder, { recursive: true });
let objections = 0;
for (const name of wanted.length > 0 ? wanted : Object.keys(states))
  for (const theme of themes) await shoot(name, theme);
await browser.close();
await server.close();
process.exitCode = objections > 0 ? 1 : 0;

async function shoot(name: string, theme: string): Promise<void> {
  const shown = states[name];
  if (!shown) throw new Error(`no state is called ${name}`);
  const viewport = {
    sidebar: { width, height: 820 },
    popup: { width: 360, height: 600 },
    welcome: { width: 960, height: 760 },
    picker: { width, height },
    diagnostics: { width: 960, height: 1200 },
    workspace: { width: wide, height: 900 },
  }[shown.page];
  const context = await browser.newContext({
    viewport,
    colorScheme: theme === 'dark' ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale: language,
    bypassCSP: true,
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => complain(name, theme, String(error)));
  const hash = name === 'welcome-expired' ? '#server=http%3A%2F%2F127.0.0.1%3A8420&link=used' : '';
  await page.goto(`http://127.0.0.1:8560/?state=${name}&language=${language}${hash}`, { waitUntil: 'load' });
  await settled(page);
  for (const step of shown.steps ?? []) await take(page, step);
  await page.screenshot({ path: join(folder, `${name}-${theme}.png`) });
  for (const violation of await violationsIn(page)) complain(name, theme, violation);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (sideways > 0) complain(name, theme, `the page is ${sideways} px wider than its window`);
  await context.close();
}

async function take(page: Page, step: Step): Promise<void> {
  if ('press' in step) await page.keyboard.press(step.press);
  else if ('click' in step) await page.click(step.click, { timeout: 3_000 });
  else if ('type' in step) await page.keyboard.type(step.type);
  else
    await page.setInputFiles('dialog input[type=file]', {
      name: step.give,
      mimeType: '',
      buffer: Buffer.from(step.bytes),
    });
  await settled(page);
}

/** What was begun has been drawn: no more work is waiting, and two frames have passed since. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        // A page that draws nothing may be given no idle time at all.
        const drawn = () => requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
        requestIdleCallback(drawn, { timeout: 1_000 });
      }),
  );
}

/** Not through AxeBuilder: it waits for ever for a script in the preview's frame, which may run none. */
async function violationsIn(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axePath });
  return page.evaluate(async () => {
    // Defined by the script above.
    const { axe } = globalThis as unknown as {
      axe: { run(root: Document, options: object): Promise<AxeResults> };
    };
    const { violations } = await axe.run(document, { iframes: false });
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`).join(' | ')}`,
    );
  });
}

interface AxeResults {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
}

function complain(name: string, theme: string, what: string): void {
  objections += 1;
  console.error(`${name} (${theme}): ${what}`);
}
