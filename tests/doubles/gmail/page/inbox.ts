import type { PageContext } from './context.ts';
import { h, icon, icons } from './dom.ts';
import { isSelf } from './letter.ts';
import { ThreadView } from './thread.ts';
import { hashToken, legacyId, type Message, type Thread } from './threads.ts';

/** List and threads in the middle of the page; the hash says which is shown. Old threads stay, hidden. */
export class Inbox {
  readonly main = h('div', { role: 'main', class: 'aeF' });
  readonly #page: PageContext;
  readonly #rows = h('tbody');
  readonly #range = h('span', { class: 'Dj' });
  readonly #list: HTMLElement;
  readonly #views = new Map<string, { view: ThreadView; thread: string }>();
  #threads: Thread[] = [];
  #folder: Thread['folder'] = 'inbox';

  constructor(page: PageContext) {
    this.#page = page;
    this.#list = this.#listView();
    this.main.append(this.#list);
  }

  get threads(): Thread[] {
    return this.#threads;
  }

  /** What lies in the mailbox from now on. */
  fill(threads: Thread[]): void {
    this.#threads = threads;
    this.#drawRows();
    for (const { view, thread } of this.#views.values()) {
      const now = threads.find(({ id }) => id === thread);
      if (now && this.#page.config.conversations) view.update(now);
    }
  }

  /** @returns the subject of the thread that is shown, null for the list */
  show(hash: string): string | null {
    const [folder = '', token = ''] = hash.replace(/^#/, '').split(/[/?]/);
    this.#folder = folder === 'sent' ? 'sent' : 'inbox';
    const found = this.#find(token);
    for (const { view } of this.#views.values()) view.element.style.display = 'none';
    this.#list.style.display = found ? 'none' : '';
    if (found) this.#view(token, found.thread, found.only).element.style.display = '';
    else this.#drawRows();
    return found?.thread.subject ?? null;
  }

  #find(token: string): { thread: Thread; only: Message | null } | null {
    for (const thread of this.#threads) {
      if (this.#page.config.conversations && hashToken(thread.id) === token) return { thread, only: null };
      const only = thread.messages.find(({ id }) => hashToken(id) === token);
      if (only && !this.#page.config.conversations) return { thread, only };
    }
    return null;
  }

  #view(token: string, thread: Thread, only: Message | null): ThreadView {
    const known = this.#views.get(token);
    if (known) return known.view;
    const view = new ThreadView(this.#page, thread, only);
    this.#views.set(token, { view, thread: thread.id });
    this.main.append(view.element);
    return view;
  }

  #drawRows(): void {
    const inFolder = this.#threads.filter(({ folder, messages }) =>
      this.#folder === 'inbox'
        ? folder === 'inbox'
        : messages.some(({ from }) => isSelf(from, this.#page.owner)),
    );
    const rows = inFolder.flatMap((thread) => this.#rowsOf(thread));
    this.#rows.replaceChildren(...rows);
    this.#range.textContent = this.#page.strings.range.replace('{count}', String(rows.length));
  }

  #rowsOf(thread: Thread): HTMLElement[] {
    const last = thread.messages.at(-1);
    if (!last) return [];
    if (this.#page.config.conversations) return [this.#row(thread, last, hashToken(thread.id))];
    return thread.messages.map((message) => this.#row(thread, message, hashToken(message.id)));
  }

  #row(thread: Thread, last: Message, token: string): HTMLElement {
    const { owner, strings, config } = this.#page;
    const mine = isSelf(last.from, owner);
    const from = mine ? { email: owner.email, name: strings.me } : last.from;
    const count = config.conversations && thread.messages.length > 1 ? String(thread.messages.length) : '';
    const sender = h('span', { class: 'yP', email: from.email, name: from.name }, from.name);
    const ids = {
      'data-thread-id': `#thread-${thread.id}`,
      'data-legacy-thread-id': legacyId(thread.id),
      'data-legacy-last-message-id': legacyId(last.id),
    };
    const words = h('span', { class: 'y2' }, ` - ${last.text.join(' ')}`);
    const subject = h('span', { class: 'bog', ...ids }, h('span', { class: 'bqe' }, thread.subject), words);
    const cells = [
      h('td', { class: 'oZ-x3' }, icon(icons.box)),
      h('td', { class: thread.starred ? 'apU starred' : 'apU' }, icon(icons.star)),
      h('td', { class: 'yX' }, h('div', { class: 'yW' }, sender, h('span', { class: 'bx0' }, count))),
      h('td', { class: 'a4W' }, h('div', { class: 'xS', role: 'link' }, subject)),
      h('td', { class: 'xW' }, last.when),
    ];
    const line = h('tr', { class: thread.unread ? 'zA zE' : 'zA yO', tabindex: '-1' }, ...cells);
    line.addEventListener('click', () => {
      location.hash = `#${this.#folder}/${token}`;
    });
    return line;
  }

  #listView(): HTMLElement {
    const { strings } = this.#page;
    const tools = [icons.box, icons.refresh, icons.more].map((path) =>
      h('button', { class: 'tool', 'aria-hidden': 'true' }, icon(path)),
    );
    const bar = h('div', { gh: 'tm', class: 'G-atb' }, ...tools, this.#range);
    const tabs = [strings.primary, strings.promotions, strings.social].map((name, at) =>
      h(
        'div',
        { class: at === 0 ? 'aKz aKo' : 'aKz', role: 'tab' },
        icon([icons.inbox, icons.box, icons.person][at] ?? icons.box),
        name,
      ),
    );
    const table = h('table', { class: 'F cf zt', role: 'grid', gh: 'tl' }, this.#rows);
    return h('div', { class: 'bkL' }, bar, h('div', { class: 'aKk', role: 'tablist' }, ...tabs), table);
  }
}
