import type { MailAddress } from '../../../lib/contract/send.ts';

/** Of an encoded word, with what names its encoding. */
const LONGEST_WORD = 60;
const LONGEST_LINE = 76;
const FOLD = '\r\n ';
/** Letters that stand for themselves everywhere in a header (RFC 2047 §5, rule 3). */
const safe = /^[A-Za-z0-9!*+/-]$/;

/**
 * What a person has written, as it stands in a header: as it is where that can be, else in encoded words.
 *
 * @param text - one line, well-formed
 * @param used - letters of the line before it
 * @see RFC 2047
 */
export function headerText(text: string, used: number): string {
  const isPlain = /^(?:[\u0021-\u007e]{1,60}(?: (?=[\u0021-\u007e])|$))*$/.test(text) && !text.includes('=?');
  return isPlain ? foldedWords(text, used) : encodedWords(text);
}

/** Addresses as they stand in a header; each after the first on a line of its own. */
export function headerAddresses(addresses: readonly MailAddress[]): string {
  return addresses.map(headerAddress).join(`,${FOLD}`);
}

function headerAddress({ email, name = '' }: MailAddress): string {
  const shown = name.trim();
  if (shown === '') return email;
  const phrase = phraseOf(shown);
  const last = phrase.length - phrase.lastIndexOf('\n') - 1;
  const between = last + email.length > LONGEST_WORD ? FOLD : ' ';
  return `${phrase}${between}<${email}>`;
}

function phraseOf(name: string): string {
  if (/[^\u0020-\u007e]/.test(name) || name.length > LONGEST_WORD || name.includes('=?'))
    return encodedWords(name);
  if (/^[\w!#$%&'*+/=?^`{|}~-]+(?: [\w!#$%&'*+/=?^`{|}~-]+)*$/.test(name)) return name;
  return `"${name.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** Broken before words, so that no line is long. */
function foldedWords(text: string, used: number): string {
  if (used + text.length <= LONGEST_LINE) return text;
  let column = used;
  return text
    .split(' ')
    .map((word, index) => {
      const isNext = index > 0 && column + 1 + word.length > LONGEST_LINE;
      column = isNext ? 1 + word.length : column + word.length + (index > 0 ? 1 : 0);
      return index === 0 ? word : `${isNext ? FOLD : ' '}${word}`;
    })
    .join('');
}

/** By letters where most stand for themselves, else by bytes; no letter is cut in two. */
function encodedWords(text: string): string {
  const bytes = Buffer.byteLength(text);
  const isMostlyPlain = (bytes - text.length) * 4 < bytes;
  return (isMostlyPlain ? byLetters(text) : byBytes(text)).join(FOLD);
}

function byLetters(text: string): string[] {
  const open = '=?UTF-8?Q?';
  const words: string[] = [];
  let word = open;
  for (const letter of text) {
    const written = letter === ' ' ? '_' : safe.test(letter) ? letter : escaped(letter);
    if (word.length + written.length + 2 > LONGEST_WORD) {
      words.push(`${word}?=`);
      word = open;
    }
    word += written;
  }
  return [...words, `${word}?=`];
}

function byBytes(text: string): string[] {
  const words: string[] = [];
  let part = '';
  let bytes = 0;
  // 3 bytes are 4 letters: as many as fit.
  const most = Math.floor((LONGEST_WORD - '=?UTF-8?B??='.length) / 4) * 3;
  const end = () => words.push(`=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`);
  for (const letter of text) {
    const more = Buffer.byteLength(letter);
    if (bytes + more > most) {
      end();
      part = '';
      bytes = 0;
    }
    part += letter;
    bytes += more;
  }
  end();
  return words;
}

function escaped(letter: string): string {
  return Buffer.from(letter).toString('hex').toUpperCase().replaceAll(/../g, '=$&');
}
