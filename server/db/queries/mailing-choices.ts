import { sql } from 'kysely';
import type { PersonConsent } from '../../../lib/contract/consent.ts';
import type { SubscriptionType } from '../../../lib/contract/subscription.ts';
import type { Db, Tx } from '../open.ts';
import type { RecipientKey } from './mailing-events.ts';

/** What a recipient changed last, as it was before; null: that stayed. */
export interface LastChange {
  consent: Pick<PersonConsent['purposes'][number], 'status' | 'legalBasis' | 'source' | 'comment'> | null;
  declined: string[] | null;
  /** They left with this change. */
  left: boolean;
}

/** A recipient as the pages for recipients know them. */
export interface Chooser {
  workspaceId: string;
  recipientId: string;
  mailingId: string;
  mailingName: string;
  sender: string;
  name: string;
  address: string;
  /** Null: nobody of the workspace, whose wishes stand with the address. */
  personId: string | null;
  /** BCP 47 tag of the person. */
  language: string | null;
  /** Type of the mailing; null: of none. */
  typeId: string | null;
  type: Pick<SubscriptionType, 'name' | 'names'> | null;
  sentAt: Date | null;
  lastChange: LastChange | null;
  manageKey: string | null;
  manageUntil: Date | null;
  from: string;
  fromName: string;
  /** In whose name the mailing went. */
  senderId: string | null;
}

const chooser = sql`r.workspace_id as "workspaceId", r.id as "recipientId", r.mailing_id as "mailingId",
  m.setup->>'name' as "mailingName", w.name as sender, r.name, r.address,
  case when r.kind = 'person' then r.person_id end as "personId", p.language,
  t.id as "typeId",
  case when t.id is not null then jsonb_build_object('name', t.name, 'names', t.names) end as type, r.sent_at as "sentAt", r.last_change as "lastChange", r.manage_key as "manageKey",
  r.manage_until as "manageUntil", m.setup->'from'->>'email' as from, m.setup->'from'->>'name' as "fromName",
  coalesce(m.approved_by, m.owner_id) as "senderId"`;
const joined = sql`mailing_recipients r
  join mailings m on m.workspace_id = r.workspace_id and m.id = r.mailing_id
  join workspaces w on w.id = r.workspace_id
  left join people p on p.workspace_id = r.workspace_id and p.id = r.person_id
  left join subscription_types t on t.workspace_id = r.workspace_id and t.id = (m.setup->>'typeId')::uuid`;

/** Who a word names: the recipient, or whoever was sent a fresh link. */
export async function findChooser(
  db: Db,
  { workspaceId, recipientId }: RecipientKey,
): Promise<Chooser | null> {
  const { rows } = await sql<Chooser>`
    select ${chooser} from ${joined} where r.workspace_id = ${workspaceId}::uuid
    and (r.id = ${recipientId}::uuid or r.manage_key = ${recipientId}::uuid)
    and r.edition is not null and r.address is not null limit 1`.execute(db);
  return rows[0] ?? null;
}

/** Types of mailings in use, with their names. */
export async function listTypesInUse(
  db: Db,
  workspaceId: string,
): Promise<Pick<SubscriptionType, 'id' | 'name' | 'names'>[]> {
  const { rows } = await sql<Pick<SubscriptionType, 'id' | 'name' | 'names'>>`
    select id, name, names from subscription_types where workspace_id = ${workspaceId}::uuid and active
    order by place, id`.execute(db);
  return rows;
}

/** What an address has refused that belongs to nobody who is known. */
export async function listRefusals(
  db: Db,
  workspaceId: string,
  address: string,
): Promise<{ withdrawn: boolean; declined: string[] }> {
  const rows = await db
    .selectFrom('address_refusals')
    .select(['kind', 'type_id'])
    .where('workspace_id', '=', workspaceId)
    .where('address', '=', address)
    .execute();
  return {
    withdrawn: rows.some(({ kind }) => kind === 'withdrawn'),
    declined: rows.filter(({ kind }) => kind === 'declined').map(({ type_id }) => type_id),
  };
}

const NO_TYPE = '00000000-0000-0000-0000-000000000000';

