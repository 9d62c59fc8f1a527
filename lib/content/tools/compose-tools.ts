import type { PartCheck } from '../../contract/mail-page.ts';
import type { TabMessageRequest, TabMessageResponse } from '../../contract/messages.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import { isShown } from '../../mailbox/dom/shown.ts';
import type { Compose, ComposeContent, Mailbox } from '../../mailbox/mailbox.ts';
import { addresses } from '../compose/fill.ts';
import type { ContentContext } from '../context.ts';
import { attempt, guarded } from '../guard.ts';
import { PickerFrame } from './picker-frame.ts';
import { Tool } from './tool.ts';

/** Bursts of changes in the page are looked at once, this long after they begin. */
const lookMs = 60;

type Answer<N extends 'tools.read' | 'tools.insert' | 'tools.track'> = Promise<TabMessageResponse<N>>;

/**
 * The tools in every compose window of a page: our button beside Send, the picker that it opens, and what the picker
 * does to its window. A window is named to the rest of the extension by a key, which only its own tools have.
 */
export class ComposeTools {
  readonly #page: Document;
  readonly #mailbox: Mailbox;
  readonly #context: ContentContext;
  /** The session that follows a window, if one does. */
  readonly #sessionOf: (compose: Compose) => string | null;
  readonly #picker: PickerFrame;
  readonly #observer: MutationObserver;
  #tools: Tool[] = [];
  #opened: Tool | null = null;
  #last: Tool | null = null;
  #dark = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    page: Document,
    mailbox: Mailbox,
    context: ContentContext,
    sessionOf: (compose: Compose) => string | null,
  ) {
    this.#page = page;
    this.#mailbox = mailbox;
    this.#context = context;
    this.#sessionOf = sessionOf;
    const { text, shadow, pickerUrl: url } = context;
    this.#picker = new PickerFrame(page, { text, shadow, url });
    this.#observer = new MutationObserver(() => this.#lookSoon());
  }

  start(): void {
    const { stop, report } = this.#context;
    if (stop.aborted) return;
    this.#mailbox.onCompose(
      guarded((compose: Compose) => this.#take(compose), report),
      stop,
    );
    const options = { capture: true, passive: true, signal: stop } as const;
    const focused = guarded((event: Event) => this.#noteFocus(event.target), report);
    this.#page.addEventListener('focusin', focused, options);
    const moved = guarded(() => this.#lookSoon(), report);
    window.addEventListener('resize', moved, options);
    this.#page.addEventListener('scroll', moved, options);
    stop.addEventListener('abort', () => this.#end(), { once: true });
  }

  set dark(dark: boolean) {
    this.#dark = dark;
    for (const { button } of this.#tools) button.dark = dark;
  }

  /** Where our button found no place beside Send; nothing to tell while no window is open. */
  check(): PartCheck[] {
    if (this.#tools.length === 0) return [];
    const isLost = this.#tools.some((tool) => !tool.hasPlace);
    return [{ part: 'toolPlace', function: 'tools', step: isLost ? null : 0 }];
  }

  /**
   * Opens the picker for the window the person is in; while they type anywhere else in the page, for none. Without the
   * keyboard in any window it is the one they were in last, or the only one.
   */
  openHere(): boolean {
    this.#look();
    const focus = this.#page.activeElement;
    const inside = this.#tools.find(({ compose }) => compose.root.contains(focus));
    if (!inside && isTypedIn(focus)) return false;
    const shown = this.#tools.filter(({ compose }) => isShown(compose.root));
    const last = shown.find((tool) => tool === this.#last);
    const tool = inside ?? last ?? (shown.length === 1 ? shown[0] : undefined);
    if (!tool) return false;
    this.#open(tool);
    return true;
  }

  /** Closes the picker, and gives the keyboard back to the text it belongs to. */
  close(key: string): void {
    const tool = this.#opened;
    if (tool?.key !== key) return;
    this.#shut();
    attempt(() => tool.compose.focus('caret'), undefined, this.#context.report);
  }

  async read(key: string): Answer<'tools.read'> {
    const tool = this.#find(key);
    const content = tool?.compose.read();
    if (!tool || !content) return this.#gone();
    const { to, cc, bcc, subject, html } = content;
    return ok({
      to: addresses(to),
      others: addresses([...cc, ...bcc]),
      reply: tool.compose.isReply,
      hasSubject: subject.trim() !== '',
      hasText: html !== '',
      tracked: tool.tracked,
      sessionId: this.#sessionOf(tool.compose),
    });
  }

  /** Writes into that very window, and only while it is addressed to whom the text was made for. */
  async insert(request: TabMessageRequest<'tools.insert'>): Answer<'tools.insert'> {
    const tool = this.#find(request.compose);
    const content = tool?.compose.read();
    if (!tool || !content) return this.#gone();
    if (firstOf(content) !== (request.recipient?.toLowerCase() ?? null))
      return fail('COMPOSE_CHANGED', this.#context.text.composeChanged());
    // A subject that stands is the person's own; that of an answer belongs to its thread.
    const isFree = content.subject.trim() === '' && !tool.compose.isReply;
    const { html, how, marks } = request;
    const report = await tool.compose.insert({ html, how, marks, subject: isFree ? request.subject : '' });
    attempt(() => tool.followMarks(), undefined, this.#context.report);
    if (this.#opened === tool) this.#picker.focus();
    return ok(report);
  }

  async track(key: string, tracked: boolean): Answer<'tools.track'> {
    const tool = this.#find(key);
    if (!tool) return this.#gone();
    tool.tracked = tracked;
    return ok({});
  }

  /** A window was filled by us: what became of the links in it. */
  note(compose: Compose, tracked: boolean): void {
    const tool = this.#tools.find((one) => one.compose === compose);
    if (!tool) return;
    tool.tracked = tracked;
    attempt(() => tool.followMarks(), undefined, this.#context.report);
  }

  findCompose(key: string): Result<Compose> {
    const tool = this.#find(key);
    return tool ? ok(tool.compose) : this.#gone();
  }

  #take(compose: Compose): void {
    if (this.#context.stop.aborted) return;
    this.#add(compose);
    this.#observer.observe(this.#page.body, { subtree: true, childList: true });
    this.#look();
  }

  #add(compose: Compose): void {
    if (this.#tools.some((tool) => tool.compose === compose)) return;
    const { text, shadow, report } = this.#context;
    const pressed = guarded(() => this.#toggle(tool), report);
    const tool: Tool = new Tool(this.#page, compose, { text, shadow, pressed });
    tool.button.dark = this.#dark;
    this.#tools.push(tool);
    guarded(() => this.#askDefault(tool), report)();
  }

  /** Untracked until it is known otherwise: nothing is tracked that nobody has asked for. */
  async #askDefault(tool: Tool): Promise<void> {
    const { tracked } = await this.#context.ask('tools.default', {});
    if (!tool.isChosen) tool.tracked = tracked;
  }

  #lookSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      guarded(() => this.#look(), this.#context.report)();
    }, lookMs);
  }

  /** Puts buttons back that the page has taken away, forgets windows that are gone, and takes up those that return. */
  #look(): void {
    const open = attempt(() => this.#mailbox.composes(), [], this.#context.report);
    for (const compose of open) this.#add(compose);
    for (const tool of this.#tools) {
      if (open.includes(tool.compose)) tool.place();
      else this.#drop(tool);
    }
    this.#tools = this.#tools.filter(({ isGone }) => !isGone);
    // Another window stands before it.
    if (this.#opened && !isShown(this.#opened.compose.root)) this.#shut();
    if (this.#opened) this.#picker.place(this.#opened.compose.root, this.#opened.button.host);
  }

  #drop(tool: Tool): void {
    tool.remove();
    if (this.#last === tool) this.#last = null;
    if (this.#opened === tool) this.#shut();
  }

  #toggle(tool: Tool): void {
    if (this.#opened === tool) this.close(tool.key);
    else this.#open(tool);
  }

  #open(tool: Tool): void {
    if (this.#opened === tool) {
      this.#picker.focus();
      return;
    }
    this.#shut();
    this.#opened = tool;
    this.#last = tool;
    tool.button.open = true;
    this.#picker.open(tool.key, this.#dark);
    this.#picker.place(tool.compose.root, tool.button.host);
  }

  #shut(): void {
    if (this.#opened) this.#opened.button.open = false;
    this.#opened = null;
    this.#picker.close();
  }

  #find(key: string): Tool | undefined {
    this.#look();
    return this.#tools.find((tool) => tool.key === key);
  }

  #gone(): Result<never> {
    return fail('COMPOSE_NOT_FOUND', this.#context.text.composeClosed());
  }

  #noteFocus(target: EventTarget | null): void {
    if (!(target instanceof Node)) return;
    const tool = this.#tools.find(({ compose }) => compose.root.contains(target));
    if (tool) this.#last = tool;
    // A page may bring another window to the front without a change of its tree.
    if (this.#opened) this.#lookSoon();
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#observer.disconnect();
    this.#shut();
    for (const tool of this.#tools) tool.remove();
    this.#tools = [];
  }
}

/** The first in To, as it is compared; null when nobody is addressed yet. */
function firstOf({ to }: ComposeContent): string | null {
  return addresses(to)[0]?.toLowerCase() ?? null;
}

function isTypedIn(element: Element | null): boolean {
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) return true;
  return element instanceof HTMLElement && element.isContentEditable;
}
