import { createHmac, timingSafeEqual } from 'node:crypto';

/** Which send a return path names. */
export interface PathKey {
  /** The first half of the workspace's id, as it is written: `xxxxxxxx-xxxx-xxxx`. */
  workspacePrefix: string;
  sendId: string;
}

/** Lower case only: some servers fold it. Without letters that are taken for digits. */
const letters = '0123456789abcdefghjkmnpqrstvwxyz';
const WORKSPACE_BYTES = 8;
const SEND_BYTES = 16;
const MAC_BYTES = 4;
const WORD = new RegExp(`^[${letters}]{45}$`);
/** RFC 5321 §4.5.3.1.1. */
const MOST_LOCAL = 64;

/** What stands around the word in the address that reports go to, such as `bounces+*@example.com`. */
export interface PathPattern {
  before: string;
  after: string;
}

/** @returns null: there is no single `*` before the `@`, or no room for a word */
export function readPathPattern(text: string): PathPattern | null {
  const [, before, after, domain] =
    /^([\w.+=-]*)\*([\w.+=-]*)@([a-z0-9-]+(?:\.[a-z0-9-]+)*)$/i.exec(text) ?? [];
  if (before === undefined || after === undefined || domain === undefined) return null;
  if (before.length + after.length + 45 > MOST_LOCAL) return null;
  return { before: before.toLowerCase(), after: `${after}@${domain}`.toLowerCase() };
}

/**
 * Addresses that reports about mails go to (VERP): each names its mail, holds nothing of the recipient, and cannot be made
 * by anybody else.
 */
export class ReturnPaths {
  readonly #key: Buffer;
  readonly #pattern: PathPattern;

  /** @param secret - of the server */
  constructor(secret: string, pattern: PathPattern) {
    this.#key = createHmac('sha256', secret).update('return paths').digest();
    this.#pattern = pattern;
  }

  of({ workspaceId, id }: { workspaceId: string; id: string }): string {
    const ids = Buffer.concat([hexOf(workspaceId).subarray(0, WORKSPACE_BYTES), hexOf(id)]);
    const { before, after } = this.#pattern;
    return before + toWord(Buffer.concat([ids, this.#mac(ids)])) + after;
  }

  /** @returns null: it is none of ours */
  read(address: string): PathKey | null {
    const { before, after } = this.#pattern;
    const folded = address.toLowerCase();
    if (!folded.startsWith(before) || !folded.endsWith(after)) return null;
    const bytes = fromWord(folded.slice(before.length, folded.length - after.length));
    if (!bytes) return null;
    const ids = bytes.subarray(0, WORKSPACE_BYTES + SEND_BYTES);
    if (!timingSafeEqual(bytes.subarray(ids.length), this.#mac(ids))) return null;
    const hex = ids
      .toString('hex')
      .replace(/^(.{8})(.{4})(.{4})(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3 $4-$5-$6-$7-$8');
    const [workspacePrefix = '', sendId = ''] = hex.split(' ');
    return { workspacePrefix, sendId };
  }

  #mac(ids: Buffer): Buffer {
    return createHmac('sha256', this.#key).update(ids).digest().subarray(0, MAC_BYTES);
  }
}

const hexOf = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex');

/** Five bits for each letter; 28 bytes are 45 letters. */
function toWord(bytes: Buffer): string {
  let bits = BigInt(`0x${bytes.toString('hex')}`) << 1n;
  let word = '';
  for (; word.length < 45; bits >>= 5n) word = (letters[Number(bits & 31n)] ?? '') + word;
  return word;
}

function fromWord(word: string): Buffer | null {
  if (!WORD.test(word)) return null;
  let bits = 0n;
  for (const letter of word) bits = (bits << 5n) | BigInt(letters.indexOf(letter));
  // The last letter has a bit to spare, which is never set.
  if ((bits & 1n) === 1n) return null;
  return Buffer.from((bits >> 1n).toString(16).padStart(56, '0'), 'hex');
}
