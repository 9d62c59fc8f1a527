import { h } from './dom.ts';
import type { Strings } from './strings.ts';

/** The one message line at the lower left; what it says replaces what it said. */
export class Snackbar {
  readonly #strings: Strings;
  readonly #view: (thread: string) => void;
  #shown: HTMLElement | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param view - shows the thread of the message that the line is about */
  constructor(strings: Strings, view: (thread: string) => void) {
    this.#strings = strings;
    this.#view = view;
  }

  /** @param options.view - thread that a link leads to, `thread-a:r…` */
  say(text: string, options: { onUndo?: () => void; view?: string; forMs?: number } = {}): void {
    this.hide();
    const links = h('span', { class: 'bAo' });
    if (options.onUndo) links.append(this.#link('link_undo', this.#strings.undo, options.onUndo));
    const { view } = options;
    if (view !== undefined)
      links.append(this.#link('link_vsm', this.#strings.view, () => this.#follow(view)));
    const close = h(
      'div',
      { class: 'bBe', role: 'button', tabindex: '0', 'aria-label': this.#strings.dismiss },
      '×',
    );
    close.addEventListener('click', () => this.hide());
    const line = h(
      'div',
      { class: 'vh' },
      h('span', { class: 'aT' }, h('span', { class: 'bAq' }, text), links),
      close,
    );
    this.#shown = h('div', { class: 'b8 UC bAp', role: 'alert' }, h('div', { class: 'J-J5-Ji' }, line));
    document.body.append(this.#shown);
    if (options.forMs !== undefined) this.#timer = setTimeout(() => this.hide(), options.forMs);
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.#shown?.remove();
    this.#shown = null;
  }

  #follow(thread: string): void {
    this.hide();
    this.#view(thread.replace('thread-', ''));
  }

  #link(id: string, text: string, act: () => void): HTMLElement {
    const link = h('span', { class: 'ag a8k', id, role: 'link', tabindex: '0' }, text);
    link.addEventListener('click', act, { once: true });
    return link;
  }
}

/** Undo may be asked for before the send is answered; then it is done as soon as it is. */
export function undoOffer(takeBack: () => Promise<void>): {
  ask: () => void;
  sent: () => void;
  asked: () => boolean;
} {
  let asked = false;
  let sent = false;
  return {
    ask: () => {
      asked = true;
      if (sent) void takeBack();
    },
    sent: () => {
      sent = true;
      if (asked) void takeBack();
    },
    asked: () => asked,
  };
}
