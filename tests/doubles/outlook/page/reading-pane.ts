import type { ComposeWindow } from './compose.ts';
import type { OutlookConfig } from './config.ts';
import { classNames, h, icon, icons, part } from './dom.ts';
import type { Mail } from './mails.ts';
import type { Strings } from './strings.ts';

/** What is in front: a conversation, a compose window, or nothing. */
type Front = { mail: Mail } | { window: ComposeWindow } | null;

/** The right half of the page: conversations, old ones hidden among them, and compose windows in tabs. */
export class ReadingPane {
  readonly main: HTMLElement;
  readonly #config: OutlookConfig;
  readonly #strings: Strings;
  readonly #draw: (mail: Mail) => HTMLElement;
  readonly #container = h('div', { id: 'ReadingPaneContainerId', class: 'paneContainer', tabindex: '-1' });
  readonly #tabs = h('div', { class: 'tabs', role: 'tablist' });
  readonly #empty: HTMLElement;
  readonly #conversations = new Map<string, HTMLElement>();
  #windows: ComposeWindow[] = [];
  #front: Front = null;
  /** What was last read, to which a closing window gives way. */
  #read: Mail | null = null;

  constructor(config: OutlookConfig, strings: Strings, draw: (mail: Mail) => HTMLElement) {
    this.#config = config;
    this.#strings = strings;
    this.#draw = draw;
    this.#empty = h(
      'div',
      { class: 'nothing' },
      icon(icons.mail),
      h('b', {}, strings.nothing),
      h('span', {}, strings.nothingMore),
    );
    this.#container.append(this.#empty);
    const attributes = {
      role: 'main',
      'data-app-section': 'MailReadCompose',
      'aria-label': strings.readingPane,
    };
    this.main = part('readingPane', h('div', { class: 'pane', ...attributes }, this.#container, this.#tabs));
  }

  get lastWindow(): ComposeWindow | undefined {
    return this.#windows.at(-1);
  }

  show(mail: Mail | null): void {
    this.#read = mail;
    this.#bring(mail ? { mail } : null);
  }

  /** The conversation has changed. */
  update(mail: Mail): void {
    this.#conversations.get(mail.id)?.remove();
    this.#conversations.delete(mail.id);
    this.#bring(this.#front);
  }

  add(window: ComposeWindow): void {
    this.#windows.push(window);
    this.#bring(window.isReply && this.#read ? { mail: this.#read } : { window });
    if (window.isReply) window.elements.part.scrollIntoView();
  }

  remove(window: ComposeWindow): void {
    this.#windows = this.#windows.filter((other) => other !== window);
    window.elements.part.remove();
    const wasInFront = this.#front !== null && 'window' in this.#front && this.#front.window === window;
    this.#bring(wasInFront ? this.#back() : this.#front);
  }

  holds(window: ComposeWindow): boolean {
    return this.#windows.includes(window);
  }

  /** Names on the tabs as they are now. */
  drawTabs(): void {
    const docked = this.#windows.filter(({ isReply }) => !isReply);
    this.#tabs.toggleAttribute('hidden', docked.length === 0);
    const reading = this.#tab(
      this.#read?.subject ?? this.#strings.folders.inbox,
      this.#back(),
      !this.#isWindowInFront,
    );
    const tabs = docked.map((window) => this.#tab(window.title, { window }, this.#isFront(window)));
    this.#tabs.replaceChildren(reading, ...tabs);
  }

  get #isWindowInFront(): boolean {
    return this.#front !== null && 'window' in this.#front;
  }

  #back(): Front {
    return this.#read ? { mail: this.#read } : null;
  }

  #isFront(window: ComposeWindow): boolean {
    return this.#front !== null && 'window' in this.#front && this.#front.window === window;
  }

  #bring(front: Front): void {
    this.#front = front;
    const mail = front && 'mail' in front ? front.mail : null;
    if (mail) this.#conversation(mail);
    for (const [id, element] of this.#conversations) show(element, id === mail?.id);
    for (const window of this.#windows) this.#drawWindow(window, mail);
    show(this.#empty, front === null);
    this.drawTabs();
  }

  #conversation(mail: Mail): void {
    if (this.#conversations.has(mail.id)) return;
    const element = this.#draw(mail);
    this.#conversations.set(mail.id, element);
    this.#container.prepend(element);
  }

  #drawWindow(window: ComposeWindow, mail: Mail | null): void {
    const { part: element } = window.elements;
    const isShown = window.isReply ? window.content.conversation === mail?.id : this.#isFront(window);
    const isThere = isShown || this.#config.behind === 'hidden';
    if (!isThere) element.remove();
    else if (!element.isConnected) this.#container.append(element);
    show(element, isShown);
  }

  #tab(title: string, front: Front, isCurrent: boolean): HTMLElement {
    const tab = h(
      'button',
      { type: 'button', role: 'tab', class: 'tab', 'aria-selected': String(isCurrent) },
      title,
    );
    tab.classList.toggle(classNames('current'), isCurrent);
    tab.addEventListener('click', () => this.#bring(front));
    return tab;
  }
}

function show(element: HTMLElement, isShown: boolean): void {
  element.style.display = isShown ? '' : 'none';
}
