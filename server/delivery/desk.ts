import { type BackOff, messageBackOff, pauseBackOff } from '../../lib/core/send/back-off.ts';
import { type Outcome, outcomeOf } from '../../lib/core/send/outcome.ts';
import type { Database } from '../db/open.ts';
import { type BegunSend, beginSends, type ClaimedSend, type SendKey } from '../db/queries/sends-claim.ts';
import { expireLeases, returnSends } from '../db/queries/sends-outcome.ts';
import { releaseHeldOf } from '../db/queries/sends-people.ts';
import { cancelLateSends } from '../db/queries/sends-plan.ts';
import type { ReturnPaths } from '../inbound/return-path.ts';
import type { Log } from '../log.ts';
import { type Channel, keyOfChannel } from './channels/channel.ts';
import type { Channels } from './channels/channels.ts';
import { claimSends, noThrottles, type Throttles } from './claim.ts';
import { Evidence } from './evidence.ts';
import { type DotJournal, nameOf } from './journal.ts';
import { OutcomeWriter } from './outcome-writer.ts';
import { Pauses } from './pauses.ts';
import { prepareSends } from './prepare.ts';
import { answerOf, recoverJournals } from './recover.ts';
import { type Contents, type RenderedSend, renderSends } from './render-sends.ts';

export interface DeliveryOptions {
  db: Database;
  channels: Channels;
  /** Where the journals of this machine stand; processes of one machine share it. */
  journalFolder: string;
  log: Pick<Log, 'info' | 'error'>;
  now: () => Date;
  throttles?: Throttles;
  /** Writes what the ledger keeps elsewhere. */
  contents?: Contents | undefined;
  /** Names the address that reports about mails to many go to; absent: their senders'. */
  paths?: Pick<ReturnPaths, 'of'> | null;
  backOff?: { message: BackOff; pause: BackOff };
  /** What the tries of a message are spread by; its id unless told otherwise. */
  spreadBy?: (send: Pick<RenderedSend, 'id' | 'recipient' | 'content'>) => string;
}

/** When there is nothing to hand over; mails fall due without anybody saying so. */
export const POLL_MS = 1000;
/** A batch is about so much work, so that little is in hand when a machine is lost. */
const BATCH_MS = 1000;
const LEAST_BATCH = 20;
const MOST_BATCH = 250;
const CLAIM_LEASE_MS = 30_000;
/** Longer than the slowest server may take over a batch; nothing ends a message after it. */
const HAND_OVER_LEASE_MS = 15 * 60_000;

/** What one process does with the sends that it takes. */
export class Desk {
  readonly #options: DeliveryOptions;
  readonly #journal: DotJournal;
  readonly #writer: OutcomeWriter;
  readonly #pauses: Pauses;
  readonly #evidence: Evidence;
  readonly #backOff: { message: BackOff; pause: BackOff };
  isStopping = false;
  /** Keys of channels that hold nothing: held ones of an earlier run go when the channel has taken something. */
  readonly #holdNothing = new Set<string>();
  #batch = LEAST_BATCH;
  #house: Promise<void> | null = null;
  #search: Promise<void> | null = null;
  /** Some have become unsure since they were looked for. */
  #hasLost = false;

  constructor(options: DeliveryOptions, journal: DotJournal) {
    const { db, now, log } = options;
    this.#options = options;
    this.#journal = journal;
    this.#backOff = options.backOff ?? { message: messageBackOff, pause: pauseBackOff };
    this.#pauses = new Pauses(this.#backOff.pause);
    this.#evidence = new Evidence(log);
    const onError = (err: unknown) => log.error({ err }, 'outcomes of sends could not be written yet');
    this.#writer = new OutcomeWriter(db, { journal, now, onError });
  }

  stop(): void {
    this.isStopping = true;
    this.#evidence.stop();
  }

  async close(): Promise<void> {
    await this.#house;
    await this.#search;
    await this.#writer.close();
  }

