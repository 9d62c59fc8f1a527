import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { migrate } from '../server/db/migrate.ts';
import { type Database, openDatabase } from '../server/db/open.ts';
import { onlyChannel } from '../server/delivery/channels/channels.ts';
import { dkimKeyOf } from '../server/delivery/channels/dkim.ts';
import { createSmtpChannel } from '../server/delivery/channels/smtp.ts';
import { startDelivery } from '../server/delivery/deliver.ts';
import { planSends } from '../server/delivery/ledger.ts';
import type { Member } from '../tests/support/domain.ts';
import { aSend } from '../tests/support/sends.ts';
import { type SinkProcess, startSinkProcess } from '../tests/support/smtp-sink-process.ts';
import { addWorkspace, firstUser } from '../tests/support/workspace.ts';
import { type Figure, figure, inTurn } from './figure.ts';

const ROUNDS = 3;
const MAILS = 800;
const CONNECTIONS = 5;
const DOMAIN = 'nordby.example';
/** About 8 kB, as mails of campaigns are. */
const HTML = `<p>Hello {{name}},</p>${'<p>We wrote to you last week about the new lines from Nordby.</p>\n'.repeat(120)}`;
const TEXT = 'Hello,\n\nWe wrote to you last week about the new lines from Nordby.\n';

/**
 * Planned mails until the last is accepted and the database knows: claimed, begun, written to the journal, signed,
 * handed over, told; against a pool of the same SMTP package that signs and sends the same mails to the same sink and
 * keeps no books.
 */
export async function send(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'utskick-bench-send-'));
  const sink = await startSinkProcess();
  const db = await openDatabase({ dataDir: folder });
  try {
    await migrate(db);
    const workspace = await addWorkspace(db, 'Nordby');
    const member = { workspaceId: workspace.workspaceId, userId: firstUser(workspace) };
    const key = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    }).privateKey;
    const ours = () =>
      perSecond(
        () => deliverAll(db, sink, join(folder, 'journals'), key),
        () => plan(db, member),
      );
    const bare = () => perSecond(() => sendBare(sink, key));
    await ours();
    await bare();
    const { a, b } = await inTurn(ROUNDS, ours, bare);
    return [figure('automatic sends, signed', 'per s', a, b)];
  } finally {
    await db.close();
    await sink.stop();
    await rm(folder, { recursive: true });
  }
}

async function perSecond(
  work: () => Promise<void>,
  before: () => Promise<void> = async () => {},
): Promise<number> {
  await before();
  const startedAt = performance.now();
  await work();
  return (MAILS * 1000) / (performance.now() - startedAt);
}

let planned = 0;
async function plan(db: Database, member: Member): Promise<void> {
  const sends = Array.from({ length: MAILS }, () => {
    planned += 1;
    const email = `p${planned}@d${planned % 50}.example`;
    const content = {
      from: { email: `alva@${DOMAIN}`, name: 'Alva' },
      subject: `Hello ${planned}`,
      html: HTML,
      text: TEXT,
    };
    return aSend(member, { source: `bench/${planned}`, recipient: { email }, content });
  });
  await planSends(db.kysely, sends, new Date());
}

async function deliverAll(
  db: Database,
  sink: SinkProcess,
  journalFolder: string,
  key: string,
): Promise<void> {
  const channel = createSmtpChannel({
    name: 'bench',
    connections: CONNECTIONS,
    serverOf: () => ({ host: '127.0.0.1', port: sink.port, security: 'none', signIn: null }),
    dkim: dkimKeyOf(DOMAIN, 's1', key),
  });
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

async function sendBare(sink: SinkProcess, privateKey: string): Promise<void> {
  const pool = createTransport({
    pool: true,
    host: '127.0.0.1',
    port: sink.port,
    ignoreTLS: true,
    maxConnections: CONNECTIONS,
    maxMessages: Number.POSITIVE_INFINITY,
    dkim: { domainName: DOMAIN, keySelector: 's1', privateKey },
  });
  const mails = Array.from({ length: MAILS }, (_, index) => ({
    from: { name: 'Alva', address: `alva@${DOMAIN}` },
    to: `p${index}@d${index % 50}.example`,
    subject: `Hello ${index}`,
    html: HTML,
    text: TEXT,
  }));
  await Promise.all(mails.map((mail) => pool.sendMail(mail)));
  pool.close();
}
