import type { MailingOpenings } from '../../lib/contract/mailing-api.ts';
import { ok, type Result } from '../../lib/contract/result.ts';
import { hourOf, reportSpan, spreadHours } from '../../lib/core/mailing/opening-hours.ts';
import type { Database, Tx } from '../db/open.ts';
import { countHours, type HourChange, listHours } from '../db/queries/mailing-hours.ts';
import type { RecipientState } from '../db/queries/mailing-recipients.ts';
import { findMailing } from '../db/queries/mailings.ts';
import type { TeamUser } from '../teams/teams.ts';
import { unknownMailing } from './refusals.ts';

/** When people have first opened a mailing, in its first hours. */
export async function listOpenings(
  { kysely }: Database,
  user: TeamUser,
  id: string,
): Promise<Result<MailingOpenings>> {
  const mailing = await findMailing(kysely, user, id);
  if (!mailing) return unknownMailing();
  if (!mailing.startedAt) return ok({ from: null, opened: [] });
  const span = reportSpan(new Date(mailing.startedAt));
  const known = await listHours(kysely, user.workspaceId, id, span);
  return ok({ from: span.from.toISOString(), opened: spreadHours(span.from, known) });
}

/** Counts the hours of first openings that have changed between two readings of the same recipients. */
export async function countOpenings(
  tx: Tx,
  before: readonly RecipientState[],
  after: readonly RecipientState[],
): Promise<void> {
  const changes = new Map<string, HourChange>();
  const add = ({ workspaceId, mailingId, openedAt }: RecipientState, more: 1 | -1) => {
    if (!openedAt) return;
    const hour = hourOf(openedAt);
    const name = `${workspaceId} ${mailingId} ${hour.toISOString()}`;
    const known = changes.get(name) ?? { workspaceId, mailingId, hour, more: 0 };
    changes.set(name, { ...known, more: known.more + more });
  };
  for (const state of before) add(state, -1);
  for (const state of after) add(state, 1);
  await countHours(tx, [...changes.values()]);
}
