import type { ChannelKind } from '../../../lib/contract/channel.ts';
import type { HandOver } from '../../../lib/core/send/outcome.ts';
import type { Database } from '../../db/open.ts';
import { listChannelsOf, replaceSecret, type StoredChannel } from '../../db/queries/channels.ts';
import { AccessTokens, type TokenGrant } from './access-token.ts';
import type { Channel } from './channel.ts';
import type { Channels, SenderKey } from './channels.ts';
import { gmailDialect } from './gmail.ts';
import { graphDialect } from './graph.ts';
import { createProviderChannel } from './provider.ts';
import { createSmtpChannel } from './smtp.ts';
import type { SmtpServer } from './smtp-line.ts';
import type { Vault } from './vault.ts';

/** This server's client at a provider, and where that answers. */
export interface ProviderClient extends Omit<TokenGrant, 'refreshToken'> {
  /** Without a slash at the end. */
  apiUrl: string;
}

/** Clients that are set up; null: accounts of that provider cannot be used here. */
export type ProviderClients = Record<Exclude<ChannelKind, 'smtp'>, ProviderClient | null>;

export interface AccountChannelOptions {
  db: Database;
  vault: Vault;
  clients: ProviderClients;
  now: () => Date;
}

/** One mail at a time is enough for a person's own account. */
const SMTP_CONNECTIONS = 2;

/** Names the owner of a secret for the vault. */
export function contextOf({ workspaceId, id }: { workspaceId: string; id: string }): string {
  return `${workspaceId.toLowerCase()} ${id.toLowerCase()}`;
}

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
    const channel = createAccountChannel(stored, this.#options);
    this.#made.set(key, { version, channel });
    return channel;
  }
}

/** A channel from what is stored of it. What cannot be used as it is holds every mail and says why. */
export function createAccountChannel(stored: StoredChannel, options: AccountChannelOptions): Channel {
  const { workspaceId, kind, address, settings } = stored;
  const shape = { name: `${kind} ${address}`, workspaceId, address };
  const secret = options.vault.open(stored.secret, contextOf(stored));
  if (secret === null)
    return unusable(shape, 'its secret was sealed with a key that this server does not have');
  if (kind === 'smtp') {
    if (!settings) return unusable(shape, 'it names no mail server');
    const server = serverOf(settings, secret);
    return {
      ...createSmtpChannel({ ...shape, connections: SMTP_CONNECTIONS, serverOf: () => server }),
      ...shape,
    };
  }
  const client = options.clients[kind];
  if (!client) return unusable(shape, 'this server has no client for its provider any more');
  const dialect = kind === 'gmail' ? gmailDialect(client.apiUrl) : graphDialect(client.apiUrl);
  return createProviderChannel({
    ...shape,
    dialect,
    tokens: tokensOf(stored, secret, client, options),
    now: options.now,
  });
}

function serverOf(
  { host, port, security, user }: NonNullable<StoredChannel['settings']>,
  password: string,
): SmtpServer {
  return { host, port, security, signIn: user === '' ? null : { user, password } };
}

function tokensOf(
  stored: StoredChannel,
  refreshToken: string,
  client: ProviderClient,
  { db, vault, now }: AccountChannelOptions,
): AccessTokens {
  let sealed = stored.secret;
  const onRotated = async (rotated: string) => {
    const to = vault.seal(rotated, contextOf(stored));
    await replaceSecret(db.kysely, stored, { from: sealed, to }, now());
    sealed = to;
  };
  return new AccessTokens({ ...client, refreshToken }, { now, onRotated });
}

function unusable(shape: { name: string; workspaceId: string; address: string }, text: string): Channel {
  const answer: HandOver = { answered: true, verdict: { kind: 'held', slows: 'channel' }, code: 535, text };
  return { ...shape, connections: 1, handOver: async () => answer, close: async () => {} };
}
