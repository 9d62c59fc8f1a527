import { type AddressHealth, afterBounce, bouncesInARow } from '../../lib/core/inbound/address-health.ts';
import type { BouncedRecipient } from '../../lib/core/inbound/bounce.ts';
import type { Tx } from '../db/open.ts';
import * as rows from '../db/queries/address-health.ts';

/** A mail that did not arrive, of an address in lower case. */
export interface NotedBounce extends Omit<BouncedRecipient, 'address'> {
  address: string;
  /** ISO 8601. */
  at: string;
}

/**
 * Writes down what mails that came back say of their addresses: dead at once, or blocked after so many in a row. To be
 * called when the ledger knows them as returned, once for each.
 *
 * @returns how each address stands now
 */
export async function noteBounces(
  tx: Tx,
  workspaceId: string,
  bounces: readonly NotedBounce[],
  now: Date,
): Promise<Map<string, AddressHealth>> {
  const addresses = [...new Set(bounces.map(({ address }) => address))];
  const before = await rows.lockAddressHealth(tx, workspaceId, addresses);
  const mails = await rows.listMailsThere(tx, workspaceId, addresses);
  const most = await rows.findMostBounces(tx, workspaceId);
  const saved = new Map<string, rows.SavedHealth>();
  for (const { address, severity, at, reason, code, status, text } of bounces) {
    if (severity === 'delayed') continue;
    const known = saved.get(address) ?? before.get(address) ?? { deadAt: null, bounces: 0 };
    const inARow = bouncesInARow(mails.get(address) ?? [], now.toISOString());
    const health = afterBounce(known, { severity, bounces: inARow, most }, at);
    saved.set(address, { ...health, address, latest: { reason, code, status, text, at } });
  }
  await rows.saveAddressHealth(tx, workspaceId, [...saved.values()]);
  return saved;
}
