import { z } from 'zod';
import type { SentAs } from '../../../lib/core/send/outcome.ts';
import type { OutgoingMail } from './channel.ts';
import { type AskProvider, type ProviderDialect, RefusalBody } from './provider.ts';

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
    sending: (mail) => ({
      method: 'POST',
      url: `${messages}/send`,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(bodyOf(mail)),
    }),
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

function bodyOf({ bytes, threadId }: OutgoingMail): object {
  return { raw: bytes.toString('base64url'), ...(threadId && { threadId }) };
}

function sentAsOf({ id, threadId, payload }: z.infer<typeof Message>): SentAs {
  const header = payload?.headers.find(({ name }) => name.toLowerCase() === 'message-id');
  return { providerId: id, threadId, messageId: header?.value.trim() ?? null };
}
