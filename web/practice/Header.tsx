import { useEffect, useState } from 'preact/hooks';
import type { PracticeAccount } from '../../lib/contract/practice.ts';
import { Icon } from './icons.tsx';
import { go, type Route } from './route.ts';
import { t } from './text.ts';
import { useTheme } from './theme.ts';
import { Avatar } from './views/Avatar.tsx';

interface HeaderProps {
  account: PracticeAccount;
  route: Route;
  onHelp: () => void;
}

/** Name of the page, search, theme, and whose mailbox it is. */
export function Header({ account, route, onHelp }: HeaderProps) {
  const { theme, toggle } = useTheme();
  const themeText = t(theme === 'dark' ? 'theme.light' : 'theme.dark');
  return (
    <header class="top" data-practice-header="">
      <div class="brand">
        <span class="brand-mark">
          <Icon name="arrived" size={20} />
        </span>
        <h1>{t('product')}</h1>
      </div>
      <SearchBox route={route} />
      <div class="top-end">
        <button
          type="button"
          class="icon-button"
          aria-label={t('keys')}
          title={`${t('keys')} (?)`}
          onClick={onHelp}
        >
          <Icon name="keys" />
        </button>
        <button type="button" class="icon-button" aria-label={themeText} title={themeText} onClick={toggle}>
          <Icon name={theme === 'dark' ? 'light' : 'dark'} />
        </button>
        <div class="account" title={t('signedInAs', { email: account.email })}>
          <Avatar person={account} />
          <span class="account-text">
            <span>{account.name}</span>
            <span class="quiet-text" data-practice-email="">
              {account.email}
            </span>
          </span>
        </div>
      </div>
    </header>
  );
}

function SearchBox({ route }: { route: Route }) {
  const present = 'search' in route ? route.search : '';
  const [typed, setTyped] = useState(present);
  useEffect(() => setTyped(present), [present, route.view]);
  const inSink = route.view === 'sink';
  const label = t(inSink ? 'searchSink' : 'search');
  const search = (words: string) => {
    if (inSink) go({ view: 'sink', id: null, search: words });
    else go({ view: route.view === 'sent' ? 'sent' : 'inbox', search: words });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    if (typed) search('');
    setTyped('');
    document.querySelector<HTMLElement>('#mail')?.focus();
  };
  return (
    <search class="search-place">
      <form
        class="search"
        onSubmit={(event) => {
          event.preventDefault();
          search(typed.trim());
          document.querySelector<HTMLElement>('#mail')?.focus();
        }}
      >
        <Icon name="search" />
        <input
          id="search"
          type="text"
          aria-label={label}
          placeholder={label}
          value={typed}
          autocomplete="off"
          onInput={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {typed && (
          <button
            type="button"
            class="icon-button"
            aria-label={t('clearSearch')}
            onClick={() => {
              setTyped('');
              search('');
            }}
          >
            <Icon name="close" size={16} />
          </button>
        )}
      </form>
    </search>
  );
}
