import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { promisify } from 'node:util';
import type { DkimAlgorithm, KeyFault } from '../../../lib/contract/dkim.ts';
import { type PemKind, pemKindOf } from '../../../lib/core/dkim/pem.ts';
import type { PublicKey } from '../../../lib/core/dkim/record.ts';

/** Receivers need not take others (RFC 8301 §3.2). */
const [LEAST_BITS, MOST_BITS] = [1024, 4096];
/** What receivers should be given (RFC 8301 §3.2), and what stands in the DNS without trouble. */
const MADE_BITS = 2048;

/** A text that cannot be signed with. */
export class KeyError extends RangeError {
  override readonly name = 'KeyError';
  readonly fault: KeyFault;
  readonly values: Record<string, string | number>;

  constructor(
    fault: KeyFault,
    message: string,
    values: Record<string, string | number> = {},
    cause?: unknown,
  ) {
    super(message, { cause });
    this.fault = fault;
    this.values = values;
  }
}

const refused: Record<Exclude<PemKind, 'private'>, string> = {
  none: 'expected a private key in PEM form',
  ssh: 'expected a private key in PEM form, got one in the form of OpenSSH',
  encrypted: 'expected a private key without a passphrase, got an encrypted one',
  public: 'expected a private key, got a public one',
  certificate: 'expected a private key, got a certificate',
};

/**
 * @param pem - private key, RSA of 1024 bits or more or Ed25519
 * @throws {KeyError} naming the reason when it is no such key
 */
export function readPrivateKey(pem: string): KeyObject {
  const kind = pemKindOf(pem);
  if (kind !== 'private') throw new KeyError(kind, refused[kind]);
  const key = parse(pem);
  const type = key.asymmetricKeyType ?? 'none';
  if (type !== 'rsa' && type !== 'ed25519')
    throw new KeyError('kind', `expected an RSA or Ed25519 key, got ${type}`, { kind: type });
  const bits = bitsOf(key);
  if (bits !== null && bits < LEAST_BITS)
    throw new KeyError('short', `expected an RSA key of ${LEAST_BITS} bits or more, got ${bits}`, {
      bits,
      least: LEAST_BITS,
    });
  return key;
}

/** The same of a key that a person brings: also one that receivers need not take, or that signs wrongly, is refused. */
export function readPastedKey(pem: string): KeyObject {
  const key = readPrivateKey(pem.trim());
  const bits = bitsOf(key);
  if (bits !== null && bits > MOST_BITS)
    throw new KeyError('long', `expected an RSA key of ${MOST_BITS} bits or less, got ${bits}`, {
      bits,
      most: MOST_BITS,
    });
  if (!isWhole(key))
    throw new KeyError('unreadable', 'the private key is damaged: what it signs is not right');
  return key;
}

export async function makePrivateKey(algorithm: DkimAlgorithm): Promise<KeyObject> {
  const make = promisify(generateKeyPair);
  const { privateKey } =
    algorithm === 'rsa' ? await make('rsa', { modulusLength: MADE_BITS }) : await make('ed25519', {});
  return privateKey;
}

/** Of an RSA key; null of another. */
export function bitsOf(key: KeyObject): number | null {
  return key.asymmetricKeyDetails?.modulusLength ?? null;
}

/** @see RFC 6376 §3.6.1 (RSA), RFC 8463 §4 (Ed25519: the bare 32 bytes) */
export function publicKeyOf(key: KeyObject): PublicKey {
  const shared = createPublicKey(key);
  if (key.asymmetricKeyType === 'ed25519') {
    const { x = '' } = shared.export({ format: 'jwk' });
    return { algorithm: 'ed25519', publicKey: Buffer.from(x, 'base64url').toString('base64') };
  }
  return { algorithm: 'rsa', publicKey: shared.export({ type: 'spki', format: 'der' }).toString('base64') };
}

export function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function parse(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new KeyError('unreadable', 'expected a private key in PEM form, this one is damaged', {}, cause);
  }
}

function isWhole(key: KeyObject): boolean {
  const algorithm = key.asymmetricKeyType === 'rsa' ? 'sha256' : null;
  const data = Buffer.from('whole');
  try {
    return verify(algorithm, data, createPublicKey(key), sign(algorithm, data, key));
  } catch {
    return false;
  }
}
