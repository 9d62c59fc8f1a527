import { z } from 'zod';
import type { SentAs } from '../../../lib/core/send/outcome.ts';
import { type AskProvider, type ProviderDialect, RefusalBody } from './provider.ts';

/** A request has 4 MB, and a message in base64 a third more than before. */
const MOST_BYTES = 3 * 1024 * 1024;

const Found = z.object({
  value: z.array(
    z.object({
      id: z.string(),
      internetMessageId: z.string().nullish(),
      conversationId: z.string().nullish(),
      isDraft: z.boolean().default(false),
    }),
  ),
});

/**
 * Microsoft Graph. It answers a send with nothing (202); how it knows the message is asked afterwards.
 *
 * @param baseUrl - with the version, without a slash at the end
 * @see https://learn.microsoft.com/graph/api/user-sendmail
 */
export function graphDialect(baseUrl: string): ProviderDialect {
  const find = async (ask: AskProvider, messageId: string): Promise<SentAs | null> => {
    const quoted = messageId.replaceAll("'", "''");
    const query = new URLSearchParams({
      $filter: `internetMessageId eq '${quoted}'`,
      $select: 'id,internetMessageId,conversationId,isDraft',
      $top: '10',
    });
    const reply = await ask({ method: 'GET', url: `${baseUrl}/me/messages?${query}` });
    if (reply.status !== 200) throw new Error(`the search of Microsoft answered ${reply.status}`);
    // What still stands among the drafts has not left.
    const first = Found.parse(reply.body).value.find(({ isDraft }) => !isDraft);
    if (!first) return null;
    const { id, internetMessageId, conversationId } = first;
    return { providerId: id, threadId: conversationId ?? null, messageId: internetMessageId ?? null };
  };
  return {
    kind: 'graph',
    title: 'Microsoft',
    mostBytes: MOST_BYTES,
    sending: ({ bytes }) => ({
      method: 'POST',
      url: `${baseUrl}/me/sendMail`,
      headers: { 'Content-Type': 'text/plain' },
      body: bytes.toString('base64'),
    }),
    reasonOf(body) {
      const refusal = RefusalBody.safeParse(body);
      if (!refusal.success) return { reason: '', message: '' };
      return { reason: String(refusal.data.error.code ?? ''), message: refusal.data.error.message };
    },
    sentAs: (ask, mail) => find(ask, mail.messageId),
    find,
  };
}
