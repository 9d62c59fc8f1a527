import { ComposeWindow } from './compose.ts';
import type { PageContext } from './context.ts';
import { classNames, h, icon, icons, onPress } from './dom.ts';
import { type AnswerKind, answerLetter, isSelf } from './letter.ts';
import { InlineStand } from './stand.ts';
import { legacyId, type Message, type Person, type Thread } from './threads.ts';

/** One thread with its messages, the last ones unfolded, and the answers written in it. */
export class ThreadView {
  readonly element: HTMLElement;
  readonly #page: PageContext;
  readonly #list = h('div', { role: 'list' });
  readonly #shown = new Map<string, HTMLElement>();
  #thread: Thread;

  /** @param only - the one message that is shown, where conversations are switched off */
  constructor(page: PageContext, thread: Thread, only: Message | null) {
    this.#page = page;
    this.#thread = thread;
    this.element = h(
      'div',
      { class: 'nH g id' },
      this.#tools(),
      this.#heading(),
      this.#list,
      this.#buttons(),
    );
    for (const message of only ? [only] : thread.messages)
      this.#add(message, only !== null || this.#isOpen(message));
  }

  /** What has come to the thread is added, what has gone from it goes; an answer that is being written stays. */
  update(thread: Thread): void {
    this.#thread = thread;
    for (const [id, item] of this.#shown) {
      if (thread.messages.some((message) => message.id === id)) continue;
      item.remove();
      this.#shown.delete(id);
    }
    for (const message of thread.messages) if (!this.#shown.has(message.id)) this.#add(message, true);
  }

  #isOpen({ id }: Message): boolean {
    return this.#thread.messages.at(-1)?.id === id || this.#thread.messages.length < 3;
  }

  #add(message: Message, isOpen: boolean): void {
    const slot = h('div', { class: 'ip iq' });
    const shown = h('div', {});
    const item = h('div', { role: 'listitem', tabindex: '-1' }, shown, slot);
    const draw = (open: boolean): void => {
      item.className = classNames(open ? 'h7' : 'kv');
      item.setAttribute('aria-expanded', String(open));
      shown.replaceChildren(this.#message(message, open, slot));
    };
    draw(isOpen);
    item.addEventListener('click', () => item.getAttribute('aria-expanded') === 'false' && draw(true));
    this.#shown.set(message.id, item);
    this.#list.append(item);
  }

