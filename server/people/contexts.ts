import type { Consent, PersonConsent } from '../../lib/contract/consent.ts';
import { ConsentPurpose } from '../../lib/contract/consent.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { PeopleFound, PersonContext } from '../../lib/contract/person-context.ts';
import { blockedDomainOf } from '../../lib/core/person/blocked-domain.ts';
import type { Database, Db } from '../db/open.ts';
import { listRecentActivities } from '../db/queries/activities.ts';
import { listReach } from '../db/queries/address-health.ts';
import { listBlocked } from '../db/queries/blocked-domains.ts';
import { listConsents, listNoMailings } from '../db/queries/consents.ts';
import { listOurContacts } from '../db/queries/our-contacts.ts';
import { findPeople, findPeopleByEmail } from '../db/queries/people.ts';
import { listSubscriptions } from '../db/queries/subscriptions.ts';
import { listOpenTasksOfPeople } from '../db/queries/tasks.ts';
import { listEnrolmentContexts } from './enrolment-contexts.ts';
import { withoutHiddenNames } from './hidden-names.ts';

const MOST_PEOPLE = 10;
const MOST_ROWS = 50;

/** Who asks, and where. */
interface Asker {
  workspaceId: string;
  userId: string;
}

/**
 * Who has these addresses, with all that the mailbox shows about them. Upper and lower case are the same. Nothing is
 * stored about the question.
 *
 * @param emails - at most 30; one given twice is answered once
 */
export async function lookUpPeople(db: Database, asker: Asker, emails: string[]): Promise<PeopleFound> {
  const asked = [...new Set(emails)];
  const found = await findPeopleByEmail(db.kysely, asker.workspaceId, asked, MOST_PEOPLE);
  const people = new Map(found.map(({ person }) => [person.id, person]));
  const contexts = await contextsOf(db.kysely, asker, [...people.values()]);
  const matches = asked.flatMap((email) => {
    const own = found.filter((one) => one.asked === email);
    const list = own.flatMap(({ person }) => contexts.get(person.id) ?? []);
    return list.length > 0 ? [{ email, people: list, total: own[0]?.total ?? list.length }] : [];
  });
  const known = new Set(matches.map(({ email }) => email));
  const domains = await listBlocked(db.kysely, asker.workspaceId);
  const blocked = asked.flatMap((email) => {
    const domain = blockedDomainOf(email, domains);
    return domain === null ? [] : [{ email, domain }];
  });
  return { matches, unknown: asked.filter((email) => !known.has(email)), blocked };
}

/** All that the mailbox shows about one person. */
export async function findPersonContext(
  db: Database,
  asker: Asker,
  personId: string,
): Promise<PersonContext | null> {
  const people = await findPeople(db.kysely, asker.workspaceId, [personId]);
  return (await contextsOf(db.kysely, asker, people)).get(personId) ?? null;
}

/** How the person stands to each purpose. */
export async function findPersonConsent(
  db: Db,
  workspaceId: string,
  personId: string,
): Promise<PersonConsent> {
  return (await consentsOf(db, workspaceId, [personId]))(personId);
}

async function contextsOf(db: Db, asker: Asker, people: Person[]): Promise<Map<string, PersonContext>> {
  if (people.length === 0) return new Map();
  const { workspaceId, userId } = asker;
  const ids = people.map((person) => person.id);
  const enrolments = await listEnrolmentContexts(db, workspaceId, userId, ids, MOST_ROWS);
  const tasks = grouped(await listOpenTasksOfPeople(db, workspaceId, userId, ids, MOST_ROWS));
  const lines = await listRecentActivities(db, workspaceId, ids, MOST_ROWS);
  const activities = grouped(await withoutHiddenNames(db, asker, lines));
  const consentOf = await consentsOf(db, workspaceId, ids);
  const contacts = await listOurContacts(db, workspaceId, ids);
  const reached = await listReach(db, workspaceId, ids);
  const context = (person: Person): PersonContext => ({
    person,
    consent: consentOf(person.id),
    contacts: contacts.get(person.id) ?? { sales: null, support: null },
    reach: reached.get(person.id) ?? { formerSince: null, blocked: null },
    enrolments: enrolments.get(person.id) ?? [],
    tasks: tasks.get(person.id) ?? [],
    nextTask: tasks.get(person.id)?.[0] ?? null,
    activities: activities.get(person.id) ?? [],
  });
  return new Map(people.map((person) => [person.id, context(person)]));
}

async function consentsOf(
  db: Db,
  workspaceId: string,
  personIds: string[],
): Promise<(personId: string) => PersonConsent> {
  const rows = await listConsents(db, workspaceId, personIds);
  const forbidden = await listNoMailings(db, workspaceId, personIds);
  const wanted = grouped(await listSubscriptions(db, workspaceId, personIds));
  return (personId) => ({
    noMailings: forbidden.has(personId),
    purposes: ConsentPurpose.options.map((purpose): Consent => {
      const row = rows.find((one) => one.personId === personId && one.consent.purpose === purpose);
      return row?.consent ?? neverSaid(purpose);
    }),
    subscriptions: (wanted.get(personId) ?? []).map(({ personId: _, ...subscription }) => subscription),
  });
}

function neverSaid(purpose: ConsentPurpose): Consent {
  return { purpose, status: 'none', legalBasis: null, source: null, comment: null, at: null, byName: null };
}

function grouped<T extends { personId: string }>(rows: T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(row.personId, [...(groups.get(row.personId) ?? []), row]);
  return groups;
}
