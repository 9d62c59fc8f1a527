import type { ComposeIds, ComposeSession, ComposeSignal } from '../../contract/compose.ts';
import type { OpenedCompose } from '../../contract/messages.ts';
import type { SendProof } from '../../contract/task.ts';
import { proofOf } from './proof.ts';

type Recipients = { to: string[]; cc: string[]; bcc: string[] };

/** What can happen to an attempt to write a task's email. */
export type SessionEvent =
  /** The content script has opened and filled a window, or refused. */
  | { type: 'opened'; opened: OpenedCompose }
  | { type: 'refused'; code: string; message: string }
  | { type: 'signal'; signal: ComposeSignal }
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
  /** The server has taken the sent message back to the drafts. */
  | { type: 'traffic.undone' }
  | { type: 'traffic.scheduled' }
  | { type: 'tab.closed' }
  /** Nothing has been heard for a while; see `waitMs`. `message` is for the case that no window has come. */
  | { type: 'waited'; message: string }
  /** The person has answered whether an unsure message was sent. */
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
    case 'traffic.send':
      return step.sending(event);
    case 'traffic.succeeded':
      return session.requestId === event.requestId ? step.sent('network') : step.same();
    case 'traffic.failed':
      return session.requestId === event.requestId ? step.failed(event.message) : step.same();
    case 'traffic.undone':
      return step.undone();
    case 'traffic.scheduled':
      return step.in('opening', 'writing', 'sending', 'failed', 'unsure', 'undone')
        ? step.to('closed', { requestId: null, problem: scheduled })
        : step.same();
    case 'tab.closed':
      return onTabClosed(step);
    case 'waited':
      return session.state === 'sending' ? step.to('unsure') : step.noWindow(event.message);
    case 'settled':
      if (session.state !== 'unsure') return step.same();
      return event.sent ? step.sent('person') : step.to('closed', { requestId: null });
  }
}

/** After how long without news `waited` is due, counted from `changedAt`; null where nothing is waited for. */
export function waitMs(session: ComposeSession): number | null {
  if (session.state === 'opening') return 60_000;
  if (session.state !== 'sending') return null;
  if (session.requestId) return 60_000;
  // The practice page holds a message back while it can be undone; Gmail asks its server at once.
  return session.site === 'practice' ? 60_000 : 15_000;
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
      return step.same();
    case 'discarded':
      return step.in('opening', 'writing', 'failed', 'undone', 'unsure')
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
  if (step.in('sending')) return step.session.requestId ? step.same() : step.to('unsure');
  return step.in('opening', 'writing', 'failed', 'undone')
    ? step.to('closed', { windowGone: true })
    : step.same();
}

/** Known by its code; the sidebar has the words. */
const scheduled = { code: 'SCHEDULED', message: '' };

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
    return { session: { ...this.session, ...change, state, changedAt: this.#context.at }, effects };
  }

  /** New knowledge that may change nothing; a window that tells anything has been opened. */
  with(change: Partial<ComposeSession>): SessionStep {
    const state = this.session.state === 'opening' ? 'writing' : this.session.state;
    const next = { ...this.session, ...change, state };
    return JSON.stringify(next) === JSON.stringify(this.session) ? this.same() : this.to(state, change);
  }

  opened({ account, ids, report, recipients, subject }: OpenedCompose): SessionStep {
    const text = this.in('sending', 'sent') ? {} : { recipients, subject };
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

  content({ to, cc, bcc, subject }: Extract<ComposeSignal, { type: 'content' }>): SessionStep {
    return this.in('sending', 'sent', 'refused')
      ? this.same()
      : this.with({ recipients: { to, cc, bcc }, subject });
  }

  sending(event: Extract<SessionEvent, { type: 'traffic.send' }>): SessionStep {
    if (this.in('sent') || this.session.requestId === event.requestId) return this.same();
    const { requestId } = event;
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

  sent(evidence: SendProof['evidence']): SessionStep {
    if (this.in('sent')) return this.same();
    const actionId = this.#context.newActionId;
    const proof = proofOf(this.session, evidence, this.#context);
    return this.to('sent', { actionId, problem: null }, [{ type: 'complete', actionId, proof }]);
  }

  failed(message: string): SessionStep {
    if (this.in('sent', 'failed')) return this.same();
    const problem = { code: 'SEND_FAILED', message };
    return this.to('failed', { requestId: null, problem }, [{ type: 'notice', kind: 'sendFailed' }]);
  }

  undone(): SessionStep {
    if (this.in('sending', 'unsure')) return this.to('undone', { requestId: null });
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
    if (!this.session.windowGone) return this.in('opening') ? this.to('writing') : this.same();
    const back = new Step({ ...this.session, windowGone: false }, this.#context);
    if (this.in('sent')) return back.undone();
    if (this.in('sending') && !this.session.requestId) return back.to('writing');
    if (this.in('opening', 'unsure', 'closed', 'discarded')) return back.to('writing', { problem: null });
    return back.to(this.session.state);
  }

  /** No window came, and nobody refused: the page was left or broke while it was asked. */
  noWindow(message: string): SessionStep {
    return this.in('opening')
      ? this.to('refused', { problem: { code: 'COMPOSE_NOT_FOUND', message } })
      : this.same();
  }
}
