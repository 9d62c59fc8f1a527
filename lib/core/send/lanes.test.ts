import { expect, test } from 'vitest';
import fc from '../../../tests/support/fast-check.ts';
import { allot, type Lane, lanes, type Queue } from './lanes.ts';

const queue = (lane: Lane, waiting: number): Queue => ({ lane, waiting });

test.each<{ name: string; queues: Queue[]; room: number; given: number[] }>([
  { name: 'nothing waits', queues: [], room: 100, given: [] },
  { name: 'no room', queues: [queue('bulk', 5)], room: 0, given: [0] },
  { name: 'one sender takes all', queues: [queue('bulk', 500)], room: 100, given: [100] },
  {
    name: 'a small sender beside a large one gets all it has',
    queues: [queue('bulk', 100_000), queue('bulk', 10)],
    room: 100,
    given: [90, 10],
  },
  {
    name: 'the urgent lane first, a sixteenth for the other',
    queues: [queue('bulk', 500), queue('campaign', 500)],
    room: 160,
    given: [10, 150],
  },
  {
    name: 'a person who waits is served before a mailing, even in a batch of one',
    queues: [queue('bulk', 500), queue('person', 1)],
    room: 1,
    given: [0, 1],
  },
  {
    name: 'what cannot be divided goes to who has waited longest',
    queues: [queue('task', 9), queue('task', 9), queue('task', 9)],
    room: 4,
    given: [2, 1, 1],
  },
])('$name', ({ queues, room, given }) => {
  expect(allot(queues, room)).toEqual(given);
});

const anyQueues = fc.array(
  fc.record({ lane: fc.constantFrom(...lanes), waiting: fc.integer({ min: 0, max: 300 }) }),
  { maxLength: 25 },
);

test('a batch is never larger than its room nor smaller than it could be', () => {
  fc.assert(
    fc.property(anyQueues, fc.integer({ min: 0, max: 500 }), (queues, room) => {
      const given = allot(queues, room);
      const total = given.reduce((sum, count) => sum + count, 0);
      const waiting = queues.reduce((sum, each) => sum + each.waiting, 0);
      expect(total).toBe(Math.min(room, waiting));
      for (const [index, count] of given.entries()) {
        expect(count).toBeGreaterThanOrEqual(0);
        expect(count).toBeLessThanOrEqual(queues[index]?.waiting ?? 0);
      }
    }),
  );
});

test('within a lane nobody who wants more gets less than another, but for one that cannot be divided', () => {
  fc.assert(
    fc.property(anyQueues, fc.integer({ min: 0, max: 500 }), (queues, room) => {
      const given = allot(queues, room);
      for (const [a, mine] of queues.entries()) {
        for (const [b, other] of queues.entries()) {
          if (mine.lane !== other.lane || (given[a] ?? 0) >= mine.waiting) continue;
          expect(given[b] ?? 0).toBeLessThanOrEqual((given[a] ?? 0) + 1);
        }
      }
    }),
  );
});

test('no lane stands still as long as a batch has room for one of each', () => {
  fc.assert(
    fc.property(anyQueues, fc.integer({ min: lanes.length, max: 500 }), (queues, room) => {
      const given = allot(queues, room);
      for (const lane of lanes) {
        const members = queues.flatMap((each, index) =>
          each.lane === lane && each.waiting > 0 ? [index] : [],
        );
        if (members.length > 0) expect(members.some((index) => (given[index] ?? 0) > 0)).toBe(true);
      }
    }),
  );
});

test.each([{ waiting: -1 }, { waiting: 0.5 }, { waiting: Number.NaN }])(
  '$waiting messages are refused',
  ({ waiting }) => {
    expect(() => allot([queue('bulk', waiting)], 10)).toThrow(/^allot: expected whole numbers/);
  },
);
