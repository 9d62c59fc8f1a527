import { createHash } from 'node:crypto';
import type { MailingFigures } from '../../lib/contract/mailing.ts';
import { figureNames, linkFigures } from '../../lib/core/mailing/figures.ts';
import { BURST_MS, findBursts } from '../../lib/core/mailing/machine.ts';
import type { Database, Tx } from '../db/open.ts';
import { type ActivityDraft, insertActivities } from '../db/queries/activities.ts';
import { recordChanges } from '../db/queries/changes.ts';
import { planActs } from '../db/queries/link-acts.ts';
import {
  deleteLines,
  type EventTally,
  findMailingNames,
  insertEvents,
  listEventsSince,
  type MailingEvent,
  markMachine,
  tallyEvents,
} from '../db/queries/mailing-events.ts';
import { lockRecipients, type RecipientState, saveRecipients } from '../db/queries/mailing-recipients.ts';
import { countFigures } from '../db/queries/mailings.ts';
import { withTransaction } from '../db/transaction.ts';
import { horizonAt } from '../sync/horizon.ts';
import { countChanges, withStatus } from './hear.ts';
import { ACT_AFTER_MS } from './link-acts.ts';

/**
 * Stores what recipients have opened and clicked, and counts it: people by what a person has done, machines apart. Where
 * a burst shows that earlier ones were a machine's, their counts go back. Events of recipients that are gone are dropped.
 *
 * @param events - openings, views and clicks of any mailings, about a hundred at once
 */
export async function storeEvents(db: Database, events: readonly MailingEvent[], now: Date): Promise<void> {
  await withTransaction(db, async (tx) => {
    const keys = [...new Map(events.map((event) => [nameOf(event), event])).values()];
    // Whoever else has an event of the same recipient waits here, and sees this one's counts.
    const states = await lockRecipients(tx, keys);
    const known = states.map(({ workspaceId, id }) => ({ workspaceId, recipientId: id }));
    if (known.length === 0) return;
    const before = groupBy(await tallyEvents(tx, known), nameOf);
    await insertEvents(tx, events);
    await judgeAgain(tx, known, events);
    const clicks = events.filter(({ kind, machine }) => kind === 'click' && machine === null);
    await planActs(tx, clicks, new Date(now.getTime() + ACT_AFTER_MS));
    const after = groupBy(await tallyEvents(tx, known), nameOf);
    const changed = states.map((state) => afterEvents(state, after.get(nameOfState(state)) ?? []));
    await saveRecipients(tx, changed);
    await countChanges(tx, states, changed);
    await countTallies(tx, states, before, after);
    await writeLines(tx, states, changed, now);
  });
}

const nameOf = (key: { workspaceId: string; recipientId: string }) => `${key.workspaceId} ${key.recipientId}`;
const nameOfState = ({ workspaceId, id }: RecipientState) => nameOf({ workspaceId, recipientId: id });

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}

async function judgeAgain(
  tx: Tx,
  keys: readonly { workspaceId: string; recipientId: string }[],
  events: readonly MailingEvent[],
): Promise<void> {
  const first = Math.min(...events.map(({ at }) => at.getTime()));
  const recent = await listEventsSince(tx, keys, new Date(first - BURST_MS));
  const byRecipient = groupBy(recent, nameOf);
  const found = [...byRecipient.values()].flatMap((own) => {
    const ids = new Set(findBursts(own));
    return own.filter(({ id }) => ids.has(id));
  });
  await markMachine(tx, found, 'burst');
}

/** Whoever has clicked has read it. Who waits for it to be sent once more goes on waiting. */
function afterEvents(state: RecipientState, tallies: readonly EventTally[]): RecipientState {
  const firstOf = (some: readonly EventTally[]) => {
    const times = some.flatMap(({ firstAt }) => firstAt?.getTime() ?? []);
    return times.length === 0 ? null : new Date(Math.min(...times));
  };
  const openedAt = firstOf(tallies);
  const after = { ...state, openedAt, clickedAt: firstOf(tallies.filter(({ kind }) => kind === 'click')) };
  const { status } = state;
  if ((openedAt === null) === (state.openedAt === null) || !written.has(status)) return after;
  const ledger = status === 'sending' || status === 'unsure' || status === 'failed' ? status : 'sent';
  return withStatus(after, ledger);
}

