import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { NewConnection, Provider } from '../../../lib/contract/channel.ts';
import { EmailAddress } from '../../../lib/contract/primitives.ts';
import { fail, invalidField, ok, type Result } from '../../../lib/contract/result.ts';
import { hashOf, makeSecret } from '../../accounts/secret-code.ts';
import { writeAudit } from '../../db/queries/accounts.ts';
import { replaceGrant } from '../../db/queries/channel-grants.ts';
import { type ChannelOwner, findChannelOf, insertChannel, resumeSending } from '../../db/queries/channels.ts';
import {
  beginConnection,
  type Connection,
  sendToProvider,
  takeConnection,
} from '../../db/queries/connections.ts';
import { withTransaction } from '../../db/transaction.ts';
import { keepDkim } from './dkim-keys.ts';
import { contextOf } from './grant-keeper.ts';
import { KEPT_MS, type SendingOptions, takenByAnother } from './manage.ts';
import { findClient, type KnownClient } from './providers.ts';
import { askForTokens, type GrantedTokens, TokenError } from './token-endpoint.ts';

/** How long a person may take at the provider. */
const PATIENCE_MS = 10 * 60_000;

/** Path of the page that sends the browser to the provider, before the connection's id. */
export const CONNECT_PATH = '/connect/';
/** Path to which the provider sends the browser back. */
export const CALLBACK_PATH = '/connect/callback';

/** What people call a provider. */
export const titleOf: Record<Provider, string> = { google: 'Google', microsoft: 'Microsoft' };

/** Begins to connect an account. @returns the page of this server that goes on from there */
export async function startConnection(
  options: SendingOptions,
  owner: ChannelOwner,
  { id, provider, way, channelId }: NewConnection,
  now: Date,
): Promise<Result<{ url: string }>> {
  const { kysely } = options.db;
  if (!(await findClient(kysely, options, owner.workspaceId, provider)))
    return invalidField('provider', 'there is no client for that provider; an administrator can enter one');
  const inUse = await findChannelOf(kysely, owner);
  if (channelId !== null && inUse?.id !== channelId)
    return fail('NOT_FOUND', 'there is no such account of yours to send through');
  if (channelId === null && inUse) return takenByAnother();
  const connection = { ...owner, id, provider, way, channelId: channelId ?? randomUUID() };
  await withTransaction(options.db, (tx) =>
    beginConnection(tx, connection, new Date(now.getTime() + PATIENCE_MS)),
  );
  return ok({ url: `${options.publicUrl}${CONNECT_PATH}${id}` });
}

/** @returns the provider's page where the person is asked */
export async function askAtProvider(
  options: SendingOptions,
  owner: ChannelOwner,
  id: string,
  now: Date,
): Promise<Result<{ url: string }>> {
  const { kysely } = options.db;
  const [state, verifier] = [makeSecret(), randomBytes(48).toString('base64url')];
  const proof = {
    stateHash: hashOf(state),
    verifier: options.vault.seal(verifier, contextOf({ workspaceId: owner.workspaceId, id })),
  };
  const connection = await sendToProvider(kysely, owner, id, proof, now);
  if (!connection) return over();
  const client = await findClient(kysely, options, owner.workspaceId, connection.provider);
  if (!client) return fail('NOT_FOUND', 'there is no client for that provider any more');
  return ok({ url: authorizeUrl(options, client, connection, { state, verifier }) });
}

/** @see RFC 6749 §4.1.1, RFC 7636 §4.3, OpenID Connect Core §3.1.2.1 */
function authorizeUrl(
  { publicUrl, providers }: SendingOptions,
  { authorizeUrl: base, clientId }: KnownClient,
  { provider, way }: Connection,
  { state, verifier }: { state: string; verifier: string },
): string {
  const url = new URL(base);
  const asked = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: publicUrl + CALLBACK_PATH,
    scope: providers[provider].site.scopes[way],
    state,
    nonce: nonceOf(verifier),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    // Without both Google gives a refresh token the first time only.
    ...(provider === 'google'
      ? { access_type: 'offline', prompt: 'consent select_account' }
      : { prompt: 'select_account' }),
  };
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
  return url.href;
}

/** What the provider's answer holds when it was asked with that verifier. */
function nonceOf(verifier: string): string {
  return hashOf(`nonce ${verifier}`);
}

/** What the provider sends the browser back with. */
export interface ProviderSays {
  state: string;
  code: string | null;
  /** Why there is no code. */
  error: string | null;
}

/**
 * Ends what was begun: exchanges the code and keeps the grant.
 * @returns the account that mails leave through now
 */
