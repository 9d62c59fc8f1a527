import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DnsServer, startDnsServer, stringsOf } from '../../../tests/support/dns-server.ts';
import { createTextLookup } from './text-records.ts';

let dns: DnsServer;
beforeEach(async () => {
  dns = await startDnsServer();
});
afterEach(() => dns.stop());

const name = 's1._domainkey.nordby.example';
const lookUp = (patienceMs = 5000) => createTextLookup({ servers: [dns.address], patienceMs })(name);

test('a long record comes in several strings and is put together', async () => {
  const text = `v=DKIM1; k=rsa; p=${'A'.repeat(600)}`;
  dns.texts.set(name, [stringsOf(text)]);
  expect(await lookUp()).toEqual({ answered: true, texts: [text] });
  expect(dns.asked).toContain(name);
});

test('a name that does not exist, and one without texts, are answers', async () => {
  expect(await lookUp()).toEqual({ answered: true, texts: [] });
  dns.texts.set(name, []);
  expect(await lookUp()).toEqual({ answered: true, texts: [] });
});

test('a server that says nothing is no answer, in time', async () => {
  dns.isSilent = true;
  const before = performance.now();
  expect(await lookUp(200)).toEqual({ answered: false });
  expect(performance.now() - before).toBeLessThan(3000);
  expect(dns.asked).toContain(name);
});
