import { spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Campaign } from '../lib/contract/campaign.ts';
import { DkimCheck, Signing } from '../lib/contract/dkim.ts';
import type { Person } from '../lib/contract/person.ts';
import type { EnrolmentContext } from '../lib/contract/person-context.ts';
import { headerOf, headersOfSource } from '../lib/core/inbound/mail.ts';
import { issueToken } from '../server/accounts/tokens.ts';
import { addUser, addWorkspace } from '../server/accounts/users.ts';
import { createCampaign } from '../server/campaigns/create.ts';
import { launchCampaign } from '../server/campaigns/launch.ts';
import { readConfig } from '../server/config.ts';
import { planSends } from '../server/delivery/ledger.ts';
import { type RunningServer, startServer } from '../server/main.ts';
import { findPersonContext } from '../server/people/contexts.ts';
import { createPerson } from '../server/people/people.ts';
import { type DnsServer, startDnsServer, stringsOf } from './support/dns-server.ts';
import { type Member, newStep, openTasks, unwrap } from './support/domain.ts';
import { aMail } from './support/inbound.ts';
import { type MailServers, startMailServers } from './support/mail-servers.ts';
import { aSend } from './support/sends.ts';

// A campaign on the wire: the server of Utskick sends through Postfix and reads what comes back from Dovecot.

const maja = { address: 'maja@nordby.example', password: 'secret-1' };
const anna = { address: 'anna@fjord.example', password: 'secret-2' };
const patient = { timeout: 40_000 };

let folder: string;
let mailServers: MailServers;
let dns: DnsServer;
let server: RunningServer;
let member: Member;
let dkimRecord: string;
let settings: ReturnType<typeof readConfig>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'utskick-wire-'));
  mailServers = await startMailServers([maja, anna]);
  dns = await startDnsServer();
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keyFile = join(folder, 'dkim.pem');
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  dkimRecord = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
  settings = readConfig(
    { UTSKICK_IMAP_URL: mailServers.imapUrl(maja) },
    {
      port: 0,
      dataDir: join(folder, 'data'),
      logLevel: 'silent',
      mailUrl: mailServers.smtpUrl,
      dkim: 's1:nordby.example',
      dkimKeyFile: keyFile,
      dnsServers: dns.address,
    },
  );
  server = await startServer(settings);
  const now = new Date();
  const workspaceId = await addWorkspace(server.db, 'Nordby', now);
  const user = { workspaceId, name: 'Maja', email: maja.address, role: 'admin' as const, password: null };
  member = { workspaceId, userId: unwrap(await addUser(server.db, user, now)).userId };
});
afterAll(async () => {
  await server?.stop();
  await mailServers?.stop();
  await dns?.stop();
  rmSync(folder, { recursive: true, force: true });
});

let subject: string;
beforeEach(() => {
  subject = `Hello ${randomUUID()}`;
});

/** Two mails at once, the second answering the first, and a third a week later. */
async function aCampaign(): Promise<Campaign> {
  const email = (text: string) => ({
    subject,
    html: `<p>${text}, {{first_name}}</p>`,
    alsoTo: [],
    cc: [],
    bcc: [],
  });
  const step = (title: string) =>
    newStep({ type: 'email', title, send: 'same_time_as_previous', email: email(title) });
  const days = [
    {
      number: 1,
      steps: [
        { ...step('Intro'), send: 'choose_at_launch' as const },
        { ...step('Nudge'), followUp: true, email: { ...email('Nudge'), subject: '' } },
      ],
    },
    { number: 8, steps: [step('Later')] },
  ];
  const campaign = { name: `Campaign of ${subject}`, category: '', settings: { skipWeekends: false }, days };
  return unwrap(await createCampaign(server.db, member.workspaceId, campaign, new Date()));
}

async function launch(email: string): Promise<{ person: Person; campaign: Campaign }> {
  const campaign = await aCampaign();
  const person = await createPerson(
    server.db,
    member.workspaceId,
    { firstName: 'Anna', lastName: 'Ek', email },
    new Date(),
  );
  const startAt = new Date().toISOString();
  const input = {
    campaignId: campaign.id,
    userId: member.userId,
    personIds: [person.id],
    startAt,
    timeZone: 'Europe/Stockholm',
    timing: { startNow: true },
    choices: [],
    missingFields: 'refuse' as const,
  };
  const report = unwrap(await launchCampaign(server.db, member.workspaceId, input, new Date()));
  expect(report.refused).toEqual([]);
  return { person, campaign };
}

