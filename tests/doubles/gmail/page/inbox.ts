import { h, icon, icons } from './dom.ts';
import { type Mail, mails } from './mails.ts';
import type { Strings } from './strings.ts';

/** List and threads in the middle of the page; the hash says which is shown. Old threads stay, hidden. */
export class Inbox {
  readonly main = h('div', { role: 'main', class: 'aeF' });
  readonly #strings: Strings;
  readonly #list: HTMLElement;
  readonly #threads = new Map<string, HTMLElement>();

  constructor(strings: Strings) {
    this.#strings = strings;
    this.#list = listView(strings);
    this.main.append(this.#list);
  }

  /** @returns the subject of the thread that is shown, null for the list */
  show(hash: string): string | null {
    const id = /^#[^/?]+\/(\d+)/.exec(hash)?.[1];
    const mail = mails.find(({ thread }) => thread === id);
    for (const view of [this.#list, ...this.#threads.values()]) view.style.display = 'none';
    const shown = mail ? this.#thread(mail) : this.#list;
    shown.style.display = '';
    return mail?.subject ?? null;
  }

  #thread(mail: Mail): HTMLElement {
    const known = this.#threads.get(mail.thread);
    if (known) return known;
    const view = threadView(mail, this.#strings);
    this.#threads.set(mail.thread, view);
    this.main.append(view);
    return view;
  }
}

function listView(strings: Strings): HTMLElement {
  const tools = [icons.box, icons.refresh, icons.more].map((path) =>
    h('button', { class: 'tool', 'aria-hidden': 'true' }, icon(path)),
  );
  const bar = h('div', { gh: 'tm', class: 'G-atb' }, ...tools, h('span', { class: 'Dj' }, strings.range));
  const tabs = [strings.primary, strings.promotions, strings.social].map((name, at) =>
    h(
      'div',
      { class: at === 0 ? 'aKz aKo' : 'aKz', role: 'tab' },
      icon([icons.inbox, icons.box, icons.person][at] ?? icons.box),
      name,
    ),
  );
  const table = h('table', { class: 'F cf zt', role: 'grid', gh: 'tl' }, h('tbody', {}, ...mails.map(row)));
  return h('div', { class: 'bkL' }, bar, h('div', { class: 'aKk', role: 'tablist' }, ...tabs), table);
}

function row(mail: Mail): HTMLElement {
  const sender = h('span', { class: 'yP', email: mail.email, name: mail.name }, mail.name);
  const subject = h('span', { class: 'bqe' }, mail.subject);
  const thread = h(
    'span',
    { 'data-thread-id': `#thread-f:${mail.thread}`, class: 'bog' },
    subject,
    h('span', { class: 'y2' }, ` - ${mail.text}`),
  );
  const cells = [
    h('td', { class: 'oZ-x3' }, icon(icons.box)),
    h('td', { class: mail.starred ? 'apU starred' : 'apU' }, icon(icons.star)),
    h('td', { class: 'yX' }, h('div', { class: 'yW' }, sender)),
    h('td', { class: 'a4W' }, h('div', { class: 'xS', role: 'link' }, thread)),
    h('td', { class: 'xW' }, mail.when),
  ];
  const line = h('tr', { class: mail.unread ? 'zA zE' : 'zA yO', tabindex: '-1' }, ...cells);
  line.addEventListener('click', () => {
    location.hash = `#inbox/${mail.thread}`;
  });
  return line;
}

function threadView(mail: Mail, strings: Strings): HTMLElement {
  const back = h('button', { class: 'tool', 'aria-label': strings.inbox }, icon(icons.back));
  back.addEventListener('click', () => {
    location.hash = '#inbox';
  });
  const legacy = BigInt(mail.thread).toString(16);
  const ids = { 'data-thread-perm-id': `thread-f:${mail.thread}`, 'data-legacy-thread-id': legacy };
  const heading = h('div', { class: 'ha' }, h('h2', { class: 'hP', tabindex: '-1', ...ids }, mail.subject));
  const person = h(
    'span',
    { class: 'gD', email: mail.email, name: mail.name, 'data-hovercard-id': mail.email },
    h('span', {}, mail.name),
  );
  const address = h('span', { class: 'go' }, ` <${mail.email}>`);
  const to = h(
    'span',
    { class: 'hb' },
    `${strings.to} `,
    h('span', { class: 'g2', email: 'astrid.holm@northwind.example', name: 'me' }, strings.me),
  );
  const head = h(
    'div',
    { class: 'gE iv gt' },
    h('div', { class: 'avatar' }, mail.name.slice(0, 1)),
    h('div', {}, h('h3', { class: 'iw' }, person, address), to),
    h('span', { class: 'g3', title: mail.when }, mail.when),
  );
  const body = h(
    'div',
    { class: 'ii gt' },
    h('div', { class: 'a3s aiL', dir: 'ltr' }, h('p', {}, mail.text), h('p', {}, mail.name)),
  );
  const message = h(
    'div',
    { class: 'adn ads', 'data-message-id': `#msg-f:${mail.thread}`, 'data-legacy-message-id': legacy },
    h('div', { class: 'gs' }, head, body),
  );
  const item = h('div', { role: 'listitem', class: 'h7', 'aria-expanded': 'true' }, message);
  const buttons = h(
    'div',
    { class: 'amn' },
    h('span', { class: 'ams', role: 'link' }, strings.reply),
    h('span', { class: 'ams', role: 'link' }, strings.forward),
  );
  const tools = h(
    'div',
    { gh: 'tm', class: 'G-atb' },
    back,
    ...[icons.archive, icons.bin].map((path) =>
      h('button', { class: 'tool', 'aria-hidden': 'true' }, icon(path)),
    ),
  );
  return h('div', { class: 'nH g id' }, tools, heading, h('div', { role: 'list' }, item), buttons);
}
