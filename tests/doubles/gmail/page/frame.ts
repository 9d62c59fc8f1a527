import type { GmailConfig } from './config.ts';
import { h, icon, icons } from './dom.ts';
import type { Strings } from './strings.ts';

/** Top bar: menu, name, search, the account whose mailbox is open. */
export function topBar(config: GmailConfig, strings: Strings): HTMLElement {
  const search = h(
    'form',
    { role: 'search', class: 'bas' },
    icon(icons.search),
    h('input', { name: 'q', placeholder: strings.search, 'aria-label': strings.search }),
  );
  const accounts = config.accounts.map(({ name, email }) =>
    h(
      'a',
      {
        class: 'gb_A',
        href: 'https://accounts.google.com/SignOutOptions?hl=en',
        'aria-label': `Google Account: ${name}  \n(${email})`,
      },
      name.slice(0, 1),
    ),
  );
  const menu = h('div', { class: 'gb_Ac', role: 'button', 'aria-label': strings.menu }, icon(icons.menu));
  const mark = h('span', { class: 'mark', 'aria-hidden': 'true' });
  return h(
    'header',
    { role: 'banner', class: 'gb_1' },
    menu,
    h('span', { class: 'brand' }, mark, 'Gmail'),
    search,
    h('div', { class: 'gb_D' }, ...accounts),
  );
}

/** Left column: Compose and the folders. */
export function navigation(strings: Strings): { nav: HTMLElement; compose: HTMLElement } {
  const compose = h(
    'div',
    { class: 'T-I T-I-KE L3', role: 'button', tabindex: '0', gh: 'cm' },
    icon(icons.pen),
    strings.compose,
  );
  const folders: [string, string, string, string][] = [
    ['inbox', strings.inbox, icons.inbox, '3'],
    ['starred', strings.starred, icons.star, ''],
    ['snoozed', strings.snoozed, icons.clock, ''],
    ['sent', strings.sent, icons.send, ''],
    ['drafts', strings.drafts, icons.file, '2'],
    ['more', strings.more, icons.more, ''],
  ];
  const rows = folders.map(([id, name, path, count]) => {
    const link = h('a', { class: 'n0', href: `#${id}` }, name);
    return h(
      'div',
      { class: id === 'inbox' ? 'TO nZ' : 'TO' },
      icon(path),
      h('span', { class: 'nU' }, link),
      h('span', { class: 'bsU' }, count),
    );
  });
  const nav = h(
    'div',
    { class: 'aeN', role: 'navigation' },
    h('div', { class: 'aic' }, h('div', { class: 'z0' }, compose)),
    ...rows,
  );
  return { nav, compose };
}

/** Right column: the page's own side panel. */
export function sidePanel(strings: Strings): HTMLElement {
  const tabs: [string, string][] = [
    [strings.calendar, icons.calendar],
    [strings.keep, icons.bulb],
    [strings.tasks, icons.check],
    [strings.contacts, icons.person],
  ];
  const list = h(
    'div',
    { role: 'tablist' },
    ...tabs.map(([name, path]) => h('div', { role: 'tab', 'aria-label': name }, icon(path))),
  );
  const rail = h(
    'div',
    { class: 'brC-aT5-aOt-Jw', role: 'complementary', 'aria-label': strings.panel },
    list,
  );
  return h(
    'div',
    { class: 'aUx' },
    h('div', { class: 'WN9Ejb', style: 'display:none' }, h('div', { class: 'brC-brG' })),
    rail,
  );
}

/** Where compose windows stand, side by side, at the lower edge; beside them the space of the side panel. */
export function dockArea(): { area: HTMLElement; row: HTMLElement } {
  const row = h('div', { class: 'no' });
  const inner = h('div', { class: 'nH' }, h('div', { class: 'nH' }, row));
  return {
    area: h('div', { class: 'dw' }, h('div', { class: 'aJl' }, inner), h('div', { class: 'jAmAWb' })),
    row,
  };
}