/** Asks dkimpy, with Debian's own Python, for which the package is. */
const verify = (source: Buffer) =>
  spawnSync(
    '/usr/bin/python3',
    ['tests/support/verify-dkim.py', 's1._domainkey.nordby.example', dkimRecord],
    {
      input: source,
      encoding: 'utf8',
    },
  );
const ofThisTest = (source: Buffer) => source.toString('latin1').includes(subject);
const arrived = () => mailServers.mailsOf(anna).filter(ofThisTest);
const headers = (source: Buffer) => headersOfSource(source.toString('latin1').replaceAll('\r\n', '\n'));
const header = (source: Buffer | undefined, name: string) => (source ? headerOf(headers(source), name) : '');
async function runOf(person: Person): Promise<EnrolmentContext | undefined> {
  return (await findPersonContext(server.db, member, person.id))?.enrolments[0];
}

/** Anna has got the first two mails. */
async function afterTwoMails() {
  const launched = await launch(anna.address);
  await expect.poll(arrived, patient).toHaveLength(2);
  const [intro, nudge] = arrived().toSorted((a) => (header(a, 'in-reply-to') === '' ? -1 : 1));
  if (!intro || !nudge) throw new Error('expected two mails');
  return { ...launched, intro, nudge };
}

const fromAnna = (over: Partial<Parameters<typeof aMail>[0]>) => ({
  from: anna.address,
  to: maja.address,
  source: aMail({
    from: `Anna <${anna.address}>`,
    to: maja.address,
    id: `<${randomUUID()}@fjord.example>`,
    ...over,
  }),
});

test('what the server sends arrives signed, in one thread, with the headers that it needs', async () => {
  const { intro, nudge } = await afterTwoMails();
  for (const source of [intro, nudge]) {
    const verified = verify(source);
    expect(verified).toMatchObject({ status: 0, stdout: 'nordby.example\n' });
    expect(header(source, 'return-path')).toBe(`<${maja.address}>`);
    expect(header(source, 'from')).toContain(maja.address);
    expect(header(source, 'to')).toContain(anna.address);
    expect(header(source, 'date')).not.toBe('');
    expect(header(source, 'mime-version')).toBe('1.0');
    expect(header(source, 'content-type')).toContain('multipart/alternative');
    for (const once of ['message-id', 'from', 'date', 'subject'])
      expect(headers(source).filter(([name]) => name === once)).toHaveLength(1);
  }
  const id = header(intro, 'message-id');
  expect(id).toMatch(/^<[\w-]+@nordby\.example>$/);
  expect(header(nudge, 'in-reply-to')).toBe(id);
  expect(header(nudge, 'references')).toBe(id);
  expect(header(nudge, 'subject')).toBe(`Re: ${subject}`);
  // The tool says no to a mail that was changed.
  const changed = Buffer.from(intro.toString('latin1').replace(subject, 'Another subject'), 'latin1');
  expect(verify(changed).status).toBe(1);
});

/** Asks dkimpy again, which asks the DNS itself. @returns who has signed; null: nobody whose signature is right */
async function verifyByDns(source: Buffer): Promise<string | null> {
  const child = spawn('/usr/bin/python3', ['tests/support/verify-dkim.py', String(dns.port)], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.end(source);
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  const [status] = await once(child, 'close');
  return status === 0 ? said.trim() : null;
}

test.each(['rsa', 'ed25519'] as const)(
  'what leaves through a user’s own account is signed with its %s key, which is found by the DNS',
  async (algorithm) => {
    const now = new Date();
    const { workspaceId } = member;
    const user = { workspaceId, name: 'Bo', email: `bo-${algorithm}@nordby.example`, password: null };
    const { userId } = unwrap(await addUser(server.db, { ...user, role: 'admin' }, now));
    const token = await issueToken(server.db.kysely, { workspaceId, userId, name: 'Test' }, now);
    const ask = async (method: string, path: string, body: object): Promise<unknown> => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const answer = await fetch(server.url + path, { method, headers, body: JSON.stringify(body) });
      expect(answer.status).toBe(200);
      return await answer.json();
    };
    const id = randomUUID();
    const address = `bo@${algorithm}.nordby.example`;
    const { hostname: host, port } = new URL(mailServers.smtpUrl);
    const at = { host, port: Number(port), security: 'none', user: '' };
    await ask('POST', '/api/v2/channels', { id, kind: 'smtp', address, settings: at, password: 'none' });
    const path = `/api/v2/channels/${id}/dkim`;
    const key = { from: 'new', algorithm };
    const made = await ask('PUT', path, {
      id: randomUUID(),
      domain: 'nordby.example',
      selector: algorithm,
      key,
    });
    const { dkim } = Signing.parse(made);
    if (!dkim) throw new Error('expected a key');
    const check = async () => DkimCheck.parse(await ask('POST', `${path}/check`, {})).outcome;
    expect(await check()).toBe('missing');
    dns.texts.set(dkim.record.name, [stringsOf(dkim.record.value)]);
    expect(await check()).toBe('same');
    await ask('PUT', `${path}/signs`, { signs: true });
    const content = {
      from: { email: 'other@other.example', name: 'Bo' },
      subject,
      html: '<p>Hi</p>',
      text: 'Hi',
    };
    const to = { email: anna.address, name: 'Anna' };
    await planSends(server.db.kysely, [aSend({ workspaceId, userId }, { recipient: to, content })], now);
    await expect.poll(arrived, patient).toHaveLength(1);
    const [source = Buffer.alloc(0)] = arrived();
    expect(header(source, 'from')).toContain(address);
    expect(header(source, 'dkim-signature')).toContain(`a=${algorithm}-sha256`);
    expect(await verifyByDns(source)).toBe('nordby.example');
    const changed = Buffer.from(source.toString('latin1').replace('>Hi<', '>Ho<'), 'latin1');
    expect(await verifyByDns(changed)).toBeNull();
    // Another key in the DNS, and the same mail is nobody's.
    dns.texts.set(dkim.record.name, [stringsOf(dkimRecord)]);
    expect(await verifyByDns(source)).toBeNull();
    expect(await check()).toBe('other');
  },
);

