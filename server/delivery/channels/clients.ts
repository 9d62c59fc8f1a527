import type { NewProviderClient, Provider, ProviderClient } from '../../../lib/contract/channel.ts';
import { invalidField, ok, type Result } from '../../../lib/contract/result.ts';
import { writeAudit } from '../../db/queries/accounts.ts';
import { type ChannelOwner, resumeSending } from '../../db/queries/channels.ts';
import {
  deleteProviderClient,
  findProviderClient,
  listProviderClients,
  renewChannelsOf,
  saveProviderClient,
} from '../../db/queries/provider-clients.ts';
import { withTransaction } from '../../db/transaction.ts';
import { CALLBACK_PATH } from './connect.ts';
import type { SendingOptions } from './manage.ts';
import { contextOfClient } from './providers.ts';

type Clients = { clients: ProviderClient[] };

/** Which clients accounts are connected through. */
export async function describeClients(options: SendingOptions, workspaceId: string): Promise<Clients> {
  const own = await listProviderClients(options.db.kysely, workspaceId);
  const clients = (['google', 'microsoft'] as const).map((provider): ProviderClient => {
    const { site, client } = options.providers[provider];
    const found = own.find((one) => one.provider === provider);
    return {
      provider,
      source: found ? 'own' : client ? 'server' : 'none',
      clientId: found?.clientId ?? null,
      sealed: (found?.secret ?? null) !== null,
      tenant: found?.tenant ?? null,
      redirectUrl: options.publicUrl + CALLBACK_PATH,
      scopes: site.scopes,
    };
  });
  return { clients };
}

/** Enters a workspace's own client, or takes it out; accounts of the provider use the other from then on. */
export async function setClient(
  options: SendingOptions,
  { workspaceId, userId }: ChannelOwner,
  { provider, client }: NewProviderClient,
  now: Date,
): Promise<Result<Clients>> {
  const done = await withTransaction(options.db, async (tx) => {
    if (client === null) await deleteProviderClient(tx, workspaceId, provider);
    else {
      const { clientId, clientSecret, tenant } = client;
      const before = await findProviderClient(tx, workspaceId, provider);
      const isSame = before?.clientId === clientId;
      if (clientSecret === null && before !== null && before.secret !== null && !isSame)
        return invalidField('client.clientSecret', 'expected the secret of the new client');
      const secret =
        clientSecret === null ? (before?.secret ?? null) : seal(options, workspaceId, provider, clientSecret);
      const tenantOf = provider === 'microsoft' ? tenant : null;
      await saveProviderClient(tx, workspaceId, { provider, clientId, secret, tenant: tenantOf }, now);
    }
    const users = await renewChannelsOf(tx, workspaceId, provider, now);
    for (const one of users) await resumeSending(tx, { workspaceId, userId: one.userId }, now);
    const action = client === null ? 'provider.remove' : 'provider.set';
    await writeAudit(tx, { workspaceId, userId, action, subjectId: workspaceId, now });
    return null;
  });
  return done ?? ok(await describeClients(options, workspaceId));
}

function seal({ vault }: SendingOptions, workspaceId: string, provider: Provider, secret: string): string {
  return vault.seal(secret, contextOfClient(workspaceId, provider));
}
