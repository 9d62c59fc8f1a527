import { h } from './dom.ts';
import type { Strings } from './strings.ts';

/** The one line at the lower edge; what it says replaces what it said. */
export class Toast {
  readonly #document: Document;
  readonly #strings: Strings;
  #shown: HTMLElement | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(of: Document, strings: Strings) {
    this.#document = of;
    this.#strings = strings;
  }

  say(text: string, options: { undo?: () => void; forMs?: number } = {}): void {
    this.hide();
    this.#shown = h('div', { role: 'alert', class: 'toast' }, h('span', {}, text));
    if (options.undo) this.#shown.append(this.#button(options.undo));
    this.#document.body.append(this.#shown);
    this.#timer = setTimeout(() => this.hide(), options.forMs ?? 4000);
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.#shown?.remove();
    this.#shown = null;
  }

  #button(undo: () => void): HTMLElement {
    const button = h(
      'button',
      { type: 'button', class: 'toastUndo', 'data-testid': 'UndoSend' },
      this.#strings.undo,
    );
    button.addEventListener('click', undo, { once: true });
    return button;
  }
}