export async function finishConnection(
  options: SendingOptions,
  owner: ChannelOwner,
  { state, code, error }: ProviderSays,
  now: Date,
): Promise<Result<{ address: string }>> {
  const connection = await takeConnection(options.db.kysely, owner, hashOf(state), now);
  if (!connection) return over();
  const title = titleOf[connection.provider];
  if (error !== null) return fail('NOT_ALLOWED', `${title} did not permit it: ${error}`);
  if (code === null) return fail('INVALID_INPUT', `${title} gave neither a code nor a reason`);
  const granted = await exchange(options, connection, code);
  if (!granted.ok) return granted;
  const { address, refreshToken } = granted.value;
  const kept = await keep(options, connection, address, refreshToken, now);
  return kept.ok ? ok({ address }) : kept;
}

async function exchange(
  options: SendingOptions,
  connection: Connection,
  code: string,
): Promise<Result<{ address: string; refreshToken: string }>> {
  const { workspaceId, provider, verifier: sealed } = connection;
  const title = titleOf[provider];
  const verifier = sealed === null ? null : options.vault.open(sealed, contextOf(connection));
  const client = await findClient(options.db.kysely, options, workspaceId, provider);
  if (verifier === null || !client) return over();
  const form = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: options.publicUrl + CALLBACK_PATH,
    code_verifier: verifier,
  };
  let granted: GrantedTokens;
  try {
    granted = await askForTokens(client, form);
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    return fail('NOT_ALLOWED', `${title} gave no access: ${error.message.replace(/^no access: /, '')}`);
  }
  if (granted.refreshToken === null)
    return fail(
      'NOT_ALLOWED',
      `${title} gave access that ends within the hour; mails also leave while you are away`,
    );
  const missing = missingScope(options.providers[provider].site.scopes[connection.way], granted.scope);
  if (missing)
    return fail('NOT_ALLOWED', `it was not permitted to send mail (${missing}); tick it and try again`);
  const address = addressOf(granted.idToken, { audience: client.clientId, nonce: nonceOf(verifier) });
  if (address === null) return fail('NOT_ALLOWED', `${title} did not say which account it is`);
  return ok({ address, refreshToken: granted.refreshToken });
}

/** People may untick what they are asked for. Those that are addresses are what sends; null: all are there. */
function missingScope(asked: string, granted: string | null): string | null {
  if (granted === null) return null;
  const given = new Set(granted.split(' ').map((scope) => scope.toLowerCase()));
  const isGiven = (scope: string) =>
    // Microsoft may leave out where a scope belongs.
    given.has(scope.toLowerCase()) || given.has(scope.slice(scope.lastIndexOf('/') + 1).toLowerCase());
  return asked.split(' ').find((scope) => scope.startsWith('https://') && !isGiven(scope)) ?? null;
}

const Claims = z.object({
  aud: z.union([z.string(), z.array(z.string())]),
  nonce: z.string(),
  email: z.string().optional(),
  preferred_username: z.string().optional(),
});

/**
 * Whose account it is. The token came from the provider itself over its own line, so that its signature adds nothing.
 * @see OpenID Connect Core §3.1.3.7, step 6
 */
function addressOf(idToken: string | null, expected: { audience: string; nonce: string }): string | null {
  const claims = Claims.safeParse(readPayload(idToken?.split('.')[1] ?? ''));
  if (!claims.success) return null;
  const { aud, nonce, email, preferred_username: name } = claims.data;
  if (![aud].flat().includes(expected.audience) || nonce !== expected.nonce) return null;
  const address = EmailAddress.safeParse(email ?? name);
  return address.success ? address.data.toLowerCase() : null;
}

function readPayload(base64: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

function keep(
  options: SendingOptions,
  connection: Connection,
  address: string,
  refreshToken: string,
  now: Date,
): Promise<Result<null>> {
  const { workspaceId, userId, channelId: id, provider, way } = connection;
  const owner = { workspaceId, userId };
  const { smtp } = options.providers[provider].site;
  const channel = {
    ...owner,
    id,
    provider,
    address,
    kind:
      way === 'smtp' ? ('smtp' as const) : provider === 'google' ? ('gmail' as const) : ('graph' as const),
    settings: way === 'smtp' ? { ...smtp, user: address } : null,
    // The provider's mail server is a setting of the server.
    mayBeInside: true,
    secret: options.vault.seal(refreshToken, contextOf({ workspaceId, id })),
  };
  return withTransaction(options.db, async (tx) => {
    const inUse = await findChannelOf(tx, owner);
    if (inUse?.id === id) {
      if (!(await replaceGrant(tx, { ...channel, way }, now)))
        return fail('NOT_ALLOWED', `that was ${address}; connect ${inUse.address}, or remove it first`);
    } else {
      if (!(await insertChannel(tx, channel, now))) return takenByAnother();
      if (way === 'smtp')
        await keepDkim(tx, options, channel, { since: new Date(now.getTime() - KEPT_MS), now });
    }
    await resumeSending(tx, owner, now);
    const action = inUse?.id === id ? 'channel.reconnect' : 'channel.connect';
    await writeAudit(tx, { ...owner, action, subjectId: id, now });
    return ok(null);
  });
}

const over = () =>
  fail(
    'NOT_FOUND',
    'this was used already, took longer than ten minutes, or was begun by somebody else; begin again',
  );
