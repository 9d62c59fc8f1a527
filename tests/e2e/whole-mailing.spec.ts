import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { simpleParser } from 'mailparser';
import type { Person } from '../../lib/contract/person.ts';
import { type MailServers, startMailServers } from '../support/mail-servers.ts';
import { faultsOf } from './support/axe.ts';
import type { Member, TestServer } from './support/server.ts';
import { expect, test } from './support/world.ts';

// A whole mailing as its people go through it: two files become contacts, 2,000 of them get a signed mail by postfix,
// and what they do with it is counted here as well, from what lies in their boxes and what the mail server has logged.

const everybody = { address: 'all@fjord.example', password: 'secret-1', takesAll: true };
/** Nobody else has a box there: what is sent to them comes back. */
const dale = { address: 'postmaster@dale.example', password: 'secret-2' };
const returns = { address: 'b@nordby.example', password: 'secret-3' };
const own = { address: 'all@northwind.example', password: 'secret-4', takesAll: true };
const browserName =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const patient = { timeout: 240_000, intervals: [500] };

/** Of the workbook 1,200 are fleet managers; the file brings 100 of them, 100 buyers, 25 who left and 695 more. */
const emailOf = (row: number) => `p${String(row).padStart(4, '0')}@fjord.example`;
const gone = Array.from({ length: 25 }, (_, row) => `gone${row}@dale.example`);
const guests = [
  ...Array.from({ length: 100 }, (_, row) => emailOf(row).toUpperCase()),
  ...Array.from({ length: 100 }, (_, row) => emailOf(1200 + row)),
  ...Array.from({ length: 695 }, (_, row) => `g${row}@fjord.example`),
  ...gone,
];
const guestList = Buffer.from(
  `Namn;E-post;Företag\n${guests.map((email, row) => `Åsa Öberg ${row};${email};"Bergström; Söner"\n`).join('')}Ingen;inte en adress;\n;;\n`,
  'latin1',
);

let mailServers: MailServers;
let website: Server;
let folder: string;
let dkimRecord: string;

