import { getPublicSuffix } from 'tldts';
import { domainOf } from '../send/message-id.ts';

/** One label: letters, digits and hyphens within; also of other scripts, as addresses may have them. */
const LABEL = /^[\p{L}\p{M}\p{N}]([\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u;

/**
 * A domain as it is kept, made of what somebody types: `@Fjord.example.`, `anna@fjord.example` and
 * `https://fjord.example/about` are all `fjord.example`.
 *
 * @returns null where it is none, or one under which everybody can have a domain (`com`, `co.uk`)
 */
export function readDomain(typed: string): string | null {
  const host = typed
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/[/?#].*$/, '')
    .replace(/^.*@/, '')
    .replace(/:\d+$/, '')
    .replace(/\.$/, '');
  const labels = host.split('.');
  if (host.length > 253 || labels.length < 2 || !labels.every((label) => LABEL.test(label))) return null;
  return getPublicSuffix(host) === host ? null : host;
}

/**
 * The blocked domain that an address is at, or at a subdomain of.
 *
 * @param domains - as {@link readDomain} gives them
 * @returns null: none
 */
export function blockedDomainOf(address: string, domains: readonly string[]): string | null {
  const domain = domainOf(address);
  return domains.find((blocked) => domain === blocked || domain.endsWith(`.${blocked}`)) ?? null;
}
