import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { expect, test } from 'vitest';
import type { KeyFault } from '../../../lib/contract/dkim.ts';
import { KeyError, makePrivateKey, publicKeyOf, readPastedKey } from './dkim-key.ts';

const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength });
const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const small = rsa(1024);
const locked = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' } as const;
const lockedOld = { ...locked, type: 'pkcs1' } as const;
const cut = (text: string) => text.replace(/(BEGIN PRIVATE KEY-----\n[^\n]*\n)[^\n]*\n/, '$1');

const wrong: { says: string; text: string; fault: KeyFault; message: string }[] = [
  { says: 'no key', text: 'my key', fault: 'none', message: 'expected a private key in PEM form' },
  { says: 'nothing', text: ' ', fault: 'none', message: 'PEM' },
  {
    says: 'a public key',
    text: small.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    fault: 'public',
    message: 'got a public one',
  },
  {
    says: 'an encrypted key',
    text: small.privateKey.export(locked).toString(),
    fault: 'encrypted',
    message: 'passphrase',
  },
  {
    says: 'one encrypted in the old way',
    text: small.privateKey.export(lockedOld).toString(),
    fault: 'encrypted',
    message: 'passphrase',
  },
  {
    says: 'a certificate',
    text: '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----',
    fault: 'certificate',
    message: 'got a certificate',
  },
  {
    says: 'one of OpenSSH',
    text: '-----BEGIN OPENSSH PRIVATE KEY-----\nAA==\n-----END OPENSSH PRIVATE KEY-----',
    fault: 'ssh',
    message: 'OpenSSH',
  },
  { says: 'one without a line', text: cut(pem(small.privateKey)), fault: 'unreadable', message: 'damaged' },
  {
    says: 'one on a curve',
    text: pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
    fault: 'kind',
    message: 'expected an RSA or Ed25519 key, got ec',
  },
  { says: 'a short one', text: pem(rsa(768).privateKey), fault: 'short', message: 'got 768' },
];

test.each(wrong)('a pasted key is refused with its reason: $says', ({ text, fault, message }) => {
  expect(() => readPastedKey(text)).toThrow(KeyError);
  expect(() => readPastedKey(text)).toThrow(expect.objectContaining({ fault }));
  expect(() => readPastedKey(text)).toThrow(message);
});

test('a key that brings the wrong half signs nothing that is right, and is refused', () => {
  const [one, other] = [
    small.privateKey.export({ format: 'jwk' }),
    rsa(1024).privateKey.export({ format: 'jwk' }),
  ];
  const der = rsaDer({ ...one, n: other.n ?? '' });
  const text = `-----BEGIN RSA PRIVATE KEY-----\n${der.toString('base64')}\n-----END RSA PRIVATE KEY-----`;
  expect(() => readPastedKey(text)).toThrow(expect.objectContaining({ fault: 'unreadable' }));
});

test.each([
  { says: 'PKCS #8', text: pem(small.privateKey) },
  {
    says: 'PKCS #1, with the line ends of Windows and blanks around',
    text: ` ${small.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString().replaceAll('\n', '\r\n')} \n`,
  },
])('a pasted key is read: $says', ({ text }) => {
  expect(publicKeyOf(readPastedKey(text))).toEqual(publicKeyOf(small.privateKey));
});

test('the server makes RSA of 2048 bits, and Ed25519 whose record is its bare 32 bytes', async () => {
  const made = await makePrivateKey('rsa');
  expect(made.asymmetricKeyDetails?.modulusLength).toBe(2048);
  const { algorithm, publicKey } = publicKeyOf(await makePrivateKey('ed25519'));
  expect(algorithm).toBe('ed25519');
  expect(Buffer.from(publicKey, 'base64')).toHaveLength(32);
});

/** @see RFC 8017 A.1.2 */
function rsaDer(jwk: Record<string, unknown>): Buffer {
  const numbers = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'].map((name) => number(String(jwk[name])));
  return tagged(0x30, Buffer.concat([tagged(2, Buffer.from([0])), ...numbers]));
}
function number(base64url: string): Buffer {
  const bytes = Buffer.from(base64url, 'base64url');
  return tagged(2, (bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}
function tagged(tag: number, content: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(content.length);
  return Buffer.concat([Buffer.from([tag, 0x82]), length, content]);
}
