import { Parser } from 'htmlparser2';

/**
 * The text with an image at its end that is asked for when the mail is opened; everything else stays to the letter. One
 * that holds the image already stays as it is.
 *
 * @param address - of the image; ends with `.gif` and holds nothing that HTML would read otherwise
 */
export function addOpeningImage(html: string, address: string): string {
  if (html.includes(`<img src="${address}"`)) return html;
  const at = endOfBody(html);
  return `${html.slice(0, at)}<img src="${address}"${rest}>${html.slice(at)}`;
}

// Not hidden: some mail programs do not ask for what they do not show.
const rest = ' width="1" height="1" alt="" style="border:0;width:1px;height:1px"';
const ours = new RegExp(`<img src="https?://[^"]+\\.gif"${rest}>`, 'g');

/** The text of a sent mail as it is quoted: who opens the answer has not opened the quoted mail. */
export function withoutOpeningImages(html: string): string {
  return html.replace(ours, '');
}

/** Before the last closing tag of the body, else of the document, else at the end. */
function endOfBody(html: string): number {
  const ends = new Map<string, number>();
  const parser: Parser = new Parser({
    onclosetag(name, isImplied) {
      if (!isImplied) ends.set(name, parser.startIndex);
    },
  });
  parser.end(html);
  return ends.get('body') ?? ends.get('html') ?? html.length;
}
