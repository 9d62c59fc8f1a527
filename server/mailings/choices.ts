import { randomUUID } from 'node:crypto';
import type { ConsentSource } from '../../lib/contract/consent.ts';
import type { ShownText } from '../../lib/contract/consent-proof.ts';
import type { Result } from '../../lib/contract/result.ts';
import type { Database, Db, Tx } from '../db/open.ts';
import * as rows from '../db/queries/mailing-choices.ts';
import { insertEvents, type RecipientKey } from '../db/queries/mailing-events.ts';
import { lockRecipients, saveRecipients } from '../db/queries/mailing-recipients.ts';
import { withTransaction } from '../db/transaction.ts';
import { cancelSends } from '../delivery/ledger.ts';
import { setConsentIn } from '../people/consent.ts';
import { findPersonConsent } from '../people/contexts.ts';
import { setSubscriptionsIn } from '../people/subscriptions.ts';
import { countChanges } from './hear.ts';
import { sourceOfRecipient } from './source.ts';

type Chooser = rows.Chooser;

/** What the page said; null: a mail program asked, nobody saw one. */
type Shown = Pick<ShownText, 'language' | 'text'>;

/** How somebody stands to what goes to many. */
interface Standing {
  consent: NonNullable<rows.LastChange['consent']>;
  declined: string[];
}

/** What a recipient wants from now on; absent: stays. */
export interface Choice {
  consent?: boolean;
  /** Ids of all types that they do not want. */
  declined?: readonly string[];
}

export async function findStanding(db: Db, who: Chooser): Promise<Standing> {
  const { workspaceId, personId, address } = who;
  if (personId === null) {
    const { withdrawn, declined } = await rows.listRefusals(db, workspaceId, address);
    // Whoever is written to without being known has agreed to it when they were added.
    const status = withdrawn ? 'withdrawn' : 'given';
    return {
      consent: { status, legalBasis: withdrawn ? null : 'consent', source: null, comment: null },
      declined,
    };
  }
  const { purposes, subscriptions } = await findPersonConsent(db, workspaceId, personId);
  const marketing = purposes.find(({ purpose }) => purpose === 'marketing');
  const { status, legalBasis, source, comment } = marketing ?? unsaid;
  return {
    consent: { status, legalBasis, source, comment },
    declined: (subscriptions ?? []).filter((one) => one.declined).map(({ typeId }) => typeId),
  };
}

const unsaid = { status: 'none', legalBasis: null, source: null, comment: null } as const;

/**
 * Ends what a mailing's recipient gets of its type, or everything where it is of none. Once more it changes nothing.
 *
 * @returns false: there is no such recipient
 */
export async function unsubscribe(
  db: Database,
  key: RecipientKey,
  shown: Shown | null,
  now: Date,
): Promise<boolean> {
  return await change(db, key, 'unsubscribe', { shown, now }, ({ typeId }, { declined }) =>
    typeId === null ? { consent: false } : { declined: [...declined, typeId] },
  );
}

/** Writes down what a recipient has chosen on their page. @returns false: there is no such recipient */
export async function choose(
  db: Database,
  key: RecipientKey,
  choice: Choice,
  shown: Shown | null,
  now: Date,
): Promise<boolean> {
  return await change(db, key, 'manage', { shown, now }, () => choice);
}

async function change(
  db: Database,
  key: RecipientKey,
  kind: 'unsubscribe' | 'manage',
  { shown, now }: { shown: Shown | null; now: Date },
  choiceOf: (who: Chooser, standing: Standing) => Choice,
): Promise<boolean> {
  return await withTransaction(db, async (tx) => {
    const found = await lockChooser(tx, key);
    if (!found) return false;
    const { who, state } = found;
    const before = await findStanding(tx, who);
    const choice = choiceOf(who, before);
    const declined = choice.declined && [...new Set(choice.declined)];
    const consent = choice.consent === undefined ? null : consentAfter(before, choice.consent);
    const moved = declined !== undefined && !sameIds(declined, before.declined) ? declined : null;
    const leaves =
      consent === 'withdrawn' || (moved !== null && who.typeId !== null && moved.includes(who.typeId));
    const left = leaves && state.unsubscribedAt === null;
    if (consent === null && moved === null && !left) return true;
    await rows.saveLastChange(tx, who, {
      consent: consent === null ? null : before.consent,
      declined: moved === null ? null : before.declined,
      left,
    });
    const after = left ? { ...state, unsubscribedAt: now } : state;
    await saveRecipients(tx, [after]);
    await countChanges(tx, [state], [after]);
    const event = {
      workspaceId: who.workspaceId,
      recipientId: who.recipientId,
      link: null,
      at: now,
    } as const;
    await insertEvents(tx, [
      { ...event, id: randomUUID(), kind: left ? 'unsubscribe' : kind, agent: 'unknown', machine: null },
    ]);
    await takeBackMails(
      tx,
      who,
      {
        all: consent === 'withdrawn',
        typeIds: (moved ?? []).filter((id) => !before.declined.includes(id)),
      },
      now,
    );
    const how = { source: kind === 'manage' ? 'form' : 'email', comment: `“${who.mailingName}”` } as const;
    const legalBasis = consent === 'given' ? 'consent' : null;
    await save(
      tx,
      who,
      { consent: consent && { status: consent, legalBasis, ...how }, declined: moved, how, shown },
      now,
    );
    return true;
  });
}

