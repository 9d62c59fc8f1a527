import type { PracticeAccount } from '../../lib/contract/practice.ts';
import { Icon, type IconName } from './icons.tsx';
import { follow, pathOf, type Route } from './route.ts';
import { type TextKey, t } from './text.ts';

interface NavProps {
  account: PracticeAccount;
  route: Route;
  onCompose: () => void;
}

/** The button to write, and the folders. */
export function Nav({ account, route, onCompose }: NavProps) {
  const { unread, drafts, sink } = account.counts;
  const folders: { to: Route; text: TextKey; icon: IconName; count: number; strong?: boolean }[] = [
    { to: { view: 'inbox', search: '' }, text: 'inbox', icon: 'inbox', count: unread, strong: unread > 0 },
    { to: { view: 'sent', search: '' }, text: 'sent', icon: 'sent', count: 0 },
    { to: { view: 'drafts' }, text: 'drafts', icon: 'draft', count: drafts },
    { to: { view: 'sink', id: null, search: '' }, text: 'sink', icon: 'arrived', count: sink },
  ];
  return (
    <nav class="side" aria-label={t('folders')}>
      <button type="button" class="primary compose-button" data-practice-action="compose" onClick={onCompose}>
        <Icon name="draft" size={20} />
        <span>{t('compose')}</span>
      </button>
      <ul>
        {folders.map(({ to, text, icon, count, strong }) => (
          <li key={text} class={to.view === 'sink' ? 'side-apart' : ''}>
            <a
              href={pathOf(to)}
              class={strong ? 'strong' : ''}
              aria-current={route.view === to.view ? 'page' : undefined}
              onClick={follow(to)}
            >
              <Icon name={icon} size={20} />
              <span class="side-text">{t(text)}</span>
              {count > 0 && <span class="count">{count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
