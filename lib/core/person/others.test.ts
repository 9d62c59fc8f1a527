import { expect, test } from 'vitest';
import type { MailThread, ThreadParticipant } from '../../contract/thread.ts';
import { lastMail, othersIn, whomToShow } from './others.ts';

const self = { addresses: ['mia@nordby.example', 'sales@nordby.example'], name: 'Mia Lund' };
const ana = { email: 'ana@fjord.example', name: 'Ana', role: 'from', own: false } as const;
const bo = { email: 'bo@fjord.example', name: 'Bo', role: 'to', own: false } as const;
const cai = { email: 'cai@fjord.example', name: 'Cai', role: 'cc', own: false } as const;
const mia = { email: 'Mia@nordby.example', name: 'Mia', role: 'to', own: false } as const;
const nameOnly = { email: null, name: 'Ana', role: 'from', own: false } as const;

function aThread(participants: ThreadParticipant[], messages: MailThread['messages'] = []): MailThread {
  return { key: 't1', ids: { thread: 't1' }, participants, messages };
}

test('everybody but oneself, whoever wrote first; addresses are compared without case', () => {
  const thread = aThread([cai, mia, bo, ana, { ...bo, email: 'x@y.example', own: true }]);
  expect(othersIn(thread, self)).toEqual([ana, bo, cai]);
});

test('without an address oneself is known by name; a bare name that has an address elsewhere is the same one', () => {
  const bare = (name: string): ThreadParticipant => ({ email: null, name, role: 'to', own: false });
  expect(othersIn(aThread([ana, bare('mia lund'), bare('Ana'), bare('Dan')]), self)).toEqual([
    ana,
    bare('Dan'),
  ]);
  expect(othersIn(aThread([{ ...ana, name: 'Mia Lund' }]), self)).toHaveLength(1);
});

test.each([
  [[], null, { state: 'onlySelf' }],
  [[nameOnly], null, { state: 'noAddress' }],
  [[ana], null, { state: 'person', email: ana.email, name: 'Ana' }],
  [[ana, bo], null, { state: 'several' }],
  // Whose mail a bare name is cannot be told, so the only address is no answer either.
  [[ana, nameOnly], null, { state: 'several' }],
  [[ana, bo], 'BO@fjord.example', { state: 'person', email: bo.email, name: 'Bo' }],
  [[ana, bo], 'who@else.example', { state: 'several' }],
  [[ana], 'who@else.example', { state: 'person', email: ana.email, name: 'Ana' }],
])('of %j with %j chosen: %j', (others, chosen, shown) => {
  expect(whomToShow(others, chosen)).toEqual(shown);
});

test.each<[MailThread['messages'], 'in' | 'out' | null]>([
  [[{ id: 'm1', own: false, from: 'Ana@fjord.example' }], 'in'],
  [
    [
      { id: 'm1', own: false, from: 'Ana@fjord.example' },
      { id: 'm2', own: true, from: 'mia@nordby.example' },
    ],
    'out',
  ],
  [[{ id: '', own: false, from: 'ana@fjord.example' }], 'in'],
  [[{ id: 'm1', own: false, from: 'bo@fjord.example' }], null],
  [[{ id: 'm1', own: null, from: 'ana@fjord.example' }], null],
  [[{ id: 'with blanks', own: false, from: 'ana@fjord.example' }], null],
  [[], null],
])('the last of %j went %s', (messages, direction) => {
  const thread = aThread([ana], messages);
  expect(lastMail(thread, 'ana@fjord.example')?.direction ?? null).toBe(direction);
});
