import type { Provider } from '../../lib/contract/channel.ts';
import { readConfig } from '../../server/config.ts';
import type { SendingOptions } from '../../server/delivery/channels/manage.ts';
import type { Providers } from '../../server/delivery/channels/providers.ts';
import { newVaultKey, readVaultKeys, Vault } from '../../server/delivery/channels/vault.ts';

const keys = readVaultKeys(newVaultKey());
if (!keys) throw new Error('expected a key');

const { providers } = readConfig({
  UTSKICK_DATA_DIR: '/tmp',
  UTSKICK_SECRET: 'a secret of the tests, 32 characters',
  UTSKICK_CHANNEL_KEYS: newVaultKey(),
});

/** What accounts are kept with in tests: keys of their own, and no provider unless told otherwise. */
export const testSending: Omit<SendingOptions, 'db'> = {
  vault: new Vault(keys),
  providers,
  publicUrl: 'http://utskick.test',
  insideForAll: true,
  findAddresses: async (host) => Promise.reject(new Error(`${host} is looked for`)),
  lookUpText: async (name) => Promise.reject(new Error(`${name} is asked for`)),
  now: () => new Date(),
  otherwise: 'practice',
};

/** The providers as they are set up, of which some answer elsewhere. */
export function providersAt(
  places: Partial<
    Record<Provider, Partial<Providers['google']['site']> & { client?: Providers['google']['client'] }>
  >,
): Providers {
  const at = (provider: Provider) => {
    const { client = null, ...site } = places[provider] ?? {};
    return { site: { ...providers[provider].site, ...site }, client };
  };
  return { google: at('google'), microsoft: at('microsoft') };
}
