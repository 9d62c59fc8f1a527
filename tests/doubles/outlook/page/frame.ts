import type { Address, OutlookConfig } from './config.ts';
import { h, icon, icons, namedIcon, part, put } from './dom.ts';
import type { Strings } from './strings.ts';

/** Top bar: app launcher, name, search, the person. Only the flyout behind the person's name knows the address. */
export function topBar(strings: Strings, person: Address): HTMLElement {
  const search = h(
    'div',
    { role: 'search', class: 'search', id: 'searchBoxId' },
    icon(icons.search),
    h('input', { id: 'topSearchInput', placeholder: strings.search, 'aria-label': strings.search }),
  );
  const initials = person.name
    .split(' ')
    .map((word) => word.slice(0, 1))
    .join('');
  const label = `${strings.me} ${person.name}`;
  const me = h(
    'button',
    { type: 'button', id: 'O365_MainLink_Me', class: 'me', 'aria-label': label, 'aria-expanded': 'false' },
    h('div', {}, h('div', {}, initials)),
  );
  const region = h('div', { id: 'O365_HeaderRightRegion', class: 'headerRight' }, me);
  me.addEventListener('click', () => toggleFlyout(region, me, strings, person));
  const apps = h('button', { type: 'button', class: 'apps', 'aria-label': strings.apps }, icon(icons.apps));
  return h(
    'header',
    { id: 'headerContainer', class: 'header' },
    apps,
    h('span', { class: 'brand' }, 'Outlook'),
    search,
    region,
  );
}

function toggleFlyout(region: HTMLElement, me: HTMLElement, strings: Strings, person: Address): void {
  const isOpen = me.getAttribute('aria-expanded') === 'true';
  me.setAttribute('aria-expanded', String(!isOpen));
  if (isOpen) {
    region.lastElementChild?.remove();
    return;
  }
  const name = h('div', { id: 'mectrl_currentAccount_primary', class: 'accountName' }, person.name);
  const email = h('div', { id: 'mectrl_currentAccount_secondary' }, person.email);
  region.append(
    h(
      'div',
      { id: 'mectrl_main_body', class: 'flyout', role: 'dialog', 'aria-label': strings.signedInAs },
      name,
      email,
    ),
  );
}

/** New mail, and what is done to the message that is open. */
export function ribbon(strings: Strings, openNew: () => void): HTMLElement {
  const ids = { 'data-automation-type': 'RibbonSplitButton', 'data-unique-id': 'Ribbon-588' };
  const create = h(
    'button',
    {
      type: 'button',
      class: 'fui-Button ms-Button fui-SplitButton__primaryActionButton newMail',
      'aria-label': strings.newMail,
      ...ids,
    },
    h('span', { class: 'fui-Button__icon' }, namedIcon('ComposeRegular', icons.compose)),
    h('span', { class: 'textContainer' }, strings.newMail),
    h('span', { class: 'hiddenText' }, strings.newMailHint),
  );
  const more = h(
    'button',
    {
      type: 'button',
      class: 'fui-Button fui-SplitButton__menuButton newMailMenu',
      'aria-label': strings.moreNew,
      'aria-haspopup': 'true',
      'aria-expanded': 'false',
      'data-unique-id': 'Ribbon-588-Menu',
    },
    namedIcon('ChevronDownRegular', icons.down),
  );
  create.addEventListener('click', openNew);
  const split = part(
    'newMail',
    h('div', { ...ids, role: 'group', class: 'fui-SplitButton newMailSplit' }, create, more),
  );
  const item = (...inside: HTMLElement[]) =>
    h('div', { class: 'ms-OverflowSet-item ribbonOverflowItem', role: 'none' }, ...inside);
  const tool = (label: string, name: string, path: string, id: string) =>
    item(
      h(
        'button',
        {
          type: 'button',
          class: 'fui-Button ribbonTool',
          'aria-disabled': 'true',
          'aria-label': label,
          'data-unique-id': id,
        },
        namedIcon(name, path),
        label,
      ),
    );
  const group = h(
    'div',
    { role: 'group', class: 'ms-OverflowSet ribbonGroup' },
    item(split),
    tool(strings.delete, 'DeleteRegular', icons.bin, 'Ribbon-519'),
    tool(strings.archive, 'ArchiveRegular', icons.archive, 'Ribbon-505'),
    tool(strings.flag, 'FlagRegular', icons.flag, 'Ribbon-530'),
  );
  return h('div', { id: 'innerRibbonContainer', class: 'ribbon' }, group);
}

/** The other apps, at the left edge. */
export function appRail(): HTMLElement {
  const paths = [icons.mail, icons.calendar, icons.people, icons.tasks];
  const apps = paths.map((path, at) =>
    h('div', { class: at === 0 ? 'railApp current' : 'railApp' }, icon(path)),
  );
  return h('div', { id: 'LeftRail', class: 'appRail', 'aria-hidden': 'true' }, ...apps);
}

/** One tree for each mailbox; its root bears the address. */
export function folderPane(config: OutlookConfig, strings: Strings): HTMLElement {
  const shared = { email: config.sharedMailbox, name: config.sharedMailbox };
  const mailboxes = config.sharedMailbox ? [shared] : config.mailboxes;
  const pane = h('div', {
    id: 'folderPane',
    class: 'folderPane',
    role: 'tree',
    'aria-label': strings.folderPane,
  });
  put(
    pane,
    ...mailboxes.flatMap((mailbox, at) => [
      part('folderPane', root(mailbox.email, at)),
      ...folders(strings, at),
    ]),
  );
  return pane;
}

function root(email: string, at: number): HTMLElement {
  const guid = `DEFC0DE${at}-0A1B-4C2D-8E3F-000300000000`;
  return h(
    'div',
    {
      id: at === 0 ? `primaryMailboxRoot_${guid}` : `sharedMailboxRoot_${guid}`,
      class: 'folder root',
      role: 'treeitem',
      'aria-level': '1',
      'aria-expanded': 'true',
      'data-folder-name': email,
      'data-is-focusable': 'true',
      title: email,
      tabindex: '0',
    },
    icon(icons.down),
    h('span', {}, email),
  );
}

function folders(strings: Strings, mailbox: number): HTMLElement[] {
  const paths = {
    inbox: icons.inbox,
    drafts: icons.file,
    sent: icons.send,
    archive: icons.archive,
    deleted: icons.bin,
  };
  return Object.entries(strings.folders).map(([key, name]) => {
    const isOpen = mailbox === 0 && key === 'inbox';
    const attributes = {
      'data-folder-name': key === 'sent' ? 'sent items' : key,
      title: name,
      tabindex: '-1',
    };
    const count = key === 'inbox' ? h('span', { class: 'count' }, '3') : null;
    return h(
      'div',
      {
        class: isOpen ? 'folder current' : 'folder',
        role: 'treeitem',
        'aria-level': '2',
        'aria-selected': String(isOpen),
        ...attributes,
      },
      // Keys are those of the list of icons above.
      icon(paths[key as keyof typeof paths]),
      h('span', { class: 'folderName' }, name),
      count,
    );
  });
}
