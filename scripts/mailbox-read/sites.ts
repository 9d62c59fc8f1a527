import type { ReadableSite } from './in-page.ts';

/** Where a page of each site lives; adapters look at their address. */
export const pageAddresses: Record<ReadableSite, string> = {
  gmail: 'https://mail.google.com/mail/u/0/',
  outlook: 'https://outlook.office.com/mail/',
  practice: 'http://127.0.0.1/practice',
};

export const readableSites = Object.keys(pageAddresses);

export function isReadableSite(site: string): site is ReadableSite {
  return Object.hasOwn(pageAddresses, site);
}
