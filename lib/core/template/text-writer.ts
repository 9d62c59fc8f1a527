import { listMarker } from './list-marker.ts';

/** Blanks that HTML draws as one; a no-break space is none of them. */
const blanks = /[ \t\r\n\f\u200b]+/g;
/** Sets off what stands before it. */
const sentenceGoesOn = /^[.,;:!?)\]}'’”»]/;
/** Of quotations and list items in one another: what stands before each line may not grow with every level. */
const deepestIndent = 10;

interface Indent {
  /** Before each of its lines, as a level of its own and with all around it. */
  own: string;
  whole: string;
  /** In place of `own` before the first line; null once that is written. */
  marker: string | null;
}
interface List {
  isOrdered: boolean;
  type: string;
  next: number;
  isNested: boolean;
}
interface Link {
  href: string;
  /** What it says so far, as far as it may be its address. */
  text: string;
}

/** Writes plain text line by line, in one pass: nothing that is written is looked at again. */
export class TextWriter {
  #written = '';
  /** Line breaks and a blank that come before the next word, and are nothing at the end. */
  #breaks = 0;
  #hasBlank = false;
  /** What stands before the empty lines among those: of what the text before and the text after have in common. */
  #between = '';
  readonly #indents: Indent[] = [];
  /** Levels that were not taken, being too deep. */
  #deeper = 0;
  readonly #lists: List[] = [];
  readonly #links: Link[] = [];
  #preDepth = 0;
  /** A word that came at once would be read as more of it. */
  #endsInAddress = false;

  get text(): string {
    return this.#written;
  }

  /** Text as it stands in HTML, with entities decoded. */
  add(text: string): void {
    if (this.#preDepth > 0) {
      this.#addLines(text);
      return;
    }
    const even = text.replaceAll(blanks, ' ');
    if (even === ' ' || even === '') {
      this.#hasBlank ||= even !== '';
      return;
    }
    this.#hasBlank ||= even.startsWith(' ');
    this.#write(trimBlank(even));
    this.#hasBlank = even.endsWith(' ');
  }

  /** The same, as words of its own: an image is not drawn into the word beside it. */
  addApart(text: string): void {
    if (text.trim() === '') return;
    this.#hasBlank = true;
    this.add(text);
    this.#hasBlank = true;
  }

  /** At least so many line breaks before what follows. */
  block(breaks: number): void {
    this.#breaks = Math.max(this.#breaks, breaks);
    this.#hasBlank = false;
  }

  lineBreak(): void {
    this.#breaks += 1;
    this.#hasBlank = false;
  }

  /** Between the cells of a row. */
  gap(): void {
    this.#hasBlank = true;
  }

  rule(): void {
    this.block(2);
    this.#write('-'.repeat(40));
    this.block(2);
  }

  openPre(): void {
    this.block(2);
    this.#preDepth += 1;
  }

  closePre(): void {
    this.#preDepth -= 1;
    this.block(2);
  }

  openQuote(): void {
    this.block(2);
    this.#indent('> ', null);
  }

  closeQuote(): void {
    this.#outdent();
    this.block(2);
  }

  /** @param start - its first number; counted from 1 where it is none */
  openList(isOrdered: boolean, type: string, start: string | undefined): void {
    const first = Number.parseInt(start ?? '1', 10);
    const isNested = this.#lists.length > 0;
    this.#lists.push({ isOrdered, type, next: Number.isSafeInteger(first) ? first : 1, isNested });
    this.block(1);
  }

  closeList(): void {
    this.block(this.#lists.pop()?.isNested ? 1 : 2);
  }

  openItem(): void {
    const list = this.#lists.at(-1);
    const sign = list?.isOrdered ? `${listMarker(list.next, list.type)}. ` : '* ';
    if (list) list.next += 1;
    const marker = list?.isNested ? sign : ` ${sign}`;
    this.block(1);
    this.#indent(' '.repeat(marker.length), marker);
  }

  closeItem(): void {
    this.#outdent();
    this.block(1);
  }

  openLink(href: string): void {
    this.#links.push({ href, text: '' });
  }

  /** The address behind what the link says, or in its place. */
  closeLink(): void {
    const link = this.#links.pop();
    if (!link || link.href === '' || link.text === link.href) return;
    if (link.text === '') {
      this.#write(link.href);
      this.#endsInAddress = true;
    }
    // What was last written is the link's, whatever breaks come next.
    else this.#written += ` <${link.href}>`;
  }

  #addLines(text: string): void {
    for (const [index, line] of text.split(/\r?\n/).entries()) {
      if (index > 0) this.lineBreak();
      if (line !== '') this.#write(line);
    }
  }

  #indent(own: string, marker: string | null): void {
    if (this.#indents.length === deepestIndent) this.#deeper += 1;
    else this.#indents.push({ own, whole: this.#prefix() + own, marker });
  }

  #outdent(): void {
    if (this.#deeper > 0) this.#deeper -= 1;
    else this.#indents.pop();
    if (this.#prefix().length < this.#between.length) this.#between = this.#prefix();
  }

  #prefix(): string {
    return this.#indents.at(-1)?.whole ?? '';
  }

  #write(text: string): void {
    const isFirst = this.#written === '';
    const isNext = this.#endsInAddress && !sentenceGoesOn.test(text);
    const separator = this.#hasBlank || isNext ? ' ' : '';
    this.#endsInAddress = false;
    if (isFirst || this.#breaks > 0) this.#startLine(isFirst ? 0 : this.#breaks);
    else this.#written += separator;
    this.#written += text;
    const link = this.#links.at(-1);
    if (link && link.text.length <= link.href.length) link.text += (link.text && separator) + text;
    this.#breaks = 0;
    this.#hasBlank = false;
    this.#between = this.#prefix();
  }

  #startLine(breaks: number): void {
    if (breaks > 0) this.#written += `\n${`${this.#between.trimEnd()}\n`.repeat(breaks - 1)}`;
    for (const indent of this.#indents) {
      this.#written += indent.marker ?? indent.own;
      indent.marker = null;
    }
  }
}

function trimBlank(even: string): string {
  return even.slice(even.startsWith(' ') ? 1 : 0, even.endsWith(' ') ? -1 : undefined);
}
