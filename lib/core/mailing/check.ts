import type { MailingFigures, MailingPane, MailingSource, MailingType } from '../../contract/mailing.ts';
import type { MailingProblem } from '../../contract/mailing-api.ts';
import { capabilities } from './capabilities.ts';
import { statusFigure } from './figures.ts';
import type { LinkConflict } from './registered-links.ts';

/** What is known of a mailing when it is about to be sent. */
export interface MailingToCheck {
  type: MailingType;
  subject: string;
  from: string;
  html: string;
  typeId: string | null;
  /** Why subject or text cannot be read, or what cannot stand in them: by the part. */
  faults: readonly { pane: MailingPane; message: string }[];
  /** Prompts that are still to be replaced. */
  prompts: readonly string[];
  offers: { unsubscribe: boolean; view: boolean };
  /** Bytes of HTML and text as most get it. */
  bytes: number;
  preheader: string;
  sources: readonly Pick<MailingSource, 'kind' | 'name'>[];
  listState: 'none' | 'computing' | 'ready' | 'cancelled' | 'failed';
  figures: MailingFigures;
  /** Fields that some recipients have no value for, with how many, most first. */
  missing: readonly { field: string; count: number }[];
  /** Someone can reach this server by its address. */
  isReachable: boolean;
  /** Registered links in the text that are deleted or unknown; null: its name is not known. */
  goneLinks: readonly (string | null)[];
  /** Where actions of its links are at odds. */
  linkConflicts: readonly LinkConflict[];
  /** Overriding consent was chosen. */
  overrides: boolean;
}

/** Beyond that Gmail cuts a mail off, and its unsubscribe link with it. */
const CLIPPED_BYTES = 102 * 1024;

/**
 * What stands in the way of sending a mailing, and what is worth a look before it.
 *
 * @returns errors, which disable sending, before warnings
 * @see https://support.google.com/a/answer/81126 (what bulk senders must offer)
 */
export function checkMailing(mailing: MailingToCheck): MailingProblem[] {
  const can = capabilities[mailing.type];
  const { figures, listState } = mailing;
  const ready = figures[statusFigure('ready')] ?? 0;
  const inList = can.panes.includes('recipients');
  const found: (MailingProblem | false)[] = [
    can.subject && mailing.subject.trim() === '' && error('setup', 'no_subject'),
    mailing.from.trim() === '' && error('setup', 'no_from'),
    mailing.html.trim() === '' && error('content', 'no_content'),
    ...mailing.faults.map(({ pane, message }) => error(pane, 'fault', message)),
    ...mailing.goneLinks.map((name) => error('content', 'tracked_link_gone', name)),
    mailing.prompts.length > 0 && error('content', 'prompts_left', mailing.prompts.join(', ')),
    inList && mailing.sources.length === 0 && error('recipients', 'no_sources'),
    inList && listState === 'computing' && error('recipients', 'list_computing'),
    inList && listState === 'cancelled' && error('recipients', 'list_cancelled'),
    inList && listState === 'failed' && error('recipients', 'list_failed'),
    inList && listState === 'ready' && ready === 0 && error('recipients', 'nobody_ready'),
    can.links && !mailing.offers.unsubscribe && warning('content', 'no_unsubscribe'),
    can.links && !mailing.offers.view && warning('content', 'no_view_link'),
    can.links && !mailing.isReachable && warning('setup', 'not_reachable'),
    can.subscriptionType && mailing.typeId === null && warning('setup', 'no_type'),
    mailing.preheader.trim() === '' && can.subject && warning('content', 'no_preheader'),
    mailing.bytes > CLIPPED_BYTES && warning('content', 'too_large', `${Math.ceil(mailing.bytes / 1024)} kB`),
    ...mailing.linkConflicts.map(({ kind, names }) =>
      warning(
        'content',
        kind === 'twice' ? 'tracked_links_twice' : 'tracked_links_opposite',
        names.join(', '),
      ),
    ),
    mailing.overrides && warning('recipients', 'overrides'),
    ...mailing.missing.map(({ field, count }) => warning('content', 'missing_field', field, count)),
  ];
  const problems = found.filter((one) => one !== false);
  return problems.toSorted((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
}

function error(pane: MailingPane, code: string, detail: string | null = null): MailingProblem {
  return { pane, severity: 'error', code, detail, count: null };
}

function warning(
  pane: MailingPane,
  code: string,
  detail: string | null = null,
  count: number | null = null,
): MailingProblem {
  return { pane, severity: 'warning', code, detail, count };
}
