import { readdirSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Outcome } from '../../lib/core/send/outcome.ts';
import type { Db } from '../db/open.ts';
import type { SendKey } from '../db/queries/sends-claim.ts';
import { listSendsInHand, type OutcomeRow, returnSends, writeOutcomes } from '../db/queries/sends-outcome.ts';
import { bootOf, isAlive } from '../process-life.ts';
import { type JournalAnswer, type JournalContent, journalSuffix, nameOf, readJournal } from './journal.ts';

/** A journal of another machine that nobody has written to for so long is taken over; every lease is over by then. */
const ABANDONED_AFTER_MS = 60 * 60_000;
/** A journal is kept for so long after its last line. */
const KEPT_MS = 60_000;

/** What became of the sends that a dead process had in hand. */
export interface Recovery {
  answered: number;
  unsure: number;
  returned: number;
}

/**
 * Settles what processes that have died had in hand, from the journals they left. Safe to run in several processes at
 * once, and again after it was cut off: whoever comes second changes nothing.
 *
 * @returns null: there was nothing to settle
 */
export async function recoverJournals(
  db: Db,
  folder: string,
  ownId: string,
  now: Date,
): Promise<Recovery | null> {
  const found: Recovery[] = [];
  for (const { path, id } of journalsIn(folder)) {
    if (id === ownId) continue;
    const content = readLeft(path);
    if (content === null || !isLeft(path, content, now)) continue;
    found.push(await settle(db, id, content, now));
    // A statement of the dead process may still be running on a database server: looked at again until it is not.
    if (silentMs(path, now) > KEPT_MS) rmSync(path, { force: true });
  }
  const sum = (part: keyof Recovery) => found.reduce((total, one) => total + one[part], 0);
  const all = { answered: sum('answered'), unsure: sum('unsure'), returned: sum('returned') };
  return all.answered + all.unsure + all.returned === 0 ? null : all;
}

function journalsIn(folder: string): { path: string; id: string }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(journalSuffix))
    .map((name) => ({ path: join(folder, name), id: name.slice(0, -journalSuffix.length) }));
}

/** Null: another process was faster and has removed it. */
function readLeft(path: string): JournalContent | null {
  try {
    return readJournal(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function isLeft(path: string, { header }: JournalContent, now: Date): boolean {
  if (header?.host === hostname()) return !isAlive(header);
  return silentMs(path, now) > ABANDONED_AFTER_MS;
}

function silentMs(path: string, now: Date): number {
  return now.getTime() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now.getTime());
}

/** Only where the machine has not been switched off since is a journal known to be whole. */
function isWhole({ header }: JournalContent): boolean {
  return header !== null && header.host === hostname() && header.boot !== null && header.boot === bootOf();
}

async function settle(db: Db, journalId: string, content: JournalContent, now: Date): Promise<Recovery> {
  const inHand = await listSendsInHand(db, journalId);
  const answered: (SendKey & { answer: JournalAnswer })[] = [];
  const unsure = new Map<string, SendKey>();
  for (const { answer, ...key } of content.entries.values()) {
    if (answer === null) unsure.set(nameOf(key), key);
    else answered.push({ ...key, answer });
  }
  const giveBack: SendKey[] = [];
  const notBegun: SendKey[] = [];
  for (const send of inHand) {
    if (send.state === 'claimed') giveBack.push(send);
    else if (content.entries.has(nameOf(send))) continue;
    else if (isWhole(content)) notBegun.push(send);
    else unsure.set(nameOf(send), send);
  }
  let written = 0;
  for (const move of new Set(answered.map(({ answer }) => answer.move))) {
    const rows = answered.filter(({ answer }) => answer.move === move).map(outcomeRowOf);
    written += await writeOutcomes(db, move, rows, now);
  }
  const lost = [...unsure.values()].map((key) => ({ ...key, ...noAnswer }));
  return {
    answered: written,
    unsure: lost.length === 0 ? 0 : await writeOutcomes(db, 'lose', lost, now),
    returned:
      (giveBack.length === 0 ? 0 : await returnSends(db, 'giveBack', giveBack, now)) +
      (notBegun.length === 0 ? 0 : await returnSends(db, 'notBegun', notBegun, now)),
  };
}

const noAnswer = { code: null, text: null, cause: 'no_answer', nextTryAt: null } as const;

/** As the database is told. */
export function outcomeRowOf({ answer, ...key }: SendKey & { answer: JournalAnswer }): OutcomeRow {
  const { code, text, cause, nextTryAt, sentAs } = answer;
  return { ...key, code, text, cause, sentAs, nextTryAt: nextTryAt === null ? null : new Date(nextTryAt) };
}

/** As the journal keeps it. */
export function answerOf({ move, code, text, cause, nextTryAt, sentAs }: Outcome): JournalAnswer {
  const at = nextTryAt?.toISOString() ?? null;
  return { move, code, text, cause, nextTryAt: at, ...(sentAs && { sentAs }) };
}
