import { randomUUID } from 'node:crypto';
import type { ConsentPurpose } from '../../lib/contract/consent.ts';
import type { ImportConsent, ImportPlan } from '../../lib/contract/import.ts';
import type { Person } from '../../lib/contract/person.ts';
import { mergePerson } from '../../lib/core/import/merge.ts';
import type { Tx } from '../db/open.ts';
import { insertActivities } from '../db/queries/activities.ts';
import { recordChanges } from '../db/queries/changes.ts';
import { insertConsents, listConsents } from '../db/queries/consents.ts';
import { askToReplan } from '../db/queries/days-off.ts';
import type { Batch, Job } from '../db/queries/import-work.ts';
import { findPeople, insertPeople, lockPeople, savePeople } from '../db/queries/people.ts';
import { findFirstByEmail } from '../db/queries/same-email.ts';
import { findTasksNaming } from '../db/queries/tasks.ts';
import type { ImportWrite } from '../db/tables/imports.ts';
import { atCompanies } from '../people/companies.ts';
import { applySuppressions } from '../people/suppressions.ts';
import { horizonAt } from '../sync/horizon.ts';
import type { Tally } from './count.ts';
import { type Portion, rejected, type Taken } from './rows.ts';

interface Match {
  row: Taken;
  person: Person;
  write: ImportWrite | null;
}

/**
 * Takes rows in as contacts: whoever has the address is updated, others are added, as far as was chosen. What was said
 * about consent is written with each of them who has said nothing yet; whoever has withdrawn theirs has still.
 *
 * @param writes - false: it is only counted what would be
 * @returns what was written and left out
 */
export async function takeContacts(
  tx: Tx,
  job: Job,
  plan: ImportPlan,
  portion: Portion,
  { writes, tally, now }: { writes: boolean; tally: Tally; now: Date },
): Promise<Batch & { tell: () => Promise<void> }> {
  const workspaceId = job.workspace_id;
  const found = await findFirstByEmail(
    tx,
    workspaceId,
    portion.taken.flatMap(({ email }) => email ?? []),
  );
  const ids = [...found.values()].map(({ id }) => id);
  if (writes) await lockPeople(tx, workspaceId, ids);
  const people = new Map((await findPeople(tx, workspaceId, ids)).map((person) => [person.id, person]));
  const rejects = [...portion.rejects];
  const matches: Match[] = [];
  for (const row of portion.taken) {
    const first = found.get(row.email ?? '');
    const person = people.get(first?.id ?? '');
    if (first && first.total > 1) tally.add('several');
    for (const column of row.unread) tally.unread(column);
    const reason = person
      ? plan.rules.update === 'none'
        ? 'notNew'
        : null
      : plan.rules.create
        ? null
        : 'notKnown';
    if (reason) rejects.push(rejected(row, reason));
    else matches.push(person ? update(row, person, plan) : create(row));
  }
  tally.add('created', matches.filter(({ write }) => write?.changes === null).length);
  tally.add('updated', matches.filter(({ write }) => write?.changes).length);
  tally.add('unchanged', matches.filter(({ write }) => !write).length);
  for (const { reason } of rejects) tally.reject(reason);
  const said = await findUnsaid(tx, workspaceId, matches, plan.consent, tally);
  const batch = {
    lastRow: portion.lastRow,
    writes: matches.flatMap(({ write, row, person }) =>
      // Who has got nothing but a consent is among those to be undone, too.
      write ? [write] : said.has(person.id) ? [{ row: row.row, personId: person.id, changes: [] }] : [],
    ),
    rejects,
  };
  if (!writes) return { ...batch, tell: async () => {} };
  await save(tx, job, matches, now);
  const activities = plan.consent ? await saveConsents(tx, job, plan.consent, said, now) : [];
  const changed = matches.flatMap(({ write }) => (write?.changes ? [write.personId] : []));
  const known = ids.filter((id) => changed.includes(id) || said.has(id));
  return {
    ...batch,
    tell: async () => {
      if (known.length === 0) return;
      await recordChanges(tx, workspaceId, {
        people: changed,
        tasks: await findTasksNaming(tx, workspaceId, changed, horizonAt(now).closedSince),
        activities: activities.flatMap(({ id, personId }) => (people.has(personId) ? [id] : [])),
        horizon: horizonAt(now),
      });
    },
  };
}

