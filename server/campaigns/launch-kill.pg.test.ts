import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Campaign } from '../../lib/contract/campaign.ts';
import type { PersonChoices } from '../../lib/contract/gate.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { Member } from '../../tests/support/domain.ts';
import { newStep, openTasks, unwrap } from '../../tests/support/domain.ts';
import { ServerProcess } from '../../tests/support/server-process.ts';
import { addWorkspace, firstUser } from '../../tests/support/workspace.ts';
import { migrate } from '../db/migrate.ts';
import { type Database, openDatabase } from '../db/open.ts';
import { findPeople } from '../db/queries/people.ts';
import { createPeople } from '../people/people.ts';
import { createCampaign } from './create.ts';

const now = new Date('2026-06-04T10:00:00.000Z');
const PEOPLE = 60;
/** When the server is killed: so many milliseconds after the launch was asked for, which takes about 50. */
const KILLS_MS = [0, 3, 6, 10, 15, 20, 25, 30, 40, 60];

let dataDir: string;
let member: Member;
let people: Person[];
let campaigns: Campaign[];
let server: ServerProcess | null = null;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'utskick-launch-'));
  const db = await openDatabase({ dataDir });
  await migrate(db);
  const workspace = await addWorkspace(db, 'Nordby');
  member = { workspaceId: workspace.workspaceId, userId: firstUser(workspace) };
  const names = Array.from({ length: PEOPLE }, (_, index) => ({
    firstName: `P${index}`,
    email: `p${index}@example.com`,
  }));
  people = await createPeople(db, member.workspaceId, names, now);
  campaigns = [];
  for (const [index] of KILLS_MS.entries()) campaigns.push(await addMail(db, index));
  await db.close();
});
afterAll(async () => {
  await server?.kill();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Each asks for a field of its own, so that each launch has something to write. */
async function addMail(db: Database, index: number): Promise<Campaign> {
  const email = { subject: `{{fields.a${index}}}`, html: '{{phone}}', alsoTo: [], cc: [], bcc: [] };
  const days = [{ number: 1, steps: [newStep({ type: 'email', email })] }];
  const input = { name: `Mail ${index}`, category: '', settings: { skipWeekends: false }, days };
  return unwrap(await createCampaign(db, member.workspaceId, input, now));
}

/** A value for the one field, a text for the other; every third person is left out. */
function choicesAt(index: number): PersonChoices[] {
  return people.map(({ id }, place) => ({
    personId: id,
    fields:
      place % 3 === 0
        ? { phone: { type: 'skip' } }
        : {
            phone: { type: 'default', text: `text ${index}` },
            [`fields.a${index}`]: { type: 'edit', value: `value ${place}` },
          },
  }));
}

test('a launch that was killed and is repeated: the same choices, nothing lost and nothing doubled', async () => {
  const ask = (on: ServerProcess, index: number) =>
    on.ask({
      ...member,
      now: now.toISOString(),
      launch: {
        campaignId: campaigns[index]?.id ?? '',
        personIds: people.map(({ id }) => id),
        startAt: now.toISOString(),
        timeZone: 'UTC',
        choices: choicesAt(index),
        missingFields: 'refuse',
      },
    });
  let killed = 0;
  for (const [index, ms] of KILLS_MS.entries()) {
    server = await new ServerProcess(dataDir).ready();
    const asked = ask(server, index).then(
      () => 'answered',
      () => 'killed',
    );
    await delay(ms);
    await server.kill();
    if ((await asked) === 'killed') killed += 1;
  }
  expect(killed).toBeGreaterThan(0);
  server = await new ServerProcess(dataDir).ready();
  for (const index of KILLS_MS.keys()) await ask(server, index);
  await server.kill();

  const db = await openDatabase({ dataDir });
  const enrolledIds = people.filter((_, place) => place % 3 !== 0).map(({ id }) => id);
  const tasks = await openTasks(db, member);
  for (const [index, campaign] of campaigns.entries()) {
    const own = tasks.filter(({ campaignId }) => campaignId === campaign.id);
    expect(own.map(({ personId }) => personId).sort()).toEqual([...enrolledIds].sort());
    expect(own.map(({ defaults }) => defaults)).toEqual(enrolledIds.map(() => ({ phone: `text ${index}` })));
  }
  const started = await db.kysely
    .selectFrom('activities')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  expect(Number(started.count)).toBe(enrolledIds.length * KILLS_MS.length);
  const stored = await findPeople(
    db.kysely,
    member.workspaceId,
    people.map(({ id }) => id),
  );
  const values = new Map(stored.map(({ id, fields }) => [id, fields]));
  for (const [place, { id }] of people.entries()) {
    const named = KILLS_MS.map((_, index) => [`a${index}`, `value ${place}`]);
    expect(values.get(id)).toEqual(place % 3 === 0 ? {} : Object.fromEntries(named));
  }
  await db.close();
}, 300_000);
