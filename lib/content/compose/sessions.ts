import type { ComposeSession, ComposeSignal, FillReport } from '../../contract/compose.ts';
import type { OpenedCompose, TabMessageRequest } from '../../contract/messages.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import { findMoved } from '../../core/compose/moved.ts';
import type { Compose, Mailbox } from '../../mailbox/mailbox.ts';
import type { ContentContext } from '../context.ts';
import { attempt, guarded, pause } from '../guard.ts';
import { addresses, checkAccount, type Filled, fillCompose, readBack } from './fill.ts';
import { SignalQueue } from './signal-queue.ts';

type Ids = Record<string, string>;

/** A session whose window is, or was, in this page. */
interface Followed {
  compose: Compose;
  ids: Ids;
  report: FillReport;
  /** The window has gone; the same draft may come back (undo, failure, reopened). */
  gone: boolean;
  watching: AbortController;
}

/** How long a reloaded page is given to bring its compose windows back before their sessions count as gone. */
const settleMs = 4_000;

/** When a window of its own looks whether it was one in another page: its end there is told a moment later. */
const movedDelaysMs = [0, 700, 1500];

/** Of a window that another script has filled. */
const notKnown: FillReport = {
  to: 'unverified',
  cc: 'unverified',
  bcc: 'unverified',
  subject: 'unverified',
  body: 'unverified',
};

/** Of a window that was linked as it was. */
const nothingFilled: FillReport = {
  to: 'empty',
  cc: 'empty',
  bcc: 'empty',
  subject: 'empty',
  body: 'empty',
};

/** States in which no window was thought to be open. */
const wasOver: ReadonlySet<ComposeSession['state']> = new Set([
  'closed',
  'discarded',
  'unsure',
  'scheduled',
  'failed',
  'undone',
]);

/** Fills compose windows for tasks, and tells the background what becomes of each, over reloads and restarts. */
export class ComposeSessions {
  readonly #mailbox: Mailbox;
  readonly #context: ContentContext;
  readonly #queue: SignalQueue;
  readonly #followed = new Map<string, Followed>();
  readonly #fills = new Map<string, Promise<Result<OpenedCompose>>>();
  /** Windows are opened one after the other: of two that appear at once nobody could say which is whose. */
  #opening: Promise<unknown> = Promise.resolve();
  #openingCount = 0;

  constructor(mailbox: Mailbox, context: ContentContext) {
    this.#mailbox = mailbox;
    this.#context = context;
    const send = (sessionId: string, signal: ComposeSignal) =>
      context.ask('compose.signal', { sessionId, signal });
    this.#queue = new SignalQueue(send, context.stop, context.report);
  }

