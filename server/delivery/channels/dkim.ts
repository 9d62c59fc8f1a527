import { createHash, type KeyObject, sign } from 'node:crypto';
import { relaxedBody } from './dkim-body.ts';
import { KeyError, readPrivateKey } from './dkim-key.ts';

/** With what mails are signed. The key is read once: reading it for each mail costs more than signing. */
export interface DkimKey {
  domain: string;
  selector: string;
  key: KeyObject;
}

/** Fields that are signed where they stand (RFC 6376 §5.4.1, RFC 8058 §4). */
const SIGNED = [
  'from',
  'sender',
  'reply-to',
  'subject',
  'date',
  'message-id',
  'to',
  'cc',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
  'in-reply-to',
  'references',
  'list-id',
  'list-unsubscribe',
  'list-unsubscribe-post',
];
const LINE = /\r\n(?![ \t])/;

/**
 * @param pem - private key, RSA of 1024 bits or more or Ed25519
 * @throws {RangeError} naming the reason when it is no such key
 */
export function dkimKeyOf(domain: string, selector: string, pem: string | Buffer): DkimKey {
  try {
    return { domain, selector, key: readPrivateKey(pem.toString()) };
  } catch (cause) {
    if (cause instanceof KeyError) throw new RangeError(`key: ${cause.message}`, { cause });
    throw cause;
  }
}

/**
 * Puts a DKIM signature (relaxed/relaxed) in front of a message. The signing itself runs beside the event loop.
 *
 * @param bytes - lines ended by CRLF
 * @see RFC 6376, RFC 8463 (Ed25519 signs the SHA-256 of what RSA signs)
 */
export async function signMail(bytes: Buffer, { domain, selector, key }: DkimKey): Promise<Buffer> {
  const end = bytes.indexOf('\r\n\r\n');
  const [header, body] =
    end < 0 ? [bytes, Buffer.alloc(0)] : [bytes.subarray(0, end), bytes.subarray(end + 4)];
  const fields = signedFields(header.toString('latin1'));
  const isRsa = key.asymmetricKeyType === 'rsa';
  const tags = [
    'v=1',
    `a=${isRsa ? 'rsa' : 'ed25519'}-sha256`,
    'c=relaxed/relaxed',
    `d=${domain}`,
    `s=${selector}`,
    `h=${fields.map(({ name }) => name).join(':')}`,
    `bh=${createHash('sha256').update(relaxedBody(body)).digest('base64')}`,
    'b=',
  ];
  const unsigned = `DKIM-Signature: ${tags.join(';\r\n ')}`;
  const signed = [...fields.map(({ line }) => line), relaxedField(unsigned).line].join('\r\n');
  const data = Buffer.from(signed, 'latin1');
  const signature = await signWith(key, isRsa ? data : createHash('sha256').update(data).digest());
  return Buffer.concat([Buffer.from(`${unsigned}${folded(signature)}\r\n`, 'latin1'), bytes]);
}

function signWith(key: KeyObject, data: Buffer): Promise<Buffer> {
  const algorithm = key.asymmetricKeyType === 'rsa' ? 'sha256' : null;
  return new Promise((resolve, reject) => {
    sign(algorithm, data, key, (error, signature) => (error ? reject(error) : resolve(signature)));
  });
}

function folded(signature: Buffer): string {
  const text = signature.toString('base64');
  const lines = Array.from({ length: Math.ceil(text.length / 72) }, (_, index) =>
    text.slice(index * 72, index * 72 + 72),
  );
  return lines.join('\r\n ');
}

/** Of a field that stands several times the last one (RFC 6376 §5.4.2). */
function signedFields(header: string): { name: string; line: string }[] {
  const fields = new Map(
    header.split(LINE).map((raw) => [raw.slice(0, raw.indexOf(':')).trim().toLowerCase(), raw]),
  );
  return SIGNED.flatMap((name) => {
    const raw = fields.get(name);
    return raw === undefined ? [] : [relaxedField(raw)];
  });
}

function relaxedField(raw: string): { name: string; line: string } {
  const colon = raw.indexOf(':');
  const name = raw.slice(0, colon).trim().toLowerCase();
  const value = raw
    .slice(colon + 1)
    .replaceAll('\r\n', '')
    .replaceAll(/[ \t]+/g, ' ')
    .replaceAll(/^ | $/g, '');
  return { name, line: `${name}:${value}` };
}
