import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { outlookDouble } from '../doubles/outlook/double.ts';
import { OUTLOOK_HOSTS, outlookListener, outlookUrl } from '../doubles/outlook/serve.ts';
import { outlookOf } from './support/outlook-page.ts';
import { compose, untrusted, useBrowser, visit, written } from './support/outlook-visit.ts';

// The page double itself, without the extension: what it must do so that tests on it prove something.
useBrowser();

for (const host of OUTLOOK_HOSTS) {
  test(`opens on ${host}, and saves and sends there`, async () => {
    const { page, double, outlook, context } = await visit({}, outlookUrl(host));
    await outlook.composeButton.click();
    await outlook.well('to').pressSequentially('bo@example.org;');
    await outlook.subject().fill('Host');
    const path = host === 'outlook.live.com' ? '/owa/0/service.svc' : '/owa/service.svc';
    const request = page.waitForRequest((asked) => asked.url().startsWith(`https://${host}${path}?`));
    await expect.poll(() => double.log.length).toBeGreaterThan(0);
    expect((await request).method()).toBe('POST');
    await outlook.send();
    await expect.poll(() => double.sent()).toMatchObject([{ to: ['bo@example.org'], subject: 'Host' }]);
    await context.close();
  });
}

test('a draft is made, then changed, then sent under one id; requests are as large as they are', async () => {
  const { page, double, outlook, context } = await written();
  await expect.poll(() => double.log.length).toBeGreaterThan(0);
  await outlook.body().click({ position: { x: 10, y: 10 } });
  await page.keyboard.insertText('Long text. '.repeat(200));
  await expect.poll(() => double.log.at(-1)?.inHeader).toBe(false);
  await outlook.send();
  await expect(outlook.windows).toHaveCount(0);
  const [first, ...others] = double.log;
  expect(first).toMatchObject({ kind: 'draft', action: 'CreateItem', actionName: 'CreateMessageForCompose' });
  expect(first?.inHeader).toBe(true);
  expect(others.every(({ id, action }) => id === first?.id && action === 'UpdateItem')).toBe(true);
  expect(double.log.at(-1)).toMatchObject({
    kind: 'send',
    actionName: 'UpdateMessageForComposeSend',
    to: ['ana.ito@example.com'],
    subject: 'Quick question',
    answer: 'ok',
  });
  expect(double.log.at(-1)?.html).toContain('Long text.');
  expect(double.log.at(-1)?.html).toContain('id="Signature"');
  expect(await untrusted(page)).toEqual([]);
  await context.close();
});

test('a message sent before it was saved is made by the send', async () => {
  const { double, outlook, context } = await written({ draftDelayMs: 60_000 });
  await outlook.send();
  await expect.poll(() => double.log.length).toBe(1);
  expect(double.log[0]).toMatchObject({ kind: 'send', actionName: 'CreateMessageForComposeSend' });
  await context.close();
});

test('requests may hold no more than what has changed', async () => {
  const { double, outlook, context } = await written({ sendsWhole: false });
  await expect.poll(() => double.log.length).toBeGreaterThan(0);
  await outlook.subject().fill('Another');
  await outlook.send();
  await expect
    .poll(() => double.sent())
    .toMatchObject([{ subject: 'Another', to: ['ana.ito@example.com'], inHeader: true }]);
  await context.close();
});

for (const answer of ['error', 'refused', 'offline'] as const) {
  for (const editorLeaves of ['before', 'after'] as const) {
    test(`a send answered by ${answer} is told, and the window is there; it leaves ${editorLeaves}`, async () => {
      const { double, outlook, context } = await written({ editorLeaves });
      await expect.poll(() => double.log.length).toBeGreaterThan(0);
      double.answer(answer);
      await outlook.send();
      await expect(outlook.dialog).toContainText("couldn't be sent");
      await outlook.dialog.getByRole('button').click();
      await expect(outlook.windows).toHaveCount(1);
      await expect(outlook.subject()).toHaveValue('Quick question');
      expect(await outlook.to()).toEqual(['ana.ito@example.com']);
      expect(double.sent()).toEqual([]);
      double.answer('ok');
      await outlook.send();
      await expect.poll(() => double.sent().length).toBe(1);
      await context.close();
    });
  }
}

