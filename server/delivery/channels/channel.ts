import type { HandOver, SentAs } from '../../../lib/core/send/outcome.ts';

/** A message as it leaves. */
export interface OutgoingMail {
  workspaceId: string;
  /** Envelope. */
  from: string;
  to: string;
  /** Header and body, lines ended by CRLF, not dot-stuffed. */
  bytes: Buffer;
  /** As the channel's provider names the thread of what it answers. */
  threadId?: string | null;
  /** Message-ID in the header, in angle brackets. */
  messageId: string;
}

/** A way out for messages. */
export interface Channel {
  readonly name: string;
  /** Whose it is; absent: of everybody on the server. */
  readonly workspaceId?: string;
  /** From which all its mails go; absent: from whichever they say. */
  readonly address?: string;
  /** So many messages can be under way at once. */
  readonly connections: number;
  /** There is no envelope: a message goes to whoever stands in To, Cc and Bcc, so that its copies go with it. */
  readonly byHeader?: boolean;
  /** The largest message that it takes, and who says so; absent: the other side says it when it is asked. */
  readonly largest?: { bytes: number; by: string };
  /**
   * Hands one message over and waits for the answer. Never throws.
   *
   * @param aboutToEnd - called once, when all bytes but those that end the message may have left; when it throws, the
   * message is not ended
   */
  handOver(mail: OutgoingMail, aboutToEnd: () => void): Promise<HandOver>;
  /**
   * Evidence of a message that nobody knows of whether it left.
   *
   * @param messageId - as it stood in the header, in angle brackets
   * @returns as what it was sent; null: the provider does not know it (yet), which proves nothing
   * @throws {Error} when it could not be asked
   */
  find?(messageId: string): Promise<SentAs | null>;
  close(): Promise<void>;
}

/** Names a channel among all of the server. */
export function keyOfChannel({ workspaceId, name }: Pick<Channel, 'workspaceId' | 'name'>): string {
  return workspaceId === undefined ? name : `${workspaceId} ${name}`;
}
