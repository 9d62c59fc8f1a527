import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, expect, type Page, test } from '@playwright/test';
import { runTool } from '../../scripts/run-tool.ts';
import { gmailDouble } from '../doubles/gmail/double.ts';
import type { GmailConfig } from '../doubles/gmail/page/config.ts';
import { GMAIL_URL, routeGmail } from '../doubles/gmail/serve.ts';
import { chromiumArgs } from '../support/chromium-args.ts';
import { gmailOf } from './support/gmail-page.ts';
import { type Expected, expectedOf } from './support/saved-pages.ts';

/*
 * `npm run mailbox:read` as it is called: over pages of our doubles that are saved here, and, where a folder of other
 * saved pages and recorded requests is at hand, over all of those.
 */
const folder = mkdtempSync(join(tmpdir(), 'utskick-saved-'));
const SECRET = 'geheim-7';
let browser: Browser;

test.beforeAll(async () => {
  const path = process.env.CHROMIUM_PATH;
  browser = await chromium.launch({
    ...(path && { executablePath: path }),
    args: chromiumArgs(),
  });
});
test.afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

type Read = { code: number | null; output: string; readings: Expected[] };

/** One line of JSON for each file, in the order of the files. */
async function read(site: string, files: readonly string[], ...options: string[]): Promise<Read> {
  const script = fileURLToPath(new URL('../../scripts/mailbox-read.ts', import.meta.url));
  const { code, output } = await runTool(process.execPath, [script, '--site', site, ...options, ...files], {
    quiet: true,
  });
  const lines = output.split('\n').filter((line) => line.startsWith('{'));
  // Printed by our own script, one object a line.
  return { code, output, readings: lines.map((line) => JSON.parse(line) as Expected) };
}

interface Visit {
  context: BrowserContext;
  page: Page;
  gmail: ReturnType<typeof gmailOf>;
  bodies: string[];
}

async function visit(options: Partial<GmailConfig>): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await routeGmail(context, gmailDouble({ resetMs: null, draftDelayMs: 100, ...options }));
  const page = await context.newPage();
  const bodies: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/sync/')) bodies.push(request.postData() ?? '');
  });
  await page.goto(GMAIL_URL);
  await page.locator('[role=main] tr').first().waitFor();
  return { context, page, gmail: gmailOf(page), bodies };
}

/** What has been typed is no part of a page's source until it is put there, as a browser does when it saves a page. */
async function save({ page }: Visit, name: string): Promise<string> {
  await page.evaluate(() => {
    for (const input of document.querySelectorAll('input')) input.setAttribute('value', input.value);
  });
  const file = join(folder, `${name}.html`);
  writeFileSync(file, await page.content());
  return file;
}

async function write({ gmail, page }: Visit, { to = '' } = {}): Promise<void> {
  await gmail.composeButton.click();
  await gmail.body().waitFor();
  // Before the rest: the field folds away once the cursor is elsewhere.
  if (to) await page.locator('[name=to] input').fill(`${to},`);
  // At once: a window that is still being built takes the cursor away to its recipients.
  await gmail.body().fill(`Hello ${SECRET}`);
  await gmail.subject().fill(`About ${SECRET}`);
}

const page = { composeButton: 0, account: 0, banner: 0, main: 0 };
const window = { subject: 0, body: 0, sendButton: 0, discardButton: 0, composeBox: 0 };

test('pages of the Gmail double: a list, a thread, windows in two languages and with renamed classes', async () => {
  const list = await visit({});
  const files = [await save(list, 'list')];
  await list.page.locator('[role=main] tr').first().click();
  await list.page.locator('h2[data-thread-perm-id]').first().waitFor();
  files.push(await save(list, 'thread'));
  for (const [name, options] of [
    ['english', {}],
    ['german', { language: 'de' }],
    ['renamed', { renamedClasses: true }],
    ['old', { oldRecipients: true }],
  ] as const) {
    const visited = await visit(options);
    await write(visited);
    await expect.poll(() => visited.bodies.length).toBeGreaterThan(0);
    files.push(await save(visited, name));
    await visited.context.close();
  }
  await list.context.close();
  const { code, output, readings } = await read('gmail', files);
  expect(code, output).toBe(0);
  const [ofList, ofThread, ...windows] = readings;
  expect(ofList).toMatchObject({ parts: page, account: 'certain', windows: [], thread: null });
  expect(ofThread).toMatchObject({
    parts: page,
    also: { threadHeading: 0, message: 0, messageSender: 0 },
    thread: { messages: expect.arrayContaining([expect.objectContaining({ id: true, from: true })]) },
  });
  expect(windows).toHaveLength(4);
  for (const reading of windows) {
    expect(reading).toMatchObject({
      parts: { ...page, ...window, draftId: 0 },
      account: 'certain',
      windows: [{ kind: 'docked', reply: false, subject: true, body: true, ids: ['compose', 'draft'] }],
    });
  }
  // Nothing that people have written, and no address.
  expect(output).not.toMatch(new RegExp(`${SECRET}|@`));
});

