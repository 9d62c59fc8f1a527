import { type ApiAnswer, type ApiMail, type ApiRequest, MailApi } from './mail-api.ts';

const LARGEST_BYTES = 35 * 1024 * 1024;
const LARGEST_JSON_BYTES = 5 * 1024 * 1024;
const messages = '/gmail/v1/users/me/messages';

const refusal = (code: number, status: string, reason: string, message: string): ApiAnswer => ({
  status: code,
  body: { error: { code, message, status, errors: [{ message, domain: 'global', reason }] } },
});

/** Stands in for the Gmail API of one account. */
export class GmailApi extends MailApi {
  protected unauthorised(): ApiAnswer {
    return refusal(401, 'UNAUTHENTICATED', 'authError', 'Invalid Credentials');
  }

  protected async answer(request: ApiRequest): Promise<ApiAnswer> {
    const { method, url } = request;
    if (method === 'POST' && url.pathname === `${messages}/send`) return await this.#send(request);
    if (method === 'POST' && url.pathname === `/upload${messages}/send`) return await this.#upload(request);
    if (method === 'GET' && url.pathname === messages) return this.#search(url.searchParams.get('q') ?? '');
    const id = url.pathname.startsWith(`${messages}/`) ? url.pathname.slice(messages.length + 1) : '';
    const mail = method === 'GET' ? this.mails.find((one) => one.id === id) : undefined;
    if (!mail) return refusal(404, 'NOT_FOUND', 'notFound', 'Requested entity was not found.');
    const headers = [{ name: 'Message-Id', value: mail.messageId }];
    return { status: 200, body: { id, threadId: mail.threadId, payload: { headers } } };
  }

  async #send({ type, body }: ApiRequest): Promise<ApiAnswer> {
    const invalid = (message: string) => refusal(400, 'INVALID_ARGUMENT', 'invalidArgument', message);
    if (!type.startsWith('application/json')) return invalid('expected JSON');
    if (body.length > LARGEST_JSON_BYTES) return refusal(413, '', 'uploadTooLarge', 'Request is too large');
    const { raw, threadId = null } = JSON.parse(body) as { raw?: string; threadId?: string | null };
    if (!raw || !/^[\w-]+$/.test(raw)) return invalid("'raw' RFC822 payload message string required");
    return await this.#takeInto(threadId, Buffer.from(raw, 'base64url'));
  }

  /** Two parts: what is said about the message, and the message. */
  async #upload({ type, url, body }: ApiRequest): Promise<ApiAnswer> {
    const boundary = /^multipart\/related; boundary=(\S+)$/.exec(type)?.[1];
    if (url.searchParams.get('uploadType') !== 'multipart' || boundary === undefined)
      return refusal(400, 'INVALID_ARGUMENT', 'badContent', 'expected multipart/related');
    if (body.length > LARGEST_BYTES) return refusal(413, '', 'uploadTooLarge', 'Request is too large');
    const [, about = '', message = ''] = body.split(`--${boundary}`).map((part) => part.slice(2, -2));
    const { threadId = null } = JSON.parse(contentOf(about)) as { threadId?: string };
    return await this.#takeInto(threadId, Buffer.from(contentOf(message), 'latin1'));
  }

  async #takeInto(threadId: string | null, source: Buffer): Promise<ApiAnswer> {
    if (threadId !== null && !this.mails.some((mail) => mail.threadId === threadId))
      return refusal(404, 'NOT_FOUND', 'notFound', 'Requested entity was not found.');
    const invalid = (message: string) => refusal(400, 'INVALID_ARGUMENT', 'invalidArgument', message);
    return await this.take(source, threadId, takenAs, invalid);
  }

  #search(query: string): ApiAnswer {
    const wanted = /^rfc822msgid:(\S+)$/.exec(query)?.[1];
    const found = this.find(({ messageId }) => messageId === `<${wanted}>`);
    // Gmail leaves the list out where it is empty.
    const list = found.map(({ id, threadId }) => ({ id, threadId }));
    return {
      status: 200,
      body: { ...(list.length > 0 && { messages: list }), resultSizeEstimate: list.length },
    };
  }
}

function contentOf(part: string): string {
  return part.slice(part.indexOf('\r\n\r\n') + 4);
}

function takenAs({ id, threadId }: ApiMail): ApiAnswer {
  return { status: 200, body: { id, threadId, labelIds: ['SENT'] } };
}
