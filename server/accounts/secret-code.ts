import { createHash, randomBytes, randomInt } from 'node:crypto';

/** Consonants that are not mistaken for one another or for digits, and form no words. */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';

/** 256 random bits, safe in addresses. `prefix` lets leak scanners and people recognise what they hold. */
export function makeSecret(prefix = ''): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** What is stored instead of a secret: SHA-256, hex. Enough for 256 random bits; passwords need a slow hash. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** `WXKD-MPQR`: short enough to type, one of 2.5 × 10^10. */
export function makeUserCode(): string {
  const letters = Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** The code as stored, however it was typed (`wxkd mpqr`); null when it cannot be one. */
export function normaliseUserCode(typed: string): string | null {
  const letters = typed.toUpperCase().replaceAll(/[\s–—-]/g, '');
  return new RegExp(`^[${LETTERS}]{8}$`).test(letters) ? `${letters.slice(0, 4)}-${letters.slice(4)}` : null;
}
