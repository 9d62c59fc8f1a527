import { randomUUID } from 'node:crypto';
import type { Database } from '../../server/db/open.ts';
import type { NewSend } from '../../server/delivery/new-send.ts';
import type { Member } from './domain.ts';

/** A mail of a campaign's step to somebody, due long ago. */
export function aSend(member: Member, over: Partial<NewSend> = {}): NewSend {
  return {
    workspaceId: member.workspaceId,
    source: `step/${randomUUID()}/1`,
    senderId: member.userId,
    recipient: { email: 'bo@example.com', name: 'Bo Berg' },
    lane: 'campaign',
    dueAt: new Date('2026-06-04T08:00:00.000Z'),
    notAfter: null,
    content: {
      from: { email: 'alva@nordby.example', name: 'Alva' },
      subject: 'Hello',
      html: '<p>Hello</p>',
      text: 'Hello',
    },
    taskId: null,
    inReplyTo: null,
    references: [],
    ...over,
  };
}

/** How many sends stand in each state. */
export async function sendStates(db: Database): Promise<Record<string, number>> {
  const rows = await db.kysely
    .selectFrom('sends')
    .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.state, Number(row.count)]));
}

/** Everybody's mails go through the channel of that name. */
export const viaChannel = (name: string) => async () => () => name;
