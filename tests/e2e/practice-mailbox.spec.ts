import { expect, type Locator, type Page, test } from '@playwright/test';
import { buildWebmail } from '../support/practice-page.ts';
import { type PracticeServer, startPracticeServer } from '../support/practice-server.ts';
import { faultsOf } from './support/axe.ts';

// The webmail as a person uses it, against the real server, database and SMTP sink.

test.use({
  launchOptions: { executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium' },
  viewport: { width: 1280, height: 800 },
});

let server: PracticeServer;
test.beforeAll(async () => {
  await buildWebmail();
  server = await startPracticeServer({ undoMs: 1500 });
});
test.afterAll(() => server.stop());
test.beforeEach(async ({ page }) => {
  await server.signInNew();
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(`${server.url}/practice`);
  await row(page, 'Welcome to your practice mailbox').waitFor();
});

const row = (page: Page, subject: string) => page.locator('[data-practice-row]', { hasText: subject });
const field = (page: Locator, name: string) => page.locator(`[data-practice-input="${name}"]`);
const windowOf = (page: Page, at = 0) => page.locator('[data-practice-compose]').nth(at);
const state = (compose: Locator) => compose.getAttribute('data-practice-state');

async function write(page: Page, to: string, subject: string): Promise<Locator> {
  await page.keyboard.press('c');
  const compose = windowOf(page);
  await page.keyboard.type(`${to},`);
  await field(compose, 'subject').fill(subject);
  await compose.locator('[data-practice-body]').press('Control+Home');
  await page.keyboard.type('Hello there.');
  return compose;
}

test('a mail to three people is sent after the undo time and arrives once for each', async ({ page }) => {
  await page.keyboard.press('c');
  const compose = windowOf(page);
  await page.keyboard.type('Ana Ito <ana@example.com>, bo@example.org,');
  await compose.getByRole('button', { name: 'Add Bcc' }).click();
  await field(compose, 'bcc').fill('dan@example.net');
  await field(compose, 'subject').fill('Möte på torsdag');
  await compose.locator('[data-practice-body]').press('Control+Home');
  await page.keyboard.type('Hej ');
  await compose.getByRole('button', { name: 'Bold' }).click();
  await page.keyboard.type('Ana');
  await page.keyboard.press('Control+Enter');
  await expect(compose).toHaveAttribute('data-practice-state', 'held');
  await expect(compose.getByText(/Sending in \d seconds?/)).toBeVisible();
  await expect(compose).toHaveAttribute('data-practice-state', 'sent');
  await compose.getByRole('button', { name: 'Read it as the recipient' }).click();
  await expect(page.locator('.sink-list [data-practice-row]')).toHaveCount(3);
  await expect(page.locator('.facts')).toContainText('Ana Ito <ana@example.com>, bo@example.org');
  const mail = page.frameLocator('.arrived-frame');
  await expect(mail.locator('b')).toHaveText('Ana');
  await expect(mail.getByText('Mia Nordby')).toBeVisible();
  await page.getByRole('tab', { name: 'Source' }).click();
  await expect(page.locator('.mail-source')).not.toContainText('dan@example.net');
  await page.locator('.sink-list [data-practice-row]', { hasText: 'dan@example.net' }).click();
  await expect(page.getByText('This recipient got it as Bcc')).toBeVisible();
  await page.getByRole('link', { name: 'Sent' }).click();
  await expect(row(page, 'Möte på torsdag')).toContainText('To: Ana Ito');
});

test('undo inside the window: nothing leaves, the text is back under the cursor', async ({ page }) => {
  await page.clock.install();
  const compose = await write(page, 'ana@example.com', 'Too early');
  await page.keyboard.press('Control+Enter');
  await expect(compose).toHaveAttribute('data-practice-state', 'held');
  await page.keyboard.press('Enter'); // Undo has the focus
  await expect(compose).toHaveAttribute('data-practice-state', 'writing');
  await expect(compose.locator('[data-practice-body]')).toContainText('Hello there.');
  await expect(compose.locator('[data-practice-body]')).toBeFocused();
  await page.clock.runFor(60_000);
  expect(await state(compose)).toBe('writing');
  await page.getByRole('link', { name: /What arrived/ }).click();
  await expect(page.getByText('Nothing has arrived yet')).toBeVisible();
});

test('a mail server that is away: the text stays, and a second try sends it once', async ({ page }) => {
  const compose = await write(page, 'ana@example.com', 'Third time lucky');
  await page.route('**/practice/api/messages', (route) => route.abort());
  await compose.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(compose).toHaveAttribute('data-practice-state', 'failed');
  await expect(compose.getByRole('alert')).toContainText(
    'Not sent. The server does not answer. Your text is still here.',
  );
  await expect(compose.locator('[data-practice-body]')).toContainText('Hello there.');
  await page.unroute('**/practice/api/messages');
  // The answer to this one is lost although the server has sent it.
  await page.route('**/practice/api/messages', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await compose.getByRole('button', { name: 'Try again' }).click();
  await compose.getByRole('button', { name: 'Send now' }).click();
  await expect(compose).toHaveAttribute('data-practice-state', 'failed');
  await page.unroute('**/practice/api/messages');
  await compose.getByRole('button', { name: 'Try again' }).click();
  await compose.getByRole('button', { name: 'Send now' }).click();
  await expect(compose).toHaveAttribute('data-practice-state', 'sent');
  await compose.getByRole('button', { name: 'Read it as the recipient' }).click();
  await expect(page.locator('.sink-list [data-practice-row]')).toHaveCount(1);
});

test('a draft is saved as it is written, is kept on closing, and can be discarded and brought back', async ({
  page,
}) => {
  const compose = await write(page, 'ana@example.com', 'Half a thought');
  await expect(compose.getByText('Saved', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(windowOf(page)).toHaveCount(0);
  await page.reload();
  await page.getByRole('link', { name: /Drafts/ }).click();
  await row(page, 'Half a thought').click();
  await expect(windowOf(page).locator('[data-practice-body]')).toContainText('Hello there.');
  await windowOf(page).getByRole('button', { name: 'Discard the draft' }).click();
  await expect(page.getByText('No drafts')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(windowOf(page).locator('[data-practice-body]')).toContainText('Hello there.');
  await expect(row(page, 'Half a thought')).toBeVisible();
});

test('what is no address is said, and nothing is sent', async ({ page }) => {
  const compose = await write(page, 'ana', 'Whom?');
  await page.keyboard.press('Control+Enter');
  await expect(compose.getByRole('alert')).toHaveText('Correct or remove what is not an address: ana');
  await compose.getByRole('button', { name: 'Remove ana' }).click();
  await compose.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(compose.getByRole('alert')).toHaveText('Add at least one recipient in To, Cc or Bcc.');
  expect(await state(compose)).toBe('writing');
});

test('by keyboard alone: read, answer, archive, undo', async ({ page }) => {
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Two questions before Thursday' })).toBeVisible();
  await page.keyboard.press('r');
  const compose = windowOf(page);
  await expect(compose.locator('[data-practice-recipient]')).toHaveAttribute(
    'data-practice-recipient',
    'ingrid.solheim@fjordlys.example',
  );
  await expect(field(compose, 'subject')).toHaveValue('Re: Two questions before Thursday');
  await page.keyboard.type('Thursday is fine. ec/jk');
  await expect(compose.locator('[data-practice-body]')).toContainText('Thursday is fine. ec/jk');
  await page.keyboard.press('Control+Enter');
  await expect(compose).toHaveAttribute('data-practice-state', 'sent');
  await expect(page.locator('article.message')).toHaveCount(2);
  await page.locator('h1').click();
  await page.keyboard.press('e');
  await expect(row(page, 'Two questions')).toHaveCount(0);
  await page.keyboard.press('z');
  await expect(row(page, 'Two questions')).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('Brno');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-practice-row]')).toHaveCount(1);
});

test('two windows side by side, each with its own draft', async ({ page }) => {
  await page.getByRole('button', { name: 'Compose' }).click();
  await page.getByRole('button', { name: 'Compose' }).click();
  await field(windowOf(page, 0), 'subject').fill('One');
  await field(windowOf(page, 1), 'subject').fill('Two');
  const ids = await page
    .locator('[data-practice-compose]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-practice-draft')));
  expect(new Set(ids).size).toBe(2);
  await page.getByRole('button', { name: 'Compose' }).click();
  await expect(page.locator('.compose-small')).toHaveCount(1);
});

test('a server that goes away and comes back', async ({ page }) => {
  const compose = await write(page, 'ana@example.com', 'Patience');
  await page.route('**/practice/api/**', (route) => route.abort());
  await page.keyboard.type(' More.');
  await expect(page.locator('[data-practice-away]')).toContainText('The server does not answer.');
  await expect(compose.getByText('Not saved yet')).toBeVisible();
  await page.unroute('**/practice/api/**');
  await expect(compose.getByText('Saved', { exact: true })).toBeVisible({ timeout: 10_000 });
  await expect(page.locator('[data-practice-away]')).toHaveCount(0);
});

test('a mail with scripts is shown and runs nothing', async ({ page }) => {
  const html = `<p>Look</p><script>parent.document.title='run'</script><img src=x onerror="parent.document.title='run'">`;
  const send = {
    draftId: crypto.randomUUID(),
    to: [{ email: 'ana@example.com' }],
    cc: [],
    bcc: [],
    subject: 'Bad',
    html,
  };
  const answer = await page.request.post(`${server.url}/practice/api/messages`, { data: send });
  expect(answer.ok()).toBe(true);
  await page.goto(`${server.url}/practice/sent`);
  await row(page, 'Bad').click();
  await expect(page.frameLocator('.message-body').getByText('Look')).toBeVisible();
  await page.goto(`${server.url}/practice/sink`);
  await row(page, 'Bad').click();
  await expect(page.frameLocator('.arrived-frame').getByText('Look')).toBeVisible();
  expect(await page.title()).not.toBe('run');
});

test('signed out, the page leads to the sign-in', async ({ page }) => {
  server.signIn(null);
  await page.goto(`${server.url}/practice/drafts`);
  await expect(page).toHaveURL(`${server.url}/signin?to=%2Fpractice%2Fdrafts`);
});

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    expect(await faultsOf(page)).toEqual([]);
    await row(page, 'Pilot in the Brno').click();
    await page.locator('article.message').first().waitFor();
    const compose = await write(page, 'ana@example.com,wrong', 'Look at this');
    expect(await faultsOf(page)).toEqual([]);
    await compose.getByRole('button', { name: 'Remove wrong' }).click();
    await compose.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(compose).toHaveAttribute('data-practice-state', 'held');
    expect(await faultsOf(page)).toEqual([]);
    await expect(compose).toHaveAttribute('data-practice-state', 'sent');
    await compose.getByRole('button', { name: 'Read it as the recipient' }).click();
    await page.locator('[data-practice-arrival]').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('?');
    expect(await faultsOf(page)).toEqual([]);
  });
}

test('no request goes anywhere but to this server', async ({ page }) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(server.url)) elsewhere.push(request.url());
  });
  await page.reload();
  await row(page, 'Welcome').click();
  await page.frameLocator('.message-body').getByText('Have fun.').waitFor();
  expect(elsewhere).toEqual([]);
});