  #message(message: Message, isOpen: boolean, slot: HTMLElement): HTMLElement {
    const ids = { 'data-message-id': `#msg-${message.id}`, 'data-legacy-message-id': legacyId(message.id) };
    const head = this.#head(message, isOpen, slot);
    const body = isOpen ? bodyOf(message) : h('div', { class: 'iA g6' }, message.text.join(' '));
    return h('div', { class: 'adn ads', ...ids }, h('div', { class: 'gs' }, head, body));
  }

  #head(message: Message, isOpen: boolean, slot: HTMLElement): HTMLElement {
    const { strings, owner } = this.#page;
    const from = isSelf(message.from, owner) ? owner : message.from;
    const named = { class: 'gD', email: from.email, name: from.name, 'data-hovercard-id': from.email };
    const sender = h('span', { translate: 'no', class: 'qu' }, h('span', named, h('span', {}, from.name)));
    sender.append(h('span', { class: 'go' }, ` <${from.email}>`));
    const people = [...message.to, ...message.cc].map((person) => this.#recipient(person));
    const to = isOpen ? h('span', { class: 'hb' }, `${strings.to} `, ...people) : null;
    const reply = h(
      'div',
      { role: 'button', class: 'T-I aaq', 'aria-label': strings.reply },
      icon(icons.reply),
    );
    onPress(reply, () => this.#answer(message, 'reply', slot));
    const when = h('span', { class: 'g3', title: message.when }, message.when);
    const name = h('td', { class: 'gF gK' }, h('h3', { class: 'iw' }, sender));
    const buttons = h('td', { class: 'gH acX bAm' }, isOpen ? reply : null);
    const upper = h('tr', { class: 'acZ' }, name, h('td', { class: 'gH bAk' }, when), buttons);
    const lower = to ? h('tr', { class: 'acZ xD' }, h('td', { colspan: '3' }, to)) : null;
    const table = h('table', { class: 'cf gJ' }, h('tbody', {}, upper, lower));
    const initial = h('div', { class: 'avatar' }, from.name.slice(0, 1));
    return h('div', { class: 'gE iv gt' }, initial, table);
  }

  #recipient(person: Person): HTMLElement {
    const { owner, strings } = this.#page;
    if (!isSelf(person, owner))
      return h(
        'span',
        { class: 'g2', email: person.email, name: person.name },
        person.name.split(' ')[0] ?? '',
      );
    return h('span', { class: 'g2', email: owner.email, name: 'me' }, strings.me);
  }

  #answer(message: Message, kind: AnswerKind, slot: HTMLElement): void {
    if (slot.childElementCount > 0) return;
    const letter = answerLetter(this.#page, this.#thread, message, kind);
    void new ComposeWindow(this.#page, letter, new InlineStand(slot)).open();
  }

  #answerLast(kind: AnswerKind): void {
    const message = this.#thread.messages.filter(({ id }) => this.#shown.has(id)).at(-1);
    const slot = message && this.#shown.get(message.id)?.lastElementChild;
    if (message && slot instanceof HTMLElement) this.#answer(message, kind, slot);
  }

  #tools(): HTMLElement {
    const { strings } = this.#page;
    const back = h('button', { class: 'tool', 'aria-label': strings.inbox }, icon(icons.back));
    const open = h('button', { class: 'tool newWindow', 'aria-label': strings.newWindow }, icon(icons.open));
    back.addEventListener('click', () => this.#page.leaveThread());
    open.addEventListener('click', () => this.#page.popOut('th', this.#thread.id));
    const others = [icons.archive, icons.bin].map((path) =>
      h('button', { class: 'tool', 'aria-hidden': 'true' }, icon(path)),
    );
    return h('div', { gh: 'tm', class: 'G-atb' }, back, ...others, open);
  }

  #heading(): HTMLElement {
    const { id, subject } = this.#thread;
    const permanent = this.#page.config.threadIdLost ? 'undefined' : `thread-${id}`;
    const ids = { 'data-thread-perm-id': permanent, 'data-legacy-thread-id': legacyId(id) };
    return h('div', { class: 'ha' }, h('h2', { class: 'hP', tabindex: '-1', ...ids }, subject));
  }

  #buttons(): HTMLElement {
    const { strings } = this.#page;
    const kinds: [AnswerKind, string, string][] = [
      ['reply', strings.reply, 'ams bkH'],
      ['replyAll', strings.replyAll, 'ams bkI'],
      ['forward', strings.forward, 'ams bkG'],
    ];
    const buttons = kinds.map(([kind, name, classes]) => {
      const button = h('span', { class: classes, role: 'link', tabindex: '0' }, name);
      onPress(button, () => this.#answerLast(kind));
      return button;
    });
    return h('div', { class: 'amn' }, ...buttons);
  }
}

/** Own words, or, where the message lies, what would pass for the page's own header and ids. */
function bodyOf(message: Message): HTMLElement {
  const lie = { class: 'gD', email: 'ceo@other-company.example', name: 'The Boss' };
  const lies = h(
    'div',
    {
      'data-message-id': '#msg-f:1111111111111111111',
      'data-thread-perm-id': 'thread-f:1111111111111111111',
    },
    h('h2', { class: 'hP', 'data-legacy-thread-id': 'f6b75ab2bc471c7' }, 'Another thread'),
    h('span', lie, 'The Boss'),
    h('span', { class: 'g2', email: 'board@other-company.example', name: 'Board' }, 'board'),
    h('a', { href: 'mailto:ceo@other-company.example' }, 'ceo@other-company.example'),
  );
  const text = message.text.map((paragraph) => h('p', {}, paragraph));
  const body = h('div', { class: 'a3s aiL', dir: 'ltr' }, ...text, message.lies ? lies : null);
  return h('div', { class: 'ii gt' }, body);
}
