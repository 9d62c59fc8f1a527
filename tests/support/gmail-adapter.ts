import { type GmailDouble, gmailDouble } from '../doubles/gmail/double.ts';
import type { GmailConfig } from '../doubles/gmail/page/config.ts';
import { GMAIL_URL, routeGmail } from '../doubles/gmail/serve.ts';
import * as adapter from './adapter.ts';

export type AdapterPage = adapter.AdapterPage<GmailDouble>;
export type AdapterBrowser = adapter.AdapterBrowser<GmailDouble, GmailConfig>;

/** Chromium with a small extension that holds nothing but the Gmail adapter. */
export function launchAdapter(): Promise<AdapterBrowser> {
  return adapter.launchAdapter({
    entry: './gmail-probe.ts',
    matches: ['https://mail.google.com/*'],
    url: GMAIL_URL,
    makeDouble: gmailDouble,
    route: routeGmail,
  });
}
