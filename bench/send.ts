import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTransport } from 'nodemailer';
import type { SendContent } from '../lib/contract/send.ts';
import { migrate } from '../server/db/migrate.ts';
import { type Database, openDatabase } from '../server/db/open.ts';
import type { Channel } from '../server/delivery/channels/channel.ts';
import { onlyChannel } from '../server/delivery/channels/channels.ts';
import { dkimKeyOf } from '../server/delivery/channels/dkim.ts';
import { renderMail } from '../server/delivery/channels/mime.ts';
import { createSmtpChannel } from '../server/delivery/channels/smtp.ts';
import { startDelivery } from '../server/delivery/deliver.ts';
import { planSends } from '../server/delivery/ledger.ts';
import type { Member } from '../tests/support/domain.ts';
import { startPrivatePostgres } from '../tests/support/postgres.ts';
import { aSend } from '../tests/support/sends.ts';
import { type SinkProcess, startSinkProcess } from '../tests/support/smtp-sink-process.ts';
import { addWorkspace, firstUser } from '../tests/support/workspace.ts';
import { type Figure, figure, median } from './figure.ts';
import { mailingRunner, writtenMails } from './send-mailing.ts';

const ROUNDS = 3;
/** Of a round; so many that the start does not matter. */
const MAILS = Number(process.env.UTSKICK_BENCH_MAILS ?? 5000);
const CONNECTIONS = 5;
const DOMAIN = 'nordby.example';
const SMTP_SOURCE = '/usr/sbin/smtp-source';
const AT_ONCE = 500;
const sinkChild = fileURLToPath(new URL('./sink-child.ts', import.meta.url));

/** What is measured, once in each round. */
interface Runner {
  name: string;
  before?(): Promise<void>;
  run(): Promise<void>;
  after?(): Promise<void>;
}

/**
 * Personalised mails from the plan until the last is accepted and the database knows: claimed, begun, written to the
 * journal, signed, handed over, told; against a pool of the usual SMTP package that composes, signs and sends the same
 * mails to the same sink and keeps no books, and against the same pool given the finished bytes.
 */
export async function send(): Promise<Figure[]> {
  const sink = await startSinkProcess(sinkChild);
  const key = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;
  const folder = await mkdtemp(join(tmpdir(), 'utskick-bench-send-'));
  const postgres = await startPrivatePostgres();
  const embedded = await openDatabase({ dataDir: folder });
  const server = postgres && (await openDatabase({ databaseUrl: postgres.url('postgres') }));
  try {
    const journals = join(folder, 'journals');
    const ours: Runner[] = [];
    for (const db of [...(server ? [server] : []), embedded])
      ours.push(...(await ledger(db, sink, journals, key)));
    const mails = contents();
    const raws = await Promise.all(mails.map((content, index) => finished(content, index)));
    const bare: Runner = { name: 'composing', run: () => pool(sink, key, mails.map(composed)) };
    const raw: Runner = { name: 'finished', run: () => pool(sink, key, raws) };
    const source: Runner[] = existsSync(SMTP_SOURCE)
      ? [{ name: 'smtp-source', run: () => smtpSource(sink, raws) }]
      : [];
    const runners = [...ours, bare, raw, ...source];
    const rates = await measure(runners);
    const rate = (runner: Runner) => rates.get(runner) ?? 0;
    const note = `${Math.round(sizeOf(raws) / raws.length / 1000)} kB each`;
    return ours.flatMap((one) => [
      { ...figure(one.name, 'per s', rate(one), rate(bare)), note },
      {
        ...figure(`${one.name}, to finished bytes`, 'per s', rate(one), rate(raw)),
        note,
      },
      ...source.map((unsigned) => ({
        ...figure(`${one.name}, to smtp-source`, 'per s', rate(one), rate(unsigned)),
        note,
      })),
    ]);
  } finally {
    await embedded.close();
    await server?.close();
    await postgres?.stop();
    await sink.stop();
    await rm(folder, { recursive: true });
  }
}

/** In turn, A B C A B C …, after a round that does not count. @returns medians of mails a second */
async function measure(runners: readonly Runner[]): Promise<Map<Runner, number>> {
  const rates = new Map(runners.map((runner) => [runner, [] as number[]]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const runner of runners) {
      await runner.before?.();
      const startedAt = performance.now();
      await runner.run();
      const rate = (MAILS * 1000) / (performance.now() - startedAt);
      await runner.after?.();
      if (round > 0) rates.get(runner)?.push(rate);
    }
  }
  return new Map([...rates].map(([runner, found]) => [runner, median(found)]));
}

/** The mails of a mailing, with the row saying it all. */
function contents(): (SendContent & { text: string })[] {
  return writtenMails(MAILS).map(({ subject, html, text, unsubscribeUrl }) => ({
    from: { email: `alva@${DOMAIN}`, name: 'Alva' },
    subject,
    html,
    text,
    unsubscribeUrl,
  }));
}

