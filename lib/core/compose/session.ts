import type { ComposeIds, ComposeSession, ComposeSignal } from '../../contract/compose.ts';
import type { OpenedCompose } from '../../contract/messages.ts';
import type { SendProof } from '../../contract/task.ts';
import { isAddressed } from './addressed.ts';
import { proofOf } from './proof.ts';

type Recipients = { to: string[]; cc: string[]; bcc: string[] };

/** What can happen to an attempt to write a task's email. */
export type SessionEvent =
  /** The content script has opened and filled a window, or refused. */
  | { type: 'opened'; opened: OpenedCompose }
  | { type: 'refused'; code: string; message: string }
  | { type: 'signal'; signal: ComposeSignal }
  /** Its window is to be in another tab, or has been seen there. */
  | { type: 'moved'; tabId: number; account?: string }
  /** The mail client asks its server to send the session's draft. The caller has matched the draft by its id. */
  | {
      type: 'traffic.send';
      requestId: string;
      ids: ComposeIds;
      account: string | null;
      recipients: Recipients | null;
      subject: string | null;
    }
  | { type: 'traffic.succeeded'; requestId: string }
  /** `message` says why, for the person: an error of the server, or no answer at all. */
  | { type: 'traffic.failed'; requestId: string; message: string }
  /** The page has called the request off, or was closed: the server may have it all the same. */
  | { type: 'traffic.cancelled'; requestId: string }
  /** The server has taken the sent message back to the drafts. */
  | { type: 'traffic.undone' }
  | { type: 'traffic.scheduled' }
  /** A request of nobody's has sent exactly what the window said, to the same people. */
  | { type: 'traffic.resembled' }
  | { type: 'tab.closed' }
  /**
   * Nothing has been heard for a while; see `waitMs`. `message` is for the case that no window has come; `windowOpen`
   * is what the page says of a window whose send was answered, null when it says nothing.
   */
  | { type: 'waited'; message: string; windowOpen?: boolean | null }
  /** The person has answered whether an unsure or scheduled message was sent. */
  | { type: 'settled'; sent: boolean };

export type SessionEffect =
  | { type: 'complete'; actionId: string; proof: SendProof }
  | { type: 'reopen'; undoes: string }
  | { type: 'notice'; kind: 'sendFailed' | 'sendUndone' };

export interface SessionContext {
  at: string;
  /** Id for the action that completes the task, if this event does. */
  newActionId: string;
  /** The user's own address, for a proof whose mailbox could not be read. */
  ownAddress: string;
  /** For the person: the mail client has answered the send, but keeps the message. */
  notTaken: string;
}

export interface SessionStep {
  session: ComposeSession;
  effects: SessionEffect[];
}

/**
 * What an event makes of a compose session, and what follows from it for the task.
 *
 * Sent means proven: by the success of a request that sends the session's own draft, or by our practice server's
 * answer. A press or a vanished window is a hint; without proof it ends in `unsure`, which the person settles.
 * An event that comes again, or no longer fits, changes nothing and returns the same session.
 */
export function stepSession(
  session: ComposeSession,
  event: SessionEvent,
  context: SessionContext,
): SessionStep {
  const step = new Step(session, context);
  switch (event.type) {
    case 'opened':
      return step.opened(event.opened);
    case 'refused':
      return session.state === 'opening'
        ? step.to('refused', { problem: { code: event.code, message: event.message } })
        : step.same();
    case 'signal':
      return onSignal(step, event.signal);
    case 'moved':
      return session.tabId === event.tabId ? step.same() : step.moved(event.tabId, event.account);
    case 'traffic.send':
      return step.sending(event);
    case 'traffic.succeeded':
      return session.requestId === event.requestId ? step.succeeded() : step.same();
    case 'traffic.failed':
      return session.requestId === event.requestId ? step.failed(event.message) : step.same();
    case 'traffic.cancelled':
      return step.in('sending') && session.requestId === event.requestId ? step.to('unsure') : step.same();
    case 'traffic.undone':
      return step.undone();
    case 'traffic.scheduled':
      return step.in('opening', 'writing', 'sending', 'failed', 'unsure', 'undone', 'closed')
        ? step.to('scheduled', { requestId: null, problem: null })
        : step.same();
    case 'traffic.resembled':
      return step.in('closed') ? step.to('unsure') : step.same();
    case 'tab.closed':
      return onTabClosed(step);
    case 'waited':
      if (session.state !== 'sending') return step.noWindow(event.message);
      return session.answered ? step.agreed(event.windowOpen ?? null) : step.to('unsure');
    case 'settled':
      if (!isAsked(session.state)) return step.same();
      return event.sent ? step.sent('person') : step.to('closed', { requestId: null });
  }
}

