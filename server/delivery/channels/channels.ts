import type { Channel } from './channel.ts';

/** In whose name a mail goes. */
export interface SenderKey {
  workspaceId: string;
  senderId: string;
}

/** Which way the mails of users take. */
export interface Channels {
  /** @returns the channel of each of `senders`; null: theirs wait until there is one */
  of(senders: readonly SenderKey[]): Promise<(sender: SenderKey) => Channel | null>;
  close(): Promise<void>;
}

/** One way for all. */
export function onlyChannel(channel: Channel): Channels {
  return { of: async () => () => channel, close: () => channel.close() };
}
