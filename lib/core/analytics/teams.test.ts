import { expect, test } from 'vitest';
import type { UserCounts } from '../../contract/analytics.ts';
import { noMails } from './add.ts';
import { addMails, addTeams } from './teams.ts';

const user = (id: string, sent: number): UserCounts => ({
  id,
  name: id,
  mails: { ...noMails, sent: { total: sent + 1, unique: sent }, tracked: sent },
  done: sent * 2,
  skipped: 1,
});
const team = (id: string, ...memberIds: string[]) => ({ id, name: `Team ${id}`, memberIds });

test('§22 a team’s figures are those of its members; who is in two counts in both, who is in none is told too', () => {
  const users = [user('ana', 10), user('bo', 5), user('cai', 2)];
  const teams = [team('north', 'ana', 'bo', 'gone'), team('south', 'bo'), team('empty')];
  expect(
    addTeams(teams, users).map(({ team: of, mails, done, skipped }) => [
      of?.id ?? null,
      mails.sent,
      mails.tracked,
      done,
      skipped,
    ]),
  ).toEqual([
    ['north', { total: 17, unique: 15 }, 15, 30, 2],
    ['south', { total: 6, unique: 5 }, 5, 10, 1],
    ['empty', { total: 0, unique: 0 }, 0, 0, 0],
    [null, { total: 3, unique: 2 }, 2, 4, 1],
  ]);
  expect(addTeams(teams, [user('ana', 1)]).some(({ team: of }) => of === null)).toBe(false);
});

test('counts of nobody are those of nothing', () => {
  expect(addMails([])).toEqual(noMails);
  expect(addMails([noMails, noMails])).toEqual(noMails);
});
