import { Temporal } from 'temporal-polyfill';
import type { Campaign, Enrolment } from '../../lib/contract/campaign.ts';
import type { Person } from '../../lib/contract/person.ts';
import { createCampaign } from '../campaigns/create.ts';
import { launchCampaign } from '../campaigns/launch.ts';
import type { Database } from '../db/open.ts';
import { listCampaigns } from '../db/queries/campaigns.ts';
import { listEnrolments } from '../db/queries/enrolments.ts';
import { endExampleFill } from '../db/queries/example-fills.ts';
import { listPeople } from '../db/queries/people.ts';
import { withTransaction } from '../db/transaction.ts';
import { createPeople } from '../people/people.ts';
import { seedPracticeMailbox } from '../practice/seed.ts';
import { accepted } from './accepted.ts';
import { exampleCampaigns } from './campaigns.ts';
import { seededChance, shuffled, uuidFrom } from './chance.ts';
import { fillContacts } from './contacts.ts';
import { examplePeople } from './people.ts';
import { membersOf, type RunGroup, runGroups } from './runs.ts';
import { workOff } from './work-off.ts';

/** Whose workspace is filled; the tasks become this user's. */
export interface ExampleOwner {
  workspaceId: string;
  user: { id: string; name: string; email: string };
  /** "Today" and "tomorrow" are meant here. */
  timeZone: string;
}

const SEED = 8420;
const START_OF_WORK = '08:00';

/**
 * Fills a workspace with people, campaigns and runs at different points, through the same use cases that people's
 * own data goes through. May be broken off and called again: what stands already is left as it is.
 */
export async function fillExample(db: Database, owner: ExampleOwner, now: Date): Promise<void> {
  const chance = seededChance(SEED);
  const { campaigns, people } = await fillBasics(db, owner, chance, now);
  const enrolled = new Set((await everEnrolled(db, owner, campaigns)).keys());
  const groups = membersOf(people, campaigns, owner.timeZone, now);
  for (const [index, group] of runGroups.entries()) {
    const members = (groups[index] ?? []).filter((person) => !enrolled.has(person.id));
    const campaign = campaigns[group.campaign];
    if (campaign && members.length > 0) await startRuns(db, owner, { group, campaign, members }, chance, now);
  }
  const runs = await everEnrolled(db, owner, campaigns);
  const runsOf = groups.map((members) => members.flatMap((person) => runs.get(person.id) ?? []));
  const placed = groups.flat();
  const others = people.filter((person) => !placed.includes(person));
  await fillContacts(db, owner, { people: [...placed, ...others], runs: runsOf }, now);
  await withTransaction(db, async (tx) => {
    await seedPracticeMailbox(tx, { workspaceId: owner.workspaceId, user: owner.user, now });
    await endExampleFill(tx, owner.workspaceId, now);
  });
}

/** Campaigns of the example, and its people in an order without meaning; nobody is on a campaign. */
export async function fillBasics(
  db: Database,
  owner: ExampleOwner,
  chance: () => number,
  now: Date,
): Promise<{ campaigns: Campaign[]; people: Person[] }> {
  const campaigns = await someCampaigns(db, owner, chance, now);
  return { campaigns, people: shuffled(await somePeople(db, owner, now), chance) };
}

async function someCampaigns(
  db: Database,
  { workspaceId }: ExampleOwner,
  chance: () => number,
  now: Date,
): Promise<Campaign[]> {
  const present = (await listCampaigns(db.kysely, workspaceId, { limit: 100, offset: 0 }, null)).campaigns;
  const wanted = exampleCampaigns(() => uuidFrom(chance));
  const campaigns: Campaign[] = [];
  for (const campaign of wanted) {
    const found = present.find((one) => one.name === campaign.name);
    if (found) campaigns.push(found);
    else campaigns.push(accepted(await createCampaign(db, workspaceId, campaign, now)));
  }
  return campaigns;
}

/** The example's people in the order of its list, whether they stood there already or not. */
async function somePeople(db: Database, { workspaceId }: ExampleOwner, now: Date): Promise<Person[]> {
  const wanted = examplePeople();
  const before = await listPeople(db.kysely, workspaceId, { limit: 1000, offset: 0 });
  const known = new Map(before.people.map((person) => [person.email, person]));
  const missing = wanted.filter((person) => !known.has(person.email));
  for (const person of await createPeople(db, workspaceId, missing, now)) known.set(person.email, person);
  return wanted.flatMap((person) => known.get(person.email) ?? []);
}

/** Runs by person. Each is on one campaign of the example; who has been enrolled before is not enrolled again. */
async function everEnrolled(
  db: Database,
  { workspaceId }: ExampleOwner,
  campaigns: Campaign[],
): Promise<Map<string, Enrolment>> {
  const lists = campaigns.map((campaign) =>
    listEnrolments(db.kysely, workspaceId, campaign.id, { limit: 1000, offset: 0 }),
  );
  const runs = (await Promise.all(lists)).flatMap((list) => list.enrolments);
  return new Map(runs.map((run) => [run.personId, run]));
}

async function startRuns(
  db: Database,
  owner: ExampleOwner,
  { group, campaign, members }: { group: RunGroup; campaign: Campaign; members: Person[] },
  chance: () => number,
  now: Date,
): Promise<void> {
  const startAt = workdayStart(now, owner.timeZone, group.startedDaysAgo);
  const launchedAt = new Date(Math.min(startAt.getTime(), now.getTime()));
  const report = accepted(
    await launchCampaign(
      db,
      owner.workspaceId,
      {
        campaignId: campaign.id,
        userId: owner.user.id,
        personIds: members.map((person) => person.id),
        startAt: startAt.toISOString(),
        timeZone: owner.timeZone,
        choices: [],
        missingFields: 'byHand',
      },
      launchedAt,
    ),
  );
  const [refused] = report.refused;
  if (refused)
    throw new Error(`example: expected everybody to be enrolled, got ${refused.code}: ${refused.message}`);
  for (const enrolment of report.enrolled) {
    const person = members.find((one) => one.id === enrolment.personId);
    if (person) await workOff(db, owner, { enrolment, person, steps: group.stepsDone }, chance, now);
  }
}

function workdayStart(now: Date, timeZone: string, daysAgo: number): Date {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  const start = today.subtract({ days: daysAgo }).toZonedDateTime({ timeZone, plainTime: START_OF_WORK });
  return new Date(start.epochMilliseconds);
}
