import type { ContentContext } from '../../lib/content/context.ts';
import type { ComposeSession, ComposeSignal, FillReport, Prefill } from '../../lib/contract/compose.ts';
import type { PartCheck } from '../../lib/contract/mail-page.ts';
import type { MessageName, MessageRequest, MessageResponse, RailInfo } from '../../lib/contract/messages.ts';
import { ok, type Result } from '../../lib/contract/result.ts';
import type { MailThread } from '../../lib/contract/thread.ts';
import { findMarks } from '../../lib/core/template/marks.ts';
import type {
  Account,
  Compose,
  ComposeContent,
  Insertion,
  InsertReport,
  Mailbox,
} from '../../lib/mailbox/mailbox.ts';
import type { TabHandlers } from '../../lib/messaging/handle-in-tab.ts';

/** A compose window in memory, that does at the test's word what a page's window does by itself. */
export class FakeCompose implements Compose {
  #root: HTMLElement | null = null;
  readonly told: ((signal: ComposeSignal) => void)[] = [];
  readonly kind = 'docked';
  readonly isReply = false;
  readonly inserted: Insertion[] = [];
  content: ComposeContent;
  focused = 0;
  #ids: Record<string, string>;

  constructor(ids: Record<string, string> = {}, content: Partial<ComposeContent> = {}) {
    this.#ids = ids;
    this.content = { to: [], cc: [], bcc: [], subject: '', html: '', marks: [], ...content };
  }

  /** Not in the page until a test puts it there. */
  get root(): HTMLElement {
    this.#root ??= document.createElement('div');
    return this.#root;
  }
  ids(): Record<string, string> {
    return { ...this.#ids };
  }
  read(): ComposeContent {
    return this.content;
  }
  async fill(prefill: Prefill): Promise<FillReport> {
    const emails = (list: Prefill['to']) => list.map((one) => one.email);
    const { subject, html } = prefill;
    this.content = {
      to: emails(prefill.to),
      cc: emails(prefill.cc),
      bcc: emails(prefill.bcc),
      subject,
      html,
      marks: findMarks(`${subject} ${html}`, prefill.marks ?? []),
    };
    return { to: 'done', cc: 'empty', bcc: 'empty', subject: 'done', body: 'done' };
  }
  async insert(insertion: Insertion): Promise<InsertReport> {
    this.inserted.push(insertion);
    return { subject: insertion.subject ? 'done' : 'empty', body: 'done' };
  }
  expected: readonly string[] = [];
  expectMarks(marks: readonly string[]): void {
    this.expected = marks;
  }
  place: HTMLElement | null = null;
  toolPlace(): HTMLElement | null {
    return this.place;
  }
  focus(): void {
    this.focused++;
  }
  watch(tell: (signal: ComposeSignal) => void, stop: AbortSignal): void {
    this.told.push(tell);
    stop.addEventListener('abort', () => this.told.splice(this.told.indexOf(tell), 1));
  }
  tell(signal: ComposeSignal): void {
    if (signal.type === 'ids') this.#ids = { ...this.#ids, ...signal.ids };
    for (const tell of this.told) tell(signal);
  }
}

/** A mail page in memory. `next` is the window its compose button brings. */
export class FakeMailbox implements Mailbox {
  readonly site = 'gmail';
  open: Account = { email: 'mia@nordby.example' };
  dark = false;
  windows: FakeCompose[] = [];
  next: () => Result<FakeCompose> = () => ok(new FakeCompose({ compose: 'c1' }));
  space: ReturnType<Mailbox['rail']> = { side: 'right', topPx: 64, bottomPx: 72 };
  readonly #found = new Set<(compose: Compose) => void>();

