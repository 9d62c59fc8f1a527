import type { MailSite } from '../lib/contract/task.ts';
import { t } from './i18n.ts';

/** Gmail and Outlook have the same name in every language. */
export function siteName(site: MailSite): string {
  const names = { gmail: 'Gmail', outlook: 'Outlook' };
  return site === 'practice' ? t('diagnostics.practice') : names[site];
}
