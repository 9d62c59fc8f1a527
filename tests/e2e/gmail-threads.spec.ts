import { expect, test } from '@playwright/test';
import type { GmailConfig } from '../doubles/gmail/page/config.ts';
import { hashToken } from '../doubles/gmail/page/threads.ts';
import { type AdapterBrowser, type AdapterPage, launchAdapter } from '../support/gmail-adapter.ts';

const begun = 'a:r4302120075518949594';
const lying = 'f:1862317453241163110';
const single = 'f:1862317453241163043'; // an invitation from the team calendar
const ana = { email: 'ana.ito@example.com', name: 'Ana Ito', role: 'from', own: false };
const bo = { email: 'bo.lindgren@example.com', name: 'Bo Lindgren', role: 'from', own: false };
const me = 'astrid.holm@northwind.example';

let browser: AdapterBrowser;
test.beforeAll(async () => {
  browser = await launchAdapter();
});
test.afterAll(() => browser.close());

async function show({ page }: AdapterPage, hash: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
}

const keyNow = async (at: AdapterPage) => (await at.ask('thread'))?.key ?? null;

for (const config of [
  {},
  { language: 'de' },
  { language: 'sv', dark: true },
  { renamedClasses: true },
] satisfies Partial<GmailConfig>[]) {
  test(`R14 gmail: who takes part in an open thread, own messages included: ${JSON.stringify(config)}`, async () => {
    const at = await browser.open(config);
    expect(await at.ask('thread')).toBeNull();
    await show(at, `#inbox/${hashToken(begun)}`);
    await expect.poll(() => keyNow(at)).toBe(`thread-${begun}`);
    const thread = await at.ask('thread');
    expect(thread?.ids).toMatchObject({ thread: `thread-${begun}`, legacyThread: expect.any(String) });
    expect(thread?.messages).toEqual([
      { id: 'msg-a:r8190137112111191537', from: me, own: true },
      { id: 'msg-f:1862317453241163101', from: ana.email, own: false },
      { id: 'msg-f:1862317453241163102', from: bo.email, own: false },
    ]);
    expect(thread?.participants).toHaveLength(3);
    expect(thread?.participants).toEqual(
      expect.arrayContaining([ana, bo, expect.objectContaining({ email: me, own: true })]),
    );
    expect((await at.ask('check')).filter(({ step }) => step === null)).toEqual([]);
    await at.page.close();
  });
}

test('R14 gmail: a change of the address is told, and never an old thread under a new one', async () => {
  const at = await browser.open({ routeDelayMs: 150 });
  const stays = [begun, single, lying, begun];
  for (const id of stays) {
    const from = (await at.ask('threads')).length;
    await show(at, `#inbox/${hashToken(id)}`);
    await expect
      .poll(async () => (await at.ask('threads')).slice(from).map((thread) => thread?.key))
      .toContain(`thread-${id}`);
    const told = (await at.ask('threads')).slice(from);
    const last = told.at(-1);
    expect(last?.key).toBe(`thread-${id}`);
    const own = last?.messages.map(({ id: one }) => one) ?? [];
    const of = at.double.threads().find((thread) => thread.id === id);
    expect(own).toEqual(of?.messages.map((message) => `msg-${message.id}`));
  }
  await show(at, '#inbox');
  await expect.poll(async () => (await at.ask('threads')).at(-1)).toBeNull();
  expect(await at.page.locator('h2').count()).toBeGreaterThan(2); // the old threads are still there, hidden
  await at.page.close();
});

test('R14 gmail: what a message says of itself is not believed', async () => {
  for (const renamedClasses of [false, true]) {
    const at = await browser.open({ renamedClasses });
    await show(at, `#inbox/${hashToken(lying)}`);
    await expect.poll(() => keyNow(at)).toBe(`thread-${lying}`);
    const thread = await at.ask('thread');
    expect(JSON.stringify(thread)).not.toMatch(/other-company|1111111/);
    expect(thread?.messages.map(({ from }) => from)).toEqual(Array(2).fill('priya.raman@helixlabs.example'));
    await at.page.close();
  }
});

