import type { SendingOptions } from '../../server/delivery/channels/manage.ts';
import { newVaultKey, readVaultKeys, Vault } from '../../server/delivery/channels/vault.ts';

const keys = readVaultKeys(newVaultKey());
if (!keys) throw new Error('expected a key');

/** What accounts are kept with in tests: keys of their own, and no provider unless told otherwise. */
export const testSending: Omit<SendingOptions, 'db'> = {
  vault: new Vault(keys),
  clients: { gmail: null, graph: null },
  now: () => new Date(),
  otherwise: 'practice',
};
