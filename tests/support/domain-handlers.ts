import { absenceHandlers } from '../../server/http/absences.ts';
import { analyticsHandlers } from '../../server/http/analytics.ts';
import { blockedAddressHandlers } from '../../server/http/blocked-addresses.ts';
import { blockedDomainHandlers } from '../../server/http/blocked-domains.ts';
import { calendarHandlers } from '../../server/http/calendar.ts';
import { campaignHandlers } from '../../server/http/campaigns.ts';
import { channelHandlers } from '../../server/http/channels.ts';
import { companyHandlers } from '../../server/http/companies.ts';
import { companyDomainHandlers } from '../../server/http/company-domains.ts';
import { contentHandlers } from '../../server/http/content.ts';
import { dkimHandlers } from '../../server/http/dkim.ts';
import { enrolmentHandlers } from '../../server/http/enrolments.ts';
import { feedHandlers } from '../../server/http/feed.ts';
import { imageHandlers } from '../../server/http/images.ts';
import { importHandlers } from '../../server/http/imports.ts';
import { interestHandlers } from '../../server/http/interests.ts';
import { limitHandlers } from '../../server/http/limits.ts';
import { linkHandlers } from '../../server/http/links.ts';
import { mailingHandlers } from '../../server/http/mailings.ts';
import { mailHandlers } from '../../server/http/mails.ts';
import { peopleHandlers } from '../../server/http/people.ts';
import { projectHandlers } from '../../server/http/projects.ts';
import { registeredLinkHandlers } from '../../server/http/registered-links.ts';
import { rehearsalHandlers } from '../../server/http/rehearsals.ts';
import { selectionHandlers } from '../../server/http/selections.ts';
import { syncHandlers } from '../../server/http/sync.ts';
import { taskHandlers } from '../../server/http/tasks.ts';
import { teamHandlers } from '../../server/http/teams.ts';
import { templateCategoryHandlers } from '../../server/http/template-categories.ts';
import { templateHandlers } from '../../server/http/templates.ts';
import { trackingHandlers } from '../../server/http/tracking.ts';
import { Rehearsals } from '../../server/rehearsal/rehearsals.ts';
import { testSending } from './sending.ts';

export const publicUrl = 'http://utskick.test';

/** Everything that is asked of a workspace over HTTP. */
export const domainHandlers = {
  ...peopleHandlers,
  ...absenceHandlers,
  ...calendarHandlers,
  ...channelHandlers(testSending),
  ...dkimHandlers(testSending),
  ...campaignHandlers,
  ...enrolmentHandlers,
  ...limitHandlers,
  ...teamHandlers,
  ...companyHandlers,
  ...selectionHandlers,
  ...projectHandlers,
  ...registeredLinkHandlers,
  ...interestHandlers,
  ...blockedDomainHandlers,
  ...blockedAddressHandlers,
  ...companyDomainHandlers,
  ...taskHandlers,
  ...mailHandlers,
  ...feedHandlers,
  ...analyticsHandlers,
  ...syncHandlers,
  ...templateHandlers,
  ...templateCategoryHandlers,
  ...linkHandlers({ publicUrl }),
  ...trackingHandlers({ publicUrl }),
  ...imageHandlers({ publicUrl }),
  ...importHandlers,
  ...contentHandlers({ publicUrl }),
  ...mailingHandlers({ publicUrl }),
  ...rehearsalHandlers(
    new Rehearsals({ log: { error: () => {} }, now: () => new Date(0), stopping: AbortSignal.abort() }),
  ),
};
export type DomainName = keyof typeof domainHandlers;