test('R14 gmail: a thread whose permanent id is lost is known by the older one', async () => {
  const at = await browser.open({ threadIdLost: true });
  await show(at, `#inbox/${hashToken(begun)}`);
  await expect.poll(() => keyNow(at)).toMatch(/^[0-9a-f]+$/);
  expect((await at.ask('thread'))?.ids).toEqual({ legacyThread: await keyNow(at) });
  await at.page.close();
});

test('R14 gmail: without conversations each message stands alone, in the same thread', async () => {
  const at = await browser.open({ conversations: false });
  await show(at, `#inbox/${hashToken('f:1862317453241163101')}`);
  await expect.poll(async () => (await at.ask('thread'))?.messages).toMatchObject([{ from: ana.email }]);
  const key = await keyNow(at);
  await show(at, `#inbox/${hashToken('f:1862317453241163102')}`);
  await expect.poll(async () => (await at.ask('thread'))?.messages).toMatchObject([{ from: bo.email }]);
  expect(await keyNow(at)).toBe(key);
  await at.page.close();
});

test('R14 gmail: an answer that comes to the open thread is told, as is one that is sent from it', async () => {
  const at = await browser.open();
  await show(at, `#inbox/${hashToken(begun)}`);
  await expect.poll(() => keyNow(at)).toBe(`thread-${begun}`);
  const late = { id: 'f:1862317453241163199', from: ana, to: [{ email: 'me', name: 'me' }], cc: [] };
  at.double.receive(begun, { ...late, when: '10:00', text: ['One more thing.'] });
  await at.page.evaluate(() => window.__refresh());
  await expect
    .poll(async () => (await at.ask('threads')).at(-1)?.messages.at(-1)?.id)
    .toBe('msg-f:1862317453241163199');
  await at.page.locator('.bkH').filter({ visible: true }).click();
  await expect.poll(() => at.ask('foundCount')).toBe(1);
  await at.page.keyboard.type('Noted.');
  await at.page.locator('.aoO').click();
  await expect
    .poll(async () => (await at.ask('threads')).at(-1)?.messages.at(-1))
    .toMatchObject({ from: me, own: true });
  await at.page.close();
});

test('R14 gmail: a thread in a window of its own is read, and an answer in it found', async () => {
  const at = await browser.open();
  await show(at, `#inbox/${hashToken(begun)}`);
  const popup = await browser.popup(at, () =>
    at.page.getByRole('button', { name: 'In new window' }).filter({ visible: true }).click(),
  );
  await expect.poll(() => keyNow(popup)).toBe(`thread-${begun}`);
  expect(await popup.ask('isComposeWindow')).toBe(false);
  expect(await popup.ask('account')).toEqual({ email: me });
  await popup.page.locator('.bkI').click();
  await expect.poll(() => popup.ask('foundCount')).toBe(1);
  expect(await popup.ask('kind', 0)).toBe('inline');
  await popup.page.close();
  await at.page.close();
});

for (const part of ['threadHeading', 'message', 'messageSender', 'messageRecipient']) {
  test(`R1 gmail: a thread without ${part} is told as such, and no other person is named for it`, async () => {
    const at = await browser.open({ without: [part] });
    await show(at, `#inbox/${hashToken(begun)}`);
    await expect
      .poll(async () => (await at.ask('check')).find((check) => check.part === part))
      .toEqual({ part, step: null, function: 'person' });
    await at.page.locator('.adn, .id').filter({ visible: true }).first().waitFor();
    const thread = await at.ask('thread');
    const known = [ana.email, bo.email, me];
    const named = thread?.participants.map(({ email }) => email) ?? [];
    expect(named.filter((email) => email === null || !known.includes(email))).toEqual([]);
    if (part === 'threadHeading') {
      expect(thread?.key).toBe('msg-a:r8190137112111191537');
      expect(named).toHaveLength(3);
    }
    if (part === 'message') expect(thread).toBeNull();
    expect(await at.ask('open')).toMatchObject({ ok: true });
    await at.page.close();
  });
}