function update(row: Taken, person: Person, plan: ImportPlan): Match {
  const merged = mergePerson(person, row.said, plan.rules.update);
  if (merged.changes.length === 0) return { row, person, write: null };
  const write = { row: row.row, personId: person.id, changes: merged.changes };
  return { row, person: merged.person, write };
}

function create(row: Taken): Match {
  const { said } = row;
  const person: Person = {
    id: randomUUID(),
    firstName: said.firstName ?? '',
    lastName: said.lastName ?? '',
    email: row.written,
    title: said.title ?? null,
    companyName: said.companyName ?? null,
    companyId: null,
    phone: said.phone ?? null,
    profileUrl: said.profileUrl ?? null,
    timeZone: said.timeZone ?? null,
    language: said.language ?? null,
    country: said.country ?? null,
    fields: said.fields,
  };
  return { row, person, write: { row: row.row, personId: person.id, changes: null } };
}

async function save(tx: Tx, job: Job, matches: readonly Match[], now: Date): Promise<void> {
  const workspaceId = job.workspace_id;
  const written = matches.filter(({ write }) => write);
  if (written.length === 0) return;
  const placed = await atCompanies(
    tx,
    workspaceId,
    written.map(({ person }) => person),
    now,
  );
  const isNew = new Set(written.flatMap(({ write }) => (write?.changes === null ? [write.personId] : [])));
  await insertPeople(
    tx,
    workspaceId,
    placed.filter(({ id }) => isNew.has(id)),
    now,
  );
  await savePeople(
    tx,
    workspaceId,
    placed.filter(({ id }) => !isNew.has(id)),
    now,
  );
  const moved = new Set(
    written.flatMap(({ write }) =>
      write?.changes?.some(({ key }) => key === 'email') ? [write.personId] : [],
    ),
  );
  await applySuppressions(
    tx,
    workspaceId,
    placed.filter(({ id }) => isNew.has(id) || moved.has(id)),
    now,
  );
  for (const { write } of written)
    if (write?.changes?.some(({ key }) => key === 'country'))
      await askToReplan(tx, workspaceId, { whose: 'recipient', personId: write.personId }, now);
}

/** Who has said nothing yet to which of the purposes. */
async function findUnsaid(
  tx: Tx,
  workspaceId: string,
  matches: readonly Match[],
  consent: ImportConsent | null,
  tally: Tally,
): Promise<Map<string, ConsentPurpose[]>> {
  const unsaid = new Map<string, ConsentPurpose[]>();
  if (!consent) return unsaid;
  const known = matches.flatMap(({ write, person }) => (write?.changes === null ? [] : [person.id]));
  const said = new Map<string, Map<ConsentPurpose, string>>();
  for (const { personId, consent: one } of await listConsents(tx, workspaceId, known))
    said.set(
      personId,
      (said.get(personId) ?? new Map<ConsentPurpose, string>()).set(one.purpose, one.status),
    );
  for (const { person } of matches) {
    const before = said.get(person.id);
    const open = consent.purposes.filter((purpose) => !before?.has(purpose));
    if (open.length > 0) unsaid.set(person.id, open);
    if (consent.purposes.some((purpose) => before?.get(purpose) === 'withdrawn')) tally.add('withdrawn');
  }
  tally.add('consented', unsaid.size);
  return unsaid;
}

async function saveConsents(
  tx: Tx,
  job: Job,
  { legalBasis, text }: ImportConsent,
  said: ReadonlyMap<string, readonly ConsentPurpose[]>,
  now: Date,
): Promise<{ id: string; personId: string }[]> {
  const lines = [...said].flatMap(([personId, purposes]) =>
    purposes.map((purpose) => ({ personId, purpose })),
  );
  const at = now.toISOString();
  const how = { legalBasis, source: 'import', comment: text, at, byUserId: job.by_user_id } as const;
  await insertConsents(tx, job.workspace_id, lines, how);
  const activities = lines.map(({ personId, purpose }) => ({ id: randomUUID(), personId, purpose }));
  await insertActivities(
    tx,
    job.workspace_id,
    activities.map(({ id, personId, purpose }) => ({
      ...{ id, at, personId },
      kind: 'consent.changed' as const,
      taskId: null,
      campaignId: null,
      byUserId: job.by_user_id,
      title: purpose,
      note: 'given',
      detail: { legalBasis, source: 'import', comment: text, at, importId: job.id },
    })),
  );
  return activities;
}
