const host = /^https?:\/\/(\[[^\]]*\]|[^/:?#]*)/i;
const here = /^(localhost|.*\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/i;

/** Only who sits at this machine can follow the address: in anybody else's mail it leads nowhere. */
export function isOnlyHere(address: string): boolean {
  return here.test(host.exec(address)?.[1] ?? '');
}
