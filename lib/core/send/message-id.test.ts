import { expect, test } from 'vitest';
import { domainOf, messageIdOf } from './message-id.ts';

const id = '4F0C2F0E-6D0E-4C58-9F6B-0D1B8D0A6A11';

test('each attempt of a send bears the same Message-ID, in lower case', () => {
  expect(messageIdOf(id, 'Astrid@Nordby.Example')).toBe(
    '<4f0c2f0e-6d0e-4c58-9f6b-0d1b8d0a6a11@nordby.example>',
  );
  expect(messageIdOf(id.toLowerCase(), 'bo@nordby.example')).toBe(messageIdOf(id, 'astrid@nordby.example'));
});

test.each(['astrid', 'astrid@', 'astrid@a b', 'astrid@a>b', 'astrid@a\r\nb', 'astrid@-a'])(
  'the sender %j cannot give a Message-ID',
  (from) => {
    expect(() => messageIdOf(id, from)).toThrow(/^from: expected an address with a domain/);
  },
);

test.each([
  { address: 'bo@Example.COM', domain: 'example.com' },
  { address: '"a@b"@example.org', domain: 'example.org' },
  { address: 'nobody', domain: '' },
])('$address belongs to the domain "$domain"', ({ address, domain }) => {
  expect(domainOf(address)).toBe(domain);
});
