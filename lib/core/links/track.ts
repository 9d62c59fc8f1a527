import { Tokenizer } from 'htmlparser2';

/** A link of an HTML text: where it leads, what is shown for it and what it is called, and where its address stands in the source. */
export interface Link {
  url: string;
  text: string;
  start: number;
  end: number;
  isQuoted: boolean;
}

/** Said of itself in one of our languages or in those that templates are written in. */
const leaving =
  /unsub|opt[-_ ]?out|avregistrer|avprenumerer|avsluta prenumeration|avanmal|afmeld|frameld|avmeld|meld (?:deg |dig |meg |mig )?(?:av|af|fra)\b|avslutt abonnement|stopp abonnement|uitschrijv|abmelde|abbestell|desabonn|desinscri/;
/** Accents, and what may stand unseen within a word. */
const unread = /[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]/g;
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
  /** What the tag is called by its attributes so far. */
  #names = '';

  constructor(html: string) {
    this.#html = html;
  }

  onopentagname(start: number, end: number): void {
    this.#tag = this.#html.slice(start, end).toLowerCase();
    this.#names = '';
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
    const link = { url: this.#value.trim(), text: this.#names, start, end: valueEnd, isQuoted: quote !== '' };
    // Of two attributes with one name the first counts.
    this.#tag = '';
    this.links.push(link);
    this.#open = link;
  }
  onclosetag(start: number, end: number): void {
    if (this.#html.slice(start, end).toLowerCase() === 'a') this.#open = null;
  }
  ontext(start: number, end: number): void {
    if (this.#open) this.#open.text += this.#html.slice(start, end);
  }
  ontextentity(codepoint: number): void {
    if (this.#open) this.#open.text += String.fromCodePoint(codepoint);
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
