import type { HandOver } from '../../../lib/core/send/outcome.ts';
import type { Channel } from './channel.ts';
import { type DkimKey, signMail } from './dkim.ts';
import { HostError } from './hosts.ts';
import type { SmtpServer } from './smtp-line.ts';
import { LinePool } from './smtp-pool.ts';
import { heldFor, TokenError } from './token-endpoint.ts';

export interface SmtpOptions {
  name: string;
  /**
   * As whom a workspace's mail is handed over.
   *
   * @param refused - an access token that the server has just refused
   */
  serverOf(workspaceId: string, refused: string | null): SmtpServer | Promise<SmtpServer>;
  /** Most that are open at a time. */
  connections: number;
  /** Signs every mail. */
  dkim?: DkimKey;
}

/** While some messages are on their way the next are signed, and one is announced on each connection. */
const AHEAD = 2;

/** A mail server, over connections that are kept while there is work. */
export function createSmtpChannel(options: SmtpOptions): Channel {
  const pool = new LinePool(options);
  return {
    name: options.name,
    connections: options.connections * AHEAD,
    async handOver(mail, aboutToEnd) {
      try {
        const bytes = options.dkim ? await signMail(mail.bytes, options.dkim) : mail.bytes;
        return await pool.handOver({ ...mail, bytes }, aboutToEnd);
      } catch (error) {
        return notBegun(error);
      }
    },
    close: async () => pool.close(),
  };
}

/** Nothing was said to the server yet. */
function notBegun(error: unknown): HandOver {
  if (error instanceof TokenError && error.isRefused) return heldFor(error);
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof HostError)
    return { answered: true, verdict: { kind: 'held', slows: 'channel' }, code: 550, text: reason };
  return { answered: false, begun: false, reason };
}
