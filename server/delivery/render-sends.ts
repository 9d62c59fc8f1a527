import { createHash } from 'node:crypto';
import { setImmediate as letOthers } from 'node:timers/promises';
import type { SendContent } from '../../lib/contract/send.ts';
import type { Db } from '../db/open.ts';
import { writeOutcomes } from '../db/queries/sends-outcome.ts';
import type { Log } from '../log.ts';
import { AttachedFiles, FileGoneError } from './attached-files.ts';
import type { Channel } from './channels/channel.ts';
import { renderMail } from './channels/mime.ts';
import type { PreparedSend } from './prepare.ts';

const MB = 1024 * 1024;
/** Messages of one batch stand in memory together; those that would be more wait for the next. */
const MOST_BYTES = 64 * MB;
/** Those before them are on their way meanwhile, and must not wait for a whole batch. */
const AT_ONCE = 10;

/** Writes what messages say whose row names it alone. */
export interface Contents {
  /** @returns by the send's id its content, or why it cannot be written; those that have their own are left out */
  contentsOf(db: Db, sends: readonly PreparedSend[]): Promise<ReadonlyMap<string, SendContent | Error>>;
}

/** A message as it leaves. Many wait for their turn, so that what the bytes say is not kept beside them. */
export interface RenderedSend extends Omit<PreparedSend, 'content'> {
  content: Pick<SendContent, 'subject' | 'mailing'>;
  bytes: Buffer;
  bytesHash: string;
}

/**
 * Writes the messages of a batch. What cannot be one, is larger than its channel takes, or has lost an attachment is
 * refused, with the reason.
 *
 * @returns `waiting`: too much for one batch
 */
export async function renderSends(
  {
    db,
    log,
    now,
    contents,
  }: { db: Db; log: Pick<Log, 'error'>; now: () => Date; contents?: Contents | undefined },
  sends: readonly PreparedSend[],
  channel: Channel,
): Promise<{ rendered: RenderedSend[]; waiting: PreparedSend[] }> {
  const files = new AttachedFiles(db);
  const written = await contents?.contentsOf(db, sends);
  const rendered: RenderedSend[] = [];
  let total = 0;
  for (const [index, prepared] of sends.entries()) {
    if (total > MOST_BYTES) return { rendered, waiting: sends.slice(index) };
    if (index % AT_ONCE === AT_ONCE - 1) await letOthers();
    let send = prepared;
    try {
      const content = written?.get(send.id);
      if (content instanceof Error) throw content;
      if (content) send = { ...send, content };
      const attached = await files.of(send.workspaceId, send.content.attachments ?? []);
      const bytes = await renderMail(send, now(), { bcc: send.bcc, attached });
      refuseLarger(bytes, channel);
      total += bytes.length;
      const { subject, mailing } = send.content;
      const bytesHash = createHash('sha256').update(bytes).digest('hex');
      rendered.push({ ...send, content: { subject, ...(mailing && { mailing }) }, bytes, bytesHash });
    } catch (err) {
      if (!(err instanceof FileGoneError || err instanceof TooLargeError))
        log.error({ err, sendId: send.id }, 'a send cannot be made into a message');
      const text = err instanceof Error ? err.message : String(err);
      const row = { ...send, code: null, text, cause: 'content' as const, nextTryAt: null };
      await writeOutcomes(db, 'refuse', [row], now());
    }
  }
  return { rendered, waiting: [] };
}

class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

function refuseLarger({ length }: Buffer, { largest }: Channel): void {
  if (!largest || length <= largest.bytes) return;
  const [has, may] = [length, largest.bytes].map((bytes) => (bytes / MB).toFixed(1));
  throw new TooLargeError(`with its attachments it has ${has} MB, and ${largest.by} takes ${may} MB at most`);
}
