import { h } from './dom.ts';
import type { Strings } from './strings.ts';
import type { Person } from './threads.ts';

export type FieldName = 'to' | 'cc' | 'bcc';

let lastId = 13;

/** One of the three recipient rows, however it is drawn. */
export interface Recipients {
  readonly row: HTMLElement;
  readonly name: FieldName;
  readonly addresses: Person[];
  /** Text that has not become a chip. */
  readonly pending: string;
  show(): void;
  focus(): void;
  set(addresses: Person[]): void;
  /** All at once empty, in new elements: what the page does once to a fresh window. */
  reset(): void;
  /** Takes what is an address, leaves the rest in the field. */
  commit(text: string): void;
}

/** One of the three recipient rows: chips, and a combobox that makes chips of what is typed or pasted. */
export class RecipientRow implements Recipients {
  readonly row: HTMLElement;
  readonly name: FieldName;
  readonly #strings: Strings;
  readonly #changed: () => void;
  readonly #well: HTMLElement;
  #addresses: Person[] = [];
  #chips = h('div');
  #input = h('input');

  constructor(name: FieldName, strings: Strings, changed: () => void) {
    this.name = name;
    this.#strings = strings;
    this.#changed = changed;
    this.#well = h('div', { name, class: 'anm', 'aria-label': strings[name] });
    const label = h('span', { class: 'gO aQY', role: 'link', tabindex: '1' }, strings[name]);
    const cell = h('div', { class: 'oj' }, h('div', { class: 'wO nr l1' }, this.#well));
    this.row = h('tr', { class: 'bzf' }, h('td', { class: 'ok' }, label), h('td', { class: 'eV' }, cell));
    if (name !== 'to') this.row.style.display = 'none';
    this.#draw();
  }

  get addresses(): Person[] {
    return [...this.#addresses];
  }
  get pending(): string {
    return this.#field.value.trim();
  }

  show(): void {
    this.row.style.display = '';
  }
  focus(): void {
    this.#field.focus();
  }

  set(addresses: Person[]): void {
    this.#addresses = [...addresses];
    if (addresses.length > 0) this.show();
    this.#draw();
  }

  reset(): void {
    this.#addresses = [];
    this.#draw();
  }

  commit(text: string): void {
    const rest: string[] = [];
    for (const part of splitList(text)) {
      const address = asAddress(part);
      if (!address) rest.push(part);
      else if (!this.#addresses.some(({ email }) => email === address.email)) this.#add(address);
    }
    this.#field.value = rest.join(', ');
    this.#field.toggleAttribute('aria-invalid', rest.length > 0);
  }

  get #field(): HTMLInputElement {
    if (this.#input instanceof HTMLInputElement) return this.#input;
    throw new TypeError('the combobox is an input');
  }

  #add(address: Person): void {
    this.#addresses.push(address);
    this.#chips.append(this.#chip(address));
    this.#changed();
  }

  #chip(address: Person): HTMLElement {
    const remove = h('div', { class: 'afX', 'aria-label': this.#strings.chipHint }, '×');
    const label = h('div', { class: 'afC' }, address.name);
    const initial = h('div', { class: 'afW' }, address.name.slice(0, 1).toUpperCase());
    const attributes = { class: 'afV', role: 'option', tabindex: '-1', 'aria-selected': 'false' };
    const data = { 'data-name': address.name, 'data-hovercard-id': address.email };
    const chip = h('div', { class: 'agh' }, h('div', { ...attributes, ...data }, initial, label, remove));
    remove.addEventListener('click', () => {
      this.#addresses = this.#addresses.filter((a) => a !== address);
      chip.remove();
      this.#changed();
    });
    return chip;
  }

  #draw(): void {
    const id = `:${lastId++}q`;
    const hadFocus = document.activeElement === this.#input;
    const label = `${this.#strings[this.name]} ${this.#strings.recipients}`;
    this.#chips = h('div', {}, ...this.#addresses.map((address) => this.#chip(address)));
    this.#input = h('input', {
      id,
      class: 'agP aFw',
      'peoplekit-id': 'BbVjBd',
      autocomplete: 'off',
      spellcheck: 'false',
      'aria-label': label,
      'aria-autocomplete': 'list',
      'aria-haspopup': 'listbox',
      'aria-expanded': 'false',
      size: '0',
      type: 'text',
      role: 'combobox',
    });
    const box = h('div', { class: 'aH9', role: 'presentation' }, this.#input);
    const list = { role: 'listbox', 'aria-label': this.#strings[this.name], 'aria-multiselectable': 'true' };
    this.#well.replaceChildren(h('div', {}, h('div', {}, h('div', list, this.#chips, box))));
    this.#listen(this.#field);
    if (hadFocus) this.focus();
  }

  #listen(input: HTMLInputElement): void {
    input.addEventListener('paste', (event) => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (text === '') return;
      event.preventDefault();
      setTimeout(() => this.commit(`${input.value} ${text}`), 15);
    });
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Backspace' && input.value === '') this.#removeLast();
      if (!['Enter', ',', 'Tab'].includes(event.key) || event.ctrlKey || event.metaKey) return;
      if (event.key !== 'Tab') event.preventDefault();
      this.commit(input.value);
    });
    input.addEventListener('blur', () => this.commit(input.value));
  }

  #removeLast(): void {
    if (this.#addresses.length === 0) return;
    this.#addresses.pop();
    this.#chips.lastElementChild?.remove();
    this.#changed();
  }
}

export function splitList(text: string): string[] {
  const parts = text.match(/(?:"[^"]*"|[^,;\n"])+/g) ?? [];
  return parts.map((part) => part.trim()).filter(Boolean);
}

export function asAddress(text: string): Person | null {
  const match = /^(?:"?([^"<]*?)"?\s*<)?([^\s<>@,;"]+@[^\s<>@,;"]+\.[^\s<>@,;".]{2,})>?$/u.exec(text);
  const email = match?.[2];
  return email === undefined ? null : { email, name: match?.[1]?.trim() || email };
}
