import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, verify } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { expect, test } from 'vitest';
import fc from '../../../tests/support/fast-check.ts';
import { aMailRow } from '../../../tests/support/mail-rows.ts';
import { dkimKeyOf, signMail } from './dkim.ts';
import { renderMail } from './mime.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ed25519 = generateKeyPairSync('ed25519');
const pemOf = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' });

/** A verifier of its own after RFC 6376, line by line; it is held against another signer below. */
function isSigned(source: Buffer, key: KeyObject): boolean {
  const text = source.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const unfold = (field: string) => field.replaceAll(/\r\n(?=[ \t])/g, '');
  const fields = text.slice(0, end).split(/\r\n(?![ \t])/);
  const canonical = (field: string) => {
    const [name = '', ...value] = unfold(field).split(':');
    return `${name.trim().toLowerCase()}:${value
      .join(':')
      .replaceAll(/[ \t]+/g, ' ')
      .trim()}`;
  };
  const signature = fields.find((field) => /^dkim-signature:/i.test(field));
  if (!signature) return false;
  const tags = new Map(
    unfold(signature)
      .slice('dkim-signature:'.length)
      .split(';')
      .map((tag) => tag.trim().split(/=(.*)/s, 2) as [string, string]),
  );
  const lines = text.slice(end + 4).split('\r\n');
  const body = lines.map((line) => line.replaceAll(/[ \t]+/g, ' ').replace(/ $/, ''));
  while (body.length > 0 && body.at(-1) === '') body.pop();
  const bytes = Buffer.from(body.map((line) => `${line}\r\n`).join(''), 'latin1');
  if (createHash('sha256').update(bytes).digest('base64') !== tags.get('bh')?.replaceAll(/\s/g, ''))
    return false;
  const left = fields.filter((field) => field !== signature).reverse();
  const names = (tags.get('h') ?? '').split(':').map((name) => name.trim());
  const signed = names.flatMap((name) => {
    const at = left.findIndex((field) => field.toLowerCase().startsWith(`${name}:`));
    return at < 0 ? [] : left.splice(at, 1).map(canonical);
  });
  const bare = canonical(unfold(signature).replace(/(;\s*b=)[^;]*/, '$1'));
  const data = Buffer.from([...signed, bare].join('\r\n'), 'latin1');
  const value = Buffer.from(tags.get('b')?.replaceAll(/\s/g, '') ?? '', 'base64');
  return tags.get('a') === 'rsa-sha256'
    ? verify('sha256', data, key, value)
    : verify(null, createHash('sha256').update(data).digest(), key, value);
}

async function mailOf(over: { subject?: string; text?: string }, dkim?: object): Promise<Buffer> {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message } = await transport.sendMail({
    from: '"Åsa  Berg" <asa@nordby.example>',
    to: 'bo@example.com',
    subject: 'Hello',
    text: 'Hello  there \t\r\n\r\n. \r\n\r\n\r\n',
    html: '<p>Hello</p>',
    ...over,
    ...(dkim && { dkim }),
  });
  if (!Buffer.isBuffer(message)) throw new Error('expected a buffer');
  return message;
}

const options = { domainName: 'nordby.example', keySelector: 's1' };

test('the verifier of these tests takes what another signer has signed', async () => {
  const source = await mailOf({}, { ...options, privateKey: pemOf(rsa.privateKey) });
  expect(isSigned(source, rsa.publicKey)).toBe(true);
  expect(isSigned(Buffer.from(source.toString().replace('there', 'where')), rsa.publicKey)).toBe(false);
});

test.each([
  { kind: 'RSA', pair: rsa, algorithm: 'rsa-sha256' },
  { kind: 'Ed25519', pair: ed25519, algorithm: 'ed25519-sha256' },
])('a mail signed with $kind is found so, and a changed one not', async ({ pair, algorithm }) => {
  const key = dkimKeyOf('nordby.example', 's1', pemOf(pair.privateKey).toString());
  const source = await signMail(await mailOf({}), key);
  expect(source.toString()).toContain(`a=${algorithm};`);
  expect(isSigned(source, createPublicKey(pair.publicKey.export({ type: 'spki', format: 'pem' })))).toBe(
    true,
  );
  for (const [part, other] of [
    ['there', 'where'],
    ['bo@example.com', 'bob@example.com'],
    ['d=nordby.example', 'd=other.example'],
  ] as const) {
    expect(isSigned(Buffer.from(source.toString().replaceAll(part, other)), pair.publicKey)).toBe(false);
  }
});

test('whatever stands in subject and body, the signature holds', async () => {
  const key = dkimKeyOf('nordby.example', 's1', pemOf(ed25519.privateKey).toString());
  const text = fc.string({
    unit: fc.constantFrom('a', ' ', '\t', '.', '\r\n', 'å', '=', '漢'),
    maxLength: 200,
  });
  await fc.assert(
    fc.asyncProperty(text, text, async (subject, body) => {
      const source = await signMail(await mailOf({ subject, text: body }), key);
      expect(isSigned(source, ed25519.publicKey)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test.each([
  { kind: 'words alone', attached: [] },
  {
    kind: 'an attachment',
    attached: [
      { id: 'a', name: 'a.txt', type: 'text/plain', bytes: 1, content: new TextEncoder().encode('a') },
    ],
  },
])('what a list is named and left by is signed in a mail of $kind, each field once', async ({ attached }) => {
  const key = dkimKeyOf('nordby.example', 's1', pemOf(ed25519.privateKey).toString());
  const send = aMailRow({
    from: { email: 'maja@nordby.example' },
    subject: 'Hej',
    html: '<p>Hej</p>',
    unsubscribeUrl: 'https://nordby.example/u/1',
    listId: 'news.list.nordby.example',
  });
  const source = await signMail(await renderMail(send, new Date(0), { attached }), key);
  expect(source.toString()).toMatch(/\r\nList-Id: <news\.list\.nordby\.example>\r\n/i);
  expect(isSigned(source, ed25519.publicKey)).toBe(true);
  const [, names = ''] = /;\r\n h=([^;]+);/.exec(source.toString()) ?? [];
  const listed = names.split(':').filter((name) => name.startsWith('list-'));
  expect(listed).toEqual(['list-id', 'list-unsubscribe', 'list-unsubscribe-post']);
});

test('every kind of key that nothing could be signed with is refused at the start', () => {
  const small = generateKeyPairSync('rsa', { modulusLength: 512 });
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const at = (pem: string) => () => dkimKeyOf('a.example', 's', pem);
  expect(at('nonsense')).toThrow('key: expected a private key in PEM form');
  expect(at(pemOf(small.privateKey).toString())).toThrow(
    'key: expected an RSA key of 1024 bits or more, got 512',
  );
  expect(at(pemOf(curve.privateKey).toString())).toThrow('key: expected an RSA or Ed25519 key, got ec');
});
