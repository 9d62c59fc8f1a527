import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { MailingTabs } from '../mailings/MailingTabs.tsx';
import type { Clock } from '../time.ts';
import { BouncedList } from './BouncedList.tsx';

interface BlockedAddressesPageProps {
  clock: Clock;
  search: string;
  onSearch(search: string): void;
}

/** Addresses that get no mails any more, over all mailings. */
export function BlockedAddressesPage({ clock, search, onSearch }: BlockedAddressesPageProps) {
  const ask = useLibrary();
  return (
    <main class="library">
      <div class="library-list stack">
        <h1>{t('bounces.blockedTitle')}</h1>
        <MailingTabs tab="blocked" />
        <p class="soft">{t('bounces.blockedText')}</p>
        <BouncedList
          about="blocked"
          fileName={t('export.blocked')}
          clock={clock}
          empty={{ title: t('bounces.noneBlocked'), text: t('bounces.noneBlockedText') }}
          search={search}
          onSearch={onSearch}
          ask={(body) => ask('blockedAddresses.list', { body })}
        />
      </div>
    </main>
  );
}