/** Mails whose row says all, as campaigns send them, and a mailing. */
async function ledger(
  db: Database,
  sink: SinkProcess,
  journalFolder: string,
  key: string,
): Promise<Runner[]> {
  const member = await openLedger(db);
  const engine = db.engine === 'embedded' ? 'embedded' : 'PostgreSQL';
  const channel = channelTo(sink, key);
  const mailing = await mailingRunner(db, member, { mails: MAILS, channel, journalFolder });
  let planned = 0;
  const automatic: Runner = {
    name: `automatic sends, signed, ${engine}`,
    async before() {
      await db.kysely.deleteFrom('sends').execute();
      await plan(db, member, planned);
      planned += MAILS;
    },
    run: () => deliverAll(db, channelTo(sink, key), journalFolder),
  };
  return [automatic, { ...mailing, name: `a mailing, written and signed, ${engine}` }];
}

async function openLedger(db: Database): Promise<Member> {
  await migrate(db);
  const workspace = await addWorkspace(db, 'Nordby');
  return { workspaceId: workspace.workspaceId, userId: firstUser(workspace) };
}

async function plan(db: Database, member: Member, first: number): Promise<void> {
  const sends = contents().map((content, index) =>
    aSend(member, {
      source: `bench/${first + index}`,
      recipient: { email: addressAt(index) },
      content,
      lane: 'bulk',
    }),
  );
  for (let start = 0; start < sends.length; start += AT_ONCE)
    await planSends(db.kysely, sends.slice(start, start + AT_ONCE), new Date());
}

function addressAt(index: number): string {
  return `p${index}@d${index % 50}.example`;
}

function channelTo(sink: SinkProcess, key: string): Channel {
  return createSmtpChannel({
    name: 'bench',
    connections: CONNECTIONS,
    serverOf: () => ({ host: '127.0.0.1', port: sink.port, security: 'none', signIn: null }),
    dkim: dkimKeyOf(DOMAIN, 's1', key),
  });
}

async function deliverAll(db: Database, channel: Channel, journalFolder: string): Promise<void> {
  const log = { info: () => {}, error: () => {} };
  const done = allAccepted(db);
  const delivery = await startDelivery({
    db,
    channels: onlyChannel(channel),
    journalFolder,
    log,
    now: () => new Date(),
  });
  await (await done).reached;
  await delivery.stop();
}

/** Resolves when the database knows that every mail was accepted. */
async function allAccepted(db: Database): Promise<{ reached: Promise<void> }> {
  let resolve = () => {};
  const reached = new Promise<void>((done) => {
    resolve = done;
  });
  const look = async () => {
    const left = db.kysely.selectFrom('sends').select('id').where('state', '<>', 'accepted').limit(1);
    if ((await left.executeTakeFirst()) === undefined) {
      await unlisten();
      resolve();
    }
  };
  const unlisten = await db.listen('send_outcomes', () => void look());
  return { reached };
}

function composed({ from, subject, html, text, unsubscribeUrl }: SendContent, index: number) {
  return {
    from: { name: from.name ?? '', address: from.email },
    to: addressAt(index),
    subject,
    html,
    text: text ?? '',
    headers: {
      'List-Unsubscribe': { prepared: true, value: `<${unsubscribeUrl}>` },
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  };
}

async function finished(content: SendContent, index: number) {
  const recipient = addressAt(index);
  const messageId = `<${index}@${DOMAIN}>`;
  const row = { workspaceId: '', id: '', senderId: '', sender: content.from.email, domain: '', recipient };
  const send = { ...row, messageId, inReplyTo: null, references: [], content };
  const raw = await renderMail(send, new Date(0));
  return { envelope: { from: content.from.email, to: recipient }, raw };
}

function sizeOf(mails: readonly { raw: Buffer }[]): number {
  return mails.reduce((sum, { raw }) => sum + raw.length, 0);
}

async function pool(sink: SinkProcess, privateKey: string, mails: readonly object[]): Promise<void> {
  const transport = createTransport({
    pool: true,
    host: '127.0.0.1',
    port: sink.port,
    ignoreTLS: true,
    maxConnections: CONNECTIONS,
    maxMessages: Number.POSITIVE_INFINITY,
    dkim: { domainName: DOMAIN, keySelector: 's1', privateKey },
  });
  await Promise.all(mails.map((mail) => transport.sendMail({ ...mail })));
  transport.close();
}

/** As fast as mails of that length can be had at all: postfix's own generator, which signs nothing. */
async function smtpSource(sink: SinkProcess, raws: readonly { raw: Buffer }[]): Promise<void> {
  const length = Math.round(sizeOf(raws) / raws.length);
  const given = [
    '-d',
    '-s',
    CONNECTIONS,
    '-m',
    MAILS,
    '-l',
    length,
    '-f',
    `a@${DOMAIN}`,
    '-t',
    'b@example.com',
  ];
  const child = spawn(SMTP_SOURCE, [...given.map(String), `inet:127.0.0.1:${sink.port}`], {
    stdio: 'ignore',
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`smtp-source: expected it to end with 0, got ${code}`);
}