test('refusals and questions before a send', async () => {
  const { page, double, outlook, context } = await compose({ attachmentReminder: true });
  await outlook.send();
  await expect(outlook.dialog).toContainText('at least one recipient');
  await page.locator('#ok-1').click();
  await outlook.well('to').pressSequentially('no address,');
  await outlook.send();
  await expect(outlook.dialog).toContainText('addresses are correct');
  await page.locator('#ok-1').click();
  await outlook.well('to').fill('bo@example.org,');
  await outlook.body().click({ position: { x: 10, y: 10 } });
  await page.keyboard.type('See the attached file');
  await outlook.send();
  await expect(outlook.dialog).toHaveAccessibleName(/missing a subject/);
  await page.locator('#cancel-1').click();
  await outlook.send();
  await page.locator('#ok-1').click();
  await expect(outlook.dialog).toHaveAccessibleName(/attachment/);
  expect(double.log.every(({ kind }) => kind === 'draft')).toBe(true);
  await page.locator('#ok-1').click();
  await expect.poll(() => double.sent()).toMatchObject([{ to: ['bo@example.org'], subject: '' }]);
  expect(await untrusted(page)).toEqual([]);
  await context.close();
});

test('undo in the page: no request is made; by the service: it is taken back', async () => {
  for (const undoBy of ['page', 'server'] as const) {
    const { double, outlook, context } = await written({ undoMs: 1500, undoBy });
    await outlook.send();
    await expect(outlook.windows).toHaveCount(0);
    await outlook.undo();
    await expect(outlook.subject()).toHaveValue('Quick question');
    if (undoBy === 'server') await expect.poll(() => double.log.at(-1)?.kind).toBe('undo');
    expect(double.sent()).toEqual([]);
    expect(double.log.some(({ kind }) => kind === 'send')).toBe(undoBy === 'server');
    await outlook.send();
    await expect.poll(() => double.sent().length).toBe(1);
    await context.close();
  }
});

test('scheduled, discarded and closed are three different ends', async () => {
  const { double, outlook, context } = await written();
  await outlook.schedule();
  await expect.poll(() => double.log.at(-1)?.kind).toBe('schedule');
  await expect(outlook.windows).toHaveCount(0);
  await outlook.composeButton.click();
  await outlook.subject().fill('To be thrown away');
  await expect.poll(() => double.log.at(-1)?.subject).toBe('To be thrown away');
  await outlook.discard();
  await expect.poll(() => double.log.at(-1)?.kind).toBe('discard');
  await outlook.composeButton.click();
  await outlook.subject().fill('To be kept');
  await outlook.close();
  await expect.poll(() => double.log.at(-1)).toMatchObject({ kind: 'draft', subject: 'To be kept' });
  expect(double.sent()).toEqual([]);
  await context.close();
});

test('sends by script are caught: button, key, dialog, menu', async () => {
  const { page, outlook, context } = await written({ editorLeaves: 'after' });
  await outlook.sendButton().evaluate((button: HTMLElement) => button.click());
  expect(await untrusted(page)).toEqual(['click']);
  await expect(outlook.windows).toHaveCount(0);
  await outlook.composeButton.click();
  await outlook.body().evaluate((editor) => {
    editor.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }));
  });
  expect(await untrusted(page)).toEqual(['click', 'keydown']);
  await context.close();
});

test('two windows are two: in tabs, with messages of their own', async () => {
  for (const behind of ['hidden', 'removed'] as const) {
    const { page, double, outlook, context } = await written({ behind });
    await outlook.composeButton.click();
    await expect(page.getByRole('tab')).toHaveCount(3);
    await expect(outlook.windows).toHaveCount(behind === 'hidden' ? 2 : 1);
    const nth = behind === 'hidden' ? 1 : 0;
    await outlook.subject(nth).fill('Second');
    await expect.poll(() => new Set(double.log.map(({ id }) => id)).size).toBe(2);
    await page.getByRole('tab', { name: 'Quick question' }).click();
    await outlook.send(0);
    await expect.poll(() => double.sent()).toMatchObject([{ subject: 'Quick question' }]);
    await expect(page.getByRole('tab', { name: 'Second' })).toBeVisible();
    await context.close();
  }
});

