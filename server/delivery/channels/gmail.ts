import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SentAs } from '../../../lib/core/send/outcome.ts';
import type { OutgoingMail } from './channel.ts';
import { type AskProvider, type ProviderDialect, type ProviderRequest, RefusalBody } from './provider.ts';

/** Attachments in their encoding included. */
const MOST_BYTES = 25 * 1024 * 1024;
/** A request of JSON has 5 MB, in which a message has a third more than before; larger ones are uploaded. */
const MOST_JSON_BYTES = 3.5 * 1024 * 1024;

const Message = z.object({
  id: z.string(),
  threadId: z.string(),
  payload: z.object({ headers: z.array(z.object({ name: z.string(), value: z.string() })) }).optional(),
});
const Found = z.object({ messages: z.array(z.object({ id: z.string() })).default([]) });

/**
 * The Gmail API.
 *
 * @param baseUrl - without a slash at the end
 * @see https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages/send
 */
export function gmailDialect(baseUrl: string): ProviderDialect {
  const messages = `${baseUrl}/gmail/v1/users/me/messages`;
  const get = async (ask: AskProvider, id: string): Promise<SentAs | null> => {
    const url = `${messages}/${encodeURIComponent(id)}?format=metadata&metadataHeaders=Message-ID`;
    const found = Message.safeParse((await ask({ method: 'GET', url })).body);
    return found.success ? sentAsOf(found.data) : null;
  };
  return {
    kind: 'gmail',
    title: 'Gmail',
    mostBytes: MOST_BYTES,
    sending: (mail) => (mail.bytes.length > MOST_JSON_BYTES ? upload(baseUrl, mail) : plain(messages, mail)),
    reasonOf(body) {
      const refusal = RefusalBody.safeParse(body);
      if (!refusal.success) return { reason: '', message: '' };
      const { errors, status = '', message } = refusal.data.error;
      return { reason: errors?.[0]?.reason || status, message };
    },
    async sentAs(ask, _, body) {
      const taken = Message.safeParse(body);
      if (!taken.success) return null;
      // What it has named already is kept when it does not answer a second time.
      return (await get(ask, taken.data.id).catch(() => null)) ?? sentAsOf(taken.data);
    },
    async find(ask, messageId) {
      const query = new URLSearchParams({ q: `rfc822msgid:${messageId.slice(1, -1)}`, maxResults: '1' });
      const reply = await ask({ method: 'GET', url: `${messages}?${query}` });
      if (reply.status !== 200) throw new Error(`Gmail's search answered ${reply.status}`);
      const [first] = Found.parse(reply.body).messages;
      return first ? await get(ask, first.id) : null;
    },
  };
}

function plain(messages: string, { bytes, threadId }: OutgoingMail): ProviderRequest {
  return {
    method: 'POST',
    url: `${messages}/send`,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ raw: bytes.toString('base64url'), ...(threadId && { threadId }) }),
  };
}

/** @see https://developers.google.com/workspace/gmail/api/guides/uploads (multipart upload) */
function upload(baseUrl: string, { bytes, threadId, messageId }: OutgoingMail): ProviderRequest {
  const boundary = `upload_${createHash('sha256').update(messageId).digest('hex')}`;
  const about = JSON.stringify({ ...(threadId && { threadId }) });
  const head = `--${boundary}\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n${about}\r\n--${boundary}\r\nContent-Type: message/rfc822\r\n\r\n`;
  return {
    method: 'POST',
    url: `${baseUrl}/upload/gmail/v1/users/me/messages/send?uploadType=multipart`,
    headers: { 'Content-Type': `multipart/related; boundary=${boundary}` },
    body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--`)]),
  };
}

function sentAsOf({ id, threadId, payload }: z.infer<typeof Message>): SentAs {
  const header = payload?.headers.find(({ name }) => name.toLowerCase() === 'message-id');
  return { providerId: id, threadId, messageId: header?.value.trim() ?? null };
}
