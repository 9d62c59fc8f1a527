import type { Campaign, Enrolment, Refusal } from '../../lib/contract/campaign.ts';
import type { Person } from '../../lib/contract/person.ts';
import { type Failure, fail } from '../../lib/contract/result.ts';
import { stepsInOrder } from '../../lib/core/campaign/steps.ts';
import type { Db, Tx } from '../db/open.ts';
import { findCampaignOfRun } from '../db/queries/campaign-versions.ts';
import { findPerson } from '../db/queries/people.ts';
import { listAtAddresses } from '../db/queries/same-address.ts';
import { nameOf } from './person-name.ts';

/**
 * Who would get the mails of a campaign at an address that gets them already, since it belongs to somebody before them,
 * or to somebody inside. Capital letters make no difference. Where the campaign has no email nobody is refused.
 *
 * @param earlier - who was taken by earlier parts of the same launch
 */
export async function refuseSameAddress(
  db: Db,
  workspaceId: string,
  campaign: Campaign,
  people: readonly Person[],
  earlier: ReadonlySet<string> = new Set(),
): Promise<Refusal[]> {
  if (!stepsInOrder(campaign).some(({ step }) => step.type === 'email')) return [];
  const emails = people.flatMap(({ email }) => email ?? []);
  const here = await listAtAddresses(db, workspaceId, campaign.id, emails, [...earlier]);
  const holders = new Map<string, Holder>();
  const first = (holder: Holder, email: string): Holder => {
    const key = email.toLowerCase();
    const known = holders.get(key) ?? holder;
    holders.set(key, known);
    return known;
  };
  for (const one of here) first({ id: one.id, name: nameOf(one), isInside: !earlier.has(one.id) }, one.email);
  return people.flatMap((person) => {
    if (person.email === null) return [];
    const holder = first({ id: person.id, name: nameOf(person), isInside: false }, person.email);
    return holder.id === person.id ? [] : [refuse(campaign, person, holder)];
  });
}

/**
 * Why a run that is over cannot go on: somebody else is inside now who gets the campaign's mails at its person's address.
 * The campaign is locked by the caller.
 */
export async function refuseSharedAddress(
  tx: Tx,
  workspaceId: string,
  run: Enrolment,
): Promise<Failure | null> {
  const campaign = await findCampaignOfRun(tx, workspaceId, run);
  const person = await findPerson(tx, workspaceId, run.personId);
  if (!campaign || !person) return null;
  const [refused] = await refuseSameAddress(tx, workspaceId, campaign, [person]);
  return refused ? fail('SAME_ADDRESS', refused.message) : null;
}

/** Whose address it is in the campaign. */
interface Holder {
  id: string;
  name: string;
  /** On the campaign since before this launch. */
  isInside: boolean;
}

function refuse(campaign: Campaign, person: Person, { name, isInside }: Holder): Refusal {
  const why = isInside ? `is on “${campaign.name}” already` : 'is added';
  return {
    personId: person.id,
    code: 'SAME_ADDRESS',
    message: `${nameOf(person)} has the same address as ${name}, who ${why}`,
    sameAs: { name, isInside },
  };
}