test('a reply stands below its conversation, its recipients in one line until somebody goes there', async () => {
  const { page, double, outlook, context } = await visit();
  await outlook.rows.first().click();
  await page.getByRole('menuitem', { name: 'Reply', exact: true }).last().click();
  await expect(outlook.body().locator('#divRplyFwdMsg')).toContainText('ana.ito@example.com');
  await expect(outlook.well('to')).toHaveCount(0);
  await outlook.window(0).locator('.summary').focus();
  await expect.poll(outlook.to).toEqual(['ana.ito@example.com']);
  await expect(outlook.subject()).toHaveValue('Re: Cold storage at the Malmö terminal');
  await outlook.rows.nth(1).click();
  await expect(outlook.window(0)).toBeHidden();
  await expect(page.locator('[id^=CONV_]')).toHaveCount(2);
  await expect(page.locator('[id^=CONV_]:visible')).toHaveText('Invoice 2231');
  await page.goBack();
  expect(new URL(page.url()).pathname).toMatch(/^\/mail\/inbox\/id\/AQQ/);
  await outlook.send();
  await expect.poll(() => double.sent()).toMatchObject([{ kind: 'reply', to: ['ana.ito@example.com'] }]);
  expect(double.log.at(-1)?.actionName).toBe('CreateResponseSend');
  await expect(page.locator('.message:visible')).toHaveCount(3);
  await expect(outlook.windows).toHaveCount(0);
  await context.close();
});

for (const popOut of ['url', 'blank'] as const) {
  test(`a window of its own goes on with the message and closes after the send: ${popOut}`, async () => {
    const { double, outlook, page, context } = await written({ popOut });
    const opening = context.waitForEvent('page');
    await outlook.popOut();
    const opened = await opening;
    const own = outlookOf(opened);
    await expect(own.subject()).toHaveValue('Quick question');
    await expect(own.body()).toContainText('Hello Ana');
    await expect.poll(own.to).toEqual(['ana.ito@example.com']);
    expect(opened.url()).toMatch(popOut === 'url' ? /\/mail\/compose\/AAkA[^/]+$/ : /^about:blank$/);
    await expect(opened.locator('[data-app-section=Form_Content] [role=treeitem]')).toHaveCount(0);
    await expect(outlook.windows).toHaveCount(0);
    await own.subject().fill('From its own window');
    const closing = opened.waitForEvent('close');
    await own.send();
    await closing;
    expect(double.sent()).toMatchObject([{ subject: 'From its own window', to: ['ana.ito@example.com'] }]);
    expect(await untrusted(page)).toEqual([]);
    await context.close();
  });
}

const LINK = 'https://outlook.cloud.microsoft/mail/deeplink/compose';
const mailto = `mailto:ana.ito+x@example.com?cc=cai@example.com&bcc=log@example.net&subject=${encodeURIComponent('Größe & 価格')}`;

test.describe('deep links', () => {
  for (const base of [LINK, 'https://outlook.live.com/mail/0/deeplink/compose']) {
    test(`all fields by mailtouri: ${base}`, async () => {
      const url = `${base}?mailtouri=${encodeURIComponent(mailto)}`;
      const { double, outlook, context } = await visit({}, url);
      await expect(outlook.subject()).toHaveValue('Größe & 価格');
      expect(await outlook.to()).toEqual(['ana.ito+x@example.com']);
      expect(await outlook.cc()).toEqual(['cai@example.com']);
      expect(await outlook.bcc()).toEqual(['log@example.net']);
      await outlook.send();
      await expect.poll(() => double.sent()).toMatchObject([{ bcc: ['log@example.net'] }]);
      await context.close();
    });
  }

  test('the plain form has neither Cc nor Bcc, and a plus sign is a space', async () => {
    const url = `${LINK}?to=bo%40example.org&cc=cai%40example.com&bcc=log%40example.net&subject=One+two&body=Text`;
    const { outlook, context } = await visit({}, url);
    await expect(outlook.subject()).toHaveValue('One two');
    await expect(outlook.body()).toContainText('Text');
    expect(await outlook.to()).toEqual(['bo@example.org']);
    expect([...(await outlook.cc()), ...(await outlook.bcc())]).toEqual([]);
    await context.close();
  });

  test('a long link is cut, a lost sign-in keeps the recipients alone, a dropped link ends in the inbox', async () => {
    const long = await visit({}, `${LINK}?to=bo%40example.org&body=${'x'.repeat(3000)}&subject=Gone`);
    await expect(long.outlook.body()).toContainText('xxx');
    await expect(long.outlook.subject()).toHaveValue('');
    await long.context.close();
    const lost = await visit({ signInLost: true }, `${LINK}?mailtouri=${encodeURIComponent(mailto)}`);
    await expect(lost.outlook.subject()).toHaveValue('');
    await expect.poll(lost.outlook.to).toEqual(['ana.ito+x@example.com']);
    expect(await lost.outlook.cc()).toEqual([]);
    await lost.context.close();
    const dropped = await visit({ linkDropped: true }, `${LINK}?to=bo%40example.org`);
    await expect(dropped.outlook.rows).toHaveCount(8);
    await expect(dropped.outlook.windows).toHaveCount(0);
    await dropped.context.close();
  });
});

