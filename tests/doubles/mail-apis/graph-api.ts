import { type ApiAnswer, type ApiRequest, MailApi } from './mail-api.ts';

const LARGEST_BYTES = 4 * 1024 * 1024;

const refusal = (status: number, code: string, message: string): ApiAnswer => ({
  status,
  body: { error: { code, message, innerError: { date: '2026-11-22T14:00:00' } } },
});

/** Stands in for Microsoft Graph of one account. */
export class GraphApi extends MailApi {
  protected unauthorised(): ApiAnswer {
    return refusal(401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.');
  }

  protected async answer(request: ApiRequest): Promise<ApiAnswer> {
    const { method, url } = request;
    if (method === 'POST' && url.pathname === '/v1.0/me/sendMail') return await this.#send(request);
    if (method === 'GET' && url.pathname === '/v1.0/me/messages')
      return this.#search(url.searchParams.get('$filter') ?? '');
    return refusal(404, 'ResourceNotFound', 'Resource could not be discovered.');
  }

  async #send({ type, body }: ApiRequest): Promise<ApiAnswer> {
    const invalid = (code: string) => refusal(400, code, 'The MIME content is invalid.');
    if (!type.startsWith('text/plain')) return refusal(400, 'ErrorInvalidRequest', 'expected JSON or MIME');
    if (body.length > LARGEST_BYTES) return refusal(413, 'ErrorMessageSizeExceeded', 'too large');
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body) || body.length % 4 !== 0)
      return invalid('ErrorMimeContentInvalidBase64String');
    return await this.take(
      Buffer.from(body, 'base64'),
      null,
      () => ({ status: 202 }),
      (reason) =>
        reason.startsWith('not allowed')
          ? refusal(403, 'ErrorSendAsDenied', reason)
          : refusal(
              400,
              reason.startsWith('Recipient') ? 'ErrorInvalidRecipients' : 'ErrorMimeContentInvalid',
              reason,
            ),
    );
  }

  #search(filter: string): ApiAnswer {
    const wanted = /^internetMessageId eq '((?:[^']|'')+)'$/.exec(filter)?.[1]?.replaceAll("''", "'");
    if (wanted === undefined) return refusal(400, 'BadRequest', 'Invalid filter clause');
    const found = this.find(({ messageId }) => messageId === wanted);
    const value = found.map(({ id, messageId, threadId }) => ({
      id,
      internetMessageId: messageId,
      conversationId: threadId,
      isDraft: false,
    }));
    return { status: 200, body: { value } };
  }
}
