import { readMark } from '../../core/template/marks.ts';
import type { ContentText } from '../context.ts';
import { lineIcon, markPaths } from '../mark.ts';
import { buttonStyle } from './style.ts';

/** Two ends of a chain, joined, and cut through. */
const linkPaths = {
  tracked: ['M9 17H7A5 5 0 0 1 7 7h2', 'M15 7h2a5 5 0 1 1 0 10h-2', 'M8 12h8'],
  untracked: ['M9 17H7A5 5 0 0 1 7 7', 'M15 7h2a5 5 0 0 1 4 8', 'M8 12h4', 'M2 2 22 22'],
};

/** How far from the corner of a window the button stands that found no room in its bar. */
const cornerPx = 12;

interface ButtonParts {
  text: ContentText;
  shadow: ShadowRootMode;
  pressed(): void;
}

/**
 * Our button beside Send: opens the tools of its window, and says in words and by its sign whether links are tracked;
 * as long as fields and prompts in the mail are still to be replaced, in words how many, and in its label which. It lies in a shadow root, and never takes the keyboard away from the text by a click.
 */
export class ToolButton {
  readonly host: HTMLElement;
  readonly #button: HTMLButtonElement;
  readonly #sign: HTMLElement;
  readonly #word: HTMLElement;
  readonly #page: Document;
  readonly #text: ContentText;
  #x = 0;
  #y = 0;
  #isTracked = false;
  #marks: readonly string[] = [];

  constructor(page: Document, { text, shadow, pressed }: ButtonParts) {
    this.#page = page;
    this.#text = text;
    this.host = page.createElement('utskick-tools');
    // The page's own tab order may be numbered; the place in it is the host's, the focus the button's.
    const root = this.host.attachShadow({ mode: shadow, delegatesFocus: true });
    this.#button = page.createElement('button');
    this.#button.type = 'button';
    this.#button.setAttribute('aria-haspopup', 'dialog');
    this.#sign = page.createElement('span');
    this.#sign.className = 'sign';
    this.#word = page.createElement('span');
    this.#button.append(this.#sign, this.#word);
    const style = page.createElement('style');
    style.textContent = buttonStyle;
    root.append(style, this.#button);
    this.host.addEventListener('mousedown', (event) => event.preventDefault());
    for (const type of ['mousedown', 'mouseup', 'click', 'keydown', 'keypress', 'keyup'])
      this.host.addEventListener(type, (event) => event.stopPropagation());
    this.#button.addEventListener('click', pressed);
    this.open = false;
  }

  set tracked(tracked: boolean) {
    this.#isTracked = tracked;
    const kind = tracked ? 'tracked' : 'untracked';
    this.#sign.replaceChildren(lineIcon(this.#page, markPaths), lineIcon(this.#page, linkPaths[kind]));
    this.#button.dataset.links = kind;
    this.#say();
  }

  /** Fields and prompts in its window that are still to be replaced, as they are written there. */
  set marks(marks: readonly string[]) {
    this.#marks = marks;
    this.#button.toggleAttribute('data-left', marks.length > 0);
    this.#say();
  }

  #say(): void {
    const tracked = this.#isTracked;
    const count = this.#marks.length;
    const links = tracked ? this.#text.tracked() : this.#text.untracked();
    this.#word.textContent = count > 0 ? this.#text.left(count) : links;
    const tools = this.#text.tools({ tracked });
    const label = count > 0 ? `${this.#text.stillToFill(readAll(this.#marks))}. ${tools}` : tools;
    this.#button.setAttribute('aria-label', label);
    this.#button.title = label;
  }

  /** `small`: signs alone, one above the other; `corner`: over the page, taking no room in it. */
  set room(room: 'full' | 'small' | 'corner') {
    this.host.dataset.room = room;
  }
  get room(): string | undefined {
    return this.host.dataset.room;
  }

  /** Into the corner that ends there, in px of the browser's window; the page may count from elsewhere. */
  moveTo(right: number, bottom: number): void {
    const at = this.host.getBoundingClientRect();
    this.#x += right - cornerPx - at.right;
    this.#y += bottom - cornerPx - at.bottom;
    // By variables: what the page says of the element itself is outranked by our own style, and so would this be.
    this.host.style.setProperty('--left', `${this.#x}px`);
    this.host.style.setProperty('--top', `${this.#y}px`);
  }

  set open(open: boolean) {
    this.#button.setAttribute('aria-expanded', String(open));
  }

  set dark(dark: boolean) {
    this.#button.dataset.theme = dark ? 'dark' : 'light';
  }

  /**
   * Puts it after `place`, in the page's own tab order. Whatever else the page puts between the two may stand there.
   *
   * @returns whether it had to be moved
   */
  placeAfter(place: HTMLElement): boolean {
    const isAfter = place.compareDocumentPosition(this.host) & Node.DOCUMENT_POSITION_FOLLOWING;
    const isMoved = !isAfter || place.parentNode !== this.host.parentNode;
    if (isMoved) place.after(this.host);
    const first = place.matches('[tabindex]') ? place : place.querySelector('[tabindex]');
    const order = Number(first?.getAttribute('tabindex') ?? 0);
    if (order > 0) this.host.tabIndex = order;
    else this.host.removeAttribute('tabindex');
    return isMoved;
  }
}

function readAll(marks: readonly string[]): { fields: string[]; prompts: string[] } {
  const read = marks.map(readMark);
  const textsOf = (type: 'field' | 'prompt') =>
    read.filter((one) => one.type === type).map(({ text }) => text);
  return { fields: textsOf('field'), prompts: textsOf('prompt') };
}
