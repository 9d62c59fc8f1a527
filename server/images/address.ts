import type { ImageType } from '../../lib/contract/image.ts';
import { formatLinkKey, type LinkKey, parseLinkKey } from '../links/public-key.ts';

/** Where pictures live under the server's address. */
export const IMAGE_PATH = '/i/';

const endings = { png: 'png', jpeg: 'jpg', gif: 'gif', webp: 'webp' } as const satisfies Record<
  ImageType,
  string
>;

/** Name of a picture: an unguessable word, and an ending that tells mail programs what it is. */
export function imageName(id: LinkKey, type: ImageType): string {
  return `${formatLinkKey(id)}.${endings[type]}`;
}

/** The ids in a name, and its ending's kind; null if it is none of ours. */
export function parseImageName(name: string): (LinkKey & { type: ImageType }) | null {
  const [, word = '', ending = ''] = /^([\w-]+)\.(\w+)$/.exec(name) ?? [];
  const id = parseLinkKey(word);
  const type = (Object.keys(endings) as ImageType[]).find((one) => endings[one] === ending); // keys of the record itself
  return id && type ? { ...id, type } : null;
}
