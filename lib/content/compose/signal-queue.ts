import type { ComposeSignal } from '../../contract/compose.ts';
import { MessagingError } from '../../messaging/wire.ts';
import { pause } from '../guard.ts';

/** Told to the background; resolves once it has stored the signal. */
type Send = (sessionId: string, signal: ComposeSignal) => Promise<unknown>;

interface Waiting {
  signal: ComposeSignal;
  /** Its first try, begun before its turn. */
  ahead?: Promise<unknown>;
}

const firstDelayMs = 250;
const longestDelayMs = 15_000;
/** A signal the background will not take, awake and well, is given up after this many tries (about a minute). */
const refusalsAtMost = 8;

/**
 * Carries what compose windows tell to the background: in order within a session, again and again until it is
 * acknowledged, because the worker may be stopped at any moment. A signal told twice changes nothing there. A press, and
 * what waits before it, does not wait for acknowledgements: the page of a window of its own goes as soon as it has sent.
 */
export class SignalQueue {
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #busy = new Set<string>();
  readonly #send: Send;
  readonly #stop: AbortSignal;
  readonly #report: (error: unknown) => void;
  #hurry = new AbortController();

  constructor(send: Send, stop: AbortSignal, report: (error: unknown) => void) {
    this.#send = send;
    this.#stop = stop;
    this.#report = report;
  }

  push(sessionId: string, signal: ComposeSignal): void {
    const waiting = this.#waiting.get(sessionId) ?? [];
    // What the window held before is of no use once it holds something else. The first may be on its way already.
    const last = waiting.at(-1);
    if (waiting.length > 1 && last?.signal.type === 'content' && signal.type === 'content') waiting.pop();
    waiting.push({ signal });
    if (signal.type === 'pressed') this.#sendAhead(sessionId, waiting.slice(1));
    this.#waiting.set(sessionId, waiting);
    void this.#drain(sessionId);
  }

  /** Tries again now what is waiting for its next try. */
  hurry(): void {
    this.#hurry.abort();
    this.#hurry = new AbortController();
  }

  /** Everything but what is on its way already. */
  #sendAhead(sessionId: string, waiting: readonly Waiting[]): void {
    for (const entry of waiting) {
      entry.ahead ??= this.#send(sessionId, entry.signal);
      // Its turn hears of a failure and tries again.
      entry.ahead.catch(() => undefined);
    }
  }

  async #drain(sessionId: string): Promise<void> {
    if (this.#busy.has(sessionId)) return;
    this.#busy.add(sessionId);
    const waiting = this.#waiting.get(sessionId) ?? [];
    for (let next = waiting[0]; next && !this.#stop.aborted; next = waiting[0]) {
      await this.#deliver(sessionId, next, waiting);
      waiting.shift();
    }
    this.#waiting.delete(sessionId);
    this.#busy.delete(sessionId);
  }

  /** Resolves when the signal is acknowledged, when nothing will ever acknowledge it, or when another has its place. */
  async #deliver(sessionId: string, { signal, ahead }: Waiting, waiting: readonly Waiting[]): Promise<void> {
    let refusals = 0;
    let sending = ahead;
    for (let delayMs = firstDelayMs; !this.#stop.aborted; delayMs = Math.min(delayMs * 2, longestDelayMs)) {
      try {
        await (sending ?? this.#send(sessionId, signal));
        return;
      } catch (error) {
        sending = undefined;
        if (signal.type === 'content' && waiting.slice(1).some((later) => later.signal.type === 'content'))
          return;
        if (error instanceof MessagingError && error.kind === 'refused' && ++refusals >= refusalsAtMost) {
          this.#report(error);
          return;
        }
      }
      await pause(delayMs, AbortSignal.any([this.#stop, this.#hurry.signal]));
    }
  }
}
