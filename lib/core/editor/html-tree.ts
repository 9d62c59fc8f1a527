import { Parser } from 'htmlparser2';
import { findExpressions, maskExpressions } from './expressions.ts';

/** A piece of HTML and where it stands: together the pieces are the whole text, without a gap. */
export type HtmlNode = HtmlElement | { type: 'text' | 'other'; start: number; end: number };
export interface HtmlElement {
  type: 'element';
  /** In small letters. */
  name: string;
  start: number;
  /** End of the start tag. */
  openEnd: number;
  /** Start of the end tag; `end` where there is none. */
  closeStart: number;
  end: number;
  children: HtmlNode[];
}

/** Tags as they stand among text: those that close nothing, and one that the text ends in. */
const passedOver = /(?:<[/!?a-z][^>]*>?)+/gi;

/** Far deeper than mails are; what follows is walked by functions that call themselves. */
const deepest = 150;

/**
 * The tree of a template's HTML, read as a browser would and with expressions as text. `other` are comments, and tags
 * that close what was never opened.
 *
 * @returns null where it cannot be told without a gap, or is nested too deeply
 */
export function readTree(source: string): HtmlNode[] | null {
  const builder = new TreeBuilder(maskExpressions(source, findExpressions(source)));
  return builder.read();
}

class TreeBuilder {
  readonly #source: string;
  readonly #root: HtmlNode[] = [];
  readonly #stack: HtmlElement[] = [];
  /** Everything before it has its node. */
  #at = 0;
  #textEnd = 0;
  #isWhole = true;
  /** An element that has no start tag and is about to be closed. */
  #phantom = '';

  constructor(source: string) {
    this.#source = source;
  }

  read(): HtmlNode[] | null {
    const parser: Parser = new Parser(
      {
        ontext: () => {
          this.#textEnd = parser.endIndex + 1;
        },
        onopentag: (name, _, isImplied) => this.#open(name, isImplied, parser),
        onclosetag: (name, isImplied) => this.#close(name, isImplied, parser),
        oncomment: () => this.#other(parser),
        onprocessinginstruction: () => this.#other(parser),
      },
      { decodeEntities: false },
    );
    parser.end(this.#source);
    this.#fill(this.#source.length);
    return this.#isWhole && this.#stack.length === 0 ? this.#root : null;
  }

  #open(name: string, isImplied: boolean, parser: Parser): void {
    // `</p>` without a beginning makes an empty element; here it is one of the tags that close nothing.
    if (isImplied) {
      this.#phantom = name;
      return;
    }
    if (this.#stack.length >= deepest) {
      this.#isWhole = false;
      // The parser looks through all that are open at each tag: it would take the square of the time.
      parser.pause();
      return;
    }
    // After an end tag with something in it the parser loses count.
    if (this.#source[parser.startIndex] !== '<') this.#isWhole = false;
    this.#fill(parser.startIndex);
    const end = parser.endIndex + 1;
    const element: HtmlElement = {
      type: 'element',
      name,
      start: this.#at,
      openEnd: end,
      closeStart: end,
      end,
      children: [],
    };
    this.#add(element);
    this.#stack.push(element);
    this.#at = end;
  }

  #close(name: string, isImplied: boolean, parser: Parser): void {
    if (this.#phantom === name) {
      this.#phantom = '';
      return;
    }
    const element = this.#stack.pop();
    if (!element || element.name !== name) {
      this.#isWhole = false;
      return;
    }
    this.#stack.push(element);
    this.#fill(isImplied ? Math.max(this.#at, this.#textEnd) : parser.startIndex);
    this.#stack.pop();
    element.closeStart = this.#at;
    if (!isImplied) this.#at = parser.endIndex + 1;
    element.end = this.#at;
  }

  #other(parser: Parser): void {
    this.#fill(parser.startIndex);
    const end = Math.min(this.#source.length, parser.endIndex + 1);
    this.#add({ type: 'other', start: this.#at, end });
    this.#at = end;
  }

  /** Text up to here, and between it the tags that the parser passed over. */
  #fill(to: number): void {
    if (to < this.#at) this.#isWhole = false;
    if (to <= this.#at) return;
    const from = this.#at;
    for (const { index, 0: tag } of this.#source.slice(from, to).matchAll(passedOver)) {
      this.#piece('text', from + index);
      this.#piece('other', from + index + tag.length);
    }
    this.#piece('text', to);
  }

  #piece(type: 'text' | 'other', end: number): void {
    if (end <= this.#at) return;
    this.#add({ type, start: this.#at, end });
    this.#at = end;
  }

  #add(node: HtmlNode): void {
    (this.#stack.at(-1)?.children ?? this.#root).push(node);
  }
}
