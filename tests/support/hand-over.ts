import { randomUUID } from 'node:crypto';
import { hearSends } from '../../server/campaigns/engine/hear-sends.ts';
import type { Database } from '../../server/db/open.ts';
import { beginSends } from '../../server/db/queries/sends-claim.ts';
import { writeOutcomes } from '../../server/db/queries/sends-outcome.ts';
import { claimSends, noThrottles } from '../../server/delivery/claim.ts';
import { viaChannel } from './sends.ts';

const said = {
  accept: { code: 250, text: 'ok', cause: null },
  reject: { code: 550, text: 'no such user', cause: 'refused' },
  lose: { code: null, text: 'connection lost', cause: 'no_answer' },
  hold: { code: 535, text: 'authentication failed', cause: 'channel' },
} as const;

/** Hands over what the ledger has, with one end for all, and lets the runs hear of it. */
export async function handOver(db: Database, move: keyof typeof said, now: Date, most = 100): Promise<void> {
  const by = randomUUID();
  const until = new Date(now.getTime() + 30_000);
  const options = {
    by,
    channelsOf: viaChannel('test'),
    throttles: noThrottles,
    room: most,
    leaseUntil: until,
  };
  const claimed = (await claimSends(db, options, now)).map((send) => ({ ...send, bytesHash: 'hash' }));
  const begun = await beginSends(db.kysely, claimed, { by, channel: 'test', until, now });
  const rows = begun.map((send) => ({ ...send, ...said[move], nextTryAt: null }));
  await writeOutcomes(db.kysely, move, rows, now);
  await hearSends(db, 100, now);
}
