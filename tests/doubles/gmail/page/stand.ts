import type { ComposeBox } from './compose-box.ts';
import type { PageContext } from './context.ts';
import { classNames, h, icon, icons, onPress } from './dom.ts';

export type Kind = 'docked' | 'fullscreen' | 'inline' | 'popout';

/** What a stand asks of the window that stands there. */
export interface Standing {
  close(): void;
  /** To the other size of a dialog. */
  toggleFull(): void;
  popOut(): void;
}

/** Where the box of a compose window is, and what goes when it goes. */
export interface Stand {
  readonly kind: Kind;
  /** Every key pressed in it, and the clicks on what surrounds the box, come from here. */
  readonly element: HTMLElement;
  put(box: ComposeBox, standing: Standing): void;
  /** Moves to the other size; false where there is only one. */
  toggleFull(): boolean;
  readonly isThere: boolean;
  remove(): void;
}

/** At the lower edge of the page, minimised there, or over all of it. */
export class DialogStand implements Stand {
  readonly element: HTMLElement;
  readonly #page: PageContext;
  readonly #frame: HTMLElement;
  readonly #inner = h('div', { class: 'nH' });
  readonly #holder = h('div', { class: 'aaZ' });
  readonly #content = h('div', {}, this.#holder);
  readonly #full: HTMLElement;
  readonly #minimise: HTMLElement;
  readonly #close: HTMLElement;
  readonly #title: HTMLElement;
  kind: 'docked' | 'fullscreen';

  constructor(page: PageContext, kind: 'docked' | 'fullscreen') {
    const { strings } = page;
    this.#page = page;
    this.kind = kind;
    this.#title = h('div', { class: 'aYF' }, strings.newMessage);
    this.#minimise = h('button', { class: 'Hl', 'aria-label': strings.minimise }, icon(icons.minimise));
    this.#full = h('button', { class: 'Hq aUG', 'aria-label': strings.full }, icon(icons.full));
    this.#close = h('button', { class: 'Ha', 'aria-label': strings.close }, icon(icons.close));
    const head = h(
      'div',
      { class: 'nH Hy aXJ' },
      h('div', { class: 'l m' }, h('div', { class: 'l n' }, this.#bar())),
    );
    const named = { role: 'dialog', 'aria-label': strings.newMessage };
    this.element = h('div', { class: 'nH Hd', ...named }, head, this.#content);
    this.#frame = h('div', { class: 'nH nn' }, h('div', { class: 'AD' }, this.#inner));
  }

  put(box: ComposeBox, standing: Standing): void {
    this.#holder.append(box.outer);
    this.#place();
    const minimise = () => {
      if (this.kind === 'fullscreen') standing.toggleFull();
      else this.#fold(this.#content.style.display !== 'none');
    };
    onPress(this.#minimise, minimise);
    this.#title.addEventListener('click', minimise);
    onPress(this.#close, standing.close);
    this.#full.addEventListener('click', (event) => {
      event.stopPropagation();
      if (event.shiftKey) standing.popOut();
      else standing.toggleFull();
    });
    box.subject.addEventListener('change', () => {
      this.#title.textContent = box.subject.value || this.#page.strings.newMessage;
    });
  }

  toggleFull(): boolean {
    if (this.kind === 'fullscreen') this.#page.leaveFullScreen();
    this.kind = this.kind === 'docked' ? 'fullscreen' : 'docked';
    this.#fold(false);
    this.#place();
    return true;
  }

  get isThere(): boolean {
    return this.element.isConnected && this.#holder.childElementCount > 0;
  }

  /** A full-screen window leaves its emptied dialog in the page. */
  remove(): void {
    this.#frame.remove();
    if (this.kind === 'docked') return;
    this.#holder.replaceChildren();
    this.#page.leaveFullScreen();
  }

  #place(): void {
    const { strings } = this.#page;
    this.#full.setAttribute('aria-label', this.kind === 'docked' ? strings.full : strings.leaveFull);
    if (this.kind === 'docked') {
      this.#inner.append(this.element);
      this.#page.dock(this.#frame);
    } else {
      this.#frame.remove();
      this.#page.goFullScreen(this.element);
    }
  }

  #fold(isFolded: boolean): void {
    this.#content.style.display = isFolded ? 'none' : '';
    this.element.classList.toggle(classNames('folded'), isFolded);
  }

  #bar(): HTMLElement {
    const heading = h('h2', { class: 'a3E' }, this.#title);
    const buttons = h('td', { class: 'Hm' }, this.#minimise, this.#full, this.#close);
    const row = h('tr', {}, h('td', { class: 'Hk' }, h('div', { class: 'Hp' }, heading)), buttons);
    const attributes = { class: 'cf Ht-ql-thxFLe-aOr', role: 'presentation' };
    return h('table', attributes, h('tbody', {}, row));
  }
}

/** Below a message of an open thread; there the subject is not shown. */
export class InlineStand implements Stand {
  readonly kind = 'inline';
  readonly element: HTMLElement;

  /** @param slot - the empty place below the message */
  constructor(slot: HTMLElement) {
    this.element = slot;
  }

  put(box: ComposeBox, standing: Standing): void {
    this.element.className = classNames('ip adB');
    this.element.replaceChildren(box.outer);
    box.subjectRow.style.cssText = 'width:0;height:0;overflow:hidden;margin:0;border:0';
    box.subject.style.width = '0';
    box.region.append(box.popOut);
    onPress(box.popOut, standing.toggleFull);
  }

  toggleFull(): boolean {
    return false;
  }

  get isThere(): boolean {
    return this.element.isConnected && this.element.childElementCount > 0;
  }

  remove(): void {
    this.element.className = classNames('ip iq');
    this.element.replaceChildren();
  }
}

/** Alone in a window of its own: no dialog, no title bar. */
export class WindowStand implements Stand {
  readonly kind = 'popout';
  readonly element = h('div', { class: 'nH' });

  put(box: ComposeBox): void {
    this.element.append(h('div', {}, h('div', { class: 'aaZ' }, box.outer)));
    box.subject.addEventListener('input', () => {
      document.title = document.title.replace(/^.*?(?= - [^ ]+@)/, () => box.subject.value || '…');
    });
  }

  toggleFull(): boolean {
    return false;
  }

  get isThere(): boolean {
    return this.element.childElementCount > 0;
  }

  remove(): void {
    this.element.replaceChildren();
  }
}