test('an answer ends the run, and nothing in the mailbox is changed', async () => {
  const { person, nudge } = await afterTwoMails();
  const before = mailServers.filesOf(maja).length;
  const id = header(nudge, 'message-id');
  await mailServers.bringIn(fromAnna({ inReplyTo: id, references: [header(nudge, 'references'), id] }));
  await expect
    .poll(() => runOf(person), patient)
    .toMatchObject({ status: 'replied', lastEvent: { source: 'mailbox' } });
  expect(await openTasks(server.db, member)).not.toContainEqual(
    expect.objectContaining({ personId: person.id }),
  );
  const files = mailServers.filesOf(maja);
  expect(files).toHaveLength(before + 1);
  // Flags of a mail stand behind the comma: nobody has seen it.
  expect(files.filter((name) => /,[A-Z]*S/.test(name))).toEqual([]);
});

test('an out-of-office answer holds the run until the working day after the return', async () => {
  const { person, intro } = await afterTwoMails();
  const back = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const headersOfAnswer = ['Auto-Submitted: auto-replied'];
  const body = `I am out of the office and will be back on ${back}.`;
  await mailServers.bringIn(
    fromAnna({
      subject: `Automatic reply: ${subject}`,
      inReplyTo: header(intro, 'message-id'),
      headers: headersOfAnswer,
      body,
    }),
  );
  await expect
    .poll(async () => (await runOf(person))?.nextDueAt ?? '', patient)
    .toSatisfy((due: string) => due.slice(0, 10) >= back);
  expect(await runOf(person)).toMatchObject({ status: 'active', lastEvent: { kind: 'away', note: back } });
});

test('a mail that comes back from postfix ends the run as bounced', async () => {
  const { person } = await launch('nobody@fjord.example');
  await expect
    .poll(() => runOf(person), patient)
    .toMatchObject({
      status: 'bounced',
      lastEvent: { kind: 'bounced', note: expect.stringContaining('unknown user') },
    });
});

test('what arrives while the mail server is away, and while ours is, is read once', async () => {
  const { person, intro } = await afterTwoMails();
  const answer = fromAnna({ inReplyTo: header(intro, 'message-id'), body: 'First' });
  await mailServers.stopDovecot();
  await mailServers.bringIn(answer);
  await mailServers.startDovecot();
  await expect.poll(() => runOf(person), patient).toMatchObject({ status: 'replied' });
  // As if our process had died between taking a mail in and noting its place, and the mailbox counted anew.
  await server.db.kysely.deleteFrom('inbound_positions').execute();
  await server.stop();
  await mailServers.bringIn(answer);
  await mailServers.bringIn(fromAnna({ inReplyTo: header(intro, 'message-id'), body: 'Second' }));
  server = await startServer(settings);
  const replies = async () =>
    (await findPersonContext(server.db, member, person.id))?.activities.filter(
      ({ kind }) => kind === 'reply.received',
    );
  await expect.poll(replies, patient).toHaveLength(2);
});