  /** Takes up what an earlier script or page left open, and every window that appears from now on. */
  start(): void {
    const { stop, report } = this.#context;
    this.#mailbox.onCompose(
      guarded((compose: Compose) => this.#appeared(compose), report),
      stop,
    );
    guarded(() => this.#findLost(), report)();
  }

  /** After the page has come back from the back/forward cache or from the background. */
  resume(): void {
    this.#queue.hurry();
    for (const compose of attempt(() => this.#mailbox.composes(), [], this.#context.report)) {
      guarded(() => this.#appeared(compose), this.#context.report)();
    }
  }

  /** Null for a session that is not followed here. */
  isOpen(sessionId: string): boolean | null {
    const followed = this.#followed.get(sessionId);
    return followed ? !followed.gone && this.#mailbox.composes().includes(followed.compose) : null;
  }

  /**
   * Asked again for a session (a worker that was stopped, a person who presses Start again), it brings the window
   * that is there to the front instead of opening another.
   */
  fill(request: TabMessageRequest<'compose.fill'>): Promise<Result<OpenedCompose>> {
    const { sessionId } = request;
    const underWay = this.#fills.get(sessionId);
    if (underWay) return underWay;
    const answer = this.#inTurn(() => this.#openOrShow(request)).finally(() => this.#fills.delete(sessionId));
    this.#fills.set(sessionId, answer);
    return answer;
  }

  /** Where the mail client opens a window of its own, when the page has brought none for a session. */
  address(request: TabMessageRequest<'compose.address'>): Result<{ url: string; account: string }> {
    const { text } = this.#context;
    // Its window was here, and may have sent the letter: no second one.
    if (this.#followed.has(request.sessionId)) return fail('COMPOSE_NOT_FOUND', text.composeGone());
    const account = checkAccount(this.#mailbox, request, text);
    if (!account.ok) return account;
    const url = this.#mailbox.isComposeWindow() ? null : this.#mailbox.composeAddress(request.prefill);
    return url === null
      ? fail('COMPOSE_NOT_FOUND', text.composeNotFound())
      : ok({ url, account: account.value });
  }

  /** The session that follows this window. */
  sessionOf(compose: Compose): string | null {
    for (const [sessionId, followed] of this.#followed)
      if (followed.compose === compose && !followed.gone) return sessionId;
    return null;
  }

  composeOf(sessionId: string): Compose | null {
    return this.#followed.get(sessionId)?.compose ?? null;
  }

  /** Follows a window that the person has opened, as if it had been opened for the session's task. Fills nothing. */
  link(compose: Compose, sessionId: string, accounts: readonly string[]): Result<OpenedCompose> {
    const account = checkAccount(this.#mailbox, { accounts }, this.#context.text);
    if (!account.ok) return account;
    const opened = readBack(account.value, compose, nothingFilled);
    this.#follow(sessionId, compose, opened.ids, nothingFilled);
    return ok(opened);
  }

  /** The window is the person's own again. */
  unlink(sessionId: string): void {
    this.#followed.get(sessionId)?.watching.abort();
    this.#followed.delete(sessionId);
  }

  async #openOrShow(request: TabMessageRequest<'compose.fill'>): Promise<Result<OpenedCompose>> {
    const followed = this.#followed.get(request.sessionId);
    if (!followed) return this.#open(request);
    // The background does not know it yet: another window now could send a second letter.
    if (followed.gone) return fail('COMPOSE_NOT_FOUND', this.#context.text.composeGone());
    const account = checkAccount(this.#mailbox, request, this.#context.text);
    if (!account.ok) return account;
    followed.compose.focus();
    return ok(readBack(account.value, followed.compose, followed.report));
  }

  async #open(request: TabMessageRequest<'compose.fill'>): Promise<Result<OpenedCompose>> {
    const filled = await this.#tryToFill(request);
    if (!filled.ok) return filled;
    const { compose, opened } = filled.value;
    this.#follow(request.sessionId, compose, opened.ids, opened.report);
    // Said again as a signal, which is repeated until it is stored: the answer below may find no worker any more.
    if (Object.keys(opened.ids).length > 0)
      this.#queue.push(request.sessionId, { type: 'ids', ids: opened.ids });
    const { recipients, subject, marks } = opened;
    this.#queue.push(request.sessionId, {
      type: 'content',
      ...recipients,
      subject,
      ...(marks && { marks }),
    });
    return ok(opened);
  }

  /** A page that has changed under the adapter is an answer for the person too. */
  async #tryToFill(request: TabMessageRequest<'compose.fill'>): Promise<Result<Filled>> {
    const { text, report } = this.#context;
    try {
      return await fillCompose(this.#mailbox, request, text);
    } catch (error) {
      report(error);
      return fail('COMPOSE_NOT_FOUND', text.composeNotFound());
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.#openingCount++;
    const result = this.#opening.then(work).finally(() => this.#openingCount--);
    this.#opening = result.catch(() => undefined);
    return result;
  }

  #follow(sessionId: string, compose: Compose, ids: Ids, report: FillReport): void {
    this.#followed.get(sessionId)?.watching.abort();
    const followed: Followed = {
      compose,
      ids: { ...ids },
      report,
      gone: false,
      watching: new AbortController(),
    };
    this.#followed.set(sessionId, followed);
    const stop = AbortSignal.any([this.#context.stop, followed.watching.signal]);
    compose.watch((signal) => this.#heard(sessionId, followed, signal), stop);
  }

  #heard(sessionId: string, followed: Followed, signal: ComposeSignal): void {
    if (signal.type === 'ids') Object.assign(followed.ids, signal.ids);
    if (signal.type === 'gone' || signal.type === 'discarded') followed.gone = true;
    if (signal.type === 'returned') followed.gone = false;
    this.#queue.push(sessionId, cleaned(signal));
  }

  async #appeared(compose: Compose): Promise<void> {
    // Those that we are opening ourselves are followed when they are filled.
    if (this.#openingCount > 0) await this.#opening;
    if (!this.#isNew(compose) || this.#returned(compose)) return;
    if (Object.keys(compose.ids()).length === 0) return;
    const session = await this.#findSession(compose);
    if (!session || !this.#isNew(compose)) return;
    this.#adopt(session, compose);
  }

  /** A window of its own may have just been made of one in another page, which is not told gone yet. */
  async #findSession(compose: Compose): Promise<ComposeSession | undefined> {
    const { site } = this.#mailbox;
    const isOwn = this.#mailbox.isComposeWindow();
    for (const delayMs of isOwn ? movedDelaysMs : [0]) {
      await pause(delayMs, this.#context.stop);
      if (!this.#isNew(compose)) return undefined;
      const { sessions } = await this.#context.ask('compose.open', { site });
      const same = sessions.find((open) => sameWindow(open.ids, compose.ids()));
      const content = isOwn ? compose.read() : null;
      const found = same ?? (content ? findMoved(sessions, content, new Date()) : undefined);
      if (found) return found;
    }
    return undefined;
  }

  /** Still open, and none that we follow: of those the adapter itself says that they are back. */
  #isNew(compose: Compose): boolean {
    const known = [...this.#followed.values()].some((followed) => followed.compose === compose);
    return !known && !this.#context.stop.aborted && this.#mailbox.composes().includes(compose);
  }

  /** The draft of a window that had gone is open again: the send was undone, or has failed. */
  #returned(compose: Compose): boolean {
    for (const [sessionId, followed] of this.#followed) {
      if (followed.gone && sameWindow(followed.ids, compose.ids())) {
        this.#follow(sessionId, compose, { ...followed.ids, ...compose.ids() }, followed.report);
        this.#queue.push(sessionId, { type: 'returned' });
        return true;
      }
    }
    return false;
  }

  #adopt(session: ComposeSession, compose: Compose): void {
    // Of a message that is on its way, or has gone, a window that is still there says nothing.
    if (wasOver.has(session.state)) this.#queue.push(session.id, { type: 'returned' });
    compose.expectMarks(session.marks ?? []);
    this.#follow(session.id, compose, { ...session.ids, ...compose.ids() }, session.report ?? notKnown);
  }

  /** Sessions of this tab whose window did not survive the reload of its page. */
  async #findLost(): Promise<void> {
    const { stop } = this.#context;
    const startedAt = new Set(this.#fills.keys());
    await pause(settleMs, stop);
    if (stop.aborted) return;
    const { tabId, sessions } = await this.#context.ask('compose.open', { site: this.#mailbox.site });
    for (const session of sessions) {
      const here = this.#followed.has(session.id) || this.#fills.has(session.id) || startedAt.has(session.id);
      if (session.tabId === tabId && !here) this.#queue.push(session.id, { type: 'gone', afterPress: false });
    }
  }
}

/** A draft is told by its id; before the first save only by the id of its window. */
export function sameWindow(known: Ids, seen: Ids): boolean {
  const [a, b] = [known, seen].map((ids) => ids.draft?.replace(/^#/, ''));
  if (a !== undefined) return a === b;
  return known.compose !== undefined && known.compose === seen.compose;
}

function cleaned(signal: ComposeSignal): ComposeSignal {
  if (signal.type !== 'content') return signal;
  const known = { to: addresses(signal.to), cc: addresses(signal.cc), bcc: addresses(signal.bcc) };
  const partial = (['to', 'cc', 'bcc'] as const).some((field) => known[field].length < signal[field].length);
  return { ...signal, ...known, ...(partial && { partial }) };
}
