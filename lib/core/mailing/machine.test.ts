import { expect, test } from 'vitest';
import { evidenceOf, findBursts, type JudgedEvent } from './machine.ts';

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const hour = 3_600_000;

test.each([
  { said: 'a browser an hour later', over: {}, agent: 'desktop', machine: null },
  { said: 'a HEAD request', over: { method: 'HEAD' }, agent: 'machine', machine: 'head' },
  { said: 'a prefetch', over: { purpose: 'prefetch;prerender' }, agent: 'machine', machine: 'prefetch' },
  {
    said: 'a scanner by name',
    over: { userAgent: 'Barracuda Sentinel' },
    agent: 'machine',
    machine: 'agent',
  },
  { said: 'a second after sending', over: { sinceSentMs: 1000 }, agent: 'desktop', machine: 'too_soon' },
  { said: 'two seconds after sending', over: { sinceSentMs: 2000 }, agent: 'desktop', machine: null },
  { said: 'no user agent', over: { userAgent: undefined }, agent: 'unknown', machine: null },
])('mailings §16 evidence: one event tells by itself: $said', ({ over, agent, machine }) => {
  const asked = { method: 'GET', userAgent: firefox, sinceSentMs: hour, ...over };
  expect(evidenceOf('click', asked)).toEqual({ agent, machine });
});

test('mailings §16 evidence: an image that a mail program loads in advance is a machine’s, one through a proxy is not', () => {
  const asked = { method: 'GET', sinceSentMs: hour };
  expect(evidenceOf('open', { ...asked, userAgent: 'Mozilla/5.0' }).machine).toBe('agent');
  expect(evidenceOf('open', { ...asked, userAgent: `${firefox} (via GoogleImageProxy)` }).machine).toBeNull();
});

const click = (id: string, link: number, ms: number, machine: string | null = null): JudgedEvent => ({
  id,
  kind: 'click',
  link,
  at: new Date(1_780_000_000_000 + ms),
  machine,
});

test.each([
  { said: 'two links a minute apart', events: [click('a', 1, 0), click('b', 2, 60_000)], found: [] },
  { said: 'one link twice at once', events: [click('a', 1, 0), click('b', 1, 10)], found: [] },
  { said: 'two links within a second', events: [click('a', 1, 0), click('b', 2, 1000)], found: ['a', 'b'] },
  { said: 'two links within two seconds', events: [click('a', 1, 0), click('b', 2, 2000)], found: [] },
  {
    said: 'three links within five seconds',
    events: [click('a', 1, 0), click('b', 2, 2000), click('c', 3, 5000)],
    found: ['a', 'b', 'c'],
  },
  {
    said: 'three links of which two come later, in any order',
    events: [click('c', 3, 7001), click('a', 1, 0), click('b', 2, 3000)],
    found: [],
  },
  {
    said: 'what a verdict stands of already',
    events: [click('a', 1, 0, 'head'), click('b', 2, 500)],
    found: ['b'],
  },
])('mailings §16 evidence: clicks tell together: $said', ({ events, found }) => {
  expect(findBursts(events)).toEqual(found);
});

test('mailings §16 evidence: what is opened with a burst, or a second around it, is the scanner’s; what is opened before is not', () => {
  const open = (id: string, ms: number): JudgedEvent => ({ ...click(id, 1, ms), kind: 'open', link: null });
  const events = [
    open('before', -60_000),
    open('just before', -1000),
    click('a', 1, 0),
    open('within', 200),
    click('b', 2, 400),
    open('just after', 1400),
    open('after', 1401),
  ];
  expect(findBursts(events)).toEqual(['just before', 'a', 'within', 'b', 'just after']);
});
