import type { Role } from '../../../lib/contract/account.ts';
import type {
  AccountChannel,
  ChannelKind,
  NewChannel,
  Provider,
  Sending,
} from '../../../lib/contract/channel.ts';
import { type Failure, fail, invalidField, ok, type Result } from '../../../lib/contract/result.ts';
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
  removeChannelOf,
  restoreChannelOf,
  resumeSending,
  type StoredChannel,
} from '../../db/queries/channels.ts';
import { deleteOldConnections } from '../../db/queries/connections.ts';
import { isStopped, stopSending } from '../../db/queries/sending-stops.ts';
import { withTransaction } from '../../db/transaction.ts';
import { type AccountChannelOptions, createAccountChannel } from './account-channels.ts';
import { keepDkim, signingOf } from './dkim-keys.ts';
import { contextOf } from './grant-keeper.ts';
import { HostError, outsideAddressOf } from './hosts.ts';
import { renderMail } from './mime.ts';
import { findClient } from './providers.ts';
import type { LookUpText } from './text-records.ts';

/** How long a removed channel can be had back; then its secret is gone. */
export const KEPT_MS = 10 * 60_000;
const FORGET_EVERY_MS = 60_000;

export interface SendingOptions extends AccountChannelOptions {
  /** The way of those who have none of their own. */
  otherwise: Sending['otherwise'];
  /** Under which people and providers reach this server, without a slash at the end. */
  publicUrl: string;
  lookUpText: LookUpText;
}

/** Whose account a channel of a kind is; null: anybody's who has a mail server. */
const providerOf: Record<ChannelKind, Provider | null> = { smtp: null, gmail: 'google', graph: 'microsoft' };

/** How a user's mails leave. */
export async function describeSending(options: SendingOptions, owner: ChannelOwner): Promise<Sending> {
  const stored = await findChannelOf(options.db.kysely, owner);
  const providers: Provider[] = [];
  for (const one of ['google', 'microsoft'] as const)
    if (await isSetUp(options, owner, one)) providers.push(one);
  const canAdd = (kind: ChannelKind) => {
    const provider = providerOf[kind];
    return provider === null || providers.includes(provider);
  };
  return {
    channel: stored && shownOf(stored, options, providers),
    stopped: stored === null && (await isStopped(options.db.kysely, owner)),
    otherwise: options.otherwise,
    kinds: (['smtp', 'gmail', 'graph'] as const).filter(canAdd),
    providers,
  };
}

/** Adds a channel; what the one before has refused, and what was held without one, goes through it. */
export async function addChannel(
  options: SendingOptions,
  owner: ChannelOwner & { role: Role },
  given: NewChannel,
  now: Date,
): Promise<Result<Sending>> {
  const wrong = (await faultOf(given, options, owner)) ?? (await hostFault(given, options, owner.role));
  if (wrong) return wrong;
  const { workspaceId, userId } = owner;
  const { id, kind } = given;
  const secret = given.kind === 'smtp' ? given.password : given.refreshToken;
  const added = await withTransaction(options.db, async (tx) => {
    const isNew = await insertChannel(
      tx,
      {
        workspaceId,
        userId,
        id,
        kind,
        address: given.address.toLowerCase(),
        settings: given.kind === 'smtp' ? given.settings : null,
        secret: options.vault.seal(secret, contextOf({ workspaceId, id })),
        provider: providerOf[kind],
        mayBeInside: owner.role === 'admin',
      },
      now,
    );
    if (!isNew) return (await findChannelOf(tx, owner))?.id === id;
    if (kind === 'smtp')
      await keepDkim(
        tx,
        options,
        { ...owner, id, address: given.address },
        {
          since: new Date(now.getTime() - KEPT_MS),
          now,
        },
      );
    await resumeSending(tx, owner, now);
    await writeAudit(tx, { workspaceId, userId, action: 'channel.add', subjectId: id, now });
    return true;
  });
  return added ? ok(await describeSending(options, owner)) : takenByAnother();
}

export async function removeChannel(
  options: SendingOptions,
  owner: ChannelOwner,
  id: string,
  now: Date,
): Promise<Result<Sending>> {
  const removed = await withTransaction(options.db, async (tx) => {
    if (!(await removeChannelOf(tx, owner, id, now))) return false;
    await stopSending(tx, owner, now);
    await writeAudit(tx, { ...owner, action: 'channel.remove', subjectId: id, now });
    return true;
  });
  return removed ? ok(await describeSending(options, owner)) : unknown();
}

/** Who has no account any more has chosen the way of everybody: what was held goes. */
export async function goOn(
  options: SendingOptions,
  owner: ChannelOwner,
  now: Date,
): Promise<Result<Sending>> {
  await withTransaction(options.db, async (tx) => {
    await resumeSending(tx, owner, now);
    await writeAudit(tx, { ...owner, action: 'channel.goOn', subjectId: owner.userId, now });
  });
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
    if (!(await restoreChannelOf(kysely, owner, id, { since, now }))) return takenByAnother();
    await resumeSending(kysely, owner, now);
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
  const channel = await createAccountChannel(stored, options);
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
    deleteOldConnections(db.kysely, now()).catch(onError);
  }, FORGET_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

function shownOf(
  stored: StoredChannel,
  { vault }: SendingOptions,
  providers: readonly Provider[],
): AccountChannel {
  const { id, kind, address, settings, provider, revokedReason, createdAt } = stored;
  const isReadable = vault.open(stored.secret, contextOf(stored)) !== null;
  const isKnown = provider === null || providers.includes(provider);
  return {
    id,
    kind,
    address,
    server: settings,
    provider,
    way: provider && (kind === 'smtp' ? 'smtp' : 'api'),
    state: !isReadable ? 'unreadable' : !isKnown ? 'unset' : revokedReason !== null ? 'revoked' : 'ready',
    reason: revokedReason,
    signing: signingOf(stored),
    addedAt: createdAt.toISOString(),
  };
}

async function isSetUp(
  options: SendingOptions,
  { workspaceId }: ChannelOwner,
  provider: Provider,
): Promise<boolean> {
  return (await findClient(options.db.kysely, options, workspaceId, provider)) !== null;
}

async function faultOf(given: NewChannel, options: SendingOptions, owner: ChannelOwner) {
  const provider = providerOf[given.kind];
  if (provider && !(await isSetUp(options, owner, provider))) {
    return invalidField('kind', 'there is no client for that provider; an administrator can enter one');
  }
  if (given.kind !== 'smtp' || given.settings.security !== 'none' || isLoopback(given.settings.host))
    return null;
  return invalidField(
    'settings.security',
    'without encryption only a mail server on this very machine is used',
  );
}

/** Who is no administrator learns nothing of what stands on this machine or beside it. */
async function hostFault(
  given: NewChannel,
  { insideForAll, findAddresses }: SendingOptions,
  role: Role,
): Promise<Failure | null> {
  if (given.kind !== 'smtp' || insideForAll || role === 'admin') return null;
  try {
    await outsideAddressOf(given.settings.host, findAddresses);
    return null;
  } catch (error) {
    if (error instanceof HostError) return invalidField('settings.host', error.message);
    return invalidField('settings.host', `${given.settings.host} was not found`);
  }
}

function isLoopback(host: string): boolean {
  return /^(127(\.\d+){3}|::1|localhost)$/i.test(host);
}

/** One way at a time. */
export const takenByAnother = () =>
  fail('LIMIT_REACHED', 'your mails leave through another account already; remove that one first');
const unknown = () => fail('NOT_FOUND', 'there is no such account of yours to send through');

function htmlOf(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<p>${escaped.replaceAll('\n', '<br>')}</p>`;
}
