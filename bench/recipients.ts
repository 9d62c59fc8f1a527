import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate } from '../server/db/migrate.ts';
import { type DatabaseLocation, openDatabase } from '../server/db/open.ts';
import { mailingTests } from '../tests/support/mailings.ts';
import { selectionOfMany } from '../tests/support/many-people.ts';
import { startPrivatePostgres } from '../tests/support/postgres.ts';
import { startSinkProcess } from '../tests/support/smtp-sink-process.ts';
import { addWorkspace, firstUser } from '../tests/support/workspace.ts';
import { type Figure, figure } from './figure.ts';
import { draftTo, recipientAt } from './send-mailing.ts';

/** What one process is to send. */
export interface Sending {
  location: DatabaseLocation;
  workspaceId: string;
  userId: string;
  mailingId: string;
  recipients: number;
  smtpPort: number;
  journalFolder: string;
  /** PEM, RSA-2048. */
  key: string;
}

export interface Sent {
  /** The most memory of the process, and what it had before it began to read the list. */
  mb: number;
  beforeMb: number;
  listSeconds: number;
  sendSeconds: number;
}

/** Numbers of recipients, divided by a comma. */
const SIZES = (process.env.UTSKICK_BENCH_RECIPIENTS ?? '10000,100000').split(',').map(Number);
const MOST_MB = 300;
/** As `npm start` starts the server. */
const YOUNG = '--max-semi-space-size=4';
const child = fileURLToPath(new URL('./recipients-child.ts', import.meta.url));
const sinkChild = fileURLToPath(new URL('./sink-child.ts', import.meta.url));

/**
 * The most memory of a process that reads the list of a mailing and sends it, by the number of its recipients: against
 * 300 MB, and flat. On PostgreSQL where the machine has one; the smallest number on the embedded database, whose own
 * memory is in the same process.
 */
export async function recipients(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'utskick-bench-'));
  const postgres = await startPrivatePostgres();
  const sink = await startSinkProcess(sinkChild);
  const key = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;
  try {
    const figures: Figure[] = [];
    const measure = async (engine: string, location: DatabaseLocation, count: number) => {
      const filled = await fill(location, count);
      const given = { ...filled, location, recipients: count, smtpPort: sink.port, key };
      const sent = await run({ ...given, journalFolder: join(folder, `journals-${engine}-${count}`) });
      figures.push(asFigure(`a mailing to ${count} on ${engine}`, sent, count));
    };
    if (postgres)
      for (const count of SIZES) {
        const admin = await openDatabase({ databaseUrl: postgres.url('postgres') });
        await admin.kysely.schema.dropSchema('public').cascade().execute();
        await admin.kysely.schema.createSchema('public').execute();
        await admin.close();
        await measure('PostgreSQL', { databaseUrl: postgres.url('postgres') }, count);
      }
    await measure('the embedded database', { dataDir: join(folder, 'embedded') }, Math.min(...SIZES));
    return figures;
  } finally {
    await sink.stop();
    await postgres?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function asFigure(name: string, { mb, beforeMb, listSeconds, sendSeconds }: Sent, count: number): Figure {
  const rate = (seconds: number) => Math.round(count / seconds);
  return {
    ...figure(`most memory, ${name}`, 'MB', mb, MOST_MB, { at: 'ratio', most: 1 }),
    note: `${Math.round(beforeMb)} MB before; read ${rate(listSeconds)} and sent ${rate(sendSeconds)} a second`,
  };
}

/** People and a draft to all of them, in a process that does not send. */
async function fill(location: DatabaseLocation, count: number) {
  const db = await openDatabase(location);
  await migrate(db);
  const workspace = await addWorkspace(db, 'Nordby');
  const user = { workspaceId: workspace.workspaceId, userId: firstUser(workspace), role: 'admin' } as const;
  const selectionId = await selectionOfMany(db, user, count, recipientAt);
  const { draft } = mailingTests(() => ({ db, alva: user, now: new Date() }));
  const { id } = await draft([], draftTo(selectionId));
  await db.close();
  return { workspaceId: user.workspaceId, userId: user.userId, mailingId: id };
}

async function run(given: Sending): Promise<Sent> {
  const sending = spawn(process.execPath, [YOUNG, child, JSON.stringify(given)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  sending.stdout.on('data', (piece: Buffer) => {
    told += piece.toString();
  });
  const [code] = await once(sending, 'close');
  if (code !== 0) throw new Error(`expected the mailing to be sent, got exit code ${code}`);
  return JSON.parse(told.trim().split('\n').at(-1) ?? '') as Sent; // of our own child
}
