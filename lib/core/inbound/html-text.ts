import { decodeEntities } from '../text/decode-entities.ts';

/** The words of an HTML mail, in lines; good enough to look for words in, not to be shown. */
export function textOfHtml(html: string): string {
  const bare = html
    .slice(0, 300_000)
    .replace(/<(style|script|head|title)\b[^>]{0,2000}>[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/<!--[\s\S]*?-->/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/<\s*(?:br|\/?p|\/?div|\/?tr|\/?h\d|\/?li|\/?blockquote|hr)\b[^>]{0,2000}>/gi, '\n')
    .replace(/<[^<>]{0,2000}>/g, ' ');
  return decodeEntities(bare)
    .replace(/[ \t\u00a0\u200b]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