/** After how long without news `waited` is due, counted from `changedAt`; null where nothing is waited for. */
export function waitMs(session: ComposeSession): number | null {
  if (session.state === 'opening') return 60_000;
  if (session.state !== 'sending') return null;
  if (session.answered) return session.windowGone ? 1_000 : 3_000;
  if (session.requestId) return 60_000;
  // The others hold a message back while it can be undone; Gmail asks its server at once.
  return session.site === 'gmail' ? 15_000 : 60_000;
}

/** The letter may have gone, or will: only the person can say, and a second one must not be opened. */
export function isAsked(state: ComposeSession['state']): boolean {
  return state === 'unsure' || state === 'scheduled';
}

/** States in which the window may still be open in the page, or come back with its draft. */
export function isOpen(session: ComposeSession): boolean {
  return session.state !== 'refused' && session.state !== 'discarded';
}

function onSignal(step: Step, signal: ComposeSignal): SessionStep {
  switch (signal.type) {
    case 'ids':
      return step.known(signal.ids);
    case 'content':
      return step.content(signal);
    case 'pressed':
      return step.pressed();
    case 'held':
      return step.held();
    case 'discarded':
      return step.in('opening', 'writing', 'failed', 'undone', 'unsure', 'scheduled')
        ? step.to('discarded', { problem: null, windowGone: true })
        : step.same();
    case 'gone':
      return step.gone(signal.afterPress);
    case 'returned':
      return step.returned();
    case 'practice.sent':
      return step.isPractice() ? step.known(signal.ids, (known) => known.sent('network')) : step.same();
    case 'practice.failed':
      return step.isPractice() && !step.in('sent') ? step.failed(signal.message) : step.same();
  }
}

function onTabClosed(step: Step): SessionStep {
  // A request that is under way ends by itself: with an answer, or with the browser's word that it was cancelled.
  if (step.in('sending') && step.session.answered) return step.sent('network');
  if (step.in('sending')) return step.session.requestId ? step.leftWith() : step.to('unsure');
  return step.in('opening', 'writing', 'failed', 'undone')
    ? step.to('closed', { windowGone: true })
    : step.same();
}

/** The session as it stands, and the ways on from it. */
class Step {
  readonly session: ComposeSession;
  readonly #context: SessionContext;

  constructor(session: ComposeSession, context: SessionContext) {
    this.session = session;
    this.#context = context;
  }

  in(...states: ComposeSession['state'][]): boolean {
    return states.includes(this.session.state);
  }
  isPractice(): boolean {
    return this.session.site === 'practice';
  }
  same(): SessionStep {
    return { session: this.session, effects: [] };
  }

