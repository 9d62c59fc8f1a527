const MASK = (1n << 64n) - 1n;

/**
 * Keyed fingerprint of a text (SipHash-2-4): tells whether two texts are the same, and nothing of them to anybody
 * without the key.
 *
 * @param key - 32 hexadecimal digits
 * @returns 16 hexadecimal digits
 * @throws {RangeError} if the key is something else
 * @see Aumasson and Bernstein, SipHash: a fast short-input PRF (2012)
 */
export function fingerprint(key: string, text: string): string {
  if (!/^[0-9a-f]{32}$/i.test(key)) throw new RangeError('key: expected 32 hexadecimal digits');
  const k0 = littleEndian(key.slice(0, 16));
  const k1 = littleEndian(key.slice(16));
  const v: State = [
    k0 ^ 0x736f6d6570736575n,
    k1 ^ 0x646f72616e646f6dn,
    k0 ^ 0x6c7967656e657261n,
    k1 ^ 0x7465646279746573n,
  ];
  for (const word of wordsOf(text)) {
    v[3] ^= word;
    mix(v, 2);
    v[0] ^= word;
  }
  v[2] ^= 0xffn;
  mix(v, 4);
  return (v[0] ^ v[1] ^ v[2] ^ v[3]).toString(16).padStart(16, '0');
}

type State = [bigint, bigint, bigint, bigint];

function mix(v: State, rounds: number): void {
  for (let round = 0; round < rounds; round += 1) {
    v[0] = (v[0] + v[1]) & MASK;
    v[2] = (v[2] + v[3]) & MASK;
    v[1] = rotate(v[1], 13n) ^ v[0];
    v[3] = rotate(v[3], 16n) ^ v[2];
    v[0] = rotate(v[0], 32n);
    v[2] = (v[2] + v[1]) & MASK;
    v[0] = (v[0] + v[3]) & MASK;
    v[1] = rotate(v[1], 17n) ^ v[2];
    v[3] = rotate(v[3], 21n) ^ v[0];
    v[2] = rotate(v[2], 32n);
  }
}

function rotate(word: bigint, by: bigint): bigint {
  return ((word << by) | (word >> (64n - by))) & MASK;
}

function littleEndian(hex: string): bigint {
  const bytes = hex.match(/../g) ?? [];
  return BigInt(`0x${bytes.reverse().join('')}`);
}

/** Words of eight bytes, the last one with the length in its highest. */
function wordsOf(text: string): bigint[] {
  const bytes = bytesOf(text);
  const words: bigint[] = [];
  const full = bytes.length - (bytes.length % 8);
  for (let at = 0; at < full; at += 8) words.push(word(bytes.slice(at, at + 8)));
  return [...words, word(bytes.slice(full)) | (BigInt(bytes.length % 256) << 56n)];
}

function word(bytes: readonly number[]): bigint {
  return bytes.reduce((sum, byte, at) => sum | (BigInt(byte) << BigInt(8 * at)), 0n);
}

/** UTF-8, by the one way that the language itself has; half a letter counts as the mark of one that is unknown. */
function bytesOf(text: string): number[] {
  const escaped = encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
  return [...escaped.matchAll(/%(..)|(.)/g)].map(([, hex, plain]) =>
    hex === undefined ? (plain ?? '').charCodeAt(0) : Number.parseInt(hex, 16),
  );
}