  account(): Account {
    return this.open;
  }
  isDark(): boolean {
    return this.dark;
  }
  async openCompose(): Promise<Result<Compose>> {
    const opened = this.next();
    if (opened.ok) this.appear(opened.value);
    return opened;
  }
  alone = false;
  address: string | null = null;
  isComposeWindow(): boolean {
    return this.alone;
  }
  composeAddress(): string | null {
    return this.address;
  }
  composes(): Compose[] {
    return this.windows;
  }
  onCompose(found: (compose: Compose) => void, stop: AbortSignal): void {
    this.#found.add(found);
    stop.addEventListener('abort', () => this.#found.delete(found));
    for (const compose of this.windows) found(compose);
  }
  lost: string[] = [];
  check(): PartCheck[] {
    return (['layout', 'body'] as const).map((part) => ({
      part,
      function: part,
      step: this.lost.includes(part) ? null : 0,
    }));
  }
  shown: MailThread | null = null;
  readonly #threads = new Set<(thread: MailThread | null) => void>();
  thread(): MailThread | null {
    return this.shown;
  }
  onThread(changed: (thread: MailThread | null) => void, stop: AbortSignal): void {
    this.#threads.add(changed);
    stop.addEventListener('abort', () => this.#threads.delete(changed));
    changed(this.shown);
  }
  show(thread: MailThread | null): void {
    this.shown = thread;
    for (const changed of this.#threads) changed(thread);
  }
  rail(): ReturnType<Mailbox['rail']> {
    return this.space;
  }
  appear(compose: FakeCompose): void {
    this.windows.push(compose);
    for (const found of this.#found) found(compose);
  }
  vanish(compose: FakeCompose): void {
    this.windows = this.windows.filter((one) => one !== compose);
  }
}

export const railInfo: RailInfo = { open: false, widthPx: 360, due: 3, offline: false, paired: true };

/** A background in memory: remembers what it was told, and fails at the test's word. */
export class FakeBackground {
  readonly heard: { name: MessageName; request: unknown }[] = [];
  sessions: ComposeSession[] = [];
  tabId = 7;
  info = railInfo;
  tracked = false;
  /** Thrown instead of the answer to the next messages, one each. */
  failures: Error[] = [];

  async ask<N extends MessageName>(name: N, request: MessageRequest<N>): Promise<MessageResponse<N>> {
    const failure = this.failures.shift();
    if (failure) throw failure;
    this.heard.push({ name, request: structuredClone(request) });
    // The fake answers exactly the messages a content script may ask.
    return this.#answer(name) as MessageResponse<N>;
  }
  signals(): { sessionId: string; signal: ComposeSignal }[] {
    const told = this.heard.filter(({ name }) => name === 'compose.signal');
    return told.map(({ request }) => request as { sessionId: string; signal: ComposeSignal }); // as `ask` was typed
  }
  of(name: MessageName): unknown[] {
    return this.heard.filter((one) => one.name === name).map(({ request }) => request);
  }
  #answer(name: MessageName): unknown {
    if (name === 'tools.default') return { tracked: this.tracked };
    if (name === 'compose.open') return { tabId: this.tabId, sessions: this.sessions };
    return name === 'host.hello' || name === 'rail.get' ? this.info : {};
  }
}

export interface FakeContext extends ContentContext {
  reported: unknown[];
  handlers: TabHandlers | null;
  gone: boolean;
}

export function aContext(background: FakeBackground): FakeContext {
  const life = new AbortController();
  const context: FakeContext = {
    stop: life.signal,
    leave: () => life.abort(),
    orphaned: () => context.gone,
    gone: false,
    reported: [],
    handlers: null,
    ask: (name, request) => background.ask(name, request),
    handleInTab: (handlers) => {
      context.handlers = handlers;
    },
    sidebarUrl: () => 'about:blank',
    sidebarOwnUrl: () => 'about:blank',
    pickerUrl: () => 'about:blank',
    shadow: 'open',
    text: {
      launcher: ({ due, offline, paired }) => `launcher ${due} ${offline} ${paired}`,
      sidebar: () => 'sidebar',
      resize: () => 'resize',
      wrongAccount: (open, wanted) => `open ${open}, wanted ${wanted}`,
      severalAccounts: (wanted) => `several, wanted ${wanted}`,
      unknownAccount: (wanted) => `unknown, wanted ${wanted}`,
      composeNotFound: () => 'no window',
      composeNotEmpty: () => 'addressed to others',
      composeGone: () => 'just gone',
      tracked: () => 'tracked',
      untracked: () => 'untracked',
      left: (count) => `${count} left`,
      stillToFill: ({ fields, prompts }) => `still ${[...fields, ...prompts].join(', ')}`,
      tools: ({ tracked }) => `tools, ${tracked ? 'tracked' : 'untracked'}`,
      picker: () => 'picker',
      composeClosed: () => 'closed',
      composeChanged: () => 'changed',
    },
    report: (error) => void context.reported.push(error),
  };
  return context;
}

/** happy-dom loads frames only when told so, and complains otherwise. */
export function loadFrames(): void {
  // Of happy-dom's own, which the types of the page's window do not know.
  const { happyDOM } = window as unknown as { happyDOM: { settings: Record<string, unknown> } };
  happyDOM.settings.enableIframePageLoading = true;
}
