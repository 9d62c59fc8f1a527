import { expect, test } from 'vitest';
import { blockedDomainOf, readDomain } from './blocked-domain.ts';

test.each([
  { typed: 'fjord.example', domain: 'fjord.example' },
  { typed: ' @Fjord.Example. ', domain: 'fjord.example' },
  { typed: 'Anna@mail.fjord.example', domain: 'mail.fjord.example' },
  { typed: 'https://fjord.example:8443/about?x=a@b', domain: 'fjord.example' },
  { typed: 'räksmörgås.se', domain: 'räksmörgås.se' },
  { typed: 'fjord', domain: null },
  { typed: '', domain: null },
  { typed: 'com', domain: null },
  { typed: 'co.uk', domain: null },
  { typed: '*.fjord.example', domain: null },
  { typed: '-fjord.example', domain: null },
  { typed: 'fjord..example', domain: null },
  { typed: `${'a'.repeat(64)}.example`, domain: null },
])('“$typed” is kept as $domain', ({ typed, domain }) => {
  expect(readDomain(typed)).toBe(domain);
});

test.each([
  { address: 'anna@fjord.example', found: 'fjord.example' },
  { address: 'Anna@FJORD.example', found: 'fjord.example' },
  { address: 'anna@post.fjord.example', found: 'fjord.example' },
  // Ends alike, and is another's.
  { address: 'anna@myfjord.example', found: null },
  { address: 'fjord.example@nordby.example', found: null },
  { address: 'anna@example', found: null },
])('$address is at $found', ({ address, found }) => {
  expect(blockedDomainOf(address, ['nordkap.example', 'fjord.example'])).toBe(found);
});
