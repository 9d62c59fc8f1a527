import type { Campaign, Refusal } from '../../lib/contract/campaign.ts';
import type { ErrorCode } from '../../lib/contract/errors.ts';
import type { Person } from '../../lib/contract/person.ts';
import { stepsInOrder } from '../../lib/core/campaign/steps.ts';
import type { Db } from '../db/open.ts';
import { listWithdrawn } from '../db/queries/consents.ts';
import { listActiveOn } from '../db/queries/enrolments.ts';
import { findPeople } from '../db/queries/people.ts';

export interface Candidates {
  /** Who could be enrolled, in the order asked. */
  people: Person[];
  refused: Refusal[];
}

/** Who of these people could be put on the campaign, and why not the others. */
export async function findCandidates(
  db: Db,
  workspaceId: string,
  campaign: Campaign,
  personIds: string[],
): Promise<Candidates> {
  const found = await findPeople(db, workspaceId, personIds);
  const people = new Map(found.map((person) => [person.id, person]));
  const withdrawn = await listWithdrawn(db, workspaceId, 'sales', personIds);
  const active = await listActiveOn(db, workspaceId, campaign.id, personIds);
  const candidates: Candidates = { people: [], refused: [] };
  for (const personId of personIds) {
    const person = people.get(personId);
    if (!person) candidates.refused.push(refuse(personId, 'NOT_FOUND', 'there is no such person'));
    else {
      const refusal = refusalOf(campaign, person, withdrawn.has(personId), active.has(personId));
      if (refusal) candidates.refused.push(refusal);
      else candidates.people.push(person);
    }
  }
  return candidates;
}

function refusalOf(campaign: Campaign, person: Person, withdrawn: boolean, active: boolean): Refusal | null {
  const name = nameOf(person);
  if (withdrawn)
    return refuse(person.id, 'CONSENT_WITHDRAWN', `${name} does not want to be contacted by sales`);
  const first = stepsInOrder(campaign)[0];
  if (first?.step.type === 'email' && person.email === null)
    return refuse(
      person.id,
      'PERSON_NOT_REACHABLE',
      `${name} has no address, and “${campaign.name}” opens with an email`,
    );
  return active ? refuseEnrolled(campaign, person) : null;
}

export function refuseEnrolled(campaign: Campaign, person: Person): Refusal {
  return refuse(person.id, 'ALREADY_ENROLLED', `${nameOf(person)} is on “${campaign.name}” already`);
}

function refuse(personId: string, code: ErrorCode, message: string): Refusal {
  return { personId, code, message };
}

export function nameOf(person: Person): string {
  return `${person.firstName} ${person.lastName}`.trim() || 'This person';
}
