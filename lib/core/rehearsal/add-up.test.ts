import { describe, expect, test } from 'vitest';
import { addUp, type Books } from './add-up.ts';

const [morning, noon] = ['2026-06-04T07:00:00.000Z', '2026-06-04T10:00:00.000Z'];

/** One person, one mail that left by itself, as planned. */
function someBooks(over: Partial<Books> = {}, world: Partial<Books['world']> = {}): Books {
  return {
    launches: { asked: 1, refused: 0, skipped: 0, enrolled: 1 },
    runs: ['completed'],
    sends: [{ state: 'accepted', attempt: 1, forTask: true }],
    tasks: [{ status: 'done', byServer: true }],
    replies: 0,
    steps: [[{ plannedAt: morning, dueAt: morning }]],
    world: {
      delivered: 1,
      byHand: 0,
      deferrals: 0,
      bounces: 0,
      replies: 0,
      outOfOffice: 0,
      opened: 0,
      clicked: 0,
      scanned: 0,
      afterBounce: 0,
      taken: 1,
      offered: 1,
      doubled: 0,
      repliesTold: 0,
      ...world,
    },
    faults: 0,
    undisturbed: true,
    ...over,
  };
}

const failed = (books: Books) => addUp(books).checks.flatMap(({ ok, name }) => (ok ? [] : name));

describe('G24 the counts of a rehearsal', () => {
  test('add up, and the books agree', () => {
    const { counts } = addUp(someBooks());
    expect(counts.people).toMatchObject({ asked: 1, completed: 1, waiting: 0 });
    expect(counts.mails).toMatchObject({ planned: 1, accepted: 1 });
    expect(counts.tasks).toMatchObject({ made: 1, sent: 1 });
    expect(counts.steps).toEqual({ planned: 1, asPlanned: 1, moved: 0, notReached: 0 });
    expect(failed(someBooks())).toEqual([]);
  });

  test.each([
    { what: 'somebody who got lost', over: { runs: [] }, says: 'each person taken by a launch has one run' },
    {
      what: 'somebody who was not asked for',
      over: { runs: ['active', 'completed'] },
      says: 'everybody who was asked for',
    },
    { what: 'a fault of ours', over: { faults: 1 }, says: 'nothing failed on our side' },
    { what: 'a reply that ended nothing', world: { repliesTold: 1 }, says: 'the replies that were told' },
    { what: 'a mail that the world never saw', world: { taken: 0 }, says: 'the ledger calls accepted' },
    { what: 'a mail that the ledger never sent', world: { offered: 2 }, says: 'the world was offered' },
    { what: 'a mail that went twice', world: { doubled: 1 }, says: 'no mail was taken twice' },
    { what: 'a step without its mail', over: { sends: [] }, says: 'one accepted mail' },
    {
      what: 'a step at another time',
      over: { steps: [[{ plannedAt: morning, dueAt: noon }]] },
      says: 'where the preview had it',
    },
    {
      what: 'a step that never came',
      over: { steps: [[{ plannedAt: morning, dueAt: null }]] },
      says: 'where the preview had it',
    },
  ] satisfies { what: string; over?: Partial<Books>; world?: Partial<Books['world']>; says: string }[])(
    '$what is seen',
    ({ over, world, says }) => {
      expect(failed(someBooks(over, world))).toContainEqual(expect.stringContaining(says));
    },
  );

  test('where a world or a late user comes in between, steps may be moved', () => {
    const moved = { undisturbed: false, steps: [[{ plannedAt: morning, dueAt: noon }]] };
    expect(failed(someBooks(moved))).toEqual([]);
  });
});
