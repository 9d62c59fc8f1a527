import type { RailInfo, RailState } from '../../contract/messages.ts';
import type { Mailbox } from '../../mailbox/mailbox.ts';
import type { ContentContext } from '../context.ts';
import { attempt, guarded } from '../guard.ts';
import { Launcher } from './launcher.ts';
import { overlayBelowPx, PageSpace } from './page-space.ts';
import { SidebarFrame } from './sidebar-frame.ts';
import { railStyle } from './style.ts';

/** Who opens or closes: a person (remembered, and the focus goes along), memory, or a compose window that needs room. */
type By = 'person' | 'memory' | 'compose';

/** Everything of ours that stands in the mail page: the launcher on its edge, and the sidebar when it is open. */
export class Rail {
  readonly #page: Document;
  readonly #mailbox: Mailbox;
  readonly #context: ContentContext;
  readonly #host: HTMLElement;
  readonly #shadow: ShadowRoot;
  readonly #root: HTMLElement;
  readonly #launcher: Launcher;
  readonly #frame: SidebarFrame;
  readonly #space: PageSpace;
  #open = false;
  /** Closed only to leave room for a compose window, so it comes back by itself. */
  #yielded = false;
  #remembered = false;
  #focusBefore: Element | null = null;

  constructor(page: Document, mailbox: Mailbox, context: ContentContext) {
    this.#page = page;
    this.#mailbox = mailbox;
    this.#context = context;
    this.#space = new PageSpace(page);
    this.#launcher = new Launcher(page, context.text);
    this.#frame = new SidebarFrame(page, {
      site: mailbox.site,
      text: context.text,
      firstUrl: context.sidebarUrl,
      ownUrl: context.sidebarOwnUrl,
      resized: (_px, done) => this.#resized(done),
      escaped: () => this.show(false, 'person'),
    });
    this.#host = page.createElement('utskick-rail');
    this.#shadow = this.#host.attachShadow({ mode: context.shadow });
    this.#root = this.#furnish();
    this.#listen();
    // Beside the body: what we do to the body so that it makes room must not move ourselves.
    page.documentElement.append(this.#host);
    this.place();
  }

  get isOpen(): boolean {
    return this.#open;
  }

  set dark(isDark: boolean) {
    this.#root.dataset.theme = isDark ? 'dark' : 'light';
    this.#frame.dark = isDark;
  }

  /** Numbers for the launcher. */
  tell(info: Pick<RailInfo, 'due' | 'offline' | 'paired'>): void {
    this.#launcher.show(info);
    this.place();
  }

  /** How the sidebar stood in this site's pages; taken up once, later only the person moves it. */
  remember(state: RailState): void {
    if (this.#remembered) return;
    this.#remembered = true;
    if (this.#open) return;
    this.#frame.widthPx = state.widthPx;
    if (state.open) this.show(true, 'memory');
  }

  show(open: boolean, by: By): void {
    if (by === 'person') this.#remembered = true;
    if (open === this.#open) {
      this.#again(open, by);
      return;
    }
    this.#yielded = !open && by === 'compose';
    this.#open = open;
    const hadFocus = this.#hasFocus();
    if (open && by === 'person') this.#focusBefore = this.#page.activeElement;
    if (open) this.#frame.show(this.#isOver());
    else this.#frame.hide();
    this.#launcher.element.hidden = open;
    this.place();
    if (open && by === 'person') this.#frame.focus();
    if (!open && (hadFocus || by === 'person')) this.#giveFocusBack();
    if (by === 'person') this.#save();
  }

  /** The keyboard command: open it, go to it, or close it when one is in it. */
  toggle(): void {
    if (this.#open && !this.#hasFocus()) {
      this.#focusBefore = this.#page.activeElement;
      this.#frame.focus();
    } else this.show(!this.#open, 'person');
  }

  /** Where the sidebar lies over the page it steps aside while a compose window is open. */
  composeOpened(): void {
    if (this.#open && this.#isOver()) this.show(false, 'compose');
    this.place();
  }

  composesGone(): void {
    if (this.#yielded) this.show(true, 'memory');
    this.place();
  }

  /** Lays launcher and page out anew: after a change of the window, of the page's edge, or of our own state. */
  place(): void {
    const space = attempt(() => this.#mailbox.rail(), null, this.#context.report);
    this.#root.hidden = space === null;
    if (!space) {
      this.#space.take(0);
      return;
    }
    const over = this.#isOver();
    if (this.#open) this.#frame.show(over);
    this.#space.take(this.#open && !over ? this.#frame.widthPx : 0);
    if (!this.#open) this.#launcher.place(this.#page, space, this.#host);
  }

  remove(): void {
    this.#space.take(0);
    this.#host.remove();
  }

  #furnish(): HTMLElement {
    const style = this.#page.createElement('style');
    style.textContent = railStyle;
    const root = this.#page.createElement('div');
    root.className = 'root';
    root.dataset.theme = 'light';
    root.append(this.#launcher.element, this.#frame.element);
    this.#shadow.append(style, root);
    return root;
  }

  #listen(): void {
    const { stop, report } = this.#context;
    this.#launcher.element.addEventListener(
      'click',
      guarded(() => this.show(true, 'person'), report),
    );
    // What is pressed on our handles is not for the page's shortcuts.
    for (const type of ['keydown', 'keypress', 'keyup'])
      this.#host.addEventListener(type, (event) => event.stopPropagation());
    const moved = guarded((event: Event) => event.isTrusted && this.place(), report);
    window.addEventListener('resize', moved, { signal: stop });
    stop.addEventListener('abort', () => this.remove(), { once: true });
  }

  #again(open: boolean, by: By): void {
    if (open && by === 'person') this.#frame.focus();
    if (!open && by === 'person') this.#yielded = false;
  }

  #isOver(): boolean {
    return window.innerWidth < overlayBelowPx;
  }

  #hasFocus(): boolean {
    return this.#shadow.activeElement !== null;
  }

  #giveFocusBack(): void {
    const before = this.#focusBefore;
    this.#focusBefore = null;
    if (before instanceof HTMLElement && before.isConnected && before !== this.#host) before.focus();
    else if (this.#page.activeElement instanceof HTMLElement) this.#page.activeElement.blur();
    window.focus();
  }

  #resized(done: boolean): void {
    this.place();
    if (done) this.#save();
  }

  #save(): void {
    const state = { open: this.#open, widthPx: this.#frame.widthPx };
    guarded(() => this.#context.ask('rail.set', { site: this.#mailbox.site, state }), this.#context.report)();
  }
}
