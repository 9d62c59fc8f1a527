import { h } from './dom.ts';
import { asAddress, type FieldName, type Recipients, splitList } from './recipients.ts';
import type { Strings } from './strings.ts';
import type { Person } from './threads.ts';

/** A recipient row as it was before 2021: a text area, chips with a hidden input each; Enter makes a chip, paste does not. */
export class OldRecipientRow implements Recipients {
  readonly row: HTMLElement;
  readonly name: FieldName;
  readonly #changed: () => void;
  readonly #strings: Strings;
  readonly #well = h('div', { class: 'wO nr l1' });
  #addresses: Person[] = [];
  #area = document.createElement('textarea');

  constructor(name: FieldName, strings: Strings, changed: () => void) {
    this.name = name;
    this.#strings = strings;
    this.#changed = changed;
    const cell = h('td', { class: 'eV' }, h('div', { class: 'oj' }, this.#well));
    this.row = h(
      'tr',
      { class: 'bzf' },
      h('td', { class: 'ok' }, h('span', { role: 'link' }, strings[name])),
      cell,
    );
    if (name !== 'to') this.row.style.display = 'none';
    this.reset();
  }

  get addresses(): Person[] {
    return [...this.#addresses];
  }
  get pending(): string {
    return this.#area.value.trim();
  }

  show(): void {
    this.row.style.display = '';
  }
  focus(): void {
    this.#area.focus();
  }

  set(addresses: Person[]): void {
    if (addresses.length > 0) this.show();
    this.reset();
    for (const address of addresses) this.#add(address);
  }

  reset(): void {
    this.#addresses = [];
    const label = {
      name: this.name,
      class: h('i', { class: 'vO' }).className,
      rows: '1',
      'aria-label': this.#strings[this.name],
    };
    this.#area = document.createElement('textarea');
    for (const [name, value] of Object.entries(label)) this.#area.setAttribute(name, value);
    this.#well.replaceChildren(this.#area);
    this.#area.addEventListener('keydown', (event) => {
      if (!['Enter', ','].includes(event.key) || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.commit(this.#area.value);
    });
    this.#area.addEventListener('blur', () => this.commit(this.#area.value));
  }

  commit(text: string): void {
    const rest: string[] = [];
    for (const part of splitList(text)) {
      const address = asAddress(part);
      if (!address) rest.push(part);
      else if (!this.#addresses.some(({ email }) => email === address.email)) this.#add(address);
    }
    this.#area.value = rest.join(', ');
  }

  #add(address: Person): void {
    this.#addresses.push(address);
    const chip = h(
      'span',
      { class: 'vN bfK a3q', email: address.email },
      h('div', { class: 'vT' }, address.name),
    );
    const value = `${address.name} <${address.email}>`;
    this.#area.before(
      h('div', { class: 'vR' }, chip, h('input', { name: this.name, type: 'hidden', value })),
    );
    this.#changed();
  }
}
