import { Parser } from 'htmlparser2';

/** Text without entities, as a browser reads it. */
export function decodeEntities(raw: string): string {
  if (!raw.includes('&')) return raw;
  let text = '';
  const parser = new Parser({
    ontext(piece) {
      text += piece;
    },
  });
  // A `<` in a text begins no tag here.
  parser.end(raw.replaceAll('<', '&lt;'));
  return text;
}
