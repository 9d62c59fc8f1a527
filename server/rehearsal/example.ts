import { randomUUID } from 'node:crypto';
import type { Campaign } from '../../lib/contract/campaign.ts';
import type { Person } from '../../lib/contract/person.ts';
import { updateProfile } from '../accounts/profile.ts';
import { addUser } from '../accounts/users.ts';
import type { Database } from '../db/open.ts';
import { accepted } from '../example/accepted.ts';
import { seededChance } from '../example/chance.ts';
import { fillBasics } from '../example/fill.ts';

/** Whose workspace the example is. */
export const exampleOwner = {
  company: 'Fyrskepp',
  name: 'Maja Ekström',
  email: 'maja.ekstrom@fyrskepp.example',
  title: 'Account manager',
} as const;

/** Monday, 08:00 in Stockholm; midsummer eve is on Friday. */
export const exampleStart = new Date('2026-06-15T06:00:00.000Z');
export const exampleZone = 'Europe/Stockholm';
const SEED = 8420;

/** The example workspace before anybody was put on a campaign. */
export interface ExampleStage {
  workspaceId: string;
  userId: string;
  campaigns: Campaign[];
  people: Person[];
}

/** Builds it in a database of its own. */
export async function buildExample(db: Database, now: Date): Promise<ExampleStage> {
  const workspaceId = randomUUID();
  const { company, ...who } = exampleOwner;
  const user = { ...who, role: 'admin', password: null, timeZone: exampleZone } as const;
  const { userId } = accepted(await addUser(db, { workspaceId, newWorkspace: company, ...user }, now));
  await updateProfile(db, userId, { country: 'SE' }, now);
  const owner = {
    workspaceId,
    user: { id: userId, name: who.name, email: who.email },
    timeZone: exampleZone,
  };
  const { campaigns, people } = await fillBasics(db, owner, seededChance(SEED), now);
  return { workspaceId, userId, campaigns, people };
}
