import { expect } from '@playwright/test';
import { gmailDouble } from '../../doubles/gmail/double.ts';
import { GMAIL_URL, routeGmail } from '../../doubles/gmail/serve.ts';
import { outlookDouble } from '../../doubles/outlook/double.ts';
import type { OutlookConfig } from '../../doubles/outlook/page/config.ts';
import { OUTLOOK_HOSTS, outlookUrl, routeOutlook } from '../../doubles/outlook/serve.ts';
import { gmailOf } from './gmail-page.ts';
import type { MailSite } from './mail-site.ts';
import { outlookOf } from './outlook-page.ts';

const gmail: MailSite = {
  name: 'gmail',
  url: GMAIL_URL,
  origins: [new URL(GMAIL_URL).origin],
  double({ namedAtOnce = false, undoBy: _, accounts, ...options }) {
    const links = { accountLinks: (accounts?.length ?? 0) > 1 ? 'all' : 'open' } as const;
    const double = gmailDouble({
      ...options,
      ...(accounts && { accounts }),
      ...links,
      draftIdAtOnce: namedAtOnce,
    });
    return { double, route: (context) => routeGmail(context, double) };
  },
  view: gmailOf,
  isSend: (body) => body.includes('^pfg'),
  proofIds: { draft: expect.stringMatching(/^msg-a:r/), thread: expect.stringMatching(/^thread-a:r/) },
};

/** Outlook on one of its hosts, and as far as `config` says different from the usual one. */
export function outlookSite(url = outlookUrl(), config: Partial<OutlookConfig> = {}): MailSite {
  return {
    name: 'outlook',
    url,
    origins: OUTLOOK_HOSTS.map((host) => `https://${host}`),
    double({ namedAtOnce: _, accounts, ...options }) {
      const double = outlookDouble({ ...options, ...(accounts && { mailboxes: accounts }), ...config });
      return { double, route: (context) => routeOutlook(context, double) };
    },
    view: outlookOf,
    isSend: (body, headers) =>
      decodeURIComponent(`${headers['x-owa-urlpostdata'] ?? ''}`)
        .concat(body)
        .includes('SendAndSaveCopy'),
    // A message that is sent before it was saved has no id yet.
    proofIds: { compose: expect.stringMatching(/^[0-9a-f]+$/) },
  };
}

/** Those on which the same must work. */
export const sites: readonly MailSite[] = [gmail, outlookSite()];
