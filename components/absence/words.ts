import type { MemberChoice } from '../../lib/contract/task-changes.ts';
import { t } from '../i18n.ts';
import { calendarDay } from '../time.ts';

/** A colleague as somebody to give tasks to; who is away is said to be. */
export function memberName({ name, awayUntil }: MemberChoice): string {
  return awayUntil === undefined ? name : t('absence.memberAway', { name, day: calendarDay(awayUntil) });
}
