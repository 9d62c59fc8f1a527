import { Parser } from 'htmlparser2';

/** Of a template, or of its text in one more language. */
interface Written {
  subject: string;
  html: string;
}

/** Elements that stand within a word: what they part is read as one. */
const withinWords = new Set(
  'a abbr b bdi bdo big cite code del dfn em font i ins kbd mark nobr q s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);
/** Nobody sees what they hold. */
const unread = new Set(['script', 'style', 'title', 'head']);

/**
 * Subjects and texts of all languages of a template as people read them, to be searched: without tags, with entities
 * as their characters, in small letters. Fields stand in it as they are written.
 */
export function searchText(texts: readonly Written[]): string {
  return spelt(texts.flatMap(({ subject, html }) => [subject, textOf(html)]).join('\n'));
}

/** The words of a search, each of which must stand in the text; spelt as that is. */
export function searchWords(search: string): string[] {
  return spelt(search).split(' ').filter(Boolean);
}

/** Letters that look alike are alike: small ones, put together from as few signs as can be. */
export function spelt(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '');
}

function textOf(html: string): string {
  const pieces: string[] = [];
  let silent = 0;
  const parser = new Parser({
    ontext(text) {
      if (silent === 0) pieces.push(text);
    },
    onopentagname(name) {
      if (unread.has(name)) silent += 1;
      if (!withinWords.has(name)) pieces.push(' ');
    },
    onclosetag(name) {
      if (unread.has(name)) silent -= 1;
      if (!withinWords.has(name)) pieces.push(' ');
    },
  });
  parser.end(html);
  return pieces.join('');
}
