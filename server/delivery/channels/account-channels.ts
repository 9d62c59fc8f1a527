import type { HandOver } from '../../../lib/core/send/outcome.ts';
import type { Database } from '../../db/open.ts';
import { listChannelsOf, type StoredChannel } from '../../db/queries/channels.ts';
import { listStopped } from '../../db/queries/sending-stops.ts';
import { AccessTokens, type TokenSource } from './access-token.ts';
import type { Channel } from './channel.ts';
import type { Channels, SenderKey } from './channels.ts';
import { openDkim } from './dkim-keys.ts';
import { gmailDialect } from './gmail.ts';
import { contextOf, keeperOf } from './grant-keeper.ts';
import { graphDialect } from './graph.ts';
import { type FindAddresses, outsideAddressOf } from './hosts.ts';
import { createProviderChannel } from './provider.ts';
import { findClient, type KnownClient, type Providers } from './providers.ts';
import { createSmtpChannel } from './smtp.ts';
import type { SmtpServer } from './smtp-line.ts';
import type { Vault } from './vault.ts';

export interface AccountChannelOptions {
  db: Database;
  vault: Vault;
  providers: Providers;
  /** Anybody may enter a mail server on this machine or in a private network; else only administrators may. */
  insideForAll: boolean;
  findAddresses: FindAddresses;
  now: () => Date;
}

/** One mail at a time is enough for a person's own account. */
const SMTP_CONNECTIONS = 2;

/** Each user's own way out, and for those without one the way of everybody. */
export class AccountChannels implements Channels {
  readonly #options: AccountChannelOptions;
  readonly #fallback: Channel | null;
  readonly #made = new Map<string, { version: string; channel: Channel }>();

  /** @param fallback - null: mails of those without a channel wait */
  constructor(options: AccountChannelOptions, fallback: Channel | null) {
    this.#options = options;
    this.#fallback = fallback;
  }

  async of(senders: readonly SenderKey[]): Promise<(sender: SenderKey) => Channel | null> {
    const stored = await listChannelsOf(this.#options.db.kysely, senders);
    const found = new Map<string, Channel>();
    for (const one of stored) found.set(`${one.workspaceId} ${one.userId}`, await this.#channelOf(one));
    const stopped = await listStopped(this.#options.db.kysely, senders);
    for (const one of stopped) {
      const key = `${one.workspaceId} ${one.senderId}`;
      if (!found.has(key)) found.set(key, noAccount(one));
    }
    return ({ workspaceId, senderId }) => found.get(`${workspaceId} ${senderId}`) ?? this.#fallback;
  }

  async close(): Promise<void> {
    await this.#fallback?.close();
    for (const { channel } of this.#made.values()) await channel.close();
    this.#made.clear();
  }

  /** Kept while nothing of it changes: its lines are open, its access token is good. */
  async #channelOf(stored: StoredChannel): Promise<Channel> {
    const key = `${stored.workspaceId} ${stored.userId}`;
    const version = `${stored.id} ${stored.version}`;
    const known = this.#made.get(key);
    if (known?.version === version) return known.channel;
    await known?.channel.close();
    const channel = await createAccountChannel(stored, this.#options);
    this.#made.set(key, { version, channel });
    return channel;
  }
}

/** A channel from what is stored of it. What cannot be used as it is holds every mail and says why. */
export async function createAccountChannel(
  stored: StoredChannel,
  options: AccountChannelOptions,
): Promise<Channel> {
  const { workspaceId, kind, address, provider, revokedReason } = stored;
  const shape = { name: `${kind} ${address}`, workspaceId, address };
  const secret = options.vault.open(stored.secret, contextOf(stored));
  if (secret === null)
    return unusable(shape, 'its secret was sealed with a key that this server does not have');
  if (revokedReason !== null) return unusable(shape, `connect the account again: ${revokedReason}`);
  const client = provider && (await findClient(options.db.kysely, options, workspaceId, provider));
  if (provider && !client) return unusable(shape, 'there is no client for its provider any more');
  if (kind === 'smtp') {
    const access = client ? tokensOf(stored, client, options) : secret;
    return smtpChannel(stored, shape, access, options);
  }
  if (!client) return unusable(shape, 'it names no provider');
  const { apiUrl } = options.providers[kind === 'gmail' ? 'google' : 'microsoft'].site;
  return createProviderChannel({
    ...shape,
    dialect: kind === 'gmail' ? gmailDialect(apiUrl) : graphDialect(apiUrl),
    tokens: tokensOf(stored, client, options),
    now: options.now,
  });
}

type Shape = Required<Pick<Channel, 'name' | 'workspaceId' | 'address'>>;

/** @param secret - a password, or where access tokens come from */
function smtpChannel(
  stored: StoredChannel,
  shape: Shape,
  secret: string | TokenSource,
  { vault, insideForAll, findAddresses }: AccountChannelOptions,
): Channel {
  const { settings, mayBeInside } = stored;
  if (!settings) return unusable(shape, 'it names no mail server');
  const dkim = openDkim(stored, vault);
  if (dkim === null)
    return unusable(shape, 'its key for signing was sealed with a key that this server does not have');
  const { user, ...server } = settings;
  const signIn = async (refused: string | null): Promise<SmtpServer['signIn']> => {
    if (typeof secret !== 'string') return { user, accessToken: await secret.get(refused) };
    return user === '' ? null : { user, password: secret };
  };
  const channel = createSmtpChannel({
    ...shape,
    connections: SMTP_CONNECTIONS,
    ...(dkim && { dkim }),
    serverOf: async (_, refused) => ({
      ...server,
      // Looked up each time: a name may lead elsewhere than when it was entered.
      ...(!mayBeInside && !insideForAll && { address: await outsideAddressOf(server.host, findAddresses) }),
      signIn: await signIn(refused),
    }),
  });
  return { ...channel, ...shape };
}

function tokensOf(stored: StoredChannel, client: KnownClient, options: AccountChannelOptions): TokenSource {
  return new AccessTokens(client, { keeper: keeperOf(options, stored), now: options.now });
}

/** Of who has removed their account: nobody is to take their mails for sent, nor to get them from elsewhere. */
function noAccount({ workspaceId, senderId }: SenderKey): Channel {
  const text = 'the account was removed: choose another account under Settings → Sending';
  return holding({ name: `none ${senderId}`, workspaceId }, text, null);
}

function unusable(shape: Shape, text: string): Channel {
  return holding(shape, text, 'channel');
}

/** @param slows - `channel`: the others wait until it works; null: each is held at once */
function holding(
  shape: Pick<Channel, 'name' | 'workspaceId' | 'address'>,
  text: string,
  slows: 'channel' | null,
): Channel {
  const answer: HandOver = { answered: true, verdict: { kind: 'held', slows }, code: 535, text };
  return { ...shape, connections: 1, handOver: async () => answer, close: async () => {} };
}