/** Writes down what an address refuses, instead of what it refused before; complaints stay. */
export async function saveRefusals(
  tx: Tx,
  { workspaceId, address }: { workspaceId: string; address: string },
  { withdrawn, declined }: { withdrawn: boolean; declined: readonly string[] },
  now: Date,
): Promise<void> {
  const kinds = [...(withdrawn ? ['withdrawn'] : []), ...declined.map(() => 'declined')];
  const types = [...(withdrawn ? [NO_TYPE] : []), ...declined];
  await sql`
    delete from address_refusals where workspace_id = ${workspaceId}::uuid and address = ${address}
    and kind in ('withdrawn', 'declined') and (kind, type_id) not in (
      select k.kind, k.type_id from unnest(${kinds}::text[], ${types}::uuid[]) as k (kind, type_id))`.execute(
    tx,
  );
  await sql`
    insert into address_refusals (workspace_id, address, kind, type_id, at)
    select ${workspaceId}::uuid, ${address}, k.kind, k.type_id, ${now}
    from unnest(${kinds}::text[], ${types}::uuid[]) as k (kind, type_id) on conflict do nothing`.execute(tx);
}

/** Addresses whose owner has marked mail of ours as spam: no mailing goes there any more. In lower case. */
export async function insertComplaint(
  tx: Tx,
  workspaceId: string,
  addresses: readonly string[],
  now: Date,
): Promise<void> {
  if (addresses.length === 0) return;
  await sql`
    insert into address_refusals (workspace_id, address, kind, type_id, at)
    select distinct ${workspaceId}::uuid, a, 'complaint', ${NO_TYPE}::uuid, ${now}::timestamptz
    from unnest(${[...addresses]}::text[]) as n (a) on conflict do nothing`.execute(tx);
}

/** A mail that waits to be sent to somebody. */
export interface WaitingMail {
  mailingId: string;
  recipientId: string;
  attempt: number;
}

/**
 * Mails of mailings that wait for somebody who does not want them any more: of all mailings, or of those of some types;
 * never of those that go out in spite of consent.
 */
export async function listWaitingMails(
  tx: Tx,
  { workspaceId, personId, address }: Pick<Chooser, 'workspaceId' | 'personId' | 'address'>,
  { all, typeIds }: { all: boolean; typeIds: readonly string[] },
): Promise<WaitingMail[]> {
  const whose =
    personId === null
      ? sql`r.address = ${address} and r.kind <> 'person'`
      : sql`r.person_id = ${personId}::uuid and r.kind = 'person'`;
  const { rows } = await sql<WaitingMail>`
    select r.mailing_id as "mailingId", r.id as "recipientId", r.attempt
    from mailings m join mailing_recipients r on r.workspace_id = m.workspace_id and r.mailing_id = m.id
    where m.workspace_id = ${workspaceId}::uuid and m.status in ('sending', 'stopped', 'preparing') and ${whose}
      and r.status = 'sending' and m.options->>'override' is null
      and (${all}::boolean or m.setup->>'typeId' = any(${[...typeIds]}::text[]))`.execute(tx);
  return rows;
}

export async function saveLastChange(
  tx: Tx,
  { workspaceId, recipientId }: RecipientKey,
  change: LastChange | null,
): Promise<void> {
  await sql`
    update mailing_recipients set last_change = ${change && JSON.stringify(change)}::jsonb
    where workspace_id = ${workspaceId}::uuid and id = ${recipientId}::uuid`.execute(tx);
}

export async function saveManageKey(
  tx: Tx,
  { workspaceId, recipientId }: RecipientKey,
  { key, until }: { key: string; until: Date },
): Promise<void> {
  await sql`
    update mailing_recipients set manage_key = ${key}::uuid, manage_until = ${until}
    where workspace_id = ${workspaceId}::uuid and id = ${recipientId}::uuid`.execute(tx);
}

/** Forgets that a recipient has left, because they have taken it back. */
export async function deleteLeaving(tx: Tx, { workspaceId, recipientId }: RecipientKey): Promise<void> {
  await sql`
    delete from mailing_events where workspace_id = ${workspaceId}::uuid and recipient_id = ${recipientId}::uuid
    and kind = 'unsubscribe'`.execute(tx);
}
