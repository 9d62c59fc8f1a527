import { findExpressions } from '../../lib/core/editor/expressions.ts';

/** HTML in which each expression is a word, so that nothing that reads it changes or misreads one. */
export interface Sheltered {
  html: string;
  /** Is this the word of an expression? */
  isWord(text: string): boolean;
  hasWord(text: string): boolean;
  /** The same text with its expressions, byte for byte. */
  restore(text: string): string;
  /** The same text without them. */
  strip(text: string): string;
}

/**
 * Puts words of digits and small letters, which begin no element and no scheme, in place of `{{…}}` and `[[…]]`. Among the attributes of a tag blanks keep
 * them apart: `{{#if a}}align="left"{{/if}}` is three names.
 */
export function shelter(source: string): Sheltered {
  const mark = unusedIn(source);
  const expressions: string[] = [];
  const place = new TagPlace();
  let html = '';
  let at = 0;
  for (const { start, end } of findExpressions(source)) {
    const between = source.slice(at, start);
    place.read(between);
    const word = `${mark}${expressions.length}z`;
    html += between + (place.isAmongNames() ? ` ${word} ` : word);
    place.readExpression();
    expressions.push(source.slice(start, end));
    at = end;
  }
  const pattern = `${mark}(\\d+)z`;
  const whole = new RegExp(`^${pattern}$`);
  return {
    html: html + source.slice(at),
    isWord: (text) => whole.test(text),
    hasWord: (text) => text.includes(mark),
    strip: (text) => text.replaceAll(new RegExp(pattern, 'g'), ''),
    restore: (text) =>
      text.replaceAll(new RegExp(pattern, 'g'), (word, index) => expressions[Number(index)] ?? word),
  };
}

/** The same of HTML whose expressions are to be read as HTML. */
export function unsheltered(source: string): Sheltered {
  const same = (text: string): string => text;
  const hasWord = (text: string): boolean => /\{\{|\[\[/.test(text);
  return { html: source, isWord: () => false, hasWord, restore: same, strip: same };
}

function unusedIn(source: string): string {
  const small = source.toLowerCase();
  let number = 0;
  while (small.includes(`0q${number}x`)) number += 1;
  return `0q${number}x`;
}

/** Where in HTML one is, as far as it says whether attributes are being named. */
class TagPlace {
  #at: 'text' | 'tag' | 'equals' | 'bare' | '"' | "'" = 'text';
  /** A `<` was the last that was read. */
  #isOpening = false;

  isAmongNames(): boolean {
    return this.#at === 'tag';
  }

  read(html: string): void {
    for (const one of html) this.#step(one);
  }

  readExpression(): void {
    this.#isOpening = false;
    if (this.#at === 'equals') this.#at = 'bare';
  }

  #step(one: string): void {
    const isBlank = one <= ' ';
    switch (this.#at) {
      case 'text':
        if (this.#isOpening && /[a-z]/i.test(one)) this.#at = 'tag';
        this.#isOpening = one === '<';
        return;
      case '"':
      case "'":
        if (one === this.#at) this.#at = 'tag';
        return;
      case 'equals':
        if (one === '"' || one === "'") this.#at = one;
        else if (one === '>') this.#at = 'text';
        else if (!isBlank) this.#at = 'bare';
        return;
      case 'tag':
      case 'bare':
        if (one === '>') this.#at = 'text';
        else if (this.#at === 'tag' && one === '=') this.#at = 'equals';
        else if (isBlank) this.#at = 'tag';
        return;
    }
  }
}
