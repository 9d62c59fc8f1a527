import type { MailSite } from '../contract/task.ts';
import { outlookHosts } from '../core/compose/hosts.ts';
import { readTraffic as readGmail } from './gmail/traffic.ts';
import { readTraffic as readOutlook } from './outlook/traffic.ts';
import type { PageRequest, Traffic } from './traffic.ts';

/** How the requests of one mail site are watched. */
export interface WatchedSite {
  site: MailSite;
  /** Match patterns of the requests that can say something of a message. */
  urls: readonly string[];
  /** What is read stands in the headers too. */
  needsHeaders: boolean;
  /** The page shows no id of a draft: a request is matched by the press on Send, see `lib/core/compose/match.ts`. */
  byPress: boolean;
  /** Never throws; what is not understood is left out. */
  read(request: PageRequest): Traffic[];
}

/** Every site whose requests are proof. */
export const watchedSites: readonly WatchedSite[] = [
  {
    site: 'gmail',
    // Gmail posts what it sends, saves and takes back to `/sync/u/N/i/s`.
    urls: ['https://mail.google.com/sync/*'],
    needsHeaders: false,
    byPress: false,
    read: ({ url, body }) => readGmail(url, body),
  },
  {
    site: 'outlook',
    urls: outlookHosts.map((host) => `https://${host}/owa/*`),
    needsHeaders: true,
    byPress: true,
    read: readOutlook,
  },
];

export function watchedSiteOf(url: string): WatchedSite | null {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return (
    watchedSites.find(({ urls }) => urls.some((pattern) => pattern.startsWith(`https://${host}/`))) ?? null
  );
}
