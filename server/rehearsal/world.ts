import type { Fate, RehearsedEvent, WorldEventKind, WorldMix } from '../../lib/contract/rehearsal.ts';
import { fateOf } from '../../lib/core/rehearsal/fate.ts';
import { answerOf, reactionsTo } from '../../lib/core/rehearsal/world.ts';
import type { SmtpReply } from '../../lib/core/send/reply.ts';
import type { Channel, OutgoingMail } from '../delivery/channels/channel.ts';

/** Something that will happen at its moment, if the rehearsal lasts so long. */
export interface WorldEvent {
  kind: WorldEventKind;
  at: Date;
  detail: string;
  messageId: string;
  /** Whom the mail was to. */
  to: string;
}

/** What the world has seen and done; a book of its own, beside the server’s. */
export interface WorldBook {
  /** Mails that it took from the server, and from the user’s mail client. */
  taken: number;
  takenByHand: number;
  /** Messages that were offered by the server at least once, each recipient for itself. */
  offered: number;
  deferrals: number;
  /** Mails taken more than once. */
  doubled: number;
  afterBounce: number;
}

/**
 * The built-in world: the recipients’ mail servers, and what people and machines behind them do. Nothing leaves the
 * process. The same mails at the same instants meet the same answers, by the seed.
 */
export class World implements Channel {
  readonly name = 'rehearsal';
  readonly connections = 1;
  readonly book: WorldBook = {
    taken: 0,
    takenByHand: 0,
    offered: 0,
    deferrals: 0,
    doubled: 0,
    afterBounce: 0,
  };
  /** What it said to mails that it did not take. */
  readonly refusals: (Pick<RehearsedEvent, 'at' | 'detail' | 'messageId'> & { to: string })[] = [];
  readonly #mix: WorldMix;
  readonly #seed: number;
  readonly #now: () => Date;
  /** Addresses of the people of the rehearsal; everybody else just takes what comes. */
  readonly #people: ReadonlySet<string>;
  readonly #tries = new Map<string, number>();
  readonly #taken = new Set<string>();
  readonly #before = new Map<string, number>();
  readonly #bounced = new Set<string>();
  #coming: WorldEvent[] = [];

  constructor(options: { mix: WorldMix; seed: number; now: () => Date; addresses: Iterable<string> }) {
    this.#mix = options.mix;
    this.#seed = options.seed;
    this.#now = options.now;
    this.#people = new Set([...options.addresses].map((address) => address.toLowerCase()));
  }

  fateOf(address: string | null): Fate {
    const to = address?.toLowerCase() ?? '';
    return this.#people.has(to) ? fateOf(this.#mix, this.#seed, to) : 'accepts';
  }

  /** A message of the server comes in. */
  async handOver(mail: OutgoingMail, aboutToEnd: () => void) {
    const messageId = messageIdOf(mail.bytes);
    const key = `${messageId} ${mail.to.toLowerCase()}`;
    const tries = this.#tries.get(key) ?? 0;
    this.#tries.set(key, tries + 1);
    if (tries === 0) this.book.offered += 1;
    const reply = this.#answer(messageId, mail.to, tries);
    if (reply.stage === 'message') aboutToEnd();
    if (reply.code < 300) {
      this.book.taken += 1;
      if (this.#taken.has(key)) this.book.doubled += 1;
      this.#taken.add(key);
      this.#follow(messageId, mail.to);
    }
    return { answered: true, reply } as const;
  }

  async close(): Promise<void> {}

  /**
   * A message of the user’s mail client comes in. That tries again by itself, and hears of a refusal by a message.
   * @returns whether it was taken
   */
  takeByHand(messageId: string, recipient: string): boolean {
    const to = recipient.toLowerCase();
    if (this.fateOf(to) === 'rejects') {
      const { code, text } = answerOf({ to, fate: 'rejects' }, 0, this.#seed);
      const at = new Date(this.#now().getTime() + 60_000);
      this.#coming.push({ kind: 'bounce', at, detail: `${code} ${text}`, messageId, to });
      return false;
    }
    this.book.takenByHand += 1;
    this.#follow(messageId, to);
    return true;
  }

  #answer(messageId: string, recipient: string, tries: number): SmtpReply {
    const to = recipient.toLowerCase();
    const reply = answerOf({ to, fate: this.fateOf(to) }, tries, this.#seed);
    if (reply.code >= 300) {
      if (reply.code < 500) this.book.deferrals += 1;
      const detail = `${reply.code} ${reply.text}`;
      this.refusals.push({ at: this.#now().toISOString(), detail, messageId, to });
    }
    return reply;
  }

  #follow(messageId: string, recipient: string): void {
    const to = recipient.toLowerCase();
    if (!this.#people.has(to)) return;
    if (this.#bounced.has(to)) this.book.afterBounce += 1;
    const before = this.#before.get(to) ?? 0;
    this.#before.set(to, before + 1);
    const mail = { to, fate: this.fateOf(to), before, at: this.#now() };
    for (const reaction of reactionsTo(mail, this.#seed)) this.#coming.push({ ...reaction, messageId, to });
  }

  /** When something happens next. */
  nextAt(): Date | null {
    const first = Math.min(...this.#coming.map(({ at }) => at.getTime()));
    return Number.isFinite(first) ? new Date(first) : null;
  }

  /** What happens up to now, soonest first; it is told once. */
  takeEvents(): WorldEvent[] {
    const now = this.#now();
    const happening = this.#coming.filter(({ at }) => at <= now);
    this.#coming = this.#coming.filter(({ at }) => at > now);
    for (const { kind, to } of happening) if (kind === 'bounce') this.#bounced.add(to);
    return happening.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.to < b.to ? -1 : 1));
  }
}

function messageIdOf(bytes: Buffer): string {
  const head = bytes.subarray(0, Math.max(0, bytes.indexOf('\r\n\r\n'))).toString('latin1');
  const found = /^Message-ID:\s*(<[^>]+>)/im.exec(head)?.[1];
  if (!found) throw new Error('expected a message with a Message-ID');
  return found;
}
