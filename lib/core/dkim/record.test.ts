import { expect, test } from 'vitest';
import { judgeRecords, recordValueOf, zoneLineOf } from './record.ts';

const key = { algorithm: 'rsa' as const, publicKey: 'MIIBIjANBgkq+/AAAQ==' };
const whole = recordValueOf(key);

test.each([
  { says: 'our own', texts: [whole], is: 'same' },
  { says: 'without version and kind', texts: [`p=${key.publicKey}`], is: 'same' },
  {
    says: 'with blanks in it, as forms make them',
    texts: ['v=DKIM1; k=rsa; p=MIIBIjAN Bgkq+/AAAQ'],
    is: 'same',
  },
  { says: 'for mail and our digest only', texts: [`${whole}; h=sha1:sha256; s=email; t=y;`], is: 'same' },
  { says: 'another key', texts: ['v=DKIM1; k=rsa; p=MIIBIjANBgkqOTHER'], is: 'other' },
  {
    says: 'another kind of key',
    texts: ['v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo='],
    is: 'other',
  },
  { says: 'ours, taken for another kind', texts: [`v=DKIM1; k=ed25519; p=${key.publicKey}`], is: 'faulty' },
  { says: 'nothing', texts: [], is: 'missing' },
  { says: 'ours and another', texts: [whole, 'v=spf1 -all'], is: 'several' },
  { says: 'a key taken back', texts: ['v=DKIM1; p='], is: 'faulty' },
  { says: 'cut where it was entered', texts: ['v=DKIM1; k=rsa; p=MIIBIjAN'], is: 'faulty' },
  { says: 'no key at all', texts: ['v=spf1 -all'], is: 'faulty' },
  { says: 'version not in front', texts: [`k=rsa; v=DKIM1; p=${key.publicKey}`], is: 'faulty' },
  { says: 'quotes that belong to the form', texts: [`"${whole}"`], is: 'faulty' },
  { says: 'a tag twice', texts: [`${whole}; p=x`], is: 'faulty' },
  { says: 'another digest only', texts: [`${whole}; h=sha1`], is: 'faulty' },
  { says: 'not for mail', texts: [`${whole}; s=web`], is: 'faulty' },
])('what receivers find where our key should be, $says: $is', ({ texts, is }) => {
  expect(judgeRecords(texts, key)).toBe(is);
});

test('a line of a zone file holds the same text in strings of 255 letters at most', () => {
  const value = recordValueOf({ algorithm: 'rsa', publicKey: 'A'.repeat(392) });
  const line = zoneLineOf('s1._domainkey.nordby.example', value);
  const strings = [...line.matchAll(/"([^"]*)"/g)].map(([, string = '']) => string);
  expect(strings.join('')).toBe(value);
  expect(strings.map(({ length }) => length)).toEqual([255, value.length - 255]);
  expect(line.startsWith('s1._domainkey.nordby.example. IN TXT ("v=DKIM1; ')).toBe(true);
});
