import type { GmailConfig } from './config.ts';
import { h, icon, icons } from './dom.ts';
import { ownerOf, type Place } from './place.ts';
import type { Strings } from './strings.ts';
import type { Person } from './threads.ts';

/** Top bar: menu, name, search, and the place for whose mailbox is open. */
export function topBar(strings: Strings): { element: HTMLElement; account: HTMLElement } {
  const field = { name: 'q', placeholder: strings.search, 'aria-label': strings.search };
  const search = h('form', { role: 'search', class: 'bas' }, icon(icons.search), h('input', field));
  const account = h('div', { class: 'gb_D' });
  const menu = h('div', { class: 'gb_Ac', role: 'button', 'aria-label': strings.menu }, icon(icons.menu));
  const brand = h('span', { class: 'brand' }, h('span', { class: 'mark', 'aria-hidden': 'true' }), 'Gmail');
  return { element: h('header', { role: 'banner', class: 'gb_1' }, menu, brand, search, account), account };
}

/** The open account's link, which opens the switcher: the other accounts and the delegated mailboxes. */
export function accountMenu(config: GmailConfig, place: Place, strings: Strings): HTMLElement[] {
  const links = ownerOf(config, place).linked.map((person) => accountLink(person, strings));
  const own = config.accounts.map((person, at) => entry(person, `/mail/u/${at}/`, person.email));
  const others = config.delegated.map((box) =>
    entry(box, `/mail/b/${box.id}/u/0/`, `${box.email} (delegated)`),
  );
  const switcher = h('div', { class: 'gb_va', style: 'display:none' }, ...own, ...others);
  for (const link of links) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      switcher.style.display = switcher.style.display === 'none' ? '' : 'none';
    });
  }
  return [...links, switcher];
}

function accountLink({ name, email }: Person, strings: Strings): HTMLElement {
  const href = 'https://accounts.google.com/SignOutOptions?hl=en';
  const label = `${strings.account}: ${name}  \n(${email})`;
  return h('a', { class: 'gb_A', href, 'aria-label': label }, name.slice(0, 1));
}

function entry({ name }: Person, href: string, text: string): HTMLElement {
  const initial = h('span', { class: 'avatar' }, name.slice(0, 1));
  const words = h(
    'span',
    { class: 'gb_Ma' },
    h('b', { class: 'gb_Qa' }, name),
    h('span', { class: 'gb_Ra' }, text),
  );
  return h('a', { class: 'gb_Ka', href, target: '_blank', rel: 'noreferrer' }, initial, words);
}

/** Left column: Compose and the folders. */
export function navigation(strings: Strings): {
  nav: HTMLElement;
  compose: HTMLElement;
  redraw: HTMLElement;
} {
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
  const redraw = h('button', { class: 'redraw', type: 'button' }, strings.redraw);
  const nav = h(
    'div',
    { class: 'aeN', role: 'navigation' },
    h('div', { class: 'aic' }, h('div', { class: 'z0' }, compose)),
    ...rows,
    redraw,
  );
  return { nav, compose, redraw };
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
