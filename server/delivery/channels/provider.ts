import { z } from 'zod';
import type { HandOver, SentAs } from '../../../lib/core/send/outcome.ts';
import { judgeProvider, retryAfterOf } from '../../../lib/core/send/provider-answer.ts';
import type { TokenSource } from './access-token.ts';
import type { Channel, OutgoingMail } from './channel.ts';
import { heldFor, TokenError } from './token-endpoint.ts';

/** A request to a provider, without its token. */
export interface ProviderRequest {
  method: 'GET' | 'POST';
  url: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
}

/** An answer, read to its end. */
export interface ProviderReply {
  status: number;
  retryAfter: string | null;
  /** JSON, or null when it was none or broke off. */
  body: unknown;
}

export type AskProvider = (request: ProviderRequest) => Promise<ProviderReply>;

/** What tells one provider from another. */
export interface ProviderDialect {
  kind: 'gmail' | 'graph';
  /** In the words of people. */
  title: string;
  /** The largest message that it takes. */
  mostBytes: number;
  sending(mail: OutgoingMail): ProviderRequest;
  /** Machine-readable reason of an answer that is a refusal, and its sentence. */
  reasonOf(body: unknown): { reason: string; message: string };
  /** How the provider knows what it has just taken; `body` is its answer. */
  sentAs(ask: AskProvider, mail: OutgoingMail, body: unknown): Promise<SentAs | null>;
  find(ask: AskProvider, messageId: string): Promise<SentAs | null>;
}

export interface ProviderOptions {
  name: string;
  workspaceId: string;
  address?: string;
  dialect: ProviderDialect;
  tokens: TokenSource;
  now: () => Date;
  /** How long an answer may take, in milliseconds. */
  patienceMs?: number;
}

const PATIENCE_MS = 60_000;
/** For what is nice to know only. */
const AFTERWARDS_MS = 10_000;
/** Both providers slow down whoever sends more at once from one mailbox. */
const CONNECTIONS = 2;

/** A provider that takes mails over HTTP for one account. */
export function createProviderChannel(options: ProviderOptions): Channel {
  const { name, workspaceId, dialect } = options;
  return {
    name,
    workspaceId,
    ...(options.address !== undefined && { address: options.address }),
    connections: CONNECTIONS,
    byHeader: true,
    largest: { bytes: dialect.mostBytes, by: dialect.title },
    handOver: (mail, aboutToEnd) => handOver(options, mail, aboutToEnd),
    async find(messageId) {
      return await dialect.find(askWith(options, AFTERWARDS_MS), messageId);
    },
    close: async () => {},
  };
}

async function handOver(
  options: ProviderOptions,
  mail: OutgoingMail,
  aboutToEnd: () => void,
): Promise<HandOver> {
  const { dialect, tokens, now, patienceMs = PATIENCE_MS } = options;
  let hasBegun = false;
  const begin = () => {
    if (!hasBegun) aboutToEnd();
    hasBegun = true;
  };
  const send = async (what: OutgoingMail, refused: string | null = null) => {
    const token = await tokens.get(refused);
    begin();
    return { token, reply: await requestWith(dialect.sending(what), token, patienceMs) };
  };
  // A second try comes after a refusal only: it sends the mail for the first time.
  const sendSignedIn = async (what: OutgoingMail): Promise<ProviderReply> => {
    const { token, reply } = await send(what);
    return reply.status === 401 ? (await send(what, token)).reply : reply;
  };
  try {
    const reply = await sendSignedIn(mail);
    const isThreadGone = mail.threadId && (reply.status === 404 || reply.status === 400);
    const last = isThreadGone ? await sendSignedIn({ ...mail, threadId: null }) : reply;
    return await judge(options, mail, last, now());
  } catch (error) {
    return failed(error, hasBegun);
  }
}

async function judge(
  options: ProviderOptions,
  mail: OutgoingMail,
  reply: ProviderReply,
  now: Date,
): Promise<HandOver> {
  const { dialect } = options;
  const { reason, message } = dialect.reasonOf(reply.body);
  const verdict = judgeProvider({ status: reply.status, reason });
  const code = reply.status;
  const text = [reason, message].filter(Boolean).join(': ') || `${dialect.title} answered ${code}`;
  if (verdict === 'unsure') return { answered: false, begun: true, reason: `${code} ${text}` };
  if (verdict === 'sign-in')
    return { answered: true, verdict: { kind: 'held', slows: 'channel' }, code, text };
  if (verdict.kind !== 'accepted') {
    return { answered: true, verdict, code, text, notBefore: retryAfterOf(reply.retryAfter, message, now) };
  }
  // It has left, whatever becomes of the question.
  const sentAs = await dialect.sentAs(askWith(options, AFTERWARDS_MS), mail, reply.body).catch(() => null);
  return { answered: true, verdict, code, text: `taken by ${dialect.title}`, ...(sentAs && { sentAs }) };
}

function failed(error: unknown, hasBegun: boolean): HandOver {
  const reason = reasonOf(error);
  if (error instanceof TokenError && error.isRefused) return heldFor(error);
  // A token is asked for before anything leaves, or after the provider has refused.
  const begun = hasBegun && !(error instanceof TokenError) && !hasNotLeft(error);
  return { answered: false, begun, reason };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && cause.message !== ''
    ? `${error.message}: ${cause.message}`
    : error.message;
}

/** No connection was made, so that no byte can have left. */
const NO_CONNECTION = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

function hasNotLeft(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof Error && 'code' in cause && NO_CONNECTION.has(String(cause.code));
}

function askWith({ tokens }: ProviderOptions, patienceMs: number): AskProvider {
  return async (request) => {
    const token = await tokens.get();
    const reply = await requestWith(request, token, patienceMs);
    return reply.status === 401 ? await requestWith(request, await tokens.get(token), patienceMs) : reply;
  };
}

async function requestWith(
  { method, url, headers = {}, body }: ProviderRequest,
  token: string,
  patienceMs: number,
): Promise<ProviderReply> {
  const response = await fetch(url, {
    method,
    // A kept line that the other side has just closed would make a mail unsure that has never left.
    headers: {
      ...headers,
      Accept: 'application/json',
      Authorization: `Bearer ${token}`,
      Connection: 'close',
    },
    ...(body !== undefined && { body }),
    // Another address is not to have the token.
    redirect: 'manual',
    signal: AbortSignal.timeout(patienceMs),
  });
  // An answer that breaks off after its status has been given all the same.
  const parsed = await response.json().catch(() => null);
  return { status: response.status, retryAfter: response.headers.get('retry-after'), body: parsed };
}

/** Both providers wrap a refusal so. */
export const RefusalBody = z.object({
  error: z.object({
    code: z.union([z.string(), z.number()]).optional(),
    message: z.string().default(''),
    status: z.string().optional(),
    errors: z.array(z.object({ reason: z.string().default('') })).optional(),
  }),
});
