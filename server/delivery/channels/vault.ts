import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** A key for secrets at rest. */
export interface VaultKey {
  /** Stands beside what it has sealed. */
  id: string;
  /** 32 bytes. */
  key: Buffer;
}

const FORM = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals secrets for the database with AES-256-GCM. The first key seals, all of them open: a new one in front turns the
 * keys over, and the old one can go when nothing is sealed with it any more.
 */
export class Vault {
  readonly #keys: readonly [VaultKey, ...VaultKey[]];

  constructor(keys: readonly [VaultKey, ...VaultKey[]]) {
    this.#keys = keys;
  }

  /** @param context - whose secret it is; it opens under the same one only */
  seal(secret: string, context: string): string {
    const [{ id, key }] = this.#keys;
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    cipher.setAAD(Buffer.from(`${FORM} ${id} ${context}`));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return [FORM, id, iv.toString('base64url'), sealed.toString('base64url')].join('.');
  }

  /** @returns null: sealed with a key that is not here, for somebody else, or damaged */
  open(sealed: string, context: string): string | null {
    const [form, id, iv = '', text = ''] = sealed.split('.');
    const key = this.#keys.find((one) => one.id === id)?.key;
    const bytes = Buffer.from(text, 'base64url');
    if (form !== FORM || !key || bytes.length < TAG_BYTES) return null;
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(`${FORM} ${id} ${context}`));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString(
        'utf8',
      );
    } catch {
      return null;
    }
  }
}

/**
 * Keys as they are written down: `id:base64` of 32 bytes, with blanks or line ends between, the newest first.
 * @returns null when that is not what stands there
 */
export function readVaultKeys(text: string): [VaultKey, ...VaultKey[]] | null {
  const keys = text
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [, id = '', base64 = ''] = /^([a-z0-9_-]{1,40}):([a-z0-9+/_-]{43}=?)$/i.exec(word) ?? [];
      return { id, key: Buffer.from(base64, 'base64') };
    });
  const [first, ...rest] = keys;
  const isWhole = keys.every(({ id, key }) => id !== '' && key.length === 32);
  const isDistinct = new Set(keys.map(({ id }) => id)).size === keys.length;
  return first && isWhole && isDistinct ? [first, ...rest] : null;
}

/** A new key as it is written down. */
export function newVaultKey(): string {
  return `${randomBytes(4).toString('hex')}:${randomBytes(32).toString('base64')}`;
}
