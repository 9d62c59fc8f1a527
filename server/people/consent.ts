import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type {
  ConsentChange,
  ConsentPurpose,
  ConsentSource,
  PersonConsent,
} from '../../lib/contract/consent.ts';
import type { ShownText } from '../../lib/contract/consent-proof.ts';
import type { Result } from '../../lib/contract/result.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { News } from '../campaigns/engine/news.ts';
import { lockRuns } from '../campaigns/lock-runs.ts';
import { listBeyondSales, writeOptOut } from '../campaigns/opt-out.ts';
import type { Database, Tx } from '../db/open.ts';
import type { ActivityDraft } from '../db/queries/activities.ts';
import { insertActivities } from '../db/queries/activities.ts';
import type { ConsentDraft } from '../db/queries/consents.ts';
import { saveConsent, saveNoMailings } from '../db/queries/consents.ts';
import { listActiveRunsOf } from '../db/queries/enrolments.ts';
import { lockPerson } from '../db/queries/people.ts';
import { withTransaction } from '../db/transaction.ts';
import { findPersonConsent } from './contexts.ts';

/** Who writes down how a person stands. */
export interface Writer {
  workspaceId: string;
  /** Null: the person themselves. */
  userId: string | null;
  /** What the person had before their eyes; absent: it is not known. */
  shown?: Pick<ShownText, 'language' | 'text'>;
}

/**
 * Writes down how a person stands to one purpose. What was said before stays in the history, with legal basis, source
 * and comment; the same once more changes nothing.
 */
export async function setConsent(
  db: Database,
  writer: Writer,
  about: { personId: string; purpose: ConsentPurpose },
  change: z.output<typeof ConsentChange>,
  now: Date,
): Promise<Result<PersonConsent>> {
  return await withTransaction(db, (tx) => setConsentIn(tx, writer, about, change, now));
}

/** The same, as part of a transaction. */
export async function setConsentIn(
  tx: Tx,
  writer: Writer,
  about: { personId: string; purpose: ConsentPurpose },
  change: z.output<typeof ConsentChange>,
  now: Date,
): Promise<Result<PersonConsent>> {
  return await changeConsent(tx, writer, about.personId, now, async (consent) => {
    const before = consent.purposes.find((one) => one.purpose === about.purpose);
    const { status, legalBasis, source, comment } = change;
    const same =
      before?.status === status &&
      before.legalBasis === legalBasis &&
      before.source === source &&
      before.comment === comment;
    if (same) return null;
    const at = new Date(Math.min(Date.parse(change.at ?? now.toISOString()), now.getTime())).toISOString();
    const draft: ConsentDraft = {
      purpose: about.purpose,
      status,
      legalBasis,
      source,
      comment,
      at,
      byUserId: writer.userId,
    };
    await saveConsent(tx, writer.workspaceId, about.personId, draft);
    return {
      line: {
        title: about.purpose,
        note: status,
        detail: { legalBasis, source, comment, at, ...(writer.shown && { shown: writer.shown }) },
      },
      endsRuns: about.purpose === 'sales' && status === 'withdrawn',
    };
  });
}

/** Forbids or allows everything that goes to many; the same once more changes nothing. */
export async function setNoMailings(
  db: Database,
  writer: Writer,
  personId: string,
  change: { noMailings: boolean; source: ConsentSource; comment: string | null },
  now: Date,
): Promise<Result<PersonConsent>> {
  return await withTransaction(db, (tx) =>
    changeConsent(tx, writer, personId, now, async (consent) => {
      if (consent.noMailings === change.noMailings) return null;
      await saveNoMailings(tx, writer.workspaceId, personId, change.noMailings);
      const { source, comment } = change;
      const note = change.noMailings ? 'forbidden' : 'allowed';
      return { line: { title: 'no_mailings', note, detail: { source, comment } }, endsRuns: false };
    }),
  );
}

interface Change {
  line: Pick<ActivityDraft, 'title' | 'note' | 'detail'>;
  /** The person wants to hear no more from sales; what is left of a run may be non-commercial, and goes on. */
  endsRuns: boolean;
}

/** @param work - writes the change; null when there is none */
async function changeConsent(
  tx: Tx,
  { workspaceId, userId }: Writer,
  personId: string,
  now: Date,
  work: (consent: PersonConsent) => Promise<Change | null>,
): Promise<Result<PersonConsent>> {
  // Runs before their person, as everybody locks them.
  const runs = await lockRuns(tx, workspaceId, await listActiveRunsOf(tx, workspaceId, personId));
  if (!(await lockPerson(tx, workspaceId, personId))) return fail('NOT_FOUND', 'there is no such person');
  const before = await findPersonConsent(tx, workspaceId, personId);
  const change = await work(before);
  if (!change) return ok(before);
  const activity: ActivityDraft = {
    id: randomUUID(),
    at: now.toISOString(),
    kind: 'consent.changed',
    personId,
    taskId: null,
    campaignId: null,
    byUserId: userId,
    ...change.line,
  };
  await insertActivities(tx, workspaceId, [activity]);
  const news = new News();
  news.add(workspaceId, { activities: [activity.id] });
  if (change.endsRuns) {
    if (userId === null) throw new Error('expected a user by whose word runs end');
    const said = { source: 'hand', at: now.toISOString(), byUserId: userId, note: null } as const;
    const ending = [...runs.values()];
    const beyond = await listBeyondSales(tx, workspaceId, ending);
    for (const run of ending)
      if (run.enrolment.status === 'active' && !beyond.has(run.enrolment.id))
        news.add(workspaceId, await writeOptOut(tx, workspaceId, run, said, now));
  }
  await news.record(tx, now);
  return ok(await findPersonConsent(tx, workspaceId, personId));
}
