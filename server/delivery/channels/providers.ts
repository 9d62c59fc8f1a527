import type { ConnectWay, Provider } from '../../../lib/contract/channel.ts';
import type { Db } from '../../db/open.ts';
import { findProviderClient, type StoredProviderClient } from '../../db/queries/provider-clients.ts';
import type { SmtpServer } from './smtp-line.ts';
import type { ClientIdentity } from './token-endpoint.ts';
import type { Vault } from './vault.ts';

/** Where a provider answers, and what its people are asked to permit. */
export interface ProviderSite {
  /** Where people are asked. `{tenant}` stands for the directory whose accounts may be connected. */
  authorizeUrl: string;
  tokenUrl: string;
  /** Without a slash at the end. */
  apiUrl: string;
  smtp: Pick<SmtpServer, 'host' | 'port' | 'security'>;
  /** With blanks between. */
  scopes: Record<ConnectWay, string>;
}

/** A provider as this server knows it. */
export interface ProviderSetup {
  site: ProviderSite;
  /** The server's client, for workspaces without one of their own; null: it has none. */
  client: { clientId: string; clientSecret: string | null } | null;
}

export type Providers = Record<Provider, ProviderSetup>;

/** A client with the addresses at which it is known. */
export interface KnownClient extends ClientIdentity {
  authorizeUrl: string;
}

interface Known {
  vault: Vault;
  providers: Providers;
}

/** Names the owner of a client's secret for the vault. */
export function contextOfClient(workspaceId: string, provider: Provider): string {
  return `${workspaceId.toLowerCase()} client ${provider}`;
}

/** The client that a workspace uses at a provider: its own, else the server's. @returns null: it has none */
export async function findClient(
  db: Db,
  known: Known,
  workspaceId: string,
  provider: Provider,
): Promise<KnownClient | null> {
  return clientOf(known, workspaceId, provider, await findProviderClient(db, workspaceId, provider));
}

/** @param own - the workspace's own; null: it has none */
export function clientOf(
  { vault, providers }: Known,
  workspaceId: string,
  provider: Provider,
  own: Pick<StoredProviderClient, 'clientId' | 'secret' | 'tenant'> | null,
): KnownClient | null {
  const { site, client } = providers[provider];
  if (own) {
    const context = contextOfClient(workspaceId, provider);
    const clientSecret = own.secret === null ? null : vault.open(own.secret, context);
    // Sealed with a key that is not here: without it the provider would take it for somebody else's.
    if (own.secret !== null && clientSecret === null) return null;
    return { clientId: own.clientId, clientSecret, ...addressesOf(site, own.tenant) };
  }
  return client && { ...client, ...addressesOf(site, null) };
}

function addressesOf({ authorizeUrl, tokenUrl }: ProviderSite, tenant: string | null) {
  const placed = (url: string) => url.replace('{tenant}', encodeURIComponent(tenant ?? 'common'));
  return { authorizeUrl: placed(authorizeUrl), tokenUrl: placed(tokenUrl) };
}
