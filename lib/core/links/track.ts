import { Tokenizer } from 'htmlparser2';
import { urlInText } from './url-in-text.ts';

/** A link of an HTML text: where it leads, and where its address stands in the source. */
export interface Link {
  url: string;
  /** What is shown for it, what it is called, and the words beside it in its sentence. */
  text: string;
  start: number;
  end: number;
  isQuoted: boolean;
}

/** Said of itself in one of our languages or in those that templates are written in. */
const leaving =
  /unsub|opt[-_ ]?out|avregistrer|avprenumerer|avsluta prenumeration|avanmal|afmeld|frameld|avmeld|meld av\b|meld (?:deg|dig|meg|mig) (?:av|af|fra)\b|avslutt abonnement|stopp abonnement|uitschrijv|abmelde|abbestell|\bkundig|desabonn|desinscri|manage (?:your |my )?(?:e-?mail )?preferences|want (?:to get |to receive )?these e-?mails/;
/** Accents, and what may stand unseen within a word. */
const unread = /[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]/g;
/** Elements that a sentence goes through. */
const inline = new Set(
  'a abbr b cite code em font i img ins mark q s small span strike strong sub sup tt u wbr'.split(' '),
);
const sentenceEnds = /[.!?…](?=\s|$)/;
/** What a link is called where nothing is written, or beside it. */
const naming = new Set(['alt', 'title', 'aria-label']);

/**
 * The links whose clicks may be seen: those to web pages. Never `mailto:` and `tel:`, places within the text, and the
 * ways to unsubscribe, by their address or by what they are called.
 *
 * @param untouched - beginnings of addresses that are left alone, such as the server's own
 */
export function trackableLinks(html: string, untouched: readonly string[] = []): Link[] {
  return linksOf(html).filter(
    ({ url, text }) =>
      /^https?:\/\/[^/]/i.test(url) &&
      !isLeaving(url) &&
      !isLeaving(text) &&
      !untouched.some((beginning) => url.startsWith(beginning)),
  );
}

function isLeaving(said: string): boolean {
  return leaving.test(said.normalize('NFD').replace(unread, '').toLowerCase());
}

/**
 * The text with other addresses behind its links; everything else, also what is shown for them, stays to the letter.
 *
 * @param links - as found in this very text
 * @param tracked - the new address for each old one; links without one stay
 */
export function replaceLinks(
  html: string,
  links: readonly Link[],
  tracked: ReadonlyMap<string, string>,
): string {
  const parts: string[] = [];
  let done = 0;
  for (const { url, start, end, isQuoted } of links) {
    const address = tracked.get(url);
    if (address === undefined) continue;
    const written = isQuoted ? asAttribute(address) : `"${asAttribute(address)}"`;
    parts.push(html.slice(done, start), written);
    done = end;
  }
  return parts.join('') + html.slice(done);
}

function linksOf(html: string): Link[] {
  const reader = new LinkReader(html);
  const tokenizer = new Tokenizer({ decodeEntities: true }, reader);
  tokenizer.write(html);
  tokenizer.end();
  return reader.links;
}

/** Hears the tokens of a text in their order and keeps the addresses of its links. */
class LinkReader {
  readonly links: Link[] = [];
  readonly #html: string;
  #tag = '';
  #attribute = '';
  #valueFrom = 0;
  #value = '';
  #open: Link | null = null;
  /** The one before, while its sentence goes on. */
  #last: Link | null = null;
  /** Words since its sentence began, or since the link before. */
  #sentence = '';
  /** What the tag is called by its attributes so far. */
  #names = '';

  constructor(html: string) {
    this.#html = html;
  }

  onopentagname(start: number, end: number): void {
    this.#tag = this.#html.slice(start, end).toLowerCase();
    this.#names = '';
    const goesOn = inline.has(this.#tag) || (this.#tag === 'br' && /:\s*$/.test(this.#sentence));
    if (!goesOn) this.#endSentence();
  }
  onattribname(start: number, end: number): void {
    this.#attribute = this.#html.slice(start, end).toLowerCase();
    this.#valueFrom = end;
    this.#value = '';
  }
  onattribdata(start: number, end: number): void {
    this.#value += this.#html.slice(start, end);
  }
  onattribentity(codepoint: number): void {
    this.#value += String.fromCodePoint(codepoint);
  }
  onattribend(_quote: number, end: number): void {
    if (naming.has(this.#attribute)) {
      this.#names += ` ${this.#value}`;
      if (this.#open) this.#open.text += ` ${this.#value}`;
    }
    const isLink = (this.#tag === 'a' || this.#tag === 'area') && this.#attribute === 'href';
    const before = /^\s*=\s*(["']?)/.exec(this.#html.slice(this.#valueFrom, end));
    if (!isLink || !before) return;
    const start = this.#valueFrom + before[0].length;
    const quote = before[1] ?? '';
    const valueEnd = quote === '' ? end : this.#html.indexOf(quote, start);
    const link = {
      url: urlInText(this.#value),
      text: `${this.#sentence} ${this.#names} `,
      start,
      end: valueEnd,
      isQuoted: quote !== '',
    };
    // Of two attributes with one name the first counts.
    this.#tag = '';
    this.links.push(link);
    this.#open = link;
  }
  onclosetag(start: number, end: number): void {
    const tag = this.#html.slice(start, end).toLowerCase();
    if (tag === 'a') {
      this.#last = this.#open;
      this.#open = null;
      this.#sentence = '';
    } else if (!inline.has(tag)) this.#endSentence();
  }
  ontext(start: number, end: number): void {
    this.#hear(this.#html.slice(start, end));
  }
  ontextentity(codepoint: number): void {
    this.#hear(String.fromCodePoint(codepoint));
  }

  #hear(text: string): void {
    if (this.#open) {
      this.#open.text += text;
      return;
    }
    // The sentence before goes on after the link up to its end; what is still open begins the next.
    const pieces = text.split(sentenceEnds);
    if (this.#last) this.#last.text += ` ${pieces[0]}`;
    if (pieces.length > 1) this.#endSentence();
    this.#sentence += pieces.at(-1) ?? '';
  }

  #endSentence(): void {
    this.#last = null;
    this.#sentence = '';
  }

  oncdata(): void {
    // not in HTML
  }
  oncomment(): void {
    // nothing that is shown
  }
  ondeclaration(): void {
    // nothing that is shown
  }
  onend(): void {
    this.#open = null;
    this.#last = null;
  }
  onopentagend(): void {
    this.#attribute = '';
  }
  onprocessinginstruction(): void {
    // nothing that is shown
  }
  onselfclosingtag(): void {
    this.#attribute = '';
  }
}

function asAttribute(address: string): string {
  return address.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

/** An address in a plain text, with what may end the sentence that it stands in. */
const written = /https?:\/\/[^\s<>"]+/gi;
const sentenceEnd = /[.,;:!?)\]}'’»]$/;

/**
 * A plain text with other addresses in it, so that both parts of a mail lead the same way; the rest stays to the letter.
 *
 * @param tracked - the new address for each old one; an address without one stays
 */
export function replaceAddresses(text: string, tracked: ReadonlyMap<string, string>): string {
  return text.replace(written, (found) => {
    let address = found;
    while (!tracked.has(address) && sentenceEnd.test(address)) address = address.slice(0, -1);
    return (tracked.get(address) ?? address) + found.slice(address.length);
  });
}
