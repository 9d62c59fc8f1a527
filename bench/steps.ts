import { randomUUID } from 'node:crypto';
import { Logger, makeWorkerUtils, runOnce } from 'graphile-worker';
import pg from 'pg';
import { createCampaign } from '../server/campaigns/create.ts';
import { DUE_AT_ONCE } from '../server/campaigns/engine/engine.ts';
import { sendDue } from '../server/campaigns/engine/send-due.ts';
import { migrate } from '../server/db/migrate.ts';
import { type Database, openDatabase } from '../server/db/open.ts';
import { createPeople } from '../server/people/people.ts';
import { launch, newStep, unwrap } from '../tests/support/domain.ts';
import { startPrivatePostgres } from '../tests/support/postgres.ts';
import { addWorkspace } from '../tests/support/workspace.ts';
import { type Figure, figure, inTurn } from './figure.ts';

const ROUNDS = 3;
const USERS = 5;
/** Most people of a launch. */
const PEOPLE = 200;
const STEPS = USERS * PEOPLE;
/** Jobs that graphile-worker does at a time. */
const WORKERS = 10;
const launchedAt = new Date('2026-06-04T06:00:00.000Z');
const dueAt = new Date('2026-06-04T07:00:00.000Z');

/** It tells of each job otherwise, which takes it as long as the job. */
const quiet = new Logger(() => () => undefined);

/**
 * Steps of campaigns that are due until the ledger has the mail of each: claimed, locked, checked for consent and dead
 * addresses, printed for their person and planned; against the jobs a second of graphile-worker, ten at a time, that
 * have nothing to do, on the same PostgreSQL.
 */
export async function steps(): Promise<Figure[]> {
  const postgres = await startPrivatePostgres();
  if (!postgres) throw new Error('steps: expected a PostgreSQL on this machine');
  const url = postgres.url('postgres');
  const db = await openDatabase({ databaseUrl: url });
  const pgPool = new pg.Pool({ connectionString: url, max: WORKERS + 1 });
  // A pool has ended before its last connection is closed; the database that stops then tells that one so.
  pgPool.on('error', () => undefined);
  const utils = await makeWorkerUtils({ pgPool, logger: quiet });
  try {
    await migrate(db);
    await utils.migrate();
    const ours = () =>
      perSecond(
        () => sendAll(db),
        () => launchAll(db),
      );
    const theirs = () =>
      perSecond(
        () => runOnce({ pgPool, logger: quiet, concurrency: WORKERS, taskList: { nothing: () => {} } }),
        async () => {
          const jobs = Array.from({ length: STEPS }, () => ({ identifier: 'nothing', payload: null }));
          await utils.addJobs(jobs);
        },
      );
    await ours();
    await theirs();
    const { a, b } = await inTurn(ROUNDS, ours, theirs);
    return [figure('due steps', 'per s', a, b)];
  } finally {
    await utils.release();
    await pgPool.end();
    await db.close();
    await postgres.stop();
  }
}

async function perSecond(work: () => Promise<void>, before: () => Promise<void>): Promise<number> {
  await before();
  const startedAt = performance.now();
  await work();
  return (STEPS * 1000) / (performance.now() - startedAt);
}

async function launchAll(db: Database): Promise<void> {
  const { workspaceId, userIds } = await addWorkspace(
    db,
    'Nordby',
    Array.from({ length: USERS }, (_, index) => `User${index}`),
  );
  const email = {
    subject: 'Vans for {{company}}',
    html: '<p>Hi {{first_name}},</p><p>the new vans are here.</p>',
    alsoTo: [],
    cc: [],
    bcc: [],
  };
  const step = newStep({ type: 'email', title: 'Intro', send: 'fixed_time', dueTime: '09:00', email });
  const campaign = unwrap(
    await createCampaign(
      db,
      workspaceId,
      {
        id: randomUUID(),
        name: 'Spring',
        category: '',
        settings: { skipWeekends: true, onReply: 'end' },
        days: [{ number: 1, steps: [step] }],
      },
      launchedAt,
    ),
  );
  for (const userId of userIds) {
    const drafts = Array.from({ length: PEOPLE }, (_, index) => ({
      firstName: 'Bo',
      companyName: 'Nordkap',
      email: `bo-${userId.slice(0, 8)}-${index}@d${index % 50}.example`,
    }));
    const people = await createPeople(db, workspaceId, drafts, launchedAt);
    await launch(db, { workspaceId, userId }, campaign, people, launchedAt);
  }
}

async function sendAll(db: Database): Promise<void> {
  let sent = 0;
  for (let some = -1; some !== 0; sent += some) some = await sendDue(db, DUE_AT_ONCE, dueAt);
  if (sent !== STEPS) throw new Error(`steps: expected ${STEPS} of them to be due, got ${sent}`);
}
