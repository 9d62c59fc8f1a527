import { allot, lanes } from '../../lib/core/send/lanes.ts';
import { allowed, filled, type Throttle, taken } from '../../lib/core/send/throttle.ts';
import type { Database, Tx } from '../db/open.ts';
import {
  listBlockedDomains,
  lockBuckets,
  saveBuckets,
  type ThrottleKey,
} from '../db/queries/send-throttles.ts';
import {
  type Candidate,
  type ClaimedSend,
  claimLockedSends,
  type DomainKey,
  type DueQueue,
  listDueQueues,
  lockDueSends,
} from '../db/queries/sends-claim.ts';
import { withTransaction } from '../db/transaction.ts';
import type { SenderKey } from './channels/channels.ts';

/** How much may go; null: as much as there is. */
export interface Throttles {
  user: Throttle | null;
  /** One workspace's use of the channel. */
  channel: Throttle | null;
  /** One workspace's mails to a recipient domain. */
  domain: Throttle | null;
}

export const noThrottles: Throttles = { user: null, channel: null, domain: null };

export interface ClaimOptions {
  /** Id of the journal. */
  by: string;
  /** @returns the name of the channel of each sender; null: left alone for now */
  channelsOf(senders: readonly SenderKey[]): Promise<(sender: SenderKey) => string | null>;
  throttles: Throttles;
  room: number;
  leaseUntil: Date;
}

/** Takes what is due, by lane, by sender and as the throttles allow, in one short transaction. */
export async function claimSends(db: Database, options: ClaimOptions, now: Date): Promise<ClaimedSend[]> {
  const blocked = await listBlockedDomains(db.kysely, options.throttles.domain, now);
  const due = await listDueQueues(db.kysely, options.room, blocked, now);
  const channelOf = await options.channelsOf(due);
  const queues = due.flatMap((queue) => {
    const channel = channelOf(queue);
    return channel === null ? [] : [{ ...queue, channel }];
  });
  if (queues.length === 0) return [];
  return withTransaction(db, (tx) => claimFrom(tx, queues, blocked, options, now));
}

/** What is due of a sender, and through which channel it goes. */
type OpenQueue = DueQueue & { channel: string };

async function claimFrom(
  tx: Tx,
  queues: readonly OpenQueue[],
  blocked: readonly DomainKey[],
  options: ClaimOptions,
  now: Date,
): Promise<ClaimedSend[]> {
  const claim = { by: options.by, until: options.leaseUntil, now };
  const { user, channel, domain } = options.throttles;
  const before = await Meter.lock(tx, bucketsOf(queues, options), { user, channel, domain: null }, now);
  const quotas = quotasOf(queues, before, options);
  if (quotas.length === 0) return [];
  const candidates = await lockDueSends(tx, quotas, blocked, now);
  const domains = candidates.map((one) => keyOf(one.workspaceId, 'domain', one.domain));
  const within = await Meter.lock(tx, domain ? domains : [], { user: null, channel: null, domain }, now);
  const channels = new Map(queues.map((queue) => [senderOf(queue), queue.channel]));
  const going = candidates.filter((one) => admit(one, before, within, channels.get(senderOf(one)) ?? ''));
  if (going.length === 0) return [];
  const claimed = await claimLockedSends(tx, going, claim);
  await before.save(tx);
  await within.save(tx);
  return claimed;
}

function senderOf({ workspaceId, senderId }: SenderKey): string {
  return `${workspaceId} ${senderId}`;
}

function bucketsOf(queues: readonly OpenQueue[], { throttles }: ClaimOptions): ThrottleKey[] {
  return queues.flatMap(({ workspaceId, senderId, channel }) => [
    ...(throttles.user ? [keyOf(workspaceId, 'user', senderId)] : []),
    ...(throttles.channel ? [keyOf(workspaceId, 'channel', channel)] : []),
  ]);
}

function quotasOf(queues: readonly OpenQueue[], meter: Meter, { room }: ClaimOptions) {
  const able = queues.map(({ lane, workspaceId, senderId, channel, waiting }) => ({
    lane: lanes[lane] ?? 'bulk',
    waiting: Math.min(
      waiting,
      meter.allows(keyOf(workspaceId, 'user', senderId)),
      meter.allows(keyOf(workspaceId, 'channel', channel)),
    ),
  }));
  const given = allot(able, room);
  return queues.flatMap((queue, index) => {
    const quota = given[index] ?? 0;
    return quota > 0 ? [{ ...queue, quota }] : [];
  });
}

/** All of its buckets have something left, and lose it. */
function admit(one: Candidate, before: Meter, within: Meter, channel: string): boolean {
  const { workspaceId, senderId, domain } = one;
  const user = keyOf(workspaceId, 'user', senderId);
  const whole = keyOf(workspaceId, 'channel', channel);
  const to = keyOf(workspaceId, 'domain', domain);
  if (before.allows(user) < 1 || before.allows(whole) < 1 || within.allows(to) < 1) return false;
  before.take(user);
  before.take(whole);
  within.take(to);
  return true;
}

function keyOf(workspaceId: string, kind: ThrottleKey['kind'], key: string): ThrottleKey {
  return { workspaceId, kind, key };
}

/** Locked buckets and what is taken from them; a kind without a throttle lets everything through. */
class Meter {
  readonly #buckets: Map<string, ThrottleKey & { bucket: ReturnType<typeof filled> }>;

  private constructor(buckets: (ThrottleKey & { bucket: ReturnType<typeof filled> })[]) {
    this.#buckets = new Map(buckets.map((one) => [nameOf(one), one]));
  }

  static async lock(tx: Tx, keys: readonly ThrottleKey[], throttles: Throttles, now: Date): Promise<Meter> {
    if (keys.length === 0) return new Meter([]);
    const unique = [...new Map(keys.map((key) => [nameOf(key), key])).values()];
    const rows = await lockBuckets(tx, unique);
    return new Meter(
      rows.flatMap((row) => {
        const throttle = throttles[row.kind];
        return throttle ? [{ ...row, bucket: filled(row.bucket, throttle, now) }] : [];
      }),
    );
  }

  allows(key: ThrottleKey): number {
    const found = this.#buckets.get(nameOf(key));
    return found ? allowed(found.bucket) : Number.MAX_SAFE_INTEGER;
  }

  take(key: ThrottleKey): void {
    const found = this.#buckets.get(nameOf(key));
    if (found) found.bucket = taken(found.bucket, 1);
  }

  async save(tx: Tx): Promise<void> {
    if (this.#buckets.size > 0) await saveBuckets(tx, [...this.#buckets.values()]);
  }
}

function nameOf({ workspaceId, kind, key }: ThrottleKey): string {
  return `${workspaceId} ${kind} ${key}`;
}
