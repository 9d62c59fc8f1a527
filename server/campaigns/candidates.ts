import type { Campaign, Refusal } from '../../lib/contract/campaign.ts';
import type { ErrorCode } from '../../lib/contract/errors.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { PersonReach } from '../../lib/contract/person-context.ts';
import { salesNeed } from '../../lib/core/campaign/non-commercial.ts';
import { type PlacedStep, stepsInOrder } from '../../lib/core/campaign/steps.ts';
import { blockedDomainOf } from '../../lib/core/person/blocked-domain.ts';
import type { Db } from '../db/open.ts';
import { listReach } from '../db/queries/address-health.ts';
import { listBlocked } from '../db/queries/blocked-domains.ts';
import { listWithdrawn } from '../db/queries/consents.ts';
import { listActiveOn } from '../db/queries/enrolments.ts';
import { findPeople } from '../db/queries/people.ts';
import { nameOf } from './person-name.ts';
import { refuseSameAddress } from './same-address.ts';

export interface Candidates {
  /** Who could be enrolled, in the order asked. */
  people: Person[];
  refused: Refusal[];
}

/**
 * Who of these people could be put on the campaign, and why not the others; of several with one address the first. Both
 * in the order asked.
 */
export async function findCandidates(
  db: Db,
  workspaceId: string,
  campaign: Campaign,
  personIds: string[],
): Promise<Candidates> {
  const { people, refused } = await findEligible(db, workspaceId, campaign, personIds);
  const same = await refuseSameAddress(db, workspaceId, campaign, people);
  const refusals = new Map([...refused, ...same].map((refusal) => [refusal.personId, refusal]));
  return {
    people: people.filter(({ id }) => !refusals.has(id)),
    refused: personIds.flatMap((id) => refusals.get(id) ?? []),
  };
}

/** The same, each person by themselves: whose address gets the mails already is not left out. */
export async function findEligible(
  db: Db,
  workspaceId: string,
  campaign: Campaign,
  personIds: string[],
): Promise<Candidates> {
  const found = await findPeople(db, workspaceId, personIds);
  const people = new Map(found.map((person) => [person.id, person]));
  const withdrawn = await listWithdrawn(db, workspaceId, 'sales', personIds);
  const active = await listActiveOn(db, workspaceId, campaign.id, personIds);
  const blocked = await listBlocked(db, workspaceId);
  const reach = await listReach(db, workspaceId, personIds);
  const candidates: Candidates = { people: [], refused: [] };
  for (const personId of personIds) {
    const person = people.get(personId);
    if (!person) candidates.refused.push(refuse(personId, 'NOT_FOUND', 'there is no such person'));
    else {
      const refusal =
        refuseBlocked(person, blocked) ??
        refuseFormer(person, reach.get(personId)) ??
        refusalOf(campaign, person, withdrawn.has(personId), active.has(personId));
      if (refusal) candidates.refused.push(refusal);
      else candidates.people.push(person);
    }
  }
  return candidates;
}

function refusalOf(campaign: Campaign, person: Person, withdrawn: boolean, active: boolean): Refusal | null {
  const name = nameOf(person);
  const steps = stepsInOrder(campaign);
  const need = salesNeed(steps);
  if (withdrawn && need.needs === 'consent') return refuseSales(person, need.mail);
  const [first] = steps;
  if (first?.step.type === 'email' && person.email === null)
    return refuse(
      person.id,
      'PERSON_NOT_REACHABLE',
      `${name} has no address, and “${campaign.name}” opens with an email`,
    );
  return active ? refuseEnrolled(campaign, person) : null;
}

function refuseSales(person: Person, mail: PlacedStep | null): Refusal {
  const why = `${nameOf(person)} does not want to be contacted by sales`;
  if (!mail) return refuse(person.id, 'CONSENT_WITHDRAWN', why);
  const { step, dayNumber } = mail;
  const message = `${why}, and “${step.title}” of day ${dayNumber} is not marked non-commercial`;
  return { ...refuse(person.id, 'CONSENT_WITHDRAWN', message), step: step.title };
}

/** Whatever the campaign holds: what is written by hand would go there, too. */
function refuseBlocked(person: Person, blocked: readonly string[]): Refusal | null {
  const domain = person.email === null ? null : blockedDomainOf(person.email, blocked);
  if (domain === null) return null;
  return refuse(person.id, 'DOMAIN_BLOCKED', `${nameOf(person)} is at ${domain}, which is blocked`);
}

function refuseFormer(person: Person, reach: PersonReach | undefined): Refusal | null {
  if (!reach || reach.formerSince === null) return null;
  return refuse(person.id, 'FORMER_EMPLOYEE', `${nameOf(person)} works at their company no longer`);
}

export function refuseEnrolled(campaign: Campaign, person: Person): Refusal {
  return refuse(person.id, 'ALREADY_ENROLLED', `${nameOf(person)} is on “${campaign.name}” already`);
}

function refuse(personId: string, code: ErrorCode, message: string): Refusal {
  return { personId, code, message };
}
