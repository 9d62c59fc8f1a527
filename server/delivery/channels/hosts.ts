import { lookup } from 'node:dns/promises';
import { BlockList, isIP, isIPv6 } from 'node:net';

/** A host that this user may not have mails handed over to. */
export class HostError extends Error {
  override readonly name = 'HostError';
}

/** Addresses of a host, as the system finds them. @throws {Error} when it is not found */
export type FindAddresses = (host: string) => Promise<string[]>;

export const findAddresses: FindAddresses = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

/** This machine, private networks, and what is nobody's (RFC 6890). */
const inside = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(net, bits, 'ipv6');

/** Does an address lead to this machine or into a private network? Written as IPv4 or IPv6. */
export function isInside(address: string): boolean {
  return inside.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/**
 * An address of a host that anybody may reach; it is to be connected to, so that no second look finds another.
 * @throws {HostError} when one of its addresses leads inside
 */
export async function outsideAddressOf(host: string, find: FindAddresses): Promise<string> {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  const addresses = isIP(bare) ? [bare] : await find(bare);
  const refused = addresses.find(isInside);
  const [first] = addresses;
  if (refused !== undefined || first === undefined)
    throw new HostError(
      `${host} leads to this machine or into a private network (${refused}); only an administrator may enter that`,
    );
  return first;
}
