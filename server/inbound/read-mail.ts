import { classify, type InboundVerdict } from '../../lib/core/inbound/classify.ts';
import { readMime } from './mime.ts';

/**
 * Tells what a mail is from its bytes.
 *
 * @param source - as it came; lines may end with CRLF, LF or CR
 * @param receivedAt - when it came; the day counts by UTC
 */
export function readMail(source: Uint8Array, receivedAt: Date): InboundVerdict {
  return classify(readMime(source), receivedAt.toISOString().slice(0, 10));
}
