/** A key that mails are signed with, as everybody may see it. */
export interface PublicKey {
  algorithm: 'rsa' | 'ed25519';
  /** Base64, as it stands in the DNS. */
  publicKey: string;
}

/**
 * What was found in the DNS in place of a key: `same`, it is ours; `other`, it is somebody else's; `faulty`, nobody can
 * use what stands there; `several`, so that receivers may take any of them.
 */
export type Judgement = 'same' | 'other' | 'faulty' | 'several' | 'missing';

/** One string of a TXT record (RFC 1035 §3.3). */
const LONGEST_STRING = 255;

/** What must stand in the DNS so that a signature is found right. */
export function recordValueOf({ algorithm, publicKey }: PublicKey): string {
  return `v=DKIM1; k=${algorithm}; p=${publicKey}`;
}

/** The same as a line of a zone file, in strings that are short enough. */
export function zoneLineOf(name: string, value: string): string {
  const strings = value.match(new RegExp(`.{1,${LONGEST_STRING}}`, 'g')) ?? [];
  return `${name}. IN TXT (${strings.map((string) => `"${string}"`).join(' ')})`;
}

/**
 * Whether receivers will find our key.
 *
 * @param texts - every TXT record under the name, its strings put together
 * @see RFC 6376 §3.6.1
 */
export function judgeRecords(texts: readonly string[], key: PublicKey): Judgement {
  const [text] = texts;
  if (text === undefined) return 'missing';
  if (texts.length > 1) return 'several';
  const tags = tagsOf(text);
  if (!tags || !isUsable(tags)) return 'faulty';
  const isSame =
    bare(tags.get('p') ?? '') === bare(key.publicKey) && (tags.get('k') ?? 'rsa') === key.algorithm;
  return isSame ? 'same' : isPart(tags.get('p') ?? '', key.publicKey) ? 'faulty' : 'other';
}

/** Null: that is no list of tags (RFC 6376 §3.2). */
function tagsOf(text: string): Map<string, string> | null {
  const tags = new Map<string, string>();
  const parts = text.replace(/;\s*$/, '').split(';');
  for (const part of parts) {
    const [, name, value = ''] = /^\s*([a-z]\w*)\s*=\s*(.*?)\s*$/is.exec(part) ?? [];
    if (name === undefined || tags.has(name)) return null;
    tags.set(name, value);
  }
  return tags;
}

/** A key for mail that is not taken back, with the digest that we sign. */
function isUsable(tags: ReadonlyMap<string, string>): boolean {
  const lists = (name: string, ...wanted: string[]) => {
    const listed = tags
      .get(name)
      ?.split(':')
      .map((one) => one.trim());
    return listed === undefined || listed.some((one) => wanted.includes(one));
  };
  const [first] = tags.keys();
  const isVersion = !tags.has('v') || (first === 'v' && tags.get('v') === 'DKIM1');
  const key = bare(tags.get('p') ?? '');
  return isVersion && /^[a-z0-9+/]+$/i.test(key) && lists('h', 'sha256') && lists('s', '*', 'email');
}

/** Cut where it was entered. */
function isPart(found: string, whole: string): boolean {
  return bare(whole).startsWith(bare(found));
}

const bare = (base64: string) => base64.replaceAll(/[\s=]/g, '');
