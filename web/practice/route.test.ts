import { expect, test } from 'vitest';
import { parseRoute, pathOf, type Route } from './route.ts';

test.each<{ address: string; route: Route }>([
  { address: '/practice', route: { view: 'inbox', search: '' } },
  { address: '/practice?search=a+b', route: { view: 'inbox', search: 'a b' } },
  { address: '/practice/sent', route: { view: 'sent', search: '' } },
  { address: '/practice/drafts', route: { view: 'drafts' } },
  { address: '/practice/thread/7', route: { view: 'thread', id: '7' } },
  { address: '/practice/sink', route: { view: 'sink', id: null, search: '' } },
  { address: '/practice/sink/7?search=ana', route: { view: 'sink', id: '7', search: 'ana' } },
])('$address', ({ address, route }) => {
  const [path = '', query = ''] = address.split('?');
  expect(parseRoute(path, query)).toEqual(route);
  expect(pathOf(route)).toBe(address);
});

test('an unknown address is the inbox', () => {
  expect(parseRoute('/practice/nowhere', '')).toEqual({ view: 'inbox', search: '' });
});
