import { h } from './dom.ts';

/**
 * A text field whose truth is the page's state, as in React: a value written into the element counts only once an
 * `input` event tells of one that the page's own scripts have not written; anything else is drawn over.
 */
export class Field {
  readonly element: HTMLInputElement;
  readonly #native: PropertyDescriptor;
  #state = '';
  #seen = '';

  constructor(attributes: Record<string, string>, changed: () => void) {
    this.element = h('input', { type: 'text', autocomplete: 'off', ...attributes });
    const native = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
    if (!native) throw new TypeError('an input element has a value');
    this.#native = native;
    this.#watch();
    this.element.addEventListener('input', () => this.#listen(changed));
    this.element.addEventListener('blur', () => this.draw());
  }

  get value(): string {
    return this.#state;
  }
  set value(text: string) {
    this.#state = text;
    this.#write(text);
  }

  /** What the element holds is what the page knows. */
  draw(): void {
    if (this.#shown !== this.#state) this.#write(this.#state);
  }

  get #shown(): string {
    return this.#native.get?.call(this.element) ?? '';
  }

  #write(text: string): void {
    this.#seen = text;
    this.#native.set?.call(this.element, text);
  }

  /** Values that the page's own scripts write are known already, so no event makes them news. */
  #watch(): void {
    Object.defineProperty(this.element, 'value', {
      configurable: true,
      get: () => this.#shown,
      set: (text: string) => this.#write(text),
    });
  }

  #listen(changed: () => void): void {
    const shown = this.#shown;
    if (shown === this.#seen) return;
    this.#seen = shown;
    this.#state = shown;
    changed();
  }
}