test('mailboxes, languages, left-out parts, other names', async () => {
  const several = await visit({
    mailboxes: [
      { email: 'a@northwind.example', name: 'A' },
      { email: 'b@northwind.example', name: 'B' },
    ],
  });
  await expect(several.page.locator('[role=treeitem][aria-level="1"]')).toHaveCount(2);
  await several.context.close();

  const team = 'sales@northwind.example';
  const shared = await visit({ sharedMailbox: team }, `${outlookUrl()}${team}/`);
  await expect(shared.page.locator('[role=treeitem][aria-level="1"]')).toHaveAttribute('title', team);
  await shared.outlook.composeButton.click();
  await shared.outlook.subject().fill('Shared');
  await expect.poll(() => shared.double.log.at(-1)?.mailbox).toBe(team);
  await shared.context.close();

  const changed = await visit({
    renamedClasses: true,
    renamedIds: true,
    without: ['subject'],
    language: 'de',
  });
  await changed.outlook.composeButton.click();
  await expect(changed.page.locator('[aria-multiline=true]')).toHaveAccessibleName(/^Nachrichtentext/);
  await expect(
    changed.page.locator('[placeholder="Betreff hinzufügen"], .compose, #discardCompose'),
  ).toHaveCount(0);
  await changed.context.close();
});

test('letters are shortcuts wherever the page believes that nobody types', async () => {
  const { page, outlook, context } = await visit();
  await outlook.rows.first().click();
  await page.keyboard.press('n');
  await expect(outlook.windows).toHaveCount(1);
  await outlook.well('to').pressSequentially('nnn');
  await expect(outlook.windows).toHaveCount(1);
  expect((await page.evaluate(() => window.__keys)).map(({ key }) => key).join('')).toBe('nnnn');
  await context.close();
});

test('windows opened and closed leave nothing behind, neither does a burst in the list', async () => {
  const { page, double, outlook, context } = await visit({ buildDelayMs: 0, stepDelayMs: 0 });
  await page.evaluate(() => window.__cycleComposes(20));
  await expect(outlook.windows).toHaveCount(0);
  await expect(page.getByRole('tab')).toHaveCount(0);
  expect(await page.evaluate(() => window.__burst(500))).toBe(500);
  await expect(outlook.rows).toHaveCount(8);
  expect(double.log).toEqual([]);
  await context.close();
});

test('conversations of the test, and elements that are kept away', async () => {
  const message = {
    id: 'm',
    name: 'Mia Ek',
    email: 'mia@example.org',
    form: 'both',
    when: '',
    text: ['Hej'],
  } as const;
  const mail = {
    id: 'c1',
    subject: 'Own',
    unread: false,
    when: '',
    messages: [{ ...message, text: ['Hej'] }],
  };
  const { page, outlook, context } = await visit({ mails: [mail], withoutMatching: ['[id^=CONV_]'] });
  await outlook.rows.click();
  await expect(page.getByText('Mia Ek<mia@example.org>')).toBeVisible();
  await expect(page.locator('.threadHead')).toBeEmpty();
  await context.close();
});

test('a plain server serves the same page and understands the same requests', async () => {
  const double = outlookDouble();
  const server = createServer(outlookListener(double)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  const asked = await fetch(`http://127.0.0.1:${port}/mail/`);
  expect(asked.headers.get('content-security-policy')).toContain("script-src 'nonce-");
  const Body = { MessageDisposition: 'SaveOnly', ComposeOperation: 'newMail', Items: [{ Subject: 'Größe' }] };
  const headers = { 'x-owa-urlpostdata': encodeURIComponent(JSON.stringify({ Body })) };
  const url = `http://127.0.0.1:${port}/owa/service.svc?action=CreateItem&app=Mail`;
  expect((await fetch(url, { method: 'POST', headers })).status).toBe(200);
  expect(double.log).toMatchObject([
    { kind: 'draft', action: 'CreateItem', subject: 'Größe', inHeader: true },
  ]);
  server.close();
});
