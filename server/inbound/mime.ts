import {
  type Header,
  headerOf,
  type InboundMail,
  type MailPart,
  readHeaders,
} from '../../lib/core/inbound/mail.ts';

/** Deeper than that nobody nests in earnest. */
const DEEPEST = 20;
const MOST_PARTS = 200;

/**
 * Takes a mail apart, whatever it is: what breaks the rules is read as far as it goes, and nothing makes this throw.
 * Lines may end with CRLF, LF or CR.
 *
 * @param source - bytes of the mail
 */
export function readMime(source: Uint8Array): InboundMail {
  const text = Buffer.from(source.buffer, source.byteOffset, source.byteLength)
    .toString('latin1')
    .replace(/\r\n?/g, '\n')
    // The line that mailbox files put in front.
    .replace(/^\n*From [^\n]*\n(?=[!-9;-~]+:)/, '')
    .replace(/^\n+/, '');
  const { headers, body } = split(text);
  const parts: MailPart[] = [];
  readPart(headers, body, parts, 0);
  return { headers: headers.map(decoded), parts };
}

function split(text: string): { headers: Header[]; body: string } {
  // A part may begin with its body.
  if (text.startsWith('\n')) return { headers: [], body: text.slice(1) };
  const end = text.indexOf('\n\n');
  return end < 0
    ? { headers: readHeaders(text), body: '' }
    : { headers: readHeaders(text.slice(0, end)), body: text.slice(end + 2) };
}

function readPart(headers: readonly Header[], body: string, parts: MailPart[], depth: number): void {
  if (parts.length >= MOST_PARTS) return;
  const contentType = headerOf(headers, 'content-type');
  const type = /^\s*([\w.+-]+\/[\w.+-]+)/.exec(contentType)?.[1]?.toLowerCase() ?? 'text/plain';
  const boundary = parameterOf(contentType, 'boundary');
  if (type.startsWith('multipart/') && boundary && depth < DEEPEST) {
    const inner = piecesOf(body, boundary);
    for (const piece of inner) {
      const one = split(piece);
      // In a digest, a part is a message unless it says otherwise.
      readPart(one.headers, one.body, parts, depth + 1);
    }
    if (inner.length > 0) return;
  }
  const bytes = decodeTransfer(body, headerOf(headers, 'content-transfer-encoding').trim().toLowerCase());
  const isText = /^(text|message|multipart)\//.test(type);
  parts.push({
    type: type.startsWith('multipart/') ? 'text/plain' : type,
    headers: headers.map(decoded),
    text: isText ? decodeText(bytes, parameterOf(contentType, 'charset') ?? '') : '',
    attached: /^\s*attachment/i.test(headerOf(headers, 'content-disposition')),
  });
}

function piecesOf(body: string, boundary: string): string[] {
  const pieces: string[] = [];
  let current: string[] | null = null;
  for (const line of body.split('\n')) {
    const bare = line.trimEnd();
    if (bare === `--${boundary}` || bare === `--${boundary}--`) {
      if (current) pieces.push(current.join('\n'));
      current = bare.endsWith('--') && bare.length === boundary.length + 4 ? null : [];
      if (pieces.length >= MOST_PARTS) return pieces;
    } else current?.push(line);
  }
  if (current) pieces.push(current.join('\n'));
  return pieces;
}

/** A parameter of a structured header, RFC 2231 continuations included. */
function parameterOf(value: string, name: string): string | null {
  const pattern = new RegExp(
    `;\\s*${name}(?:\\*(\\d+))?\\*?\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]+))`,
    'gi',
  );
  const found = [...value.slice(0, 5000).matchAll(pattern)];
  if (found.length === 0) return null;
  return found
    .map((match) => (match[2] ?? match[3] ?? '').replace(/\\(.)/g, '$1'))
    .join('')
    .replace(/^(us-ascii|utf-8|iso-8859-1)'[^']*'/i, '')
    .trimEnd();
}