test('a page without a part says so, and the other parts are found', async () => {
  const visited = await visit({ without: ['subject', 'account'] });
  await visited.gmail.composeButton.click();
  await visited.gmail.body().waitFor();
  const file = await save(visited, 'without');
  await visited.context.close();
  const { code, readings } = await read('gmail', [file]);
  expect(code).toBe(0);
  expect(readings).toMatchObject([
    { parts: { ...page, ...window, subject: null, account: null }, account: 'unknown' },
  ]);
});

test('requests of the Gmail double are told apart, and texts are printed on demand only', async () => {
  const visited = await visit({ undoMs: 200 });
  await write(visited, { to: 'ana.ito@example.com' });
  await expect.poll(() => visited.bodies.length).toBeGreaterThan(0);
  const saved = visited.bodies.length;
  await visited.gmail.send();
  await expect.poll(() => visited.bodies.length).toBeGreaterThan(saved);
  const files = visited.bodies.map((body, index) => {
    const file = join(folder, `request-${index}.json`);
    writeFileSync(file, body);
    return file;
  });
  await visited.context.close();
  const { code, output, readings } = await read('gmail', files);
  expect(code, output).toBe(0);
  const kinds = readings.map(({ kind }) => kind);
  expect(kinds[0]).toBe('draft');
  expect(kinds).toContain('send');
  expect(output).not.toMatch(new RegExp(`${SECRET}|@`));
  const spoken = await read('gmail', files, '--text');
  expect(spoken.output).toContain(SECRET);
});

test('a wrong call ends with 2 and says what is wrong; a file that cannot be read ends with 1, the rest is read', async () => {
  const good = join(folder, 'good.json');
  const broken = join(folder, 'broken.json');
  const strange = join(folder, 'strange.txt');
  writeFileSync(good, '[]');
  writeFileSync(broken, '{');
  writeFileSync(strange, 'x');
  mkdirSync(join(folder, 'dir.json'), { recursive: true });
  const missing = join(folder, 'missing.html');
  const { code, readings } = await read('gmail', [broken, strange, missing, join(folder, 'dir.json'), good]);
  expect(code).toBe(1);
  expect(readings).toMatchObject([
    { file: broken, error: expect.stringContaining('JSON') },
    { file: strange, error: expect.stringContaining('.html') },
    { file: missing, error: expect.stringContaining('ENOENT') },
    { error: expect.stringContaining('EISDIR') },
    { file: good, kind: 'other', messages: [] },
  ]);
  const wrong = await read('hotmail', [good]);
  expect(wrong).toMatchObject({ code: 2, output: expect.stringContaining('expected one of gmail') });
  expect(await read('gmail', [])).toMatchObject({ code: 2, output: expect.stringContaining('FILE') });
});

/** Saved pages are nobody's to publish: where there are any, they lie in a folder beside the checkout. */
function findSamples(): string | undefined {
  const beside = fileURLToPath(new URL('../../..', import.meta.url));
  const places = readdirSync(beside).map((name) => join(beside, name, 'fixtures'));
  return places.find((place) => existsSync(join(place, 'gmail')) && existsSync(join(place, 'outlook')));
}
const samples = process.env.MAIL_SAMPLES ?? findSamples();

for (const site of ['gmail', 'outlook'] as const) {
  const place = join(samples ?? '', site);
  if (samples === undefined || !existsSync(place)) continue;
  test(`every saved page and every request in ${site}: what it shows is found`, async () => {
    const files = readdirSync(place, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(html|json)$/.test(name))
      .sort();
    const { code, output, readings } = await read(
      site,
      files.map((name) => join(place, name)),
    );
    expect(code, output).toBe(0);
    expect(readings).toHaveLength(files.length);
    for (const [index, name] of files.entries())
      expect.soft(readings[index], name).toMatchObject(expectedOf(site, name));
  });
}
