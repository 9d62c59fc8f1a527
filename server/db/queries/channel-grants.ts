import { sql } from 'kysely';
import type { ConnectWay, Provider, SmtpSettings } from '../../../lib/contract/channel.ts';
import type { Db } from '../open.ts';

/** Names the grant of a channel as it was read: another one in its place is left alone. */
export interface GrantKey {
  workspaceId: string;
  id: string;
  /** Sealed refresh token. */
  secret: string;
}

/** The grant of a channel, sealed. */
export interface StoredGrant {
  secret: string;
  accessToken: string | null;
  accessUntil: Date | null;
}

const columns = sql`secret, access_token as "accessToken", access_until as "accessUntil"`;

export async function readGrant(
  db: Db,
  { workspaceId, id }: Pick<GrantKey, 'workspaceId' | 'id'>,
): Promise<StoredGrant | null> {
  const { rows } = await sql<StoredGrant>`
    select ${columns} from channels where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** Takes the turn to renew, where nobody has it. */
export async function takeGrantTurn(
  db: Db,
  { workspaceId, id }: Pick<GrantKey, 'workspaceId' | 'id'>,
  until: Date,
  now: Date,
): Promise<StoredGrant | null> {
  const { rows } = await sql<StoredGrant>`
    update channels set renewing_until = ${until}
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid
      and (renewing_until is null or renewing_until <= ${now})
    returning ${columns}`.execute(db);
  return rows[0] ?? null;
}

/** Keeps what was granted and ends the turn. */
export async function keepGrant(
  db: Db,
  { workspaceId, id, secret }: GrantKey,
  made: { secret: string; accessToken: string; accessUntil: Date },
  now: Date,
): Promise<void> {
  await sql`
    update channels set secret = ${made.secret}, access_token = ${made.accessToken},
      access_until = ${made.accessUntil}, renewing_until = null, updated_at = ${now}
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and secret = ${secret}`.execute(db);
}

/** Ends the turn. @param over - the provider's words, where it has ended the grant */
export async function endGrantTurn(
  db: Db,
  { workspaceId, id, secret }: GrantKey,
  over: string | null,
  now: Date,
): Promise<void> {
  await sql`
    update channels set renewing_until = null,
      revoked_at = case when ${over}::text is null then revoked_at else ${now}::timestamptz end,
      revoked_reason = coalesce(${over}::text, revoked_reason),
      version = version + case when ${over}::text is null then 0 else 1 end
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and secret = ${secret}`.execute(db);
}

/** A grant in the place of one that has ended, of the same account. @returns whether that account is in use */
export async function replaceGrant(
  db: Db,
  channel: {
    workspaceId: string;
    userId: string;
    id: string;
    address: string;
    provider: Provider;
    way: ConnectWay;
    kind: 'smtp' | 'gmail' | 'graph';
    settings: SmtpSettings | null;
    secret: string;
  },
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`
    update channels set secret = ${channel.secret}, kind = ${channel.kind}, settings = ${JSON.stringify(channel.settings)}::jsonb,
      access_token = null, access_until = null, renewing_until = null, revoked_at = null, revoked_reason = null,
      version = version + 1, updated_at = ${now}
    where workspace_id = ${channel.workspaceId}::uuid and user_id = ${channel.userId}::uuid and id = ${channel.id}::uuid
      and provider = ${channel.provider} and address = ${channel.address} and removed_at is null
    returning 1`.execute(db);
  return rows.length > 0;
}
