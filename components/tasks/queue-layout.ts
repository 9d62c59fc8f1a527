import type { DueCounts, DueGroup } from '../../lib/contract/messages.ts';

/** The groups of the queue in the order of their tasks. */
export const queueGroups = ['overdue', 'today', 'tomorrow', 'week'] as const satisfies readonly DueGroup[];
export type QueueGroup = (typeof queueGroups)[number];

/** One line of the list: a group's heading, or a task by its place in the whole queue. */
export type QueueItem =
  | { kind: 'group'; group: QueueGroup; count: number; open: boolean }
  | { kind: 'task'; place: number; group: QueueGroup };

export interface QueueLayout {
  length: number;
  itemAt(index: number): QueueItem | undefined;
}

/** Lays headings and tasks out from the counts alone, so that ten thousand rows need no array. */
export function layQueue(counts: DueCounts, closed: ReadonlySet<QueueGroup>): QueueLayout {
  const parts: { group: QueueGroup; count: number; open: boolean; line: number; place: number }[] = [];
  let line = 0;
  let place = 0;
  for (const group of queueGroups) {
    const count = counts[group];
    if (count === 0) continue;
    const open = !closed.has(group);
    parts.push({ group, count, open, line, place });
    line += 1 + (open ? count : 0);
    place += count;
  }
  return {
    length: line,
    itemAt: (index) => {
      const part =
        index >= 0 && index < line ? parts.findLast((candidate) => candidate.line <= index) : undefined;
      if (!part) return undefined;
      if (part.line === index)
        return { kind: 'group', group: part.group, count: part.count, open: part.open };
      return { kind: 'task', group: part.group, place: part.place + index - part.line - 1 };
    },
  };
}