  to(
    state: ComposeSession['state'],
    change: Partial<ComposeSession> = {},
    effects: SessionEffect[] = [],
  ): SessionStep {
    const { answered, ...session } = { ...this.session, ...change, state, changedAt: this.#context.at };
    return { session: state === 'sending' && answered ? { ...session, answered } : session, effects };
  }

  /** New knowledge that may change nothing; a window that tells anything has been opened. */
  with(change: Partial<ComposeSession>): SessionStep {
    const state = this.session.state === 'opening' ? 'writing' : this.session.state;
    const next = { ...this.session, ...change, state };
    return JSON.stringify(next) === JSON.stringify(this.session) ? this.same() : this.to(state, change);
  }

  /** Requests of the window may still be made in the tab it comes from. */
  moved(tabId: number, account = this.session.account): SessionStep {
    return this.to(this.session.state, { tabId, account, openerTabId: this.session.tabId });
  }

  opened({ account, ids, report, recipients, subject, marks }: OpenedCompose): SessionStep {
    const text = this.in('sending', 'sent') ? {} : { recipients, subject, ...(marks && { marks }) };
    const problem = this.in('opening', 'refused') ? null : this.session.problem;
    const revived =
      this.session.state === 'refused'
        ? new Step({ ...this.session, state: 'opening' }, this.#context)
        : this;
    return revived.with({ account, ids: { ...this.session.ids, ...ids }, report, problem, ...text });
  }

  known(ids: ComposeIds, then: (known: Step) => SessionStep = (known) => known.same()): SessionStep {
    const { session } = this.with({ ids: { ...this.session.ids, ...ids } });
    return then(new Step(session, this.#context));
  }

  content({
    to,
    cc,
    bcc,
    subject,
    partial,
    marks,
  }: Extract<ComposeSignal, { type: 'content' }>): SessionStep {
    if (this.in('sending', 'sent', 'refused')) return this.same();
    const known = partial || this.session.partial !== undefined ? { partial: partial ?? false } : {};
    return this.with({ recipients: { to, cc, bcc }, subject, ...known, ...(marks && { marks }) });
  }

  /**
   * A hint alone; but on a site that shows no id it says which of its requests may be ours, and on our practice page
   * that the message waits there, still to be undone.
   */
  pressed(): SessionStep {
    const counts = this.session.site !== 'gmail' && !this.in('sending', 'sent', 'refused');
    return counts ? this.with({ pressedAt: this.#context.at }) : this.same();
  }

  /** The page keeps the message: after its request was answered too, for an answer may hold an error. */
  held(): SessionStep {
    if (!this.in('sending')) return this.letGo();
    return this.session.requestId
      ? this.failed(this.#context.notTaken)
      : this.to('writing', { pressedAt: null });
  }

  /** What was pressed came to nothing. */
  letGo(): SessionStep {
    return this.session.pressedAt ? this.with({ pressedAt: null }) : this.same();
  }

  /** Outlook answers a refusal with success too: it counts once the window has gone, and not come back. */
  succeeded(): SessionStep {
    return this.session.site === 'outlook' ? this.with({ answered: true }) : this.sent('network');
  }

  agreed(windowOpen: boolean | null): SessionStep {
    if (this.session.windowGone || windowOpen === false) return this.sent('network');
    return windowOpen ? this.failed(this.#context.notTaken) : this.to('unsure');
  }

  /** The tab was closed while its request is under way. */
  leftWith(): SessionStep {
    return this.session.site === 'outlook' ? this.with({ windowGone: true }) : this.same();
  }

  sending(event: Extract<SessionEvent, { type: 'traffic.send' }>): SessionStep {
    const { requestId } = event;
    if (this.in('sent') || [this.session.requestId, this.session.failedRequestId].includes(requestId))
      return this.same();
    const recipients = event.recipients ?? this.session.recipients;
    const subject = event.subject ?? this.session.subject;
    const account = event.account ?? this.session.account;
    return this.to('sending', {
      requestId,
      recipients,
      subject,
      account,
      ids: { ...this.session.ids, ...event.ids },
      problem: null,
    });
  }

  /** A letter that went to others than its task's people is no proof: the person says whether it counts. */
  sent(evidence: SendProof['evidence']): SessionStep {
    if (this.in('sent')) return this.same();
    if (evidence !== 'person' && !isAddressed(this.session))
      return this.in('unsure') ? this.same() : this.to('unsure');
    const actionId = this.#context.newActionId;
    const proof = proofOf(this.session, evidence, this.#context);
    return this.to('sent', { actionId, problem: null }, [{ type: 'complete', actionId, proof }]);
  }

  failed(message: string): SessionStep {
    if (this.in('sent', 'failed')) return this.same();
    const problem = { code: 'SEND_FAILED', message };
    const { requestId } = this.session;
    const failed = requestId === null ? {} : { failedRequestId: requestId };
    return this.to('failed', { requestId: null, ...failed, problem }, [
      { type: 'notice', kind: 'sendFailed' },
    ]);
  }

  undone(): SessionStep {
    if (this.in('sending', 'unsure', 'scheduled')) return this.to('undone', { requestId: null });
    if (!this.in('sent')) return this.same();
    const reopen: SessionEffect[] = this.session.actionId
      ? [{ type: 'reopen', undoes: this.session.actionId }]
      : [];
    return this.to('undone', { requestId: null, actionId: null }, [
      ...reopen,
      { type: 'notice', kind: 'sendUndone' },
    ]);
  }

  gone(afterPress: boolean): SessionStep {
    if (this.session.windowGone || this.in('refused', 'discarded')) return this.same();
    if (!this.in('opening', 'writing', 'failed', 'undone'))
      return this.to(this.session.state, { windowGone: true });
    const pressed = afterPress && this.in('opening', 'writing');
    return this.to(pressed ? 'sending' : 'closed', { windowGone: true, requestId: null });
  }

  /**
   * The same draft stands in a window again. After a proven send that is an undo whose request we did not see; but only
   * when that window was told gone before: the word of a window that was found late must not take back what it sent.
   */
  returned(): SessionStep {
    if (!this.session.windowGone) {
      if (this.in('opening')) return this.to('writing');
      return this.isPractice() ? this.letGo() : this.same();
    }
    const back = new Step({ ...this.session, windowGone: false, pressedAt: null }, this.#context);
    if (this.in('sent')) return back.undone();
    if (this.in('sending') && !this.session.requestId) return back.to('writing');
    if (this.in('sending') && this.session.answered) return back.failed(this.#context.notTaken);
    if (this.in('opening', 'unsure', 'scheduled', 'closed', 'discarded'))
      return back.to('writing', { problem: null });
    return back.to(this.session.state);
  }

  /** No window came, and nobody refused: the page was left or broke while it was asked. */
  noWindow(message: string): SessionStep {
    return this.in('opening')
      ? this.to('refused', { problem: { code: 'COMPOSE_NOT_FOUND', message } })
      : this.same();
  }
}
