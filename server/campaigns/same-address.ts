import type { Campaign, Refusal } from '../../lib/contract/campaign.ts';
import type { Person } from '../../lib/contract/person.ts';
import { stepsInOrder } from '../../lib/core/campaign/steps.ts';
import type { Db } from '../db/open.ts';
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