  /** Settles what others have left, and takes back what is too late. */
  keepHouse(): Promise<void> {
    this.#house ??= this.#keepHouse().finally(() => {
      this.#house = null;
    });
    return this.#house;
  }

  async #keepHouse(): Promise<void> {
    const { db, journalFolder, log, now } = this.#options;
    const recovery = await recoverJournals(db.kysely, journalFolder, this.#journal.id, now());
    if (recovery) log.info({ ...recovery }, 'sends of a process that had ended were settled');
    const unsure = await expireLeases(db.kysely, now());
    if (unsure > 0) log.error({ unsure }, 'sends are unsure: whoever handed them over has not come back');
    await cancelLateSends(db.kysely, MOST_BATCH, now());
    this.#lookForUnsure();
  }

  /** Beside everything else: a provider may take its time over an answer. */
  #lookForUnsure(): void {
    const { db, channels, log, now } = this.#options;
    const search = async () => {
      const found = await this.#evidence.settle(db.kysely, channels, now());
      if (found > 0) log.info({ found }, 'unsure sends were found to have left');
    };
    this.#search ??= search()
      .catch((err: unknown) => log.error({ err }, 'unsure sends could not be looked for'))
      .finally(() => {
        this.#search = null;
      });
  }

  /** Takes a batch and hands it over. @returns for how long there is nothing to do, in milliseconds */
  async work(): Promise<number> {
    const { db, throttles = noThrottles, now } = this.#options;
    const claimedAt = now();
    let channelOf: (sender: ClaimedSend) => Channel | null = () => null;
    const claimed = await claimSends(
      db,
      {
        by: this.#journal.id,
        channelsOf: async (senders) => {
          const found = await this.#options.channels.of(senders);
          channelOf = found;
          return (sender) => this.#openName(found(sender), claimedAt);
        },
        throttles,
        room: this.#batch,
        leaseUntil: new Date(claimedAt.getTime() + CLAIM_LEASE_MS),
      },
      claimedAt,
    );
    if (claimed.length === 0) return this.#pauses.soonestMs(now(), POLL_MS);
    const byChannel = new Map<Channel | null, ClaimedSend[]>();
    for (const send of claimed) {
      const channel = channelOf(send);
      const group = byChannel.get(channel);
      if (group) group.push(send);
      else byChannel.set(channel, [send]);
    }
    const batches = [...byChannel].map(([channel, sends]) =>
      channel ? this.#handOverAll(sends, channel) : this.#giveBack(sends),
    );
    const went = (await Promise.all(batches)).reduce((sum, count) => sum + count, 0);
    this.#adapt(went, now().getTime() - claimedAt.getTime());
    await this.#pauses.share(db, now());
    return 0;
  }

  #openName(channel: Channel | null, now: Date): string | null {
    return channel === null || this.#pauses.isChannelPaused(keyOfChannel(channel), now) ? null : channel.name;
  }

  async #giveBack(sends: readonly SendKey[]): Promise<number> {
    await returnSends(this.#options.db.kysely, 'giveBack', sends, this.#options.now());
    return 0;
  }

  async #handOverAll(claimed: readonly ClaimedSend[], channel: Channel): Promise<number> {
    const { db, log, now, contents } = this.#options;
    const prepared = await prepareSends(db.kysely, claimed, channel);
    const { rendered, waiting } = await renderSends({ db: db.kysely, log, now, contents }, prepared, channel);
    if (waiting.length > 0) {
      this.#batch = Math.max(LEAST_BATCH, rendered.length);
      await this.#giveBack(waiting);
    }
    const beginAt = now();
    const until = new Date(beginAt.getTime() + HAND_OVER_LEASE_MS);
    const begin = { by: this.#journal.id, channel: channel.name, until, now: beginAt };
    const begun = new Map((await beginSends(db.kysely, rendered, begin)).map((one) => [nameOf(one), one]));
    const missed = rendered.filter((one) => !begun.has(nameOf(one)));
    if (missed.length > 0) await this.#giveBack(missed);
    const work = rendered.flatMap((one) => {
      const row = begun.get(nameOf(one));
      return row ? [{ ...one, ...row }] : [];
    });
    // So many at a time as there are connections: what has not begun can still be given back.
    const queue = work.values();
    let went = 0;
    const runners = Array.from({ length: Math.min(channel.connections, work.length) }, async () => {
      for (const send of queue) if (await this.#handOver(send, channel, until)) went += 1;
    });
    await Promise.all(runners);
    await this.#writer.flush();
    if (this.#hasLost) this.#lookForUnsure();
    this.#hasLost = false;
    return went;
  }

  /** Accounts send as themselves; what goes through everybody's mail server may name an address of its own. */
  #pathOf(send: RenderedSend, channel: Channel): string {
    const ofMailing = send.content.mailing !== undefined && channel.address === undefined;
    return (ofMailing && this.#options.paths?.of(send)) || send.sender;
  }

  /** @returns whether it was tried */
  async #handOver(send: RenderedSend & BegunSend, channel: Channel, until: Date): Promise<boolean> {
    const { now } = this.#options;
    if (this.isStopping || this.#pauses.isPaused(keyOfChannel(channel), send, now())) {
      this.#writer.unbegun(send);
      return false;
    }
    const { workspaceId, recipient: to, bytes, threadId, messageId } = send;
    const from = this.#pathOf(send, channel);
    const mail = { workspaceId, from, to, bytes, threadId, messageId };
    const answer =
      send.along ??
      (await channel.handOver(mail, () => {
        // Whoever has come after this lease may have taken it for lost.
        if (now() >= until) throw new Error('the lease is over');
        this.#journal.begin(send);
      }));
    const { spreadBy = ({ id }) => id } = this.#options;
    const tried = { ...send, id: spreadBy(send) };
    const outcome = outcomeOf(answer, tried, this.#backOff.message, now());
    // First for the database: a journal that cannot be written any more must not keep the answer from it.
    this.#writer.ended(send, answerOf(outcome));
    this.#journal.end(send, answerOf(outcome));
    if (send.along === null) await this.#learn(send, channel, outcome);
    return true;
  }

  async #learn(send: RenderedSend, channel: Channel, outcome: Outcome): Promise<void> {
    const { db, log, now } = this.#options;
    const key = keyOfChannel(channel);
    const recovered = this.#pauses.learn(key, send, outcome, now());
    if (outcome.move === 'hold' || outcome.cause === 'unreachable') {
      this.#holdNothing.delete(key);
      log.error({ channel: key, code: outcome.code, reason: outcome.text }, 'a channel does not work');
    }
    if (outcome.move === 'lose') {
      this.#hasLost = true;
      log.error({ sendId: send.id }, 'a send is unsure: no answer came');
    }
    if (outcome.move !== 'accept' || !(recovered || !this.#holdNothing.has(key))) return;
    this.#holdNothing.add(key);
    const released = await releaseHeldOf(db.kysely, channel, now());
    if (released > 0) log.info({ channel: key, released }, 'a channel works again');
  }

  /** So large that the next batch takes about a second. */
  #adapt(went: number, tookMs: number): void {
    if (went < this.#batch / 2) return;
    const fitting = Math.round((went * BATCH_MS) / Math.max(tookMs, 1));
    this.#batch = Math.min(MOST_BATCH, Math.max(LEAST_BATCH, Math.min(fitting, this.#batch * 2)));
  }
}
