import type { ContentText } from '../context.ts';
import { type Box, placePicker } from './place.ts';
import { pickerStyle } from './style.ts';

interface FrameParts {
  text: ContentText;
  shadow: ShadowRootMode;
  /** Address under which the mail page may load the picker. */
  url(): string;
}

/** The picker's page in a frame of its own: made when it is opened, gone when it is closed. One at a time. */
export class PickerFrame {
  readonly #page: Document;
  readonly #parts: FrameParts;
  #host: HTMLElement | null = null;
  #frame: HTMLIFrameElement | null = null;

  constructor(page: Document, parts: FrameParts) {
    this.#page = page;
    this.#parts = parts;
  }

  get isOpen(): boolean {
    return this.#host !== null;
  }

  /** Is the keyboard in it? */
  get hasFocus(): boolean {
    return this.#host !== null && this.#page.activeElement === this.#host;
  }

  open(key: string, dark: boolean): void {
    this.close();
    const host = this.#page.createElement('utskick-picker');
    const frame = this.#page.createElement('iframe');
    const style = this.#page.createElement('style');
    style.textContent = pickerStyle;
    frame.title = this.#parts.text.picker();
    frame.dataset.theme = dark ? 'dark' : 'light';
    frame.src = `${this.#parts.url()}#compose=${key}&theme=${frame.dataset.theme}`;
    host.attachShadow({ mode: this.#parts.shadow }).append(style, frame);
    // Focus given to a frame goes with the page it held then.
    frame.addEventListener('load', () => {
      frame.blur();
      frame.focus();
    });
    this.#page.documentElement.append(host);
    this.#host = host;
    this.#frame = frame;
    frame.focus();
  }

  focus(): void {
    this.#frame?.focus();
  }

  place(compose: Element, button: Element | null): void {
    if (!this.#frame) return;
    const { clientWidth: width, clientHeight: height } = this.#page.documentElement;
    const at = button?.isConnected ? boxOf(button) : null;
    const { style } = this.#frame;
    for (const [side, px] of Object.entries(placePicker(boxOf(compose), at, { width, height })))
      style.setProperty(side, `${Math.round(px)}px`);
  }

  close(): void {
    this.#host?.remove();
    this.#host = null;
    this.#frame = null;
  }
}

function boxOf(element: Element): Box {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { left, top, width, height };
}