function decodeTransfer(body: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body.replace(/[^A-Za-z0-9+/=]/g, ''), 'base64');
  if (encoding === 'quoted-printable') return Buffer.from(decodeQuotedPrintable(body), 'latin1');
  return Buffer.from(body, 'latin1');
}

function decodeQuotedPrintable(text: string): string {
  return text
    .replace(/[ \t]+$/gm, '')
    .replace(/=\n/g, '')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Names of charsets as mails write them, where the platform knows them by another one. */
const charsets: Record<string, string> = {
  ascii: 'windows-1252',
  'us-ascii': 'windows-1252',
  'ansi_x3.4-1968': 'windows-1252',
  '646': 'windows-1252',
  'iso-8859-8-i': 'iso-8859-8',
  'unicode-1-1-utf-7': 'utf-7',
  cp1252: 'windows-1252',
  cp1251: 'windows-1251',
  cp1250: 'windows-1250',
  cp932: 'shift_jis',
  'windows-31j': 'shift_jis',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  cp949: 'euc-kr',
  ks_c_5601: 'euc-kr',
  'ks_c_5601-1987': 'euc-kr',
  gb2312: 'gb18030',
  'gb_2312-80': 'gb18030',
  'x-gbk': 'gb18030',
};

/** Text in its charset; what says none, or a wrong one, is UTF-8 if it can be, else Western. Lines end with `\n`. */
function decodeText(bytes: Buffer, charset: string): string {
  return decodeBytes(bytes, charset).replace(/\r\n?/g, '\n');
}

function decodeBytes(bytes: Buffer, charset: string): string {
  const name = charset.trim().toLowerCase();
  const isPlain = name === '' || charsets[name] === 'windows-1252';
  if (!isPlain || bytes.includes(0x1b)) {
    try {
      return new TextDecoder(isPlain ? 'iso-2022-jp' : (charsets[name] ?? name)).decode(bytes);
    } catch {
      // A charset that nobody knows says nothing.
    }
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function decoded([name, value]: Header): Header {
  return [name, decodeWords(value)];
}

const WORD = /=\?([^?\s]{1,60})\?([bq])\?([^?]*)\?=/gi;

/** @see RFC 2047; words beside each other belong together, also where a sign is cut in two */
function decodeWords(value: string): string {
  if (!value.includes('=?')) return decodeBytes(Buffer.from(value, 'latin1'), '');
  const joined = value
    .slice(0, 20_000)
    .replace(/\?=\s+(?==\?[^?\s]{1,60}\?[bq]\?)/gi, '?=')
    .replace(/(=\?([^?\s]{1,60})\?q\?[^?]*)\?==\?\2\?q\?/gi, '$1');
  let text = '';
  let pending: { charset: string; bytes: Buffer[] } | null = null;
  const flush = () => {
    if (pending) text += decodeBytes(Buffer.concat(pending.bytes), pending.charset);
    pending = null;
  };
  let end = 0;
  for (const match of joined.matchAll(WORD)) {
    const [whole, name = '', encoding = '', payload = ''] = match;
    const charset = name.replace(/\*.*$/, '').toLowerCase();
    if (match.index > end) {
      flush();
      text += decodeBytes(Buffer.from(joined.slice(end, match.index), 'latin1'), '');
    }
    const bytes =
      encoding.toLowerCase() === 'b'
        ? Buffer.from(payload, 'base64')
        : Buffer.from(decodeQuotedPrintable(payload.replaceAll('_', ' ').replace(/ $/, '=20')), 'latin1');
    if (pending && (pending as { charset: string }).charset !== charset) flush();
    pending ??= { charset, bytes: [] };
    (pending as { bytes: Buffer[] }).bytes.push(bytes);
    end = match.index + whole.length;
  }
  flush();
  return text + decodeBytes(Buffer.from(joined.slice(end), 'latin1'), '');
}