test.beforeAll(async ({ server }) => {
  mailServers = await startMailServers([everybody, dale, returns, own]);
  folder = mkdtempSync(join(tmpdir(), 'utskick-mailing-'));
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(join(folder, 'dkim.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  dkimRecord = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
  website = createServer((_, answer) => answer.end('<!doctype html><title>Offer</title><h1>Offer</h1>'));
  await new Promise<void>((listening) => website.listen(0, '127.0.0.1', listening));
  await server.stop();
  await server.start({
    UTSKICK_MAIL_URL: mailServers.smtpUrl,
    UTSKICK_PRIVATE_MAIL_SERVERS: 'on',
    UTSKICK_DKIM: 's1:northwind.example',
    UTSKICK_DKIM_KEY_FILE: join(folder, 'dkim.pem'),
    UTSKICK_RETURN_PATH: 'b+*@nordby.example',
    UTSKICK_IMAP_URL: mailServers.imapUrl(returns),
  });
});
test.afterAll(async ({ server }) => {
  await server.stop();
  await server.start();
  await mailServers.stop();
  website.close();
  rmSync(folder, { recursive: true, force: true });
});

interface File {
  name: string;
  buffer: Buffer | string;
  rows: RegExp;
}

async function importFile(page: Page, { name, buffer, rows }: File): Promise<void> {
  const input = page.locator('input[type=file]');
  const mimeType = 'application/octet-stream';
  await input.setInputFiles(typeof buffer === 'string' ? buffer : { name, mimeType, buffer });
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('checkbox', { name: 'E-marketing' }).check();
  await page.getByRole('combobox', { name: 'Legal basis' }).selectOption('Consent');
  await page.getByRole('textbox', { name: /^When, where/ }).fill('Signed up at the fair');
  await page.getByRole('button', { name: /^Check/ }).click();
  await page.getByRole('button', { name: rows }).click();
  await expect(page.getByText('You can undo it for thirty days.')).toBeVisible(patient);
}

async function everyPerson(member: Member): Promise<Person[]> {
  const people: Person[] = [];
  for (;;) {
    const query = { limit: 100, offset: people.length };
    const found = await member.api('people.list', { query });
    people.push(...found.people);
    if (people.length >= found.total) return people;
  }
}

/** Who has got which mails, by what their mail server wrote on them: addresses without upper case. */
function arrived(subject: string): Map<string, string[]> {
  const mails = new Map<string, string[]>();
  for (const source of mailServers.mailsOf(everybody)) {
    const mail = source.toString('latin1');
    if (!mail.includes(subject)) continue;
    const to = /^Delivered-To: (.+?)\r?$/m.exec(mail)?.[1]?.toLowerCase() ?? '';
    mails.set(to, [...(mails.get(to) ?? []), mail]);
  }
  return mails;
}

/** Addresses of our server in a mail, as whoever follows everything finds them. */
async function addressesIn(mail: string, server: TestServer): Promise<string[]> {
  const { html, text } = await simpleParser(Buffer.from(mail, 'latin1'));
  const found = `${html}\n${text}`.matchAll(new RegExp(`${server.url}/[\\w./-]+`, 'g'));
  return [...new Set([...found].map(([url]) => url))];
}

async function addressOf(mail: string, server: TestServer, like: RegExp): Promise<string> {
  return (await addressesIn(mail, server)).find((url) => like.test(url)) ?? '';
}

const curl = (...words: string[]) =>
  spawnSync('curl', ['-s', '-o', '/dev/null', '-w', '%{http_code}\n', ...words], { encoding: 'utf8' }).stdout;

test('two files become a mailing of 2,000 that arrives signed, and its figures are what its people did', async ({
  member,
  client,
  server,
}) => {
  test.setTimeout(900_000);
  const page = await client.openPage('workspace.html#/people?edit=import');
  await importFile(page, {
    name: 'customers.xlsx',
    buffer: 'tests/e2e/data/customers.xlsx',
    rows: /^Import 1,500 rows/,
  });
  await page.goto(page.url().replace(/#.*/, '#/people'));
  await page.getByRole('button', { name: 'Import…' }).click();
  await importFile(page, { name: 'Gäster.csv', buffer: guestList, rows: /^Import 920 rows/ });
  const people = await everyPerson(member);
  expect(people).toHaveLength(1500 + 720);
  const byEmail = new Map(people.map((person) => [person.email?.toLowerCase(), person]));
  expect(byEmail.get('gone0@dale.example')).toMatchObject({ companyName: 'Bergström; Söner' });

  // A selection that finds people, and a project with the guests.
  await page.goto(page.url().replace(/#.*/, '#/people?tab=selections'));
  await page.getByRole('button', { name: 'New selection' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Dynamic' }).check();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Fleet people');
  await dialog.getByRole('combobox', { name: 'Field' }).selectOption('Title');
  await dialog.getByRole('textbox', { name: 'Value' }).fill('fleet');
  await expect(dialog.getByText('Finds 1,200 people now')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/Dynamic · 1,200 people/)).toBeVisible();
  await page.goto(page.url().replace(/#.*/, '#/people?tab=projects'));
  await page.getByRole('button', { name: 'New project' }).first().click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Autumn fair');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: 'Autumn fair' })).toBeVisible();
  const [project] = (await member.api('projects.list', {})).projects;
  const params = { id: project?.id ?? '' };
  const guestIds = guests.map((email) => byEmail.get(email.toLowerCase())?.id ?? '');
  for (let start = 0; start < guestIds.length; start += 100)
    await member.api('projects.change', { params, body: { add: guestIds.slice(start, start + 100) } });

  // Twenty have said no since.
  const refusing = [...Array.from({ length: 12 }, (_, row) => emailOf(200 + row)), ...guests.slice(300, 308)];
  for (const email of refusing) {
    const id = byEmail.get(email)?.id ?? '';
    const change = { status: 'withdrawn', source: 'phone', comment: null } as const;
    await member.api('people.setConsent', { params: { id, purpose: 'marketing' }, body: change });
  }

  // The mailing of both.
  const next = () => page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('link', { name: 'Mailings' }).click();
  await page.getByRole('button', { name: 'Create new mailing' }).first().click();
  await dialog.getByRole('textbox', { name: 'Name of mailing' }).fill('Spring offers');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: '1. Setup' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Email subject' }).fill('Spring offers');
  await page.getByRole('combobox', { name: 'Subscription type' }).selectOption('News');
  await page.getByRole('combobox', { name: 'Selection' }).selectOption('Fleet people');
  await page.getByRole('combobox', { name: 'Project' }).selectOption('Autumn fair');
  await page
    .getByRole('radio', { name: 'Who is in the selection or in the project: 2,020 people' })
    .press('Space');
  await next();
  await page.getByRole('button', { name: 'Empty mail' }).click();
  await page.getByRole('tab', { name: 'HTML source' }).click();
  const site = `http://127.0.0.1:${(website.address() as AddressInfo).port}`;
  const offers = [1, 2, 3]
    .map((offer) => `<p><a href="${site}/offer/${offer}">Offer ${offer}</a></p>`)
    .join('');
  await page
    .getByRole('textbox', { name: 'Text (HTML source)' })
    .fill(
      `<p>Hello {{first_name}} {{last_name}}</p>${offers}<p><a href="{{view_link}}">Online</a> <a href="{{subscriptions_link}}">Choose</a> <a href="{{unsubscribe_link}}">Leave</a></p>`,
    );
  await page.getByRole('button', { name: 'Send test' }).click();
  await dialog.getByRole('button', { name: 'Send test' }).click();
  await expect.poll(() => mailServers.mailsOf(own).length, patient).toBe(1);
  await next();
  await expect(page.getByRole('heading', { name: '4. Recipients' })).toBeVisible();
  await expect(page.getByText(/of 2,020 recipients/)).toBeVisible(patient);
  await page.getByRole('searchbox').fill('g600@');
  await page.getByRole('button', { name: /^Preview for Åsa Öberg 800/ }).click();
  await expect(dialog.frameLocator('iframe').getByText('Hello Åsa Öberg 800')).toBeVisible();
  await page.keyboard.press('Escape');
  await next();
  await expect(page.getByText('2,000', { exact: true })).toBeVisible();

  // Scheduled for the next minute but one.
  await page.getByRole('button', { name: 'Schedule' }).click();
  const at = new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 60_000);
  await dialog.getByLabel(/^Date and time/).fill(at.toISOString().slice(0, 16));
  await dialog.getByRole('button', { name: 'Schedule' }).click();
  await expect(page.getByText('Scheduled', { exact: true }).first()).toBeVisible();
  const [row] = (await member.api('mailings.list', { body: {} })).mailings;
  const mailingId = { id: row?.id ?? '' };
  const look = async () => await member.api('mailings.get', { params: mailingId });
  expect(arrived('Spring offers').size).toBe(0);
  await expect.poll(async () => (await look()).summary.sent, patient).toBe(2000);
  expect(Date.now()).toBeGreaterThanOrEqual(at.getTime());
  await expect.poll(() => arrived('Spring offers').size, patient).toBe(1975);

  // The mail server has had each of them once, and so has each box; whoever refused has none.
  const wanted = new Set([
    ...Array.from({ length: 1200 }, (_, index) => emailOf(index)),
    ...guests.map((email) => email.toLowerCase()),
  ]);
  for (const email of refusing) wanted.delete(email);
  const got = arrived('Spring offers');
  expect([...got.keys(), ...gone].toSorted()).toEqual([...wanted].toSorted());
  expect([...got.values()].every(({ length }) => length === 1)).toBe(true);
  const logged = mailServers.deliveries().filter(({ to }) => wanted.has(to.toLowerCase()));
  expect(logged.filter(({ status }) => status === 'sent')).toHaveLength(1975);
  expect(logged.filter(({ status }) => status === 'bounced')).toHaveLength(25);
  const mailOf = (email: string) => got.get(email)?.[0] ?? '';
  for (let index = 0; index < 1975; index += 79) {
    const input = Buffer.from([...got.values()][index]?.[0] ?? '', 'latin1');
    const words = ['tests/support/verify-dkim.py', 's1._domainkey.northwind.example', dkimRecord];
    const verified = spawnSync('/usr/bin/python3', words, { input, encoding: 'utf8' });
    expect(verified).toMatchObject({ status: 0, stdout: 'northwind.example\n' });
  }

  // A scanner follows everything in fifty mails at once, under a browser's name.
  const scanned = Array.from({ length: 50 }, (_, index) => emailOf(400 + index));
  for (const email of scanned) {
    const urls = await addressesIn(mailOf(email), server);
    expect(urls.length).toBeGreaterThanOrEqual(7);
    curl(
      '-A',
      browserName,
      '-Z',
      ...urls.flatMap((url, index) => (index ? ['-o', '/dev/null', url] : [url])),
    );
  }

  // People: six in a browser, twelve with a program, eight only look; three leave with a button, five by their program.
  const reader = await client.context.newPage();
  client.network.allow(site);
  await reader.setExtraHTTPHeaders({ 'user-agent': browserName });
  const inBrowser = Array.from({ length: 6 }, (_, index) => `g${index}@fjord.example`);
  const other = Array.from({ length: 12 }, (_, index) => `g${50 + index}@fjord.example`);
  const looking = Array.from({ length: 8 }, (_, index) => `g${150 + index}@fjord.example`);
  const leaving = Array.from({ length: 3 }, (_, index) => emailOf(600 + index));
  const oneClick = Array.from({ length: 5 }, (_, index) => emailOf(700 + index));
  for (const email of inBrowser) {
    await reader.goto(await addressOf(mailOf(email), server, /\/t\/.*\/2$/));
    await expect(reader.getByRole('heading', { name: 'Offer' })).toBeVisible();
    expect(reader.url()).toBe(`${site}/offer/2`);
  }
  for (const email of other)
    expect(curl('-A', browserName, await addressOf(mailOf(email), server, /\/t\/.*\/1$/))).toBe('302\n');
  for (const email of looking) {
    const image = await addressOf(mailOf(email), server, /\/o\//);
    expect(curl('-A', browserName, image)).toBe('200\n');
  }
  for (const email of leaving) {
    await reader.goto(await addressOf(mailOf(email), server, /\/u\//));
    await reader.getByRole('button', { name: 'Unsubscribe' }).click();
    await expect(reader.getByRole('heading', { name: 'You are unsubscribed' })).toBeVisible();
  }
  for (const email of oneClick) {
    const header = /^List-Unsubscribe: ((?:.|\r?\n\s)*)/m.exec(mailOf(email))?.[1] ?? '';
    const url = /<(http[^>]+)>/.exec(header.replaceAll(/\s/g, ''))?.[1] ?? '';
    expect(curl('-X', 'POST', '-d', 'List-Unsubscribe=One-Click', url)).toBe('200\n');
  }

  // Each as it was counted here.
  const clicking = inBrowser.length + other.length;
  await expect
    .poll(async () => {
      const { summary } = await look();
      const counts = [
        summary.clicked,
        summary.opened,
        summary.bounced,
        summary.hardBounced,
        summary.unsubscribed,
      ];
      return [summary.sent, summary.delivered, summary.clicks, ...counts.map(({ count }) => count)];
    }, patient)
    .toEqual([
      2000,
      1975,
      clicking,
      clicking,
      clicking + looking.length,
      25,
      25,
      leaving.length + oneClick.length,
    ]);
  const { summary } = await look();
  expect(summary.machineClicks).toBeGreaterThanOrEqual(scanned.length * 3);
  const after = await everyPerson(member);
  for (const email of [...leaving, ...oneClick, ...scanned.slice(0, 5)]) {
    const id = after.find((person) => person.email === email)?.id ?? '';
    const { consent } = await member.api('people.context', { params: { id } });
    const declined = consent.subscriptions?.filter((one) => one.declined).map(({ name }) => name);
    expect([email, declined]).toEqual([email, scanned.includes(email) ? [] : ['News']]);
  }
  await page.goto(page.url().replace(/#.*/, `#/mailings/${mailingId.id}`));
  await page.reload();
  const figure = (name: string) =>
    page
      .locator('.mailing-figures > div', { has: page.getByRole('button', { name, exact: true }) })
      .locator('dd');
  await expect(figure('Sent')).toHaveText('2,000');
  await expect(figure('Delivered')).toHaveText('1,975');
  await expect(figure('Clicks')).toHaveText(String(clicking));
  expect(await faultsOf(page)).toEqual([]);

  // An address is corrected and sent to; whoever wants it once more gets it once more.
  await page.getByRole('link', { name: 'Manage bounces' }).click();
  await page
    .getByRole('row', { name: /gone7@dale/ })
    .getByRole('button')
    .first()
    .click();
  await dialog.getByRole('textbox', { name: 'Another address' }).fill('found7@fjord.example');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('The mailing is being sent to found7@fjord.example.')).toBeVisible();
  await expect.poll(() => arrived('Spring offers').get('found7@fjord.example')?.length, patient).toBe(1);
  await page.getByRole('link', { name: 'Recipients' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('combobox', { name: 'Format' }).selectOption('csv');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^Spring offers .* \d{4}-\d\d-\d\d\.csv$/);
  const lines = (await readFile(await file.path(), 'utf8')).trim().split(/\r?\n/).slice(1);
  expect(lines.filter((line) => line.includes('@')).length).toBe(2020);
  for (const email of [...gone, ...refusing])
    if (email !== 'gone7@dale.example') expect(lines.filter((line) => line.includes(email))).toHaveLength(1);
  await page.getByRole('searchbox').fill('g300@');
  await page.getByRole('row', { name: /g300@/ }).getByRole('checkbox').press('Space');
  await page.getByRole('button', { name: 'Resend to selected' }).click();
  await dialog.getByRole('button').last().click();
  await expect.poll(() => arrived('Spring offers').get('g300@fjord.example')?.length, patient).toBe(2);
  await expect.poll(async () => (await look()).summary.hardBounced.count, patient).toBe(24);
  expect(arrived('Spring offers').size).toBe(1976);
});
