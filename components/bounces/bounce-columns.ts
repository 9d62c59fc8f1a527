import type { BouncedAddress } from '../../lib/contract/bounce.ts';
import { type ExportColumns, momentOf } from '../export/read-rows.ts';
import { t } from '../i18n.ts';

/** Addresses from which mail came back in a file. */
export function bounceColumns(): ExportColumns<BouncedAddress> {
  return [
    { head: t('contacts.name'), of: ({ name }) => name },
    { head: t('addPerson.email'), of: ({ address }) => address },
    { head: t('addPerson.company'), of: ({ companyName }) => companyName },
    { head: t('bounces.kind'), of: ({ kind }) => t(`bounces.kindOf.${kind}`) },
    { head: t('bounces.code'), of: ({ status, code }) => status ?? code },
    { head: t('bounces.reason'), of: ({ text }) => text },
    { head: t('bounces.at'), of: ({ at }) => momentOf(at) },
  ];
}
