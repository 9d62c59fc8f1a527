import { sql } from 'kysely';
import type { SendState } from '../../../lib/core/send/state.ts';
import type { Db } from '../open.ts';
import type { ClaimedSend } from './sends-claim.ts';

/** An earlier mail as its provider names it. */
export interface KnownMail {
  workspaceId: string;
  messageId: string;
  sentMessageId: string | null;
  threadId: string | null;
  /** Name of the channel that it went through. */
  channel: string | null;
}

/** Earlier mails that some answer or refer to, where a provider has names of its own for them. */
export async function listKnownMails(
  db: Db,
  sends: readonly Pick<ClaimedSend, 'workspaceId' | 'inReplyTo' | 'references'>[],
): Promise<KnownMail[]> {
  const asked = sends.flatMap(({ workspaceId, inReplyTo, references }) =>
    [...new Set([...references, ...(inReplyTo ? [inReplyTo] : [])])].map((id) => ({ workspaceId, id })),
  );
  if (asked.length === 0) return [];
  const { rows } = await sql<KnownMail>`
    select distinct s.workspace_id as "workspaceId", s.message_id as "messageId",
      s.sent_message_id as "sentMessageId", s.thread_id as "threadId", s.channel
    from unnest(${asked.map((one) => one.workspaceId)}::uuid[], ${asked.map((one) => one.id)}::text[])
      as k (workspace_id, message_id)
    join sends s on s.workspace_id = k.workspace_id and s.message_id = k.message_id
    where s.sent_message_id is not null or s.thread_id is not null`.execute(db);
  return rows;
}

/** One of the messages that bear one Message-ID, each to one person. */
export interface Twin {
  recipient: string;
  state: SendState;
}

/** All messages that bear a Message-ID: the mail and its copies. */
export async function listTwins(db: Db, workspaceId: string, messageId: string): Promise<Twin[]> {
  return await db
    .selectFrom('sends')
    .select(['recipient', 'state'])
    .where('workspace_id', '=', workspaceId)
    .where('message_id', '=', messageId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}
