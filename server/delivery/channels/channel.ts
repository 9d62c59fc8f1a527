import type { HandOver } from '../../../lib/core/send/outcome.ts';

/** A message as it leaves. */
export interface OutgoingMail {
  workspaceId: string;
  /** Envelope. */
  from: string;
  to: string;
  /** Header and body, lines ended by CRLF, not dot-stuffed. */
  bytes: Buffer;
}

/** A way out for messages. */
export interface Channel {
  readonly name: string;
  /** So many messages can be under way at once. */
  readonly connections: number;
  /**
   * Hands one message over and waits for the answer. Never throws.
   *
   * @param aboutToEnd - called once, when all bytes but those that end the message may have left; when it throws, the
   * message is not ended
   */
  handOver(mail: OutgoingMail, aboutToEnd: () => void): Promise<HandOver>;
  close(): Promise<void>;
}
