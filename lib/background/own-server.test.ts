import { expect, test } from 'vitest';
import { isOwnServer } from './own-server.ts';

function pairedWith(server: string | null) {
  const pairing = server === null ? null : { server, token: 'secret' };
  return {
    keys: {
      pairing: () => Promise.resolve(pairing),
      setPairing: () => Promise.resolve(),
      pending: () => Promise.resolve(null),
      setPending: () => Promise.resolve(),
    },
  };
}

test.each([
  { server: 'http://127.0.0.1:8420', url: 'http://127.0.0.1:8420/practice', own: true },
  { server: 'http://127.0.0.1:8420', url: 'http://localhost:8420/practice/inbox', own: true },
  { server: 'http://127.0.0.1:8420', url: 'http://127.0.0.1:9000/practice', own: false },
  { server: 'https://crm.example', url: 'http://127.0.0.1/practice', own: false },
  { server: null, url: 'http://127.0.0.1:8420/practice', own: false },
])('$url is own: $own, paired with $server', async ({ server, url, own }) => {
  expect(await isOwnServer(pairedWith(server), url)).toBe(own);
});
