import { sql } from 'kysely';
import type { PersonReach } from '../../../lib/contract/person-context.ts';
import type { AddressHealth, MailThere } from '../../../lib/core/inbound/address-health.ts';
import type { BouncedRecipient } from '../../../lib/core/inbound/bounce.ts';
import type { Db, Tx } from '../open.ts';

/** Addresses, in lower case, that are locked as they stand; those of which nothing has come back are left out. */
export async function lockAddressHealth(
  tx: Tx,
  workspaceId: string,
  addresses: readonly string[],
): Promise<Map<string, AddressHealth>> {
  const rows = await tx
    .selectFrom('address_health')
    .select(['address', 'dead_at', 'bounces'])
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb('address', '=', eb.fn.any(sql<string[]>`${[...addresses]}::text[]`)))
    .orderBy('address')
    .forUpdate()
    .execute();
  return new Map(
    rows.map(({ address, dead_at, bounces }) => [
      address,
      { deadAt: dead_at?.toISOString() ?? null, bounces },
    ]),
  );
}

/** How an address stands after the latest report, and what that said. */
export interface SavedHealth extends AddressHealth {
  /** In lower case; each once. */
  address: string;
  latest: Pick<BouncedRecipient, 'reason' | 'code' | 'status' | 'text'> & { at: string };
}

export async function saveAddressHealth(
  tx: Tx,
  workspaceId: string,
  saved: readonly SavedHealth[],
): Promise<void> {
  if (saved.length === 0) return;
  const rows = saved
    .map(({ latest, deadAt, ...one }) => ({ ...one, ...latest, dead_at: deadAt }))
    .toSorted((a, b) => (a.address < b.address ? -1 : 1));
  await sql`
    insert into address_health (workspace_id, address, dead_at, bounces, at, reason, code, status, text)
    select ${workspaceId}::uuid, address, dead_at, bounces, at, reason, code, status, text
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (address text, dead_at timestamptz, bounces int,
      at timestamptz, reason text, code int, status text, text text)
    on conflict (workspace_id, address) do update set dead_at = excluded.dead_at, bounces = excluded.bounces,
      at = excluded.at, reason = excluded.reason, code = excluded.code, status = excluded.status,
      text = excluded.text, handled_at = null`.execute(tx);
}

/** Counted are the last so many mails to an address. */
const MOST_LOOKED_AT = 100;

/** Mails that have left for addresses since each was cleared. Addresses in lower case. */
export async function listMailsThere(
  tx: Tx,
  workspaceId: string,
  addresses: readonly string[],
): Promise<Map<string, MailThere[]>> {
  const { rows } = await sql<{ address: string; at: Date; returned: boolean }>`
    select a.address, m.at, m.returned
    from unnest(${[...addresses]}::text[]) as a (address)
    left join address_health h on h.workspace_id = ${workspaceId}::uuid and h.address = a.address
    cross join lateral (
      select s.settled_at as at, s.state in ('bounced', 'rejected') as returned
      from sends s
      where s.workspace_id = ${workspaceId}::uuid and lower(s.recipient) = a.address and s.settled_at is not null
        and (s.state in ('accepted', 'bounced', 'complained')
          or s.state = 'rejected' and s.cause in ('refused', 'gave_up') and s.reply_code is not null)
        and (h.cleared_at is null or s.settled_at > h.cleared_at)
      order by s.settled_at desc limit ${MOST_LOOKED_AT}) m`.execute(tx);
  const mails = new Map<string, MailThere[]>();
  for (const { address, at, returned } of rows) {
    const one = { at: at.toISOString(), returned };
    const known = mails.get(address);
    if (known) known.push(one);
    else mails.set(address, [one]);
  }
  return mails;
}

/** How many mails in a row that come back block an address. */
export async function findMostBounces(db: Db, workspaceId: string): Promise<number> {
  const row = await db
    .selectFrom('workspaces')
    .select('most_bounces')
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow();
  return row.most_bounces;
}

/** Addresses are used again, and counted from here on: they have answered, or somebody knows better. In lower case. */
export async function forgetBounces(
  tx: Tx,
  workspaceId: string,
  addresses: readonly string[],
  now: Date,
): Promise<void> {
  await sql`
    update address_health set dead_at = null, bounces = 0, cleared_at = ${now}, handled_at = null
    where workspace_id = ${workspaceId}::uuid and address = any(${[...addresses]}::text[])`.execute(tx);
}

/** Those of the addresses that are dead, with what was said of each, in lower case. */
export async function findDeadAddresses(
  db: Db,
  workspaceId: string,
  addresses: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('address_health')
    .select(['address', 'text'])
    .where('workspace_id', '=', workspaceId)
    .where((eb) =>
      eb('address', '=', eb.fn.any(sql<string[]>`${addresses.map((one) => one.toLowerCase())}::text[]`)),
    )
    .where('dead_at', 'is not', null)
    .execute();
  return new Map(rows.map(({ address, text }) => [address, text]));
}

/**
 * Somebody has put another address in place of a person's: the new one is counted anew, and what was to be done about the
 * old one is done, unless somebody else has it.
 */
export async function addressWasEdited(
  tx: Tx,
  workspaceId: string,
  { personId, before, after }: { personId: string; before: string | null; after: string | null },
  now: Date,
): Promise<void> {
  const [old, fresh] = [before?.toLowerCase() ?? null, after?.toLowerCase() ?? null];
  if (old === fresh) return;
  if (fresh !== null) await forgetBounces(tx, workspaceId, [fresh], now);
  await sql`
    update mailing_recipients set cleaned_at = ${now}
    where workspace_id = ${workspaceId}::uuid and person_id = ${personId}::uuid and cleaned_at is null
      and status in ('bounced', 'soft_bounced')`.execute(tx);
  await sql`
    update address_health set handled_at = ${now}
    where workspace_id = ${workspaceId}::uuid and address = ${old} and handled_at is null and not exists (
      select from people p where p.workspace_id = ${workspaceId}::uuid and lower(p.email) = ${old}
        and p.id <> ${personId}::uuid)`.execute(tx);
}

/** What keeps mailings from people, by their ids; those whom they reach are left out. */
export async function listReach(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
): Promise<Map<string, PersonReach>> {
  const rows = await db
    .selectFrom('people as p')
    .leftJoin('address_health as h', (join) =>
      join
        .onRef('h.workspace_id', '=', 'p.workspace_id')
        .on((eb) => eb('h.address', '=', eb.fn<string>('lower', ['p.email'])))
        .on('h.dead_at', 'is not', null),
    )
    .select(['p.id', 'p.former_at', 'h.address', 'h.code', 'h.status', 'h.text', 'h.at'])
    .where('p.workspace_id', '=', workspaceId)
    .where((eb) => eb('p.id', '=', eb.fn.any(sql<string[]>`${[...personIds]}::uuid[]`)))
    .where((eb) => eb.or([eb('p.former_at', 'is not', null), eb('h.address', 'is not', null)]))
    .execute();
  return new Map(
    rows.map(({ id, former_at, address, code, status, text, at }) => [
      id,
      {
        formerSince: former_at?.toISOString() ?? null,
        blocked:
          address === null
            ? null
            : { address, code, status, text: text ?? '', at: at?.toISOString() ?? null },
      },
    ]),
  );
}
