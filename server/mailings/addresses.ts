import type { LinkResponse } from '../../lib/contract/registered-link.ts';
import type { RecipientLinks } from '../../lib/core/mailing/write.ts';
import { formatLinkKey } from '../links/public-key.ts';

/** Where recipients of mailings come to, under the server's address. */
export const paths = {
  link: '/t/',
  image: '/o/',
  unsubscribe: '/u/',
  manage: '/s/',
  view: '/v/',
  page: '/p/',
} as const;

/** Of the address that mail programs post to (RFC 8058), behind that of the page. */
export const ONE_CLICK = '/now';

/**
 * The addresses of one recipient. Nothing of them or of where links lead stands in it.
 *
 * @param publicUrl - without a slash at the end
 */
export function linksOf(
  publicUrl: string,
  recipient: { workspaceId: string; recipientId: string },
  trackOpens: boolean,
): RecipientLinks & { oneClick: string } {
  const word = formatLinkKey({ workspaceId: recipient.workspaceId, key: recipient.recipientId });
  const at = (path: string) => `${publicUrl}${path}${word}`;
  return {
    link: (number) => `${at(paths.link)}/${number}`,
    view: at(paths.view),
    unsubscribe: at(paths.unsubscribe),
    manage: at(paths.manage),
    image: trackOpens ? `${at(paths.image)}.gif` : null,
    oneClick: at(paths.unsubscribe) + ONE_CLICK,
  };
}

/** Where a registered link leads for whoever only looks or tries it out: straight on, and nothing is counted. */
export function sampleAddress(
  publicUrl: string,
  workspaceId: string,
  { id, response }: { id: string; response: LinkResponse },
): string {
  if (response.kind === 'redirect') return response.url;
  return `${publicUrl}${paths.page}${formatLinkKey({ workspaceId, key: id })}`;
}
