import { type TextKey, t } from '../i18n.ts';
import type { PeopleTab } from './address.ts';

const tabs: readonly { tab: PeopleTab; href: string; text: TextKey }[] = [
  { tab: 'contacts', href: '#/people', text: 'contacts.title' },
  { tab: 'companies', href: '#/people?tab=companies', text: 'company.title' },
  { tab: 'selections', href: '#/people?tab=selections', text: 'selections.title' },
  { tab: 'projects', href: '#/people?tab=projects', text: 'projects.title' },
];

/** What the page of people can show. */
export function PeopleTabs({ tab }: { tab: PeopleTab }) {
  return (
    <nav class="row-of wrap people-tabs" aria-label={t('contacts.kinds')}>
      {tabs.map((one) => (
        <a key={one.tab} href={one.href} aria-current={one.tab === tab ? 'page' : undefined}>
          {t(one.text)}
        </a>
      ))}
    </nav>
  );
}
