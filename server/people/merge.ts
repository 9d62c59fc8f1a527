import { randomUUID } from 'node:crypto';
import type { Consent } from '../../lib/contract/consent.ts';
import type { Person } from '../../lib/contract/person.ts';
import { fail, invalid, ok, type Result } from '../../lib/contract/result.ts';
import { statusFigure } from '../../lib/core/mailing/figures.ts';
import { lostBy, mergePeople } from '../../lib/core/person/merge.ts';
import type { Database, Tx } from '../db/open.ts';
import { writeAudit } from '../db/queries/accounts.ts';
import { type ActivityDraft, insertActivities } from '../db/queries/activities.ts';
import { recordChanges } from '../db/queries/changes.ts';
import { appendProofs, listProofs } from '../db/queries/consent-proofs.ts';
import { listConsents, saveConsent } from '../db/queries/consents.ts';
import { askToReplan } from '../db/queries/days-off.ts';
import { saveDistinct } from '../db/queries/duplicates.ts';
import { listRecentLines, lockToErase } from '../db/queries/erase.ts';
import { countFigures } from '../db/queries/mailings.ts';
import * as rows from '../db/queries/merge.ts';
import { inheritContacts } from '../db/queries/our-contacts.ts';
import { findPeople, savePerson } from '../db/queries/people.ts';
import { findTasksNaming } from '../db/queries/tasks.ts';
import { withTransaction } from '../db/transaction.ts';
import { refuseStrangers } from '../people-lists/keep.ts';
import { horizonAt } from '../sync/horizon.ts';
import { factIn } from './consent-proof.ts';

interface Merger {
  workspaceId: string;
  userId: string;
}

/**
 * Makes one person of several. What is the others' becomes the person's: tasks, campaigns, history, mailings, lists, interests,
 * consent with its proof; they fill what the person does not say, and are gone. What one of them has refused is refused.
 *
 * @returns `NOT_FOUND`; `INVALID_INPUT` naming who stands twice; `SAME_CAMPAIGN` while two of them are on one campaign
 */
export async function mergeInto(
  db: Database,
  { workspaceId, userId }: Merger,
  id: string,
  others: readonly string[],
  now: Date,
): Promise<Result<Person>> {
  return await withTransaction(db, async (tx) => {
    const all = [id, ...others];
    await lockToErase(tx, workspaceId, all);
    const found = new Map((await findPeople(tx, workspaceId, all)).map((person) => [person.id, person]));
    if (!found.has(id)) return fail('NOT_FOUND', 'there is no such person');
    const twice = others.flatMap((other, place) =>
      other === id || others.indexOf(other) !== place
        ? [{ path: `personIds.${place}`, message: 'expected everybody once' }]
        : [],
    );
    if (twice.length > 0) return invalid(twice);
    const [first, ...rest] = all.flatMap((one) => found.get(one) ?? []);
    if (!first || found.size < all.length) return fail('NOT_FOUND', 'somebody of them is there no longer');
    const campaign = await rows.findSharedCampaign(tx, workspaceId, all);
    if (campaign !== null)
      return fail('SAME_CAMPAIGN', `two of them are on “${campaign}”: stop one of the runs first`);
    const merged = mergePeople(first, rest);
    for (const from of others) {
      await rows.moveOwned(tx, workspaceId, { from, to: id });
      for (const { mailingId, status, count } of await rows.moveRecipients(tx, workspaceId, { from, to: id }))
        await countFigures(tx, workspaceId, mailingId, { [statusFigure(status)]: -count });
      await moveProof(tx, workspaceId, from, id);
    }
    await inheritContacts(tx, workspaceId, id, others);
    await rows.saveNoMailingsOfAny(tx, workspaceId, id, others);
    await mergeConsents(tx, workspaceId, all);
    const lines = rest.map((other) => lineOf(merged, other, userId, now));
    await insertActivities(tx, workspaceId, lines);
    await rows.deleteMerged(tx, workspaceId, others);
    await savePerson(tx, workspaceId, merged, now);
    if (first.country !== merged.country)
      await askToReplan(tx, workspaceId, { whose: 'recipient', personId: id }, now);
    for (const other of others)
      await writeAudit(tx, { workspaceId, userId, action: 'person.merged', subjectId: other, now });
    const horizon = horizonAt(now);
    const recent = await listRecentLines(tx, workspaceId, [id], horizon.activitiesSince);
    await recordChanges(tx, workspaceId, {
      people: all,
      tasks: await findTasksNaming(tx, workspaceId, [id], horizon.closedSince),
      activities: recent.map((line) => line.id),
      horizon,
    });
    return ok(merged);
  });
}

/** Says that people who look alike are not the same, or takes that back. @returns `INVALID_INPUT` naming who is not there */
export async function setDistinct(
  db: Database,
  workspaceId: string,
  { personIds, distinct }: { personIds: readonly string[]; distinct: boolean },
): Promise<Result<Record<string, never>>> {
  return await withTransaction(db, async (tx) => {
    const strangers = await refuseStrangers(tx, workspaceId, 'personIds', personIds);
    if (strangers) return strangers;
    await saveDistinct(tx, workspaceId, personIds, distinct);
    return ok({});
  });
}

function lineOf(merged: Person, other: Person, byUserId: string, now: Date): ActivityDraft {
  const lost = lostBy(merged, other);
  return {
    id: randomUUID(),
    at: now.toISOString(),
    kind: 'person.merged',
    personId: merged.id,
    taskId: null,
    campaignId: null,
    byUserId,
    title: `${other.firstName} ${other.lastName}`.trim() || (other.email ?? ''),
    note: lost.length > 0 ? lost.join(', ') : null,
    detail: { mergedFrom: other.id },
  };
}

/** What was proved of one person is proved of another, each entry with the one that it was. */
async function moveProof(tx: Tx, workspaceId: string, from: string, to: string): Promise<void> {
  const entries = await listProofs(tx, workspaceId, from);
  const facts = entries.map((entry) => {
    const { at, about, now, by, how } = factIn(entry.fact);
    return { personId: to, at, about, now, byUserId: by, how: { ...how, mergedFrom: from, original: entry } };
  });
  await appendProofs(tx, workspaceId, facts);
}

/** Of what several have said about a purpose a withdrawal holds, else what was said last. */
async function mergeConsents(tx: Tx, workspaceId: string, [id = '', ...others]: string[]): Promise<void> {
  const said = await listConsents(tx, workspaceId, [id, ...others]);
  for (const purpose of new Set(said.map(({ consent }) => consent.purpose))) {
    const all = said.filter(({ consent }) => consent.purpose === purpose);
    const holding = all.toSorted((a, b) => weight(b.consent) - weight(a.consent))[0];
    const { status, legalBasis, source, comment, at } = holding?.consent ?? {};
    if (!holding || holding.personId === id || !status || !source || !at) continue;
    const kept = { legalBasis: legalBasis ?? null, comment: comment ?? null };
    await saveConsent(tx, workspaceId, id, { purpose, status, source, at, byUserId: null, ...kept });
  }
}

function weight({ status, at }: Consent): number {
  return (status === 'withdrawn' ? Number.MAX_SAFE_INTEGER / 2 : 0) + Date.parse(at ?? '1970-01-01');
}
