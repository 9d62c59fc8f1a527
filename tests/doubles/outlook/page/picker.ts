import { asAddress } from './addresses.ts';
import type { Address, OutlookConfig } from './config.ts';
import { h } from './dom.ts';
import type { Strings } from './strings.ts';

/** The list of people that opens below an unfinished address. */
export class Picker {
  readonly #config: OutlookConfig;
  readonly #strings: Strings;
  readonly #pick: (address: Address) => void;
  #list: HTMLElement | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(config: OutlookConfig, strings: Strings, pick: (address: Address) => void) {
    this.#config = config;
    this.#strings = strings;
    this.#pick = pick;
  }

  /** Opens after a moment, with what the field holds by then. */
  offer(field: HTMLElement, pending: () => string): void {
    this.close();
    this.#timer = setTimeout(() => this.#open(field, pending()), this.#config.pickerDelayMs);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#list?.remove();
    this.#list = null;
  }

  /** @returns whether there was anything to take */
  takeFirst(): boolean {
    const first = this.#list?.querySelector('button');
    first?.click();
    return first !== null && first !== undefined;
  }

  #open(field: HTMLElement, text: string): void {
    const rows = this.#rows(text.replace(/[,;]\s*$/, ''));
    if (rows.length === 0 || !field.isConnected) return;
    const attributes = { id: 'FloatingSuggestionsList', role: 'listbox', 'aria-label': this.#strings.picker };
    this.#list = h('div', { class: 'picker', ...attributes }, ...rows);
    const { left, bottom } = field.getBoundingClientRect();
    this.#list.setAttribute('style', `left: ${left}px; top: ${bottom + 4}px`);
    field.setAttribute('aria-expanded', 'true');
    field.ownerDocument.body.append(this.#list);
  }

  /** People whose name or address begins so, then the address itself. */
  #rows(text: string): HTMLElement[] {
    if (text === '') return [];
    const start = text.toLowerCase();
    const people = this.#config.contacts.filter(
      ({ email, name }) => email.startsWith(start) || name.toLowerCase().startsWith(start),
    );
    const rows = people.map((person) =>
      this.#row(
        person,
        { role: 'option', 'aria-label': `${person.name} - ${person.email}` },
        h('b', {}, person.name),
        ` ${person.email}`,
      ),
    );
    const address = asAddress(text, this.#config.contacts);
    if (address) rows.push(this.#row(address, {}, `${this.#strings.useAddress} ${address.email}`));
    return rows;
  }

  #row(address: Address, attributes: Record<string, string>, ...children: (Node | string)[]): HTMLElement {
    const row = h('button', { type: 'button', class: 'pickerRow', ...attributes }, ...children);
    row.addEventListener('mousedown', (event) => event.preventDefault()); // the field keeps the focus
    row.addEventListener('click', () => {
      this.close();
      this.#pick(address);
    });
    return row;
  }
}
