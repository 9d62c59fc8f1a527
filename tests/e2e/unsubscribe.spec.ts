import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { languageNames } from '../../lib/core/public-texts/languages.ts';
import { publicTexts } from '../../lib/core/public-texts/texts.ts';
import { faultsOf } from './support/axe.ts';
import { addPerson, ana } from './support/seed.ts';
import type { Member, TestServer } from './support/server.ts';
import { expect, test } from './support/world.ts';

/** Sends a mailing of a type to somebody who wants it. @returns the mail as it arrived */
async function mailTo(
  member: Member,
  server: TestServer,
  page: Page,
): Promise<{ person: string; mail: string }> {
  const { id: person } = await addPerson(member, ana);
  const change = { status: 'given', legalBasis: 'consent', source: 'phone', comment: null } as const;
  await member.api('people.setConsent', { params: { id: person, purpose: 'marketing' }, body: change });
  const { types } = await member.api('subscriptionTypes.list', {});
  const news = types.find(({ name }) => name === 'News');
  const begun = await member.api('mailings.create', {
    body: { id: randomUUID(), type: 'email', name: 'Spring' },
  });
  const params = { id: begun.id };
  await member.api('mailings.save', {
    params,
    body: {
      version: begun.version,
      setup: { ...begun.setup, subject: 'Spring is here', typeId: news?.id ?? null },
      content: {
        ...begun.content,
        html: '<p>Hi</p><p><a href="{{unsubscribe_link}}">Leave</a> <a href="{{subscriptions_link}}">Choose</a></p>',
      },
    },
  });
  const source = { kind: 'contacts' as const, id: randomUUID(), personIds: [person], excludes: false };
  await member.api('mailings.addSource', { params, body: source });
  const list = async () => (await member.api('mailings.get', { params })).list.state;
  await expect.poll(list).toBe('ready');
  await member.api('mailings.send', { params, body: { at: null, timeZone: null } });
  await expect
    .poll(async () => (await member.api('mailings.get', { params })).status, { timeout: 60_000 })
    .toBe('finished');
  const form = { code: await server.issueWebLink(member.userId) };
  await page.request.post(`${server.url}/link`, { form, headers: { origin: server.url } });
  const { rows } = await (await page.request.get(`${server.url}/practice/api/sink`)).json();
  const raw = await (await page.request.get(`${server.url}/practice/api/sink/${rows[0].id}`)).text();
  return { person, mail: raw.replaceAll('=\\r\\n', '').replaceAll('=\r\n', '') };
}

test('somebody leaves a mailing without a script, takes it back and chooses, on a narrow screen, in five languages', async ({
  member,
  client,
  server,
}) => {
  const page = await client.context.newPage();
  const { person, mail } = await mailTo(member, server, page);
  await client.context.clearCookies();
  const pathOf = (place: string) => new RegExp(`/${place}/[\\w-]{43}`).exec(mail)?.[0] ?? '';
  const standing = async () => {
    const { consent } = await member.api('people.context', { params: { id: person } });
    const { purposes, subscriptions } = consent;
    return {
      marketing: purposes.find(({ purpose }) => purpose === 'marketing')?.status,
      declined: subscriptions?.filter(({ declined }) => declined).map(({ name }) => name),
    };
  };
  const wanting = { marketing: 'given', declined: [] };
  const isNarrow = async () => {
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(320);
  };
  await page.setViewportSize({ width: 320, height: 640 });

  // A scanner has followed both links before: nothing has changed.
  for (const place of ['u', 's']) await page.request.get(server.url + pathOf(place));
  expect(await standing()).toEqual(wanting);

  await page.goto(server.url + pathOf('u'));
  for (const [language, name] of Object.entries(languageNames)) {
    const texts = publicTexts[language as keyof typeof publicTexts];
    const shown = page.getByRole('navigation').getByText(name, { exact: true });
    if ((await shown.getAttribute('href')) !== null) await shown.click();
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(page.getByRole('button', { name: texts.askButton })).toBeVisible();
    await isNarrow();
    expect(await faultsOf(page)).toEqual([]);
  }
  await page.getByRole('navigation').getByText('English').click();

  // From here nothing runs in the page.
  const protocol = await client.context.newCDPSession(page);
  await protocol.send('Emulation.setScriptExecutionDisabled', { value: true });
  await page.getByRole('button', { name: 'Unsubscribe' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'You are unsubscribed' })).toBeVisible();
  expect(await standing()).toEqual({ marketing: 'given', declined: ['News'] });
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('heading', { name: 'Everything is as it was' })).toBeVisible();
  expect(await standing()).toEqual(wanting);

  await page.getByRole('link', { name: 'Choose what you get' }).click();
  await expect(page.getByText('ana.ito@fjord.example')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Offers' }).uncheck();
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('heading', { name: 'Your choice is saved' })).toBeVisible();
  expect(await standing()).toEqual({ marketing: 'given', declined: ['Offers'] });

  // With scripts again, for what is measured with one.
  await protocol.send('Emulation.setScriptExecutionDisabled', { value: false });
  await page.goto(server.url + pathOf('s'));
  await isNarrow();
  expect(await faultsOf(page)).toEqual([]);
  expect(await client.context.cookies(server.url)).toEqual([]);
});
