import { expect, test } from 'vitest';
import { type Candidate, matchRequest, printsOf, type SendRequest } from './match.ts';

const key = '000102030405060708090a0b0c0d0e0f';
const hello = { to: ['asa@fjord.example'], cc: [], bcc: [], subject: 'Hello' };
const bye = { ...hello, subject: 'Bye' };
const prints = printsOf(key, hello);

function aRequest(change: Partial<SendRequest> = {}): SendRequest {
  return { tabId: 7, message: '', seenAt: '2026-11-23T09:00:00.000Z', prints, ...change };
}
function aCandidate(sessionId: string, change: Partial<Candidate> = {}): Candidate {
  const usual = {
    tabIds: [7],
    messages: [],
    pressedAt: '2026-11-23T08:59:59.000Z',
    isSettled: false,
    prints,
    meantFor: [],
  };
  return { sessionId, ...usual, ...change };
}
const short = printsOf(key, { to: null, cc: null, bcc: null, subject: 'Hello' });
const nameless = printsOf(key, { to: null, cc: null, bcc: null, subject: 'Hello' });
const toOne = (address: string) => printsOf(key, { to: [address], cc: null, bcc: null, subject: null }).to;

test.each<[string, SendRequest, Candidate[], string | null]>([
  ['pressed just before', aRequest(), [aCandidate('a')], 'a'],
  [
    'the press is told after the request',
    aRequest({ seenAt: '2026-11-23T08:59:50.000Z' }),
    [aCandidate('a')],
    'a',
  ],
  [
    'held back in the page for half a minute',
    aRequest({ seenAt: '2026-11-23T09:00:29.000Z' }),
    [aCandidate('a')],
    'a',
  ],
  [
    'a minute and more after the press',
    aRequest({ seenAt: '2026-11-23T09:01:00.000Z' }),
    [aCandidate('a')],
    null,
  ],
  ['never pressed', aRequest(), [aCandidate('a', { pressedAt: null })], null],
  ['in another tab', aRequest({ tabId: 8 }), [aCandidate('a')], null],
  ['in the tab that opened the window', aRequest(), [aCandidate('a', { tabIds: [9, 7] })], 'a'],
  ['no tab at all', aRequest({ tabId: -1 }), [aCandidate('a')], null],
  ['another letter of the person', aRequest({ prints: printsOf(key, bye) }), [aCandidate('a')], null],
  ['only the subject is told, and fits', aRequest({ prints: short }), [aCandidate('a')], 'a'],
  ['the window shows somebody without an address', aRequest(), [aCandidate('a', { prints: nameless })], 'a'],
  ['nothing is told', aRequest({ prints: {} }), [aCandidate('a')], 'a'],
  [
    'its window has told nothing, and the letter is for one of the task’s addresses',
    aRequest(),
    [aCandidate('a', { prints: {}, meantFor: [toOne('asa@work.example'), toOne('asa@fjord.example')] })],
    'a',
  ],
  [
    'its window has told nothing, and the letter is for somebody else',
    aRequest(),
    [aCandidate('a', { prints: {}, meantFor: [toOne('bea@fjord.example')] })],
    null,
  ],
  ['it has its own request already', aRequest(), [aCandidate('a', { isSettled: true })], null],
  [
    'the id is known',
    aRequest({ message: 'm1', tabId: -1, prints: {} }),
    [aCandidate('b'), aCandidate('a', { messages: ['m1'], pressedAt: null })],
    'a',
  ],
  [
    'the id is known to be another',
    aRequest({ message: 'm2' }),
    [aCandidate('a', { messages: ['m1'] })],
    null,
  ],
  [
    'of two, one has another subject',
    aRequest(),
    [aCandidate('a'), aCandidate('b', { prints: printsOf(key, bye) })],
    'a',
  ],
  [
    'of two that fit, one fits in everything',
    aRequest(),
    [aCandidate('a', { prints: nameless }), aCandidate('b')],
    'b',
  ],
  ['two that are the same', aRequest(), [aCandidate('a'), aCandidate('b')], null],
  [
    'two, and the request says too little',
    aRequest({ prints: short }),
    [aCandidate('a'), aCandidate('b')],
    null,
  ],
])('R6 R11 outlook: %s', (_name, request, candidates, expected) => {
  expect(matchRequest(request, candidates)).toBe(expected);
});

test('order, case and repetition of addresses make no difference; the field does', () => {
  const a = printsOf(key, { ...hello, to: ['B@x.example', 'a@x.example'], subject: ' Hello ' });
  const b = printsOf(key, { ...hello, to: ['a@x.example', 'b@x.example', 'A@x.example'] });
  expect(a).toEqual(b);
  const swapped = printsOf(key, { ...hello, to: [], cc: hello.to });
  expect(swapped.cc).not.toBe(prints.to);
});
