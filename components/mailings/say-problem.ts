import type { MailingProblem } from '../../lib/contract/mailing-api.ts';
import { t } from '../i18n.ts';

const plain = [
  'no_subject',
  'no_from',
  'no_content',
  'no_sources',
  'list_computing',
  'list_cancelled',
  'list_failed',
  'nobody_ready',
  'no_unsubscribe',
  'no_view_link',
  'not_reachable',
  'no_type',
  'no_preheader',
  'overrides',
] as const;

/** What stands in the way, in the person's language; what this extension has no words for, as the server says it. */
export function sayProblem({ code, detail, count }: MailingProblem): string {
  const known = plain.find((one) => one === code);
  if (known) return t(`mailings.problem.${known}`);
  const what = detail ?? '';
  if (code === 'tracked_link_gone')
    return t('mailings.problem.tracked_link_gone', { name: detail ?? t('common.noName') });
  if (code === 'tracked_links_opposite') return t('mailings.problem.tracked_links_opposite', { names: what });
  if (code === 'tracked_links_twice') return t('mailings.problem.tracked_links_twice', { names: what });
  if (code === 'prompts_left') return t('mailings.problem.prompts_left', { prompts: what });
  if (code === 'too_large') return t('mailings.problem.too_large', { size: what });
  if (code === 'missing_field')
    return t('mailings.problem.missing_field', { field: what, count: count ?? 0 });
  return detail ?? code;
}
