import { escapeHtml } from './escape.ts';

/**
 * Hidden in whatever way a mail program knows: many take one of these out. `mso-hide` is Word's, which draws the mails
 * of Outlook on Windows.
 */
const hidden =
  'display:none;max-height:0;max-width:0;opacity:0;overflow:hidden;font-size:1px;line-height:1px;mso-hide:all';
/**
 * A blank that no program folds into its neighbours: a figure space, a word joiner and a grapheme joiner keep it from
 * being trimmed, and the space lets the line break.
 */
const blank = '\u2007\ufeff\u034f ';
/** Of the line and its blanks: wider than what any list of mails shows after a subject. */
const lineLength = 260;
const fewestBlanks = 20;
/** No language writes the grapheme joiner over and over: whatever an editor makes of the element, this is left. */
const filler = /(?:\u034f.{0,8}?){5}/;
const element = /^<(\w+)[^>]*>[^<]*<\/\1>$/;

/**
 * A mail's HTML with the line that a list of mails shows after the subject: hidden text at the very beginning, and
 * blanks after it so that the mail's own first words do not follow in that line.
 *
 * @param line - plain text, printed; nothing is added for a blank one
 */
export function withPreheader(html: string, line: string): string {
  return hiddenLine(line) + html;
}

/** The element alone, whatever is written in the line; empty for a blank one. */
export function hiddenLine(line: string): string {
  const shown = line.trim();
  if (shown === '') return '';
  const blanks = Math.max(fewestBlanks, Math.ceil((lineLength - shown.length) / 2));
  return `<div style="${hidden}">${escapeHtml(shown)}${blank.repeat(blanks)}</div>`;
}

/** The HTML without such a line, as it was made or as an editor has written it since. */
export function withoutPreheader(html: string): string {
  const at = html.search(filler);
  if (at < 0) return html;
  const start = html.lastIndexOf('<', at);
  const end = html.indexOf('>', html.indexOf('</', at)) + 1;
  return element.test(html.slice(start, end)) ? html.slice(0, start) + html.slice(end) : html;
}

/** Is this the text of such a line? */
export function isPreheader(text: string): boolean {
  return filler.test(text);
}
