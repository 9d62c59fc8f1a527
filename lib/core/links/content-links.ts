import { escapeHtml } from '../template/escape.ts';

/** Where files that mails link to live under the server's address; the word after it says which. */
export const CONTENT_PATH = '/c/';

/** The word of such an address; null for any other. The server's own name is not asked: the word is nobody else's. */
export function contentWord(url: string): string | null {
  return /^https?:\/\/[^/?#]+\/c\/([\w-]{43})\/?(?:[?#]|$)/i.exec(url)?.[1] ?? null;
}

/** Words of the files that a text links to, each once. */
export function contentWordsIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\/c\/([\w-]{43})(?![\w-])/g)].flatMap(([, word]) => word ?? []))];
}

interface LinkedFile {
  name: string;
  url: string;
}

/** The words of a link to a file: its name, in which no field is read. */
export function contentLinkWords(name: string): string {
  return name.replaceAll(/\{(?=\{)|\}(?=\})|\[(?=\[)|\](?=\])/g, '$& ');
}

/** A link to a file as it stands in a mail. */
export function contentLink({ name, url }: LinkedFile): string {
  return `<a href="${escapeHtml(url)}">${escapeHtml(contentLinkWords(name))}</a>`;
}

const paragraph = (file: LinkedFile): string => `<p>${contentLink(file)}</p>`;
const line = ({ name, url }: LinkedFile): string => `${contentLinkWords(name)}: ${url}`;

interface Written {
  html: string;
  /** Null: made of `html`. */
  text: string | null;
}

/** A text with a link to a file as its last paragraph. */
export function withContentLink<T extends Written>(written: T, file: LinkedFile): T {
  const { html, text } = written;
  const end = /\s*<\/body\s*>[\s\S]*$/i.exec(html)?.index ?? html.length;
  return {
    ...written,
    html: html.slice(0, end) + paragraph(file) + html.slice(end),
    text: text === null ? null : `${text}\n${line(file)}\n`,
  };
}

/** A text without the links to a file: their words stay, a paragraph that is nothing else goes. */
export function withoutContentLink<T extends Written>(written: T, file: LinkedFile): T {
  const word = contentWord(file.url);
  if (word === null) return written;
  const links = new RegExp(
    `<a\\b[^>]*\\bhref\\s*=\\s*["']?[^"'\\s>]*/c/${word}(?![\\w-])[^>]*>([\\s\\S]*?)</a\\s*>`,
    'gi',
  );
  const { html, text } = written;
  return {
    ...written,
    html: html.replace(paragraph(file), '').replaceAll(links, (_, words: string) => words),
    text: text === null ? null : textWithout(text, file),
  };
}

function textWithout(text: string, file: LinkedFile): string {
  return text.replace(`\n${line(file)}\n`, '').replaceAll(file.url, contentLinkWords(file.name));
}
