import type { MailSite } from '../../contract/task.ts';
import type { ContentText } from '../context.ts';
import { width, widthAfterKey, withinWidth } from './width.ts';

export interface FrameParts {
  site: MailSite;
  text: ContentText;
  /** Address under which the mail page may load the sidebar, asked at the first opening. */
  firstUrl(): string;
  /** Address the sidebar then has for itself: it may differ, and only a new hash of this one keeps the page going. */
  ownUrl(): string;
  /** While the handle is dragged, and once more at its end. */
  resized(px: number, done: boolean): void;
  /** Escape on the handle. */
  escaped(): void;
}

/** The sidebar's page in a frame of its own, made when it is first opened, and the handle that sets its width. */
export class SidebarFrame {
  readonly element: HTMLElement;
  readonly #page: Document;
  readonly #parts: FrameParts;
  readonly #handle: HTMLElement;
  #frame: HTMLIFrameElement | null = null;
  #widthPx: number = width.usual;
  #dark = false;
  #loaded = false;
  #awaitsFocus = false;

  constructor(page: Document, parts: FrameParts) {
    this.#page = page;
    this.#parts = parts;
    this.element = page.createElement('div');
    this.element.className = 'sidebar';
    this.element.hidden = true;
    this.#handle = this.#makeHandle();
    this.element.append(this.#handle);
    this.widthPx = width.usual;
  }

  get widthPx(): number {
    return this.#widthPx;
  }

  set widthPx(px: number) {
    this.#widthPx = withinWidth(px);
    this.element.style.width = `${this.#widthPx}px`;
    this.#handle.setAttribute('aria-valuenow', String(this.#widthPx));
  }

  set dark(isDark: boolean) {
    if (isDark === this.#dark) return;
    this.#dark = isDark;
    if (this.#frame) this.#frame.src = this.#parts.ownUrl() + this.#hash();
  }

  show(over: boolean): void {
    this.#frame ??= this.#makeFrame();
    this.element.classList.toggle('over', over);
    this.element.hidden = false;
  }

  hide(): void {
    this.#awaitsFocus = false;
    this.element.hidden = true;
  }

  /** Gives it the keyboard; a page that is still loading gets it when it is there. */
  focus(): void {
    this.#frame?.focus();
    this.#awaitsFocus = !this.#loaded;
  }

  #hash(): string {
    return `#site=${this.#parts.site}&theme=${this.#dark ? 'dark' : 'light'}`;
  }

  #makeFrame(): HTMLIFrameElement {
    const frame = this.#page.createElement('iframe');
    frame.title = this.#parts.text.sidebar();
    frame.allow = 'clipboard-write';
    frame.src = this.#parts.firstUrl() + this.#hash();
    frame.addEventListener('load', () => this.#onLoad(frame));
    this.element.append(frame);
    return frame;
  }

  /** Focus given to a frame goes with the page it held then. */
  #onLoad(frame: HTMLIFrameElement): void {
    this.#loaded = true;
    if (!this.#awaitsFocus || this.element.hidden) return;
    this.#awaitsFocus = false;
    frame.blur();
    frame.focus();
  }

  #makeHandle(): HTMLElement {
    const handle = this.#page.createElement('div');
    handle.className = 'handle';
    handle.tabIndex = 0;
    for (const [name, value] of Object.entries({
      role: 'separator',
      'aria-orientation': 'vertical',
      'aria-label': this.#parts.text.resize(),
      'aria-valuemin': width.least,
      'aria-valuemax': width.most,
      'aria-valuenow': width.usual,
    }))
      handle.setAttribute(name, String(value));
    handle.addEventListener('keydown', (event) => this.#onKey(event));
    handle.addEventListener('pointerdown', (event) => this.#onGrab(event));
    return handle;
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.#parts.escaped();
    const px = widthAfterKey(event.key, this.#widthPx);
    if (px === null) return;
    event.preventDefault();
    this.widthPx = px;
    this.#parts.resized(px, true);
  }

  #onGrab(event: PointerEvent): void {
    const drag = new AbortController();
    const fromX = event.clientX;
    const fromPx = this.#widthPx;
    event.preventDefault();
    this.#handle.setPointerCapture(event.pointerId);
    this.element.classList.add('dragging');
    const move = (moved: PointerEvent, done: boolean): void => {
      this.widthPx = fromPx + fromX - moved.clientX;
      this.#parts.resized(this.#widthPx, done);
    };
    const end = (ended: PointerEvent): void => {
      drag.abort();
      this.element.classList.remove('dragging');
      move(ended, true);
    };
    this.#handle.addEventListener('pointermove', (moved) => move(moved, false), { signal: drag.signal });
    for (const type of ['pointerup', 'pointercancel'] as const)
      this.#handle.addEventListener(type, end, { signal: drag.signal });
  }
}