/** @returns null: stays. Who has never said anything, and does not now, has withdrawn nothing */
function consentAfter({ consent: { status } }: Standing, wanted: boolean): 'given' | 'withdrawn' | null {
  if (wanted) return status === 'given' ? null : 'given';
  return status === 'given' ? 'withdrawn' : null;
}

function sameIds(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((id) => others.includes(id));
}

/** Takes back what a recipient changed last. @returns false: there is no such recipient */
export async function takeBack(
  db: Database,
  key: RecipientKey,
  shown: Shown | null,
  now: Date,
): Promise<boolean> {
  return await withTransaction(db, async (tx) => {
    const found = await lockChooser(tx, key);
    if (!found) return false;
    const { who, state } = found;
    const before = who.lastChange;
    if (!before) return true;
    await rows.saveLastChange(tx, who, null);
    if (before.left) {
      const after = { ...state, unsubscribedAt: null };
      await saveRecipients(tx, [after]);
      await countChanges(tx, [state], [after]);
      await rows.deleteLeaving(tx, who);
    }
    const how = { source: 'form', comment: `“${who.mailingName}”` } as const;
    const consent = before.consent && { ...before.consent, source: before.consent.source ?? how.source };
    await save(tx, who, { consent, declined: before.declined, how, shown }, now);
    return true;
  });
}

async function lockChooser(tx: Tx, key: RecipientKey) {
  const named = await rows.findChooser(tx, key);
  const [state] = named ? await lockRecipients(tx, [named]) : [];
  // Read once more: it may have been changed while the lock was awaited.
  const who = named && (await rows.findChooser(tx, named));
  return who && state ? { who, state } : null;
}

async function takeBackMails(
  tx: Tx,
  who: Chooser,
  which: { all: boolean; typeIds: readonly string[] },
  now: Date,
): Promise<void> {
  if (!which.all && which.typeIds.length === 0) return;
  const sources = (await rows.listWaitingMails(tx, who, which)).map(sourceOfRecipient);
  if (sources.length > 0) await cancelSends(tx, who.workspaceId, { sources }, 'unsubscribed', now);
}

interface Said {
  consent: (Omit<NonNullable<rows.LastChange['consent']>, 'source'> & { source: ConsentSource }) | null;
  declined: readonly string[] | null;
  how: { source: ConsentSource; comment: string };
  shown: Shown | null;
}

async function save(tx: Tx, who: Chooser, { consent, declined, how, shown }: Said, now: Date): Promise<void> {
  const { workspaceId, personId, address } = who;
  if (personId === null) {
    const standing = await rows.listRefusals(tx, workspaceId, address);
    const withdrawn = consent ? consent.status === 'withdrawn' : standing.withdrawn;
    await rows.saveRefusals(tx, who, { withdrawn, declined: declined ?? standing.declined }, now);
    return;
  }
  const themselves = { workspaceId, userId: null, ...(shown && { shown }) };
  if (consent) {
    const about = { personId, purpose: 'marketing' } as const;
    expectOk(await setConsentIn(tx, themselves, about, consent, now));
  }
  if (declined) expectOk(await setSubscriptionsIn(tx, themselves, personId, { declined, ...how }, now));
}

function expectOk(result: Result<unknown>): void {
  if (!result.ok) throw new Error(`expected a recipient’s choice to be written down: ${result.message}`);
}
