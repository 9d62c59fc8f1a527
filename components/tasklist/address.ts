import { TaskSearch } from '../../lib/contract/task-changes.ts';
import { daysOf, duePeriods } from '../../lib/core/task/due-period.ts';
import { useHashAddress } from '../data/use-hash-address.ts';
import type { Clock } from '../time.ts';

/** When the tasks are due that are shown: any day, a period, or dates of one's own. */
export const dueChoices = ['', ...duePeriods, 'range'] as const;
export type DueChoice = (typeof dueChoices)[number];

/** What the Tasks page shows. It stands in the page's address. */
export interface TasksAddress {
  search: TaskSearch;
  due: DueChoice;
  id: '';
  edit: '';
}

/** Reads `#/tasks?type=call&due=both`; what is not understood counts as not said. */
export function readAddress(hash: string): TasksAddress {
  const { due = '', ...rest } = Object.fromEntries(new URLSearchParams(hash.split('?')[1] ?? ''));
  const search = TaskSearch.safeParse(rest).data ?? {};
  return { search, due: dueChoices.find((one) => one === due) ?? '', id: '', edit: '' };
}

export function writeAddress({ search, due }: TasksAddress): string {
  const said = Object.entries({ ...search, due }).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return `#/tasks?${new URLSearchParams(said)}`;
}

/** What the server is asked: a period as the days that it is now. */
export function questionOf({ search, due }: TasksAddress, { now, timeZone }: Clock): TaskSearch {
  const { from, to, ...rest } = search;
  if (due === '') return rest;
  if (due !== 'range') return { ...rest, ...daysOf(due, now, timeZone) };
  return { ...rest, ...(from && { from }), ...(to && { to }) };
}

export function useAddress() {
  return useHashAddress(readAddress, writeAddress);
}
