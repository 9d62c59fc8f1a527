import { expect, test } from 'vitest';
import fc from '../../../tests/support/fast-check.ts';
import { isLate, moved, moves, type SendMove, type SendState } from './state.ts';

const states: SendState[] = [
  'planned',
  'claimed',
  'handing_over',
  'accepted',
  'deferred',
  'rejected',
  'unsure',
  'cancelled',
  'held',
  'bounced',
  'complained',
];
// Object.keys gives strings; these are the keys of `moves`.
const names = Object.keys(moves) as SendMove[];

/** Every move that is legal, by the state it starts from. Whatever is not here must be refused. */
const legal: Record<SendState, Partial<Record<SendMove, SendState>>> = {
  planned: { claim: 'claimed', cancel: 'cancelled', park: 'held' },
  deferred: { claim: 'claimed', cancel: 'cancelled', park: 'held' },
  claimed: {
    giveBack: 'planned',
    begin: 'handing_over',
    refuse: 'rejected',
    cancel: 'cancelled',
    park: 'held',
  },
  handing_over: {
    notBegun: 'planned',
    lose: 'unsure',
    accept: 'accepted',
    defer: 'deferred',
    reject: 'rejected',
    hold: 'held',
    bounce: 'bounced',
    complain: 'complained',
  },
  unsure: {
    accept: 'accepted',
    defer: 'deferred',
    reject: 'rejected',
    hold: 'held',
    release: 'planned',
    settle: 'accepted',
    drop: 'cancelled',
    bounce: 'bounced',
    complain: 'complained',
  },
  held: { release: 'planned', cancel: 'cancelled' },
  accepted: { bounce: 'bounced', complain: 'complained' },
  bounced: { complain: 'complained' },
  complained: {},
  rejected: { renew: 'cancelled' },
  cancelled: {},
};

test.each(states.flatMap((state) => names.map((move) => ({ state, move }))))(
  '$move of what is $state',
  ({ state, move }) => {
    expect(moved(state, move)).toBe(legal[state][move] ?? null);
  },
);

test('an accepted send never goes out again, whatever is tried on it', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...names), { maxLength: 30 }), (path) => {
      let state: SendState = 'planned';
      let accepted = false;
      for (const move of path) {
        state = moved(state, move) ?? state;
        accepted ||= state === 'accepted';
        if (accepted) expect(['accepted', 'bounced', 'complained']).toContain(state);
      }
    }),
  );
});

/** Moves that the machine makes by itself: no person stands behind them. */
const byItself = names.filter((name) => !['release', 'settle', 'drop'].includes(name));

test('what is unsure is not sent again without an answer, evidence or a person', () => {
  const answers: SendMove[] = ['accept', 'defer', 'reject', 'hold', 'bounce', 'complain'];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...byItself), { maxLength: 20 }), (path) => {
      let state: SendState = 'unsure';
      let answered = false;
      for (const move of path) {
        const next = moved(state, move);
        if (next !== null && answers.includes(move)) answered = true;
        state = next ?? state;
        if (!answered) expect(state).toBe('unsure');
      }
    }),
  );
});

test.each([
  { notAfter: null, late: false },
  { notAfter: '2026-06-04T10:00:00.000Z', late: false },
  { notAfter: '2026-06-04T09:59:59.999Z', late: true },
])('a mail of 10:00 that is good until $notAfter is late: $late', ({ notAfter, late }) => {
  const now = new Date('2026-06-04T10:00:00.000Z');
  expect(isLate(notAfter === null ? null : new Date(notAfter), now)).toBe(late);
});
