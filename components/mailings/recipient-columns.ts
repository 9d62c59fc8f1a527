import type { MailingRecipient } from '../../lib/contract/mailing.ts';
import { type ExportColumns, momentOf } from '../export/read-rows.ts';
import { t } from '../i18n.ts';

/** Recipients of a mailing in a file. */
export function recipientColumns(): ExportColumns<MailingRecipient> {
  return [
    { head: t('contacts.name'), of: ({ name }) => name },
    { head: t('addPerson.email'), of: ({ email }) => email },
    { head: t('addPerson.company'), of: ({ companyName }) => companyName },
    { head: t('mailings.statusLabel'), of: ({ status }) => t(`mailings.recipient.${status}`) },
    { head: t('bounces.reason'), of: ({ reason }) => reason },
    { head: t('mailings.sentAt'), of: ({ sentAt }) => momentOf(sentAt) },
  ];
}
