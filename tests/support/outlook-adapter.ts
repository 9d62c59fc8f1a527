import { type OutlookDouble, outlookDouble } from '../doubles/outlook/double.ts';
import type { OutlookConfig } from '../doubles/outlook/page/config.ts';
import { OUTLOOK_HOSTS, outlookUrl, routeOutlook } from '../doubles/outlook/serve.ts';
import * as adapter from './adapter.ts';

export type AdapterPage = adapter.AdapterPage<OutlookDouble>;
export type AdapterBrowser = adapter.AdapterBrowser<OutlookDouble, OutlookConfig>;

/** Chromium with a small extension that holds nothing but the Outlook adapter. */
export function launchAdapter(): Promise<AdapterBrowser> {
  return adapter.launchAdapter({
    entry: './outlook-probe.ts',
    matches: OUTLOOK_HOSTS.map((host) => `https://${host}/*`),
    url: outlookUrl(),
    makeDouble: outlookDouble,
    route: routeOutlook,
  });
}
