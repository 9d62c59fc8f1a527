import { Parser } from 'htmlparser2';
import { positionAt, TemplateError } from './error.ts';
import { fault } from './faults.ts';

/**
 * Of elements in one another. Far more than mails have; parsers of HTML look through all that are open at each tag, so
 * that without an end their time grows with the square of the length.
 */
export const deepestHtml = 250;

/** @throws {TemplateError} naming the place of the first element that stands deeper */
export function checkNesting(html: string): void {
  const at = deepPlaceIn(html);
  if (at === null) return;
  throw new TemplateError(fault('htmlTooDeep', { most: deepestHtml }), positionAt(html, at));
}

/** Offset of the first element that stands deeper than it may; null where none does. */
export function deepPlaceIn(html: string): number | null {
  // Each level takes a tag: most mails need not be read.
  if (!hasManyTags(html)) return null;
  let depth = 0;
  let deepAt: number | null = null;
  const parser: Parser = new Parser({
    onopentagname() {
      depth += 1;
      if (depth <= deepestHtml || deepAt !== null) return;
      deepAt = parser.startIndex;
      // Takes no more.
      parser.pause();
    },
    onclosetag() {
      depth -= 1;
    },
  });
  parser.end(html);
  return deepAt;
}

function hasManyTags(html: string): boolean {
  let count = 0;
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
    count += 1;
    if (count > deepestHtml) return true;
  }
  return false;
}
