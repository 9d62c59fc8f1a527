import { CONTENT_PATH } from '../../lib/core/links/content-links.ts';
import { formatLinkKey, type LinkKey } from '../links/public-key.ts';

/**
 * Address of a file that mails link to.
 *
 * @param publicUrl - the server's own address, without a slash at the end
 */
export function contentUrl(publicUrl: string, id: LinkKey): string {
  return publicUrl + CONTENT_PATH + formatLinkKey(id);
}
