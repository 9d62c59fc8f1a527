import { sql } from 'kysely';
import type { SendContent } from '../../../lib/contract/send.ts';
import { lanes } from '../../../lib/core/send/lanes.ts';
import { moves, type SendState } from '../../../lib/core/send/state.ts';
import type { Db, Tx } from '../open.ts';
import type { StoredBounce } from '../tables/inbound.ts';
import { OUTCOMES_CHANNEL } from './sends-outcome.ts';

/** A mail of ours that something may have come back to. */
export interface AnsweredSend {
  workspaceId: string;
  id: string;
  /** What it was planned for. */
  source: string;
  messageId: string;
  sender: string;
  recipient: string;
  state: SendState;
  content: SendContent;
  taskId: string | null;
}

const columns = sql`workspace_id as "workspaceId", id, source, message_id as "messageId", sender, recipient, state, content,
  task_id as "taskId"`;
const bulk = lanes.indexOf('bulk');
/** What may have arrived somewhere. */
const gone = sql`state in ('handing_over', 'accepted', 'unsure', 'bounced', 'complained')`;

/**
 * Sends that bear one of the Message-IDs, ours or what a provider has put in its place, those of the first one that is known; the one of a task comes first, then the
 * copies.
 */
export async function findSendsByMessageId(db: Db, messageIds: readonly string[]): Promise<AnsweredSend[]> {
  if (messageIds.length === 0) return [];
  const { rows } = await sql<AnsweredSend>`
    select ${columns} from sends
    where (message_id = any(${messageIds}::text[]) or sent_message_id = any(${messageIds}::text[])) and ${gone}
    order by least(array_position(${messageIds}::text[], message_id),
      array_position(${messageIds}::text[], sent_message_id)), task_id is null, created_at, id limit 200`.execute(
    db,
  );
  return rows.filter(({ messageId }) => messageId === rows[0]?.messageId);
}

/** The latest mails of a task from one address to another since a moment, the newest first. */
export async function findSendsBetween(
  db: Db,
  { sender, recipient, since }: { sender: string; recipient: string; since: Date },
): Promise<AnsweredSend[]> {
  const { rows } = await sql<AnsweredSend>`
    select ${columns} from sends
    where lower(recipient) = ${recipient} and settled_at >= ${since}::timestamptz and lower(sender) = ${sender}
      and ${gone} and task_id is not null
    order by settled_at desc, id limit 20`.execute(db);
  return rows;
}

/**
 * The latest mails of mailings to an address since a moment, the newest first: reports come to the address for bounces,
 * which tells nothing of the sender. None where several workspaces have written to it, as nobody knows whose it was.
 */
export async function findMailingSendsTo(db: Db, recipient: string, since: Date): Promise<AnsweredSend[]> {
  const { rows } = await sql<AnsweredSend>`
    select ${columns} from sends
    where lower(recipient) = ${recipient} and settled_at >= ${since}::timestamptz and ${gone}
      and lane = ${bulk} and starts_with(source, 'mailing/')
    order by settled_at desc, id limit 20`.execute(db);
  const [first] = rows;
  return rows.every(({ workspaceId }) => workspaceId === first?.workspaceId) ? rows : [];
}

/** The send that a return path names: the workspace by the first half of its id. Null where there is none. */
export async function findSendOfPath(
  db: Db,
  { workspacePrefix, sendId }: { workspacePrefix: string; sendId: string },
): Promise<AnsweredSend | null> {
  const { rows } = await sql<AnsweredSend>`
    select ${columns} from sends where id = ${sendId}::uuid and ${gone} and workspace_id in (
      select w.id from workspaces w where w.id between ${`${workspacePrefix}-0000-000000000000`}::uuid
        and ${`${workspacePrefix}-ffff-ffffffffffff`}::uuid)`.execute(db);
  return rows[0] ?? null;
}

/**
 * Notes that a mail has come in, once for each workspace.
 * @returns false: it was known
 */
export async function insertInboundMail(
  tx: Tx,
  mail: {
    workspaceId: string;
    key: string;
    kind: string;
    sendId: string;
    personId: string | null;
    receivedAt: string;
  },
  now: Date,
): Promise<boolean> {
  const result = await tx
    .insertInto('inbound_mails')
    .values({
      workspace_id: mail.workspaceId,
      key: mail.key,
      kind: mail.kind,
      send_id: mail.sendId,
      person_id: mail.personId,
      received_at: mail.receivedAt,
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'key']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/**
 * Writes what has come back of a send. One whose answer nobody had heard yet is told as well: that it came back proves
 * that it had left. Mailings hear of each. A report that the address is dead comes after one that it may not be.
 *
 * @returns false: it says nothing that was not known
 */
export async function moveReturned(
  tx: Tx,
  send: { workspaceId: string; id: string },
  move: 'bounce' | 'complain',
  bounce: StoredBounce | null,
  now: Date,
): Promise<boolean> {
  const { from, to } = moves[move];
  const isHard = bounce?.severity === 'hard';
  const { rows } = await sql`
    update sends set state = ${to}, told = told and state = 'accepted' and lane <> ${bulk}, claimed_by = null,
      lease_until = null, settled_at = coalesce(settled_at, ${now}::timestamptz), updated_at = ${now},
      bounce = coalesce(${bounce && JSON.stringify(bounce)}::jsonb, bounce)
    where workspace_id = ${send.workspaceId}::uuid and id = ${send.id}::uuid and (state = any(${from}::text[])
      or ${isHard}::boolean and state = 'bounced' and bounce ->> 'severity' <> 'hard')
    returning 1`.execute(tx);
  if (rows.length === 0) return false;
  await sql`select pg_notify(${OUTCOMES_CHANNEL}, '')`.execute(tx);
  return true;
}

/** Is the address one of the workspace's own users. */
export async function isColleague(db: Db, workspaceId: string, address: string): Promise<boolean> {
  const { rows } = await sql`
    select from users u join memberships m on m.user_id = u.id
    where m.workspace_id = ${workspaceId}::uuid and lower(u.email) = ${address} limit 1`.execute(db);
  return rows.length > 0;
}

/** How far a mailbox has been read. */
export interface MailboxPosition {
  uidValidity: number;
  lastUid: number;
}

export async function findPosition(db: Db, mailbox: string): Promise<MailboxPosition | null> {
  const row = await db
    .selectFrom('inbound_positions')
    .select(['uid_validity as uidValidity', 'last_uid as lastUid'])
    .where('mailbox', '=', mailbox)
    .executeTakeFirst();
  return row ?? null;
}

/** Never back, unless the mailbox counts anew. */
export async function savePosition(
  db: Db,
  mailbox: string,
  { uidValidity, lastUid }: MailboxPosition,
  now: Date,
): Promise<void> {
  await sql`
    insert into inbound_positions as p (mailbox, uid_validity, last_uid, updated_at)
    values (${mailbox}, ${uidValidity}, ${lastUid}, ${now})
    on conflict (mailbox) do update set
      last_uid = case when p.uid_validity = excluded.uid_validity
        then greatest(p.last_uid, excluded.last_uid) else excluded.last_uid end,
      uid_validity = excluded.uid_validity, updated_at = excluded.updated_at`.execute(db);
}
