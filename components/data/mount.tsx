import { type ComponentChildren, options, render } from 'preact';
import '../theme.css';
import '../controls.css';
import '../pages.css';
import '../tasks.css';
import '../task.css';
import '../person.css';
import '../feed.css';
import { t } from '../i18n.ts';
import { type Link, LinkContext } from './link.ts';

/** Starts one of our pages: language and theme of the document, then its content. */
export function mount(link: Link, children: ComponentChildren): void {
  document.documentElement.lang = t('language');
  followTheme();
  stopWhenOrphaned(link);
  const root = document.getElementById('app');
  if (!root) throw new Error('expected an element with id "app"');
  render(<LinkContext.Provider value={link}>{children}</LinkContext.Provider>, root);
}

/** In a mail page the frame's address says which theme the page has, and changes with it; elsewhere the system decides. */
function followTheme(): void {
  const apply = (): void => {
    const theme = new URLSearchParams(location.hash.slice(1)).get('theme');
    if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme;
  };
  apply();
  addEventListener('hashchange', apply);
}

/** A frame that outlives its extension by a moment, at an update, keeps what it shows: no text can be had any more. */
function stopWhenOrphaned(link: Link): void {
  options.debounceRendering = (draw) => {
    queueMicrotask(() => {
      if (!link.orphaned()) draw();
    });
  };
}
