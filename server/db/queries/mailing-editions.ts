import { sql } from 'kysely';
import type { NumberedLink } from '../../../lib/core/mailing/links.ts';
import type { Edition } from '../../../lib/core/mailing/write.ts';
import type { Db, Tx } from '../open.ts';

export interface StoredEdition extends Edition {
  workspaceId: string;
  mailingId: string;
  number: number;
}

/** Editions by their mailing and number. */
export async function findEditions(
  db: Db,
  keys: readonly { workspaceId: string; mailingId: string; number: number }[],
): Promise<StoredEdition[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<StoredEdition>`
    select e.workspace_id as "workspaceId", e.mailing_id as "mailingId", e.number, e.subject, e.preheader, e.html,
      e.text, e.language, e.time_zone as "timeZone"
    from unnest(${keys.map((key) => key.workspaceId)}::uuid[], ${keys.map((key) => key.mailingId)}::uuid[],
      ${keys.map((key) => key.number)}::int[]) as k (workspace_id, mailing_id, number)
    join mailing_editions e on e.workspace_id = k.workspace_id and e.mailing_id = k.mailing_id and e.number = k.number
  `.execute(db);
  return rows;
}

/**
 * Keeps a text under the next number, unless the newest one says the same.
 *
 * @param hash - of everything it says
 * @returns its number
 */
export async function saveEdition(
  tx: Tx,
  workspaceId: string,
  mailingId: string,
  edition: Edition & { hash: string },
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ number: number; hash: string }>`
    select number, hash from mailing_editions where workspace_id = ${workspaceId}::uuid
    and mailing_id = ${mailingId}::uuid order by number desc limit 1`.execute(tx);
  const [newest] = rows;
  if (newest?.hash === edition.hash) return newest.number;
  const number = (newest?.number ?? 0) + 1;
  const { subject, preheader, html, text, language, timeZone, hash } = edition;
  const said = { subject, preheader, html, text, language, time_zone: timeZone, hash };
  await tx
    .insertInto('mailing_editions')
    .values({ workspace_id: workspaceId, mailing_id: mailingId, number, ...said, created_at: now })
    .execute();
  return number;
}

/** Links of a mailing, by their numbers. */
export async function listMailingLinks(
  db: Db,
  workspaceId: string,
  mailingId: string,
): Promise<NumberedLink[]> {
  const rows = await db
    .selectFrom('mailing_links')
    .select(['number', 'url', 'label', 'registered_id as registeredId'])
    .where('workspace_id', '=', workspaceId)
    .where('mailing_id', '=', mailingId)
    .orderBy('number')
    .execute();
  return rows;
}

export async function insertMailingLinks(
  tx: Tx,
  workspaceId: string,
  mailingId: string,
  links: readonly NumberedLink[],
): Promise<void> {
  if (links.length === 0) return;
  const about = { workspace_id: workspaceId, mailing_id: mailingId };
  await tx
    .insertInto('mailing_links')
    .values(links.map(({ registeredId, ...link }) => ({ ...about, ...link, registered_id: registeredId })))
    .execute();
}
