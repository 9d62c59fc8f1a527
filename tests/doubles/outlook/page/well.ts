import { asAddress, splitList } from './addresses.ts';
import type { Address, OutlookConfig } from './config.ts';
import { classNames, h, part, put } from './dom.ts';
import { Picker } from './picker.ts';
import type { Strings } from './strings.ts';

export type WellName = 'to' | 'cc' | 'bcc';

/** Stands beside every chip, so that the caret finds a place. */
const GAP = '\u200b';
/** From text that ends an address until its chip is there. */
const CHIP_DELAY_MS = 15;
let lastEntity = 1;

/** One recipient field: chips, and between them text that may become one. */
export class Well {
  readonly name: WellName;
  /** Holds whatever element is the field at the moment. */
  readonly slot = h('div', { class: 'slot' });
  readonly #config: OutlookConfig;
  readonly #strings: Strings;
  readonly #id: string;
  readonly #changed: () => void;
  readonly #picker: Picker;
  #chips = new Map<Node, Address>();
  #editable = h('div');
  #keyed = false;

  constructor(
    name: WellName,
    id: string,
    page: { config: OutlookConfig; strings: Strings },
    changed: () => void,
  ) {
    this.name = name;
    this.#id = id;
    this.#config = page.config;
    this.#strings = page.strings;
    this.#changed = changed;
    this.#picker = new Picker(page.config, page.strings, (address) => this.#picked(address));
    this.#draw([]);
  }

  get addresses(): Address[] {
    return [...this.#chips.values()];
  }
  /** Text that has not become a chip. */
  get pending(): string {
    const texts = [...this.#editable.childNodes].filter((node) => !this.#chips.has(node));
    return texts
      .map((node) => node.textContent)
      .join('')
      .replaceAll(GAP, '')
      .trim();
  }

  focus(): void {
    this.#editable.focus();
  }

  set(addresses: Address[]): void {
    this.#draw(addresses);
  }

  /** Takes what is an address, leaves the rest in the field. */
  commit(): void {
    this.#picker.close();
    const rest: string[] = [];
    const addresses = this.addresses;
    for (const text of splitList(this.pending)) {
      const address = asAddress(text, this.#config.contacts);
      if (!address) rest.push(text);
      else if (!addresses.some(({ email }) => email.toLowerCase() === address.email.toLowerCase()))
        addresses.push(address);
    }
    const isNew = addresses.length > this.#chips.size;
    this.#fill(addresses, rest.join(', '));
    if (isNew) this.#changed();
  }

  #picked(address: Address): void {
    const known = this.addresses.filter(({ email }) => email !== address.email);
    setTimeout(() => {
      this.#draw([...known, address]);
      this.focus();
      this.#caretToEnd();
      this.#changed();
    }, CHIP_DELAY_MS);
  }

  /** All in new elements: whoever held the old ones holds nothing. */
  #draw(addresses: Address[]): void {
    const label = this.#strings[this.name];
    this.#picker.close();
    this.#editable = h('div', {
      class: 'well EditorClass',
      contenteditable: 'true',
      role: 'combobox',
      'aria-label': label,
      'aria-haspopup': 'listbox',
      'aria-expanded': 'false',
      'aria-controls': 'FloatingSuggestionsList',
      tabindex: '0',
      spellcheck: 'false',
    });
    this.#fill(addresses, '');
    this.#listen(this.#editable);
    const button = h('button', { type: 'button', class: 'fui-Button wellLabel', tabindex: '-1' }, label);
    const group = h('div', { id: this.#id, role: 'group', class: 'wellRow' }, button, this.#editable);
    this.slot.replaceChildren();
    put(this.slot, part(this.name, group));
  }

  #fill(addresses: Address[], rest: string): void {
    const chips = addresses.map((address) => [this.#chip(address), address] as const);
    this.#chips = new Map<Node, Address>(chips);
    const inside = chips.flatMap(([chip]) => [GAP, chip, GAP]);
    this.#editable.replaceChildren(...inside, ...(rest ? [rest] : []));
    this.#editable.classList.toggle(classNames('bad'), rest !== '');
    if (this.#editable.ownerDocument.activeElement === this.#editable) this.#caretToEnd();
  }

  #chip({ email, name }: Address): HTMLElement {
    const both = name === email ? email : `${name} <${email}>`;
    const id = `REK${String(lastEntity++).padStart(6, '0')}`;
    const attributes = {
      id,
      contenteditable: 'false',
      draggable: 'true',
      'aria-label': { address: email, both, name }[this.#config.chipLabel],
    };
    const text = h('span', { class: 'individualText' }, name);
    return h('span', { class: '_Entity _EType_RECIPIENT_ENTITY _EReadonly_1', ...attributes }, text);
  }

  #listen(editable: HTMLElement): void {
    editable.addEventListener('keydown', (event) => this.#key(event));
    editable.addEventListener('input', () => this.#input());
    editable.addEventListener('paste', (event) => this.#paste(event));
    editable.addEventListener('blur', () => {
      this.#picker.close();
      if (this.#keyed || this.#config.wellTakes.includes('insert')) this.commit();
    });
  }

  #key(event: KeyboardEvent): void {
    this.#keyed = event.isTrusted;
    if (event.key === 'Escape') this.#picker.close();
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (!this.#picker.takeFirst()) this.commit();
  }

  /** Chips that are gone are recipients that are gone; text that ends an address becomes one. */
  #input(): void {
    const before = this.#chips.size;
    for (const chip of this.#chips.keys()) if (!this.#editable.contains(chip)) this.#chips.delete(chip);
    if (this.#chips.size < before) this.#changed();
    const counts = this.#keyed || this.#config.wellTakes.includes('insert');
    if (counts && /[,;]$/.test(this.pending)) setTimeout(() => this.commit(), CHIP_DELAY_MS);
    else if (this.#config.wellTakes.includes('picker'))
      this.#picker.offer(this.#editable, () => this.pending);
  }

  #paste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (text === '') return;
    event.preventDefault();
    if (!event.isTrusted && !this.#config.wellTakes.includes('paste')) return;
    this.#editable.append(`${this.pending ? ',' : ''}${text}`);
    setTimeout(() => this.commit(), CHIP_DELAY_MS);
  }

  #caretToEnd(): void {
    const selection = this.#editable.ownerDocument.getSelection();
    selection?.selectAllChildren(this.#editable);
    selection?.collapseToEnd();
  }
}
