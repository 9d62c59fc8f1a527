import { expect, test } from 'vitest';
import { layQueue, type QueueGroup } from './queue-layout.ts';

const counts = { overdue: 2, today: 0, tomorrow: 3, week: 1, later: 9 };

/** Each line in short: a heading by its group, a task by its place. */
function lines(closed: QueueGroup[] = []): (string | number | undefined)[] {
  const layout = layQueue(counts, new Set(closed));
  return Array.from({ length: layout.length }, (_, index) => {
    const item = layout.itemAt(index);
    return item?.kind === 'group' ? item.group : item?.place;
  });
}

test.each<[QueueGroup[], (string | number)[]]>([
  [[], ['overdue', 0, 1, 'tomorrow', 2, 3, 4, 'week', 5]],
  [['overdue'], ['overdue', 'tomorrow', 2, 3, 4, 'week', 5]],
  [['tomorrow'], ['overdue', 0, 1, 'tomorrow', 'week', 5]],
  [
    ['overdue', 'tomorrow', 'week'],
    ['overdue', 'tomorrow', 'week'],
  ],
])('with %j closed the lines are %j; empty groups and what is later have none', (closed, expected) => {
  expect(lines(closed)).toEqual(expected);
});

test('outside the list there is nothing', () => {
  const layout = layQueue(counts, new Set());
  expect([layout.itemAt(-1), layout.itemAt(layout.length)]).toEqual([undefined, undefined]);
});

test('ten million tasks are laid out without an array of them', () => {
  const layout = layQueue({ ...counts, week: 10_000_000 }, new Set());
  expect(layout.itemAt(layout.length - 1)).toEqual({ kind: 'task', group: 'week', place: 10_000_004 });
});
