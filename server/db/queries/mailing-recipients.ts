import { type RawBuilder, sql } from 'kysely';
import type { MailingRecipient, RecipientStatus } from '../../../lib/contract/mailing.ts';
import type { KeptFields } from '../../../lib/core/mailing/kept-fields.ts';
import type { Db, Tx } from '../open.ts';

type Row = Omit<MailingRecipient, 'sentAt' | 'openedAt' | 'clickedAt' | 'unsubscribedAt'> & {
  sentAt: Date | null;
  openedAt: Date | null;
  clickedAt: Date | null;
  unsubscribedAt: Date | null;
};

const shown = sql`r.id, r.name, r.address as email, r.person_id as "personId", r.company_id as "companyId",
  r.company_name as "companyName", r.status, r.sent_at as "sentAt", r.opened_at as "openedAt",
  r.clicked_at as "clickedAt", r.unsubscribed_at as "unsubscribedAt", r.reason`;

function toRecipient<R extends Row>({ sentAt, openedAt, clickedAt, unsubscribedAt, ...row }: R) {
  const said = (at: Date | null) => at?.toISOString() ?? null;
  return {
    ...row,
    sentAt: said(sentAt),
    openedAt: said(openedAt),
    clickedAt: said(clickedAt),
    unsubscribedAt: said(unsubscribedAt),
  };
}

/** Which recipients are meant. */
export interface RecipientFilter {
  /** All where empty. */
  statuses: readonly RecipientStatus[];
  search: string;
  /** Only who has clicked a link. */
  clickers: boolean;
}

function chosen(workspaceId: string, mailingId: string, filter: RecipientFilter): RawBuilder<boolean> {
  const { statuses, search, clickers } = filter;
  const words = search.toLowerCase();
  return sql<boolean>`r.workspace_id = ${workspaceId}::uuid and r.mailing_id = ${mailingId}::uuid
    and (cardinality(${[...statuses]}::text[]) = 0 or r.status = any(${[...statuses]}::text[]))
    and (${words} = '' or strpos(lower(r.name), ${words}) > 0 or strpos(coalesce(r.address, ''), ${words}) > 0
      or strpos(lower(coalesce(r.company_name, '')), ${words}) > 0)
    and (not ${clickers}::boolean or r.clicked_at is not null)`;
}

/** Recipients of a mailing by name, and how many there are. */
export async function listRecipients(
  db: Db,
  workspaceId: string,
  mailingId: string,
  filter: RecipientFilter & { limit: number; offset: number },
): Promise<{ recipients: MailingRecipient[]; total: number }> {
  const which = chosen(workspaceId, mailingId, filter);
  const { rows } = await sql<Row>`
    select ${shown} from mailing_recipients r where ${which}
    order by lower(r.name), r.id limit ${filter.limit} offset ${filter.offset}`.execute(db);
  const { rows: counted } = await sql<{ total: number }>`
    select count(*)::int as total from mailing_recipients r where ${which}`.execute(db);
  return { recipients: rows.map(toRecipient), total: counted[0]?.total ?? 0 };
}

