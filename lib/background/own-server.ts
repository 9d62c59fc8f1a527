import type { Deps } from './deps.ts';

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Was a page served by the server that this browser is paired with? The practice mailbox may stand on any port of
 * this machine; what another program shows there under the same path gets no tasks and proves no send.
 *
 * @param url - the page's address, as the browser vouches for it
 */
export async function isOwnServer(deps: Pick<Deps, 'keys'>, url: string): Promise<boolean> {
  const pairing = await deps.keys.pairing();
  return pairing !== null && URL.canParse(url) && placeOf(url) === placeOf(pairing.server);
}

/** Scheme, host and port; the names of this machine count as one. */
function placeOf(address: string): string {
  const { protocol, hostname, port } = new URL(address);
  return `${protocol}//${loopback.has(hostname) ? 'loopback' : hostname}:${port}`;
}
