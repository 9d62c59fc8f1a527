import { randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { freePort } from '../support/free-port.ts';
import { aReport } from '../support/inbound.ts';
import { startTestSink } from '../support/smtp-sink.ts';
import { faultsOf } from './support/axe.ts';
import { addPerson, ana } from './support/seed.ts';
import type { Member } from './support/server.ts';
import { expect, test } from './support/world.ts';

/** A mailing to so many people, sent. @returns its id */
async function sendTo(member: Member, personIds: string[]): Promise<string> {
  for (const id of personIds) {
    const change = { status: 'given', legalBasis: 'consent', source: 'phone', comment: null } as const;
    await member.api('people.setConsent', { params: { id, purpose: 'marketing' }, body: change });
  }
  const begun = await member.api('mailings.create', {
    body: { id: randomUUID(), type: 'email', name: 'Spring news' },
  });
  const params = { id: begun.id };
  const setup = { ...begun.setup, subject: 'Spring is here' };
  const content = {
    ...begun.content,
    html: '<p>Hi</p><p><a href="{{unsubscribe_link}}">Leave</a></p>',
  };
  await member.api('mailings.save', { params, body: { version: begun.version, setup, content } });
  const source = { kind: 'contacts' as const, id: randomUUID(), personIds, excludes: false };
  await member.api('mailings.addSource', { params, body: source });
  const look = async () => await member.api('mailings.get', { params });
  await expect.poll(async () => (await look()).list.state).toBe('ready');
  await member.api('mailings.send', { params, body: { at: null, timeZone: null } });
  await expect.poll(async () => (await look()).status, { timeout: 60_000 }).toBe('finished_with_errors');
  return begun.id;
}

// Whoever comes next has the server as it was.
test.afterAll(async ({ server }) => {
  await server.stop();
  await server.start();
});

test('mail comes back: a report finds its recipient, an address is corrected and sent to, others are dealt with', async ({
  member,
  client,
  server,
}) => {
  const sink = await startTestSink((recipient) =>
    recipient === 'bo.larsen@fjord.example' ? { atRecipient: '550 5.1.1 nobody is called that' } : 'accept',
  );
  const door = await freePort();
  await server.stop();
  await server.start({
    UTSKICK_MAIL_URL: `smtp://127.0.0.1:${sink.port}`,
    UTSKICK_PRIVATE_MAIL_SERVERS: 'on',
    UTSKICK_RETURN_PATH: 'b+*@nordby.example',
    UTSKICK_BOUNCE_LISTEN: `127.0.0.1:${door}`,
  });
  const { id: anaId } = await addPerson(member, ana);
  const { id: boId } = await addPerson(member, {
    ...ana,
    firstName: 'Bo',
    lastName: 'Larsen',
    email: 'bo.larsen@fjord.example',
  });
  const mailingId = await sendTo(member, [anaId, boId]);

  // Ana's server has taken the mail; a day later it comes back to the address that was in its envelope.
  const [mail] = sink.arrivals;
  expect(sink.arrivals.map(({ recipient }) => recipient)).toEqual([ana.email]);
  expect(mail?.sender).toMatch(/^b\+[\w-]{20,}@nordby\.example$/);
  const report = { to: mail?.sender ?? '', recipient: 'masked@elsewhere.example', status: '5.1.1' };
  const postman = createTransport({ host: '127.0.0.1', port: door, secure: false, ignoreTLS: true });
  await postman.sendMail({
    envelope: { from: '', to: report.to },
    raw: aReport({ ...report, diagnostic: '550 5.1.1 User unknown', id: `<${randomUUID()}@mx.example>` }),
  });
  postman.close();

  const page = await client.openPage('workspace.html');
  await page.getByRole('link', { name: 'Mailings' }).click();
  await page.getByRole('button', { name: /^Spring news/ }).click();
  await page.getByRole('link', { name: 'Manage bounces' }).click();
  await expect(
    page.getByRole('row', { name: /Bo Larsen.*Hard bounce.*nobody is called that/ }),
  ).toBeVisible();
  const row = page.getByRole('row', { name: /Ana Itō.*Hard bounce.*User unknown/ });
  await expect(row).toBeVisible({ timeout: 30_000 });
  expect(await faultsOf(page)).toEqual([]);

  // Corrected, and sent there at once.
  await row.getByRole('button', { name: /Ana Itō/ }).click();
  const dialog = page.getByRole('dialog', { name: 'What came back from Ana Itō' });
  await dialog.getByRole('button', { name: 'Correct address and send' }).click();
  await expect(dialog.getByText('Expected another, whole address')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Another address' }).fill('ana@fjord.example');
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('The mailing is being sent to ana@fjord.example.')).toBeVisible();
  await expect(row).toBeHidden();
  await expect
    .poll(() => sink.arrivals.map(({ recipient }) => recipient), { timeout: 60_000 })
    .toEqual([ana.email, 'ana@fjord.example']);
  const person = await member.api('people.get', { params: { id: anaId } });
  expect(person.email).toBe('ana@fjord.example');

  // Bo works there no longer; his address leaves both lists, and no mailing reaches him.
  await page.getByRole('button', { name: 'Mailings' }).click();
  await page.getByRole('link', { name: 'Blocked addresses' }).click();
  await expect(page.getByRole('heading', { name: 'Blocked addresses' })).toBeVisible();
  const blocked = page.getByRole('row', { name: /Bo Larsen/ });
  await expect(blocked).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await blocked.getByRole('checkbox').press('Space');
  await page.getByRole('button', { name: 'Former employee' }).click();
  const sure = page.getByRole('dialog', { name: 'Former employee' });
  await expect(sure).toContainText('No mailing goes to them any more.');
  await sure.getByRole('button', { name: 'Former employee' }).click();
  await expect(page.getByText('No address is blocked')).toBeVisible();
  const page100 = { search: '', limit: 100, offset: 0 };
  const { bounces } = await member.api('mailings.bounces', { params: { id: mailingId }, body: page100 });
  expect(bounces).toEqual([]);
  await sink.stop();
});
