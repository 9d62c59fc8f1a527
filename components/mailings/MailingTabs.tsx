import { t } from '../i18n.ts';

const tabs = [
  { tab: 'mailings', href: '#/mailings', text: 'mailings.title' },
  { tab: 'links', href: '#/mailings/links', text: 'trackedLinks.title' },
  { tab: 'blocked', href: '#/mailings/blocked', text: 'bounces.blockedTitle' },
] as const;

/** What the page of mailings can show. */
export function MailingTabs({ tab }: { tab: (typeof tabs)[number]['tab'] }) {
  return (
    <nav class="row-of wrap people-tabs" aria-label={t('trackedLinks.places')}>
      {tabs.map((one) => (
        <a key={one.tab} href={one.href} aria-current={one.tab === tab ? 'page' : undefined}>
          {t(one.text)}
        </a>
      ))}
    </nav>
  );
}
