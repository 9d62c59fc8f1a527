import type { SendContent } from '../../lib/contract/send.ts';

/** A row of the ledger as far as a message is written from it: from Maja to Bo. */
export function aMailRow(content: SendContent) {
  return {
    workspaceId: 'w',
    id: 'i',
    senderId: 's',
    sender: 'maja@nordby.example',
    recipient: 'bo@ek.example',
    domain: 'ek.example',
    messageId: '<i@nordby.example>',
    inReplyTo: null,
    references: [],
    content,
  };
}