const written: ReadonlySet<string> = new Set([
  'sending',
  'sent',
  'read',
  'unsure',
  'failed',
  'bounced',
  'soft_bounced',
  'complained',
]);

async function countTallies(
  tx: Tx,
  states: readonly RecipientState[],
  before: ReadonlyMap<string, EventTally[]>,
  after: ReadonlyMap<string, EventTally[]>,
): Promise<void> {
  const byMailing = groupBy(states, ({ workspaceId, mailingId }) => `${workspaceId} ${mailingId}`);
  for (const [, some] of [...byMailing].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const more: MailingFigures = {};
    for (const state of some) {
      addTallies(more, after.get(nameOfState(state)) ?? [], 1);
      addTallies(more, before.get(nameOfState(state)) ?? [], -1);
    }
    const [{ workspaceId, mailingId } = { workspaceId: '', mailingId: '' }] = some;
    await countFigures(tx, workspaceId, mailingId, more);
  }
}

function addTallies(more: MailingFigures, tallies: readonly EventTally[], sign: 1 | -1): void {
  const add = (name: string, count: number) => {
    more[name] = (more[name] ?? 0) + sign * count;
  };
  for (const { kind, link, people, machines } of tallies) {
    if (kind !== 'click' || link === null) {
      add(figureNames.machineOpens, machines);
      continue;
    }
    const names = linkFigures(link);
    add(figureNames.clicks, people);
    add(figureNames.machineClicks, machines);
    add(names.clicks, people);
    add(names.clickers, Number(people > 0));
    add(names.machineClicks, machines);
  }
}

/** A person's first opening and first click are a line each in their history, for as long as a person has made them. */
async function writeLines(
  tx: Tx,
  states: readonly RecipientState[],
  changed: readonly RecipientState[],
  now: Date,
): Promise<void> {
  const lines = changed.flatMap((after, place) => linesOf(states[place] ?? after, after));
  if (lines.length === 0) return;
  const names = await findMailingNames(tx, changed);
  const byWorkspace = groupBy(lines, ({ state }) => state.workspaceId);
  for (const [workspaceId, own] of [...byWorkspace].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const drafts = own.flatMap(({ state, personId, kind, at }): ActivityDraft[] => {
      const title = names.get(`${workspaceId} ${state.mailingId}`) ?? '';
      const about = { personId, taskId: null, campaignId: null, byUserId: null, note: null };
      const detail = { mailingId: state.mailingId, recipientId: state.id };
      const id = lineId(kind, state);
      return at === null ? [] : [{ id, at: at.toISOString(), kind, title, ...about, detail }];
    });
    const gone = own
      .filter(({ at }) => at === null)
      .map(({ kind, state, personId }) => ({ id: lineId(kind, state), personId }));
    const goneIds = gone.map(({ id }) => id);
    if (gone.length > 0) await deleteLines(tx, workspaceId, goneIds);
    await insertActivities(tx, workspaceId, drafts);
    const activities = drafts.map(({ id }) => id);
    await recordChanges(tx, workspaceId, { activities, activitiesGone: gone, horizon: horizonAt(now) });
  }
}

interface Line {
  state: RecipientState;
  personId: string;
  kind: 'mail.opened' | 'link.clicked';
  /** Null: the line goes. */
  at: Date | null;
}

function linesOf(before: RecipientState, after: RecipientState): Line[] {
  const { personId } = after;
  if (personId === null) return [];
  const changes = [
    { kind: 'mail.opened', was: before.openedAt, at: after.openedAt },
    { kind: 'link.clicked', was: before.clickedAt, at: after.clickedAt },
  ] as const;
  return changes
    .filter(({ was, at }) => (was === null) !== (at === null))
    .map(({ kind, at }) => ({ state: after, personId, kind, at }));
}

/** Made of whose it is, so that it can be found again. */
function lineId(kind: Line['kind'], { workspaceId, id }: RecipientState): string {
  const hash = createHash('sha256').update(`${kind} ${workspaceId} ${id}`).digest('hex');
  return hash.slice(0, 32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-8$3-8$4-$5');
}
