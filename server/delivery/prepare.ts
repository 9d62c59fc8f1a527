import type { MailAddress } from '../../lib/contract/send.ts';
import type { HandOver } from '../../lib/core/send/outcome.ts';
import type { SendState } from '../../lib/core/send/state.ts';
import type { Db } from '../db/open.ts';
import type { ClaimedSend } from '../db/queries/sends-claim.ts';
import { listKnownMails, listTwins } from '../db/queries/sends-together.ts';
import type { Channel } from './channels/channel.ts';

/** A message as its channel is to have it. */
export interface PreparedSend extends ClaimedSend {
  threadId: string | null;
  /** Who gets it without being shown. */
  bcc: MailAddress[];
  /** It leaves with the mail that it is a copy of, and shares its fate. */
  along: HandOver | null;
}

/**
 * What a channel must know beyond the row: how the provider names the mails that are answered, and, where there is no
 * envelope, who else gets this one.
 */
export async function prepareSends(
  db: Db,
  sends: readonly ClaimedSend[],
  channel: Channel,
): Promise<PreparedSend[]> {
  const known = await listKnownMails(db, sends);
  const prepared: PreparedSend[] = [];
  for (const send of sends) {
    const ours = known.filter(({ workspaceId }) => workspaceId === send.workspaceId);
    const nameOf = (id: string) =>
      ours.find((one) => one.messageId === id && one.sentMessageId)?.sentMessageId ?? id;
    const thread = ours.find((one) => one.messageId === send.inReplyTo && one.channel === channel.name);
    const from = { ...send.content.from, ...(channel.address !== undefined && { email: channel.address }) };
    const renamed = {
      ...send,
      // An account sends as itself: what was planned before it was added goes from its address, too.
      sender: channel.address ?? send.sender,
      content: { ...send.content, from },
      inReplyTo: send.inReplyTo && nameOf(send.inReplyTo),
      references: send.references.map(nameOf),
      threadId: thread?.threadId ?? null,
      bcc: [],
      along: null,
    };
    prepared.push(channel.byHeader ? await byHeader(db, renamed) : renamed);
  }
  return prepared;
}

/** Without an envelope a message goes to everybody in its header: once with the first of them, and not again. */
async function byHeader(db: Db, send: PreparedSend): Promise<PreparedSend> {
  const { content, workspaceId, messageId, recipient } = send;
  const shown = [...(content.to ?? []), ...(content.cc ?? [])].map(({ email }) => email.toLowerCase());
  const isAlone = shown.every((email) => email === recipient.toLowerCase());
  const twins = await listTwins(db, workspaceId, messageId);
  if (isAlone && twins.length <= 1) return send;
  const [first = recipient.toLowerCase()] = shown;
  const leader = twins.find((twin) => twin.recipient.toLowerCase() === first);
  if (!leader) {
    // Nobody else was planned: whoever the header shows must not get it.
    const { cc: _, ...rest } = content;
    return { ...send, content: { ...rest, to: [{ email: recipient }] } };
  }
  if (recipient.toLowerCase() !== first) return { ...send, along: fateOf(leader.state) };
  const going = twins.filter(({ state }) => state !== 'cancelled');
  const hidden = going.filter((twin) => !shown.includes(twin.recipient.toLowerCase()));
  return { ...send, bcc: hidden.map((twin) => ({ email: twin.recipient })) };
}

const GONE: readonly SendState[] = ['accepted', 'bounced', 'complained'];

function fateOf(state: SendState): HandOver {
  const text = 'went with the mail that it is a copy of';
  if (GONE.includes(state))
    return { answered: true, verdict: { kind: 'accepted', slows: null }, code: 250, text };
  if (state === 'unsure')
    return { answered: false, begun: true, reason: 'the mail that it is a copy of is unsure' };
  if (state === 'rejected' || state === 'cancelled') {
    const refused = 'the mail that it is a copy of was not sent';
    return { answered: true, verdict: { kind: 'rejected', slows: null }, code: 550, text: refused };
  }
  const waiting = 'waits for the mail that it is a copy of';
  return { answered: true, verdict: { kind: 'deferred', slows: null }, code: 450, text: waiting };
}