/** Mailings that a person was written to by, or was kept from, the latest first. */
export async function listMailingsOfPerson(
  db: Db,
  workspaceId: string,
  personId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<{
  mailings: (MailingRecipient & { mailingId: string; mailingName: string })[];
  total: number;
}> {
  const { rows } = await sql<Row & { mailingId: string; mailingName: string; total: number }>`
    select ${shown}, m.id as "mailingId", m.setup->>'name' as "mailingName", (count(*) over ())::int as total
    from mailing_recipients r join mailings m on m.workspace_id = r.workspace_id and m.id = r.mailing_id
    where r.workspace_id = ${workspaceId}::uuid and r.person_id = ${personId}::uuid
      and m.started_at is not null and m.deleted_at is null
    order by coalesce(r.sent_at, m.started_at) desc, r.id limit ${limit} offset ${offset}`.execute(db);
  return {
    mailings: rows.map(({ total: _, ...row }) => toRecipient(row)),
    total: rows[0]?.total ?? 0,
  };
}

/** Takes recipients out of a list, or puts them back; who has got it stays. @returns how many were changed */
export async function saveLeftOut(
  tx: Tx,
  workspaceId: string,
  mailingId: string,
  ids: readonly string[],
  leftOut: boolean,
): Promise<number> {
  const { rows } = await sql`
    update mailing_recipients set left_out = ${leftOut} where workspace_id = ${workspaceId}::uuid
    and mailing_id = ${mailingId}::uuid and id = any(${[...ids]}::uuid[]) and left_out <> ${leftOut}
    and status not in ('sending', 'sent', 'read', 'complained', 'unsure') returning 1`.execute(tx);
  return rows.length;
}

/** Ids of those who are to get the mailing next. */
export function readyNext(workspaceId: string, mailingId: string, limit: number): RawBuilder<{ id: string }> {
  return sql`select n.id from mailing_recipients n where n.workspace_id = ${workspaceId}::uuid
    and n.mailing_id = ${mailingId}::uuid and n.status = 'ready' order by n.id limit ${limit}`;
}

/** A recipient with all that their mail is written with. */
export interface ToWrite {
  id: string;
  address: string;
  name: string;
  attempt: number;
  personId: string | null;
  importId: string | null;
  importRow: number | null;
  salesContactId: string | null;
  supportContactId: string | null;
}

/** Recipients by their ids, locked in the order of these. */
export async function lockToWrite(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<ToWrite[]> {
  const { rows } = await sql<ToWrite>`
    select r.id, r.address, r.name, r.attempt, r.person_id as "personId", r.import_id as "importId",
      r.import_row as "importRow", p.sales_contact_id as "salesContactId",
      p.support_contact_id as "supportContactId"
    from mailing_recipients r left join people p on p.workspace_id = r.workspace_id and p.id = r.person_id
    where r.workspace_id = ${workspaceId}::uuid and r.id = any(${[...ids]}::uuid[]) and r.address is not null
    order by r.id for no key update of r`.execute(tx);
  return rows;
}

/** Their mails are planned, written with these values. */
export async function saveSending(
  tx: Tx,
  workspaceId: string,
  edition: number,
  sending: readonly { id: string; attempt: number; fields: KeptFields }[],
): Promise<void> {
  if (sending.length === 0) return;
  await sql`
    update mailing_recipients r set status = 'sending', attempt = s.attempt, fields = s.fields, edition = ${edition},
      reason = null, cleaned_at = null
    from jsonb_to_recordset(${JSON.stringify(sending)}::jsonb) as s (id uuid, attempt int, fields jsonb)
    where r.workspace_id = ${workspaceId}::uuid and r.id = s.id`.execute(tx);
}

/** What a mail was written with, by the recipient. */
export interface WrittenWith {
  workspaceId: string;
  id: string;
  mailingId: string;
  edition: number | null;
  fields: KeptFields | null;
  address: string | null;
  sentAt: Date | null;
}

export async function findWrittenWith(
  db: Db,
  keys: readonly { workspaceId: string; recipientId: string }[],
): Promise<WrittenWith[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<WrittenWith>`
    select r.workspace_id as "workspaceId", r.id, r.mailing_id as "mailingId", r.edition, r.fields, r.address,
      r.sent_at as "sentAt"
    from unnest(${keys.map((key) => key.workspaceId)}::uuid[], ${keys.map((key) => key.recipientId)}::uuid[])
      as k (workspace_id, id)
    join mailing_recipients r on r.workspace_id = k.workspace_id and r.id = k.id`.execute(db);
  return rows;
}

/** A recipient as what happens to their mail changes it. */
export interface RecipientState {
  workspaceId: string;
  mailingId: string;
  id: string;
  status: RecipientStatus;
  attempt: number;
  personId: string | null;
  address: string | null;
  sentAt: Date | null;
  openedAt: Date | null;
  clickedAt: Date | null;
  unsubscribedAt: Date | null;
  bounced: 'hard' | 'soft' | null;
  complainedAt: Date | null;
  reason: string | null;
}

/** Recipients of any workspaces, locked in the order of their ids. */
export async function lockRecipients(
  tx: Tx,
  keys: readonly { workspaceId: string; recipientId: string }[],
): Promise<RecipientState[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<RecipientState>`
    select r.workspace_id as "workspaceId", r.mailing_id as "mailingId", r.id, r.status, r.attempt,
      r.person_id as "personId", r.address, r.sent_at as "sentAt", r.opened_at as "openedAt",
      r.clicked_at as "clickedAt", r.unsubscribed_at as "unsubscribedAt", r.bounced,
      r.complained_at as "complainedAt", r.reason
    from unnest(${keys.map((key) => key.workspaceId)}::uuid[], ${keys.map((key) => key.recipientId)}::uuid[])
      as k (workspace_id, id)
    join mailing_recipients r on r.workspace_id = k.workspace_id and r.id = k.id
    order by r.workspace_id, r.id for no key update of r`.execute(tx);
  return rows;
}

/** Writes what has become of recipients' mails. */
export async function saveRecipients(tx: Tx, states: readonly RecipientState[]): Promise<void> {
  if (states.length === 0) return;
  await sql`
    update mailing_recipients r set status = s.status, sent_at = s."sentAt", opened_at = s."openedAt",
      clicked_at = s."clickedAt", unsubscribed_at = s."unsubscribedAt", bounced = s.bounced,
      complained_at = s."complainedAt", reason = s.reason
    from jsonb_to_recordset(${JSON.stringify(states)}::jsonb) as s ("workspaceId" uuid, id uuid, status text,
      "sentAt" timestamptz, "openedAt" timestamptz, "clickedAt" timestamptz, "unsubscribedAt" timestamptz,
      bounced text, "complainedAt" timestamptz, reason text)
    where r.workspace_id = s."workspaceId" and r.id = s.id`.execute(tx);
}

/** One recipient with what their mail is written with; null where the mailing has no such one. */
export async function findRecipient(
  db: Db,
  workspaceId: string,
  mailingId: string,
  id: string,
): Promise<ToWrite | null> {
  const { rows } = await sql<ToWrite>`
    select r.id, coalesce(r.address, '') as address, r.name, r.attempt, r.person_id as "personId",
      r.import_id as "importId", r.import_row as "importRow", p.sales_contact_id as "salesContactId",
      p.support_contact_id as "supportContactId"
    from mailing_recipients r left join people p on p.workspace_id = r.workspace_id and p.id = r.person_id
    where r.workspace_id = ${workspaceId}::uuid and r.mailing_id = ${mailingId}::uuid and r.id = ${id}::uuid`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** What further columns of imported lists hold, by the recipient's id. */
export async function findImported(
  db: Db,
  workspaceId: string,
  recipients: readonly Pick<ToWrite, 'id' | 'importId' | 'importRow'>[],
): Promise<Map<string, Record<string, string>>> {
  const imported = recipients.filter(({ importId }) => importId !== null);
  if (imported.length === 0) return new Map();
  const { rows } = await sql<{ id: string; fields: Record<string, string> }>`
    select k.id, i.fields
    from unnest(${imported.map(({ id }) => id)}::uuid[], ${imported.map(({ importId }) => importId)}::uuid[],
      ${imported.map(({ importRow }) => importRow)}::int[]) as k (id, import_id, row)
    join import_rows i on i.workspace_id = ${workspaceId}::uuid and i.import_id = k.import_id and i.row = k.row
  `.execute(db);
  return new Map(rows.map(({ id, fields }) => [id, fields]));
}
