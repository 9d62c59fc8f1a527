import { findExpressions } from './expressions.ts';

/** Tags that Word and others put into the middle of a word: of spelling, of languages, of a change of type. */
const inlineTag = String.raw`<\/?(?:span|font|b|strong|i|em|u|s|strike|del|ins|a|sub|sup|small|big|mark|code|o:p|st1:[a-z]+)(?:\s[^<>]*)?>`;
const splitField = new RegExp(
  String.raw`\{(?:${inlineTag})*\{[^{}]{1,5000}\}(?:${inlineTag})*\}|\[(?:${inlineTag})*\[[^[\]]{1,600}\](?:${inlineTag})*\]`,
  'gi',
);
const anyInlineTag = new RegExp(inlineTag, 'gi');

/**
 * HTML with the fields whole that tags have split: `{{first_<b>name</b>}}` becomes `{{first_name}}`. A tag that does
 * not both begin and end within the field stands behind it.
 */
export function joinFields(html: string): string {
  return html.replaceAll(splitField, (written) => {
    if (!written.includes('<')) return written;
    const field = written.replaceAll(anyInlineTag, '');
    const [found] = findExpressions(field);
    const isField = found?.start === 0 && found.end === field.length && !/<[/!?a-z]/i.test(field);
    return isField ? field + unpaired(written.match(anyInlineTag) ?? []).join('') : written;
  });
}

/** Tags that another of these does not end. */
function unpaired(tags: readonly string[]): string[] {
  const left: string[] = [];
  for (const tag of tags) {
    const last = left.at(-1);
    if (last && tag.startsWith('</') && !last.startsWith('</') && nameOf(last) === nameOf(tag)) left.pop();
    else left.push(tag);
  }
  return left;
}

function nameOf(tag: string): string {
  return (/[a-z][^\s>]*/i.exec(tag)?.[0] ?? '').toLowerCase();
}
