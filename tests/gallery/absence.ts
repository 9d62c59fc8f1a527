import type { Absence } from '../../lib/contract/absence.ts';
import { signedIn } from '../support/fake-state.ts';

/** Karin's, under way in the gallery's present. */
export const awayNow: Absence = {
  id: '0198f6a0-0000-7000-8000-0000000000c2',
  userId: signedIn.me?.user.id ?? '',
  userName: 'Karin Holm',
  self: true,
  firstDay: '2026-11-16',
  lastDay: '2026-11-27',
  from: '2026-11-15T23:00:00.000Z',
  until: '2026-11-27T23:00:00.000Z',
  tasks: 'spread',
  perDay: 20,
  mails: 'goOn',
};
