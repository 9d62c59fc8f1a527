/** What a mail server has said in answer to a command. */
export interface Reply {
  /** Three digits, 200 to 599. */
  code: number;
  /** All its lines without their codes, joined by line breaks. */
  text: string;
}

/** RFC 5321 §4.5.3.1.5 allows 512; some say more. */
const LONGEST_LINE = 8 * 1024;
const MOST_LINES = 128;
const LF = 0x0a;
const CR = 0x0d;

/** What came is no answer of a mail server. */
export class NoReplyError extends Error {
  override readonly name = 'NoReplyError';
}

/**
 * Makes replies of the bytes that a mail server sends, however they are cut.
 * @see RFC 5321 §4.2.1 (all but the last line of a reply have a hyphen after the code)
 */
export class ReplyReader {
  #rest: Buffer = Buffer.alloc(0);
  #lines: string[] = [];
  #code: number | null = null;

  /** Nothing of another reply has come yet. */
  get isEmpty(): boolean {
    return this.#rest.length === 0 && this.#code === null;
  }

  /** @returns the replies that are whole now @throws {NoReplyError} when it is none, or one without end */
  read(chunk: Buffer): Reply[] {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const replies: Reply[] = [];
    let start = 0;
    for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, start)) {
      const reply = this.#line(bytes.subarray(start, bytes[end - 1] === CR ? Math.max(start, end - 1) : end));
      if (reply) replies.push(reply);
      start = end + 1;
    }
    this.#rest = bytes.subarray(start);
    if (this.#rest.length > LONGEST_LINE) throw new NoReplyError('the server sends a line without end');
    return replies;
  }

  #line(bytes: Buffer): Reply | null {
    if (bytes.length > LONGEST_LINE) throw new NoReplyError('the server sends a line without end');
    const line = bytes.toString('utf8');
    const [, digits, mark, text = ''] = /^([2-5]\d\d)(?:([ -])(.*))?$/s.exec(line) ?? [];
    const code = Number(digits);
    if (digits === undefined || (this.#code !== null && code !== this.#code))
      throw new NoReplyError(`expected an answer of a mail server, got “${line.slice(0, 100)}”`);
    this.#lines.push(text);
    this.#code = code;
    if (this.#lines.length > MOST_LINES) throw new NoReplyError('the server gives an answer without end');
    if (mark === '-') return null;
    const reply = { code, text: this.#lines.join('\n').trim() };
    this.#lines = [];
    this.#code = null;
    return reply;
  }
}
