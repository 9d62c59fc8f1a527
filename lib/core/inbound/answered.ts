import { addressIn, type Header, headerOf, headersOfSource, type InboundMail, readHeaders } from './mail.ts';

/** How many Message-IDs of one mail are looked at. */
const MOST = 100;

/** Message-IDs in a text, in angle brackets. */
export function messageIdsIn(text: string): string[] {
  return text.slice(0, 50_000).match(/<[^\s<>@]+@[^\s<>@]+>/g) ?? [];
}

/**
 * Message-IDs that a mail answers or gives back, the nearest first: what it names as answered, its thread from the end,
 * the returned message and its thread, and what stands as a Message-ID in its text.
 */
export function answeredIds(mail: InboundMail): string[] {
  const returned = returnedHeaders(mail);
  const found = [
    ...threadOf(mail.headers),
    ...returned.flatMap((headers) => [
      ...messageIdsIn(headerOf(headers, 'message-id')),
      ...messageIdsIn(headerOf(headers, 'x-ms-exchange-message-id')),
      ...threadOf(headers),
    ]),
    ...mail.parts.flatMap(({ type, text }) => (type.startsWith('text/') ? namedIn(text) : [])),
  ];
  return [...new Set(found)].slice(0, MOST);
}

function threadOf(headers: readonly Header[]): string[] {
  return [
    ...messageIdsIn(headerOf(headers, 'in-reply-to')),
    ...messageIdsIn(headerOf(headers, 'x-original-message-id')),
    ...messageIdsIn(headerOf(headers, 'original-message-id')),
    ...messageIdsIn(headerOf(headers, 'references')).reverse(),
  ];
}

/** Headers of the messages that a report gives back: attached, or below a line in its text. */
export function returnedHeaders({ parts }: InboundMail): Header[][] {
  return parts.flatMap(({ type, text }) => {
    if (/^(message\/(rfc822|global)|text\/rfc822|message\/partial)/.test(type))
      return [headersOfSource(text)];
    if (type === 'message/feedback-report' || type === 'message/delivery-status') return [readHeaders(text)];
    return [];
  });
}

function namedIn(text: string): string[] {
  const lines = text
    .slice(0, 200_000)
    .replace(/\n[ \t]+</g, ' <')
    .match(/^[ \t>]{0,20}(?:original[ -])?message-id:.{0,1000}$/gim);
  return (lines ?? []).flatMap(messageIdsIn);
}

/** Who the returned message was for, as its header says; where the report itself does not. */
export function returnedTo(mail: InboundMail): string | null {
  for (const headers of returnedHeaders(mail)) {
    const address = addressIn(headerOf(headers, 'to'));
    if (address) return address;
  }
  return null;
}
