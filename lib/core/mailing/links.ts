import type { MailingSetup } from '../../contract/mailing.ts';
import { type Link, replaceAddresses, replaceLinks, trackableLinks } from '../links/track.ts';

/** A link of a mailing, by the number that stands in its recipients' addresses. */
export interface NumberedLink {
  number: number;
  /** Where it leads; may hold fields after its host. */
  url: string;
  /** What is shown for it. */
  label: string;
  /** Of a registered link, whose target stands there; null: it is the mailing’s own. */
  registeredId: string | null;
}

/** The field that stands in a mailing's text for the address of a tracked link. */
export function linkField(number: number): string {
  return `utskick_link_${number}`;
}

/** Nothing of the recipient decides whose website it is. */
export const fixedHost = /^https?:\/\/[^/?#{}[\]\s]+(?=[/?#]|$)/i;

/**
 * Gives each link of a text a number, and puts a field in its place in HTML and plain text. A link keeps its number as
 * long as it leads to the same place.
 *
 * @param known - links that have a number already
 * @param untouched - beginnings of addresses that are left alone, such as the server's own
 */
export function numberLinks(
  { html, text }: { html: string; text: string | null },
  { utm, trackAll }: Pick<MailingSetup, 'utm' | 'trackAll'>,
  known: readonly NumberedLink[],
  untouched: readonly string[],
): { html: string; text: string | null; links: NumberedLink[] } {
  const found = trackableLinks(html, untouched).filter(({ url }) => fixedHost.test(url));
  const links = [...known];
  const inPlace = new Map<string, string>();
  for (const link of found) {
    const url = withUtm(link.url, utm);
    const target = trackAll ? `{{${linkField(numberOf(links, { ...link, url }))}}}` : url;
    inPlace.set(link.url, target);
  }
  return {
    html: replaceLinks(html, found, inPlace),
    text: text === null ? null : replaceAddresses(text, inPlace),
    links: links.slice(known.length),
  };
}

const LONGEST_LABEL = 200;

function numberOf(links: NumberedLink[], { url, text }: Pick<Link, 'url' | 'text'>): number {
  const same = links.find((link) => link.url === url);
  if (same) return same.number;
  const number = Math.max(0, ...links.map((link) => link.number)) + 1;
  const label = text.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_LABEL);
  links.push({ number, url, label, registeredId: null });
  return number;
}

/** An address with what tells the recipient's website where the visit comes from; what it says itself stays. */
export function withUtm(url: string, utm: MailingSetup['utm']): string {
  if (utm === null) return url;
  const [whole = '', hash] = url.split(/(?=#)/, 2);
  const added = Object.entries({ utm_medium: 'email', utm_source: utm.source, utm_campaign: utm.campaign })
    .filter(([name, value]) => value !== '' && !new RegExp(`[?&]${name}=`).test(whole))
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  if (added.length === 0) return url;
  return `${whole}${whole.includes('?') ? '&' : '?'}${added.join('&')}${hash ?? ''}`;
}
