import type { Absence } from '../../lib/contract/absence.ts';
import type { MemberChoice } from '../../lib/contract/task-changes.ts';
import { t } from '../i18n.ts';
import { calendarDay } from '../time.ts';

/** A colleague as somebody to give tasks to; who is away is said to be. */
export function memberName({ name, awayUntil }: MemberChoice): string {
  return awayUntil === undefined ? name : t('absence.memberAway', { name, day: calendarDay(awayUntil) });
}

/** What an end has done: tasks are spread, or have come back from who stood in. */
export function saidBack({ standIn }: Pick<Absence, 'standIn'>): string {
  return standIn ? t('absence.saidBackFrom', { name: standIn.name }) : t('absence.saidBack');
}
