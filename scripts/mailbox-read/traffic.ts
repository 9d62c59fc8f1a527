import type { PageRequest, Traffic } from '../../lib/mailbox/traffic.ts';
import { watchedSites } from '../../lib/mailbox/watched.ts';
import type { ReadableSite } from './in-page.ts';
import type { TrafficReading } from './reading.ts';

/** Where a body without an address was posted. */
const addresses: Partial<Record<ReadableSite, string>> = {
  gmail: 'https://mail.google.com/sync/u/0/i/s',
  outlook: 'https://outlook.office.com/owa/service.svc',
};

/** Of several messages in one request, the one that decides what the request is. */
const weight: readonly Traffic['kind'][] = ['send', 'schedule', 'undo', 'discard', 'draft', 'other'];

/**
 * Reads a recorded request: the body itself, or `{ url, headers, body }`. What is no request of the site is `other`.
 *
 * @param text - the file, JSON
 * @throws {Error} when it is not JSON, or no requests of the site are read
 */
export function readSample(site: ReadableSite, text: string, withTexts: boolean): TrafficReading {
  const watched = watchedSites.find((one) => one.site === site);
  const address = addresses[site];
  if (!watched || !address) throw new Error(`${site}: no requests of this site are read, only its pages`);
  const sample: unknown = JSON.parse(text);
  const answer = answerOf(sample);
  if (answer) return { kind: 'other', from: 'server', ...answer, messages: [] };
  return describe(watched.read(requestOf(sample, text, address)), withTexts);
}

function requestOf(sample: unknown, text: string, address: string): PageRequest {
  const { url, headers, body } = fieldsOf(sample);
  if (typeof url !== 'string') return { url: address, headers: {}, body: text };
  const named = Object.entries(fieldsOf(headers)).map(([name, value]) => [name.toLowerCase(), String(value)]);
  const written = typeof body === 'string' ? body : JSON.stringify(body ?? '');
  return { url, headers: Object.fromEntries(named), body: written };
}

/** An answer of the server, by its shape; `refused` when it says so in spite of a good status. */
function answerOf(sample: unknown): { refused?: boolean } | null {
  // Gmail's begins with the operations it has done, each by number: `[[[[7, 0, null, …]]], …]`.
  const [done] = listOf(listOf(listOf(sample)[0])[0]);
  if (typeof listOf(done)[0] === 'number') return {};
  const { ResponseMessages: messages } = fieldsOf(fieldsOf(fieldsOf(sample).body).Body);
  return messages === undefined
    ? null
    : { refused: /"ResponseClass":"Error"/.test(JSON.stringify(messages)) };
}

function describe(found: Traffic[], withTexts: boolean): TrafficReading {
  const [first] = [...found].sort((a, b) => weight.indexOf(a.kind) - weight.indexOf(b.kind));
  return {
    kind: first?.kind === 'send' && first.reply ? 'reply' : (first?.kind ?? 'other'),
    from: first ? 'client' : 'unknown',
    messages: found.map(({ kind, reply, to, cc, bcc, ids }) => ({
      kind,
      reply,
      to: to?.length ?? null,
      cc: cc?.length ?? null,
      bcc: bcc?.length ?? null,
      ids: Object.entries(ids).flatMap(([name, id]) => (id ? [name] : [])),
    })),
    ...(withTexts && { texts: found }),
  };
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function fieldsOf(value: unknown): Record<string, unknown> {
  // A plain object of a parsed file; each value is looked at before it is used.
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
