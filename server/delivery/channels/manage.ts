import type { AccountChannel, ChannelKind, NewChannel, Sending } from '../../../lib/contract/channel.ts';
import { fail, invalidField, ok, type Result } from '../../../lib/contract/result.ts';
import { messageBackOff } from '../../../lib/core/send/back-off.ts';
import { messageIdOf } from '../../../lib/core/send/message-id.ts';
import { outcomeOf } from '../../../lib/core/send/outcome.ts';
import { writeAudit } from '../../db/queries/accounts.ts';
import {
  type ChannelOwner,
  deleteRemovedChannels,
  findChannelOf,
  insertChannel,
  isRemovedChannelOf,
  releaseHeldOfSender,
  removeChannelOf,
  restoreChannelOf,
  type StoredChannel,
} from '../../db/queries/channels.ts';
import { withTransaction } from '../../db/transaction.ts';
import { type AccountChannelOptions, contextOf, createAccountChannel } from './account-channels.ts';
import { renderMail } from './mime.ts';

/** How long a removed channel can be had back; then its secret is gone. */
const KEPT_MS = 10 * 60_000;
const FORGET_EVERY_MS = 60_000;

export interface SendingOptions extends AccountChannelOptions {
  /** The way of those who have none of their own. */
  otherwise: Sending['otherwise'];
}

/** How a user's mails leave. */
export async function describeSending(options: SendingOptions, owner: ChannelOwner): Promise<Sending> {
  const stored = await findChannelOf(options.db.kysely, owner);
  return {
    channel: stored && shownOf(stored, options),
    otherwise: options.otherwise,
    kinds: (['smtp', 'gmail', 'graph'] as const).filter((kind) => isSetUp(kind, options)),
  };
}

/** Adds a channel; what the one before has refused goes again through it. */
export async function addChannel(
  options: SendingOptions,
  owner: ChannelOwner,
  given: NewChannel,
  now: Date,
): Promise<Result<Sending>> {
  const wrong = faultOf(given, options);
  if (wrong) return wrong;
  const { workspaceId, userId } = owner;
  const { id, kind } = given;
  const secret = given.kind === 'smtp' ? given.password : given.refreshToken;
  const added = await withTransaction(options.db, async (tx) => {
    const isNew = await insertChannel(
      tx,
      {
        ...owner,
        id,
        kind,
        address: given.address.toLowerCase(),
        settings: given.kind === 'smtp' ? given.settings : null,
        secret: options.vault.seal(secret, contextOf({ workspaceId, id })),
      },
      now,
    );
    if (!isNew) return (await findChannelOf(tx, owner))?.id === id;
    await releaseHeldOfSender(tx, owner, now);
    await writeAudit(tx, { workspaceId, userId, action: 'channel.add', subjectId: id, now });
    return true;
  });
  return added ? ok(await describeSending(options, owner)) : taken();
}

export async function removeChannel(
  options: SendingOptions,
  owner: ChannelOwner,
  id: string,
  now: Date,
): Promise<Result<Sending>> {
  if (!(await removeChannelOf(options.db.kysely, owner, id, now))) return unknown();
  await writeAudit(options.db.kysely, { ...owner, action: 'channel.remove', subjectId: id, now });
  return ok(await describeSending(options, owner));
}

export async function restoreChannel(
  options: SendingOptions,
  owner: ChannelOwner,
  id: string,
  now: Date,
): Promise<Result<Sending>> {
  const { kysely } = options.db;
  const since = new Date(now.getTime() - KEPT_MS);
  const inUse = await findChannelOf(kysely, owner);
  if (inUse?.id !== id) {
    if (!(await isRemovedChannelOf(kysely, owner, id, since))) return unknown();
    if (!(await restoreChannelOf(kysely, owner, id, { since, now }))) return taken();
    await writeAudit(kysely, { ...owner, action: 'channel.restore', subjectId: id, now });
  }
  return ok(await describeSending(options, owner));
}

/** Sends a mail to its user at once, past the ledger: it is nobody's step, and twice does no harm. */
export async function testChannel(
  options: SendingOptions,
  owner: ChannelOwner,
  mail: { id: string; to: string; name: string; subject: string; text: string },
  now: Date,
): Promise<Result<{ to: string }>> {
  const stored = await findChannelOf(options.db.kysely, owner);
  if (!stored) return unknown();
  const channel = createAccountChannel(stored, options);
  const { id, to, name, subject, text } = mail;
  const messageId = messageIdOf(id, stored.address);
  const content = { from: { email: stored.address, name }, subject, text, html: htmlOf(text) };
  const row = { ...owner, id, senderId: owner.userId, sender: stored.address, recipient: to, domain: '' };
  try {
    const bytes = await renderMail({ ...row, messageId, inReplyTo: null, references: [], content }, now);
    const outgoing = { workspaceId: owner.workspaceId, from: stored.address, to, bytes, messageId };
    const answer = await channel.handOver(outgoing, () => {});
    const outcome = outcomeOf(answer, { id, attempt: 1, firstTriedAt: now }, messageBackOff, now);
    if (outcome.move === 'accept') return ok({ to });
    return fail('MAIL_NOT_ACCEPTED', [outcome.code, outcome.text].filter(Boolean).join(' '));
  } finally {
    await channel.close();
  }
}

/** @returns a function that stops it */
export function startForgettingChannels(
  { db, now }: Pick<AccountChannelOptions, 'db' | 'now'>,
  onError: (error: unknown) => void,
): () => void {
  const timer = setInterval(() => {
    deleteRemovedChannels(db.kysely, new Date(now().getTime() - KEPT_MS)).catch(onError);
  }, FORGET_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

function shownOf(stored: StoredChannel, options: SendingOptions): AccountChannel {
  const { id, kind, address, settings, createdAt } = stored;
  const isReadable = options.vault.open(stored.secret, contextOf(stored)) !== null;
  const state = isReadable ? (isSetUp(kind, options) ? 'ready' : 'unset') : 'unreadable';
  return { id, kind, address, server: settings, state, addedAt: createdAt.toISOString() };
}

function isSetUp(kind: ChannelKind, { clients }: SendingOptions): boolean {
  return kind === 'smtp' || clients[kind] !== null;
}

function faultOf(given: NewChannel, options: SendingOptions) {
  if (!isSetUp(given.kind, options)) {
    return invalidField(
      'kind',
      'this server has no client for that provider; its administrator can set one up',
    );
  }
  if (given.kind !== 'smtp' || given.settings.security !== 'none' || isLoopback(given.settings.host))
    return null;
  return invalidField(
    'settings.security',
    'without encryption only a mail server on this very machine is used',
  );
}

function isLoopback(host: string): boolean {
  return /^(127(\.\d+){3}|::1|localhost)$/i.test(host);
}

const taken = () =>
  fail('LIMIT_REACHED', 'your mails leave through another account already; remove that one first');
const unknown = () => fail('NOT_FOUND', 'there is no such account of yours to send through');

function htmlOf(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<p>${escaped.replaceAll('\n', '<br>')}</p>`;
}
