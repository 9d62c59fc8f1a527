import { h } from './dom.ts';
import type { Strings } from './strings.ts';

/** A refusal, or a question, before the message may leave. Its buttons have ids; what it says is translated. */
export class Dialogs {
  readonly #document: Document;
  readonly #strings: Strings;
  readonly #noteSend: (event: Event) => void;

  constructor(of: Document, strings: Strings, noteSend: (event: Event) => void) {
    this.#document = of;
    this.#strings = strings;
    this.#noteSend = noteSend;
  }

  tell(title: string, text: string): Promise<void> {
    const ok = h('button', { type: 'button', id: 'ok-1', class: 'primary' }, this.#strings.ok);
    const dialog = h(
      'div',
      { role: 'alertdialog', class: 'dialog', 'aria-label': title },
      h('h2', {}, title),
      h('div', {}, text),
      ok,
    );
    const shown = this.#show(dialog, ok);
    return new Promise((resolve) => {
      ok.addEventListener('click', () => {
        shown.remove();
        resolve();
      });
    });
  }

  /** Whether the person wants to go on; saying so to a question about sending is a send. */
  ask(text: string, labels: { yes: string; no: string; sends: boolean }): Promise<boolean> {
    const yes = h('button', { type: 'button', id: 'ok-1', class: 'primary' }, labels.yes);
    const no = h('button', { type: 'button', id: 'cancel-1', class: 'secondary' }, labels.no);
    const buttons = h('div', { class: 'dialogButtons' }, yes, no);
    const shown = this.#show(
      h('div', { role: 'dialog', class: 'dialog', 'aria-label': text }, h('div', {}, text), buttons),
      yes,
    );
    return new Promise((resolve) => {
      const answer = (isYes: boolean, event: Event) => {
        if (isYes && labels.sends) this.#noteSend(event);
        shown.remove();
        resolve(isYes);
      };
      yes.addEventListener('click', (event) => answer(true, event));
      no.addEventListener('click', (event) => answer(false, event));
    });
  }

  #show(dialog: HTMLElement, focused: HTMLElement): HTMLElement {
    const overlay = h('div', { class: 'overlay' }, dialog);
    this.#document.body.append(overlay);
    focused.focus();
    return overlay;
  }
}
