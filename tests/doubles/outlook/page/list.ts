import type { Address } from './config.ts';
import { h, part } from './dom.ts';
import type { Mail } from './mails.ts';
import type { Strings } from './strings.ts';

/** The conversations of the open folder. */
export class MessageList {
  readonly element: HTMLElement;
  readonly #rows = new Map<string, HTMLElement>();

  constructor(strings: Strings, person: Address, mails: Mail[], choose: (mail: Mail) => void) {
    for (const mail of mails) this.#rows.set(mail.id, row(mail, person, choose));
    const pivot = [strings.focused, strings.other].map((name, at) =>
      h('span', { class: at === 0 ? 'pivot current' : 'pivot' }, name),
    );
    const box = h(
      'div',
      { role: 'listbox', class: 'rows', 'aria-label': strings.list, 'data-folder-name': 'inbox' },
      ...this.#rows.values(),
    );
    const inside = h('div', { class: 'listInside' }, h('div', { class: 'pivots' }, ...pivot), box);
    this.element = h('div', { id: 'MailList', class: 'list', tabindex: '-1' }, part('list', inside));
  }

  select(id: string | null): void {
    for (const [key, element] of this.#rows) {
      element.setAttribute('aria-selected', String(key === id));
      element.setAttribute('tabindex', key === id ? '0' : '-1');
    }
  }
}

function row(mail: Mail, person: Address, choose: (mail: Mail) => void): HTMLElement {
  const last = mail.messages.at(-1);
  const name = last?.name || person.name;
  const text = last?.text.join(' ') ?? '';
  const element = h(
    'div',
    {
      role: 'option',
      id: mail.id,
      class: mail.unread ? 'row unread' : 'row',
      'data-convid': mail.id,
      'data-focusable-row': 'true',
      'aria-selected': 'false',
      'aria-label': `${name} ${mail.subject} ${text}`,
      tabindex: '-1',
    },
    h('div', { class: 'avatar', 'aria-hidden': 'true' }, name.slice(0, 1)),
    h(
      'div',
      { class: 'rowText' },
      h(
        'div',
        { class: 'rowLine' },
        h('span', { class: 'rowName', title: last?.email || person.email }, name),
        h('span', { class: 'rowWhen' }, mail.when),
      ),
      h('div', { class: 'rowSubject' }, h('span', {}, mail.subject)),
      h('div', { class: 'rowPreview' }, text),
    ),
  );
  element.addEventListener('click', () => choose(mail));
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') choose(mail);
  });
  return element;
}
