import type { MailCounts, UserCounts } from '../../contract/analytics.ts';
import { type MailCount, noMails } from './add.ts';

/** What came of the mails of several users. A mail is one user's alone, so that uniques add up as totals do. */
export function addMails(all: readonly MailCounts[]): MailCounts {
  return all.reduce((sum, mails) => {
    const added = (Object.keys(noMails) as (keyof MailCounts)[]).map((name) => [name, add(sum, mails, name)]);
    return Object.fromEntries(added) as MailCounts; // each of its counts
  }, noMails);
}

function add(a: MailCounts, b: MailCounts, name: keyof MailCounts) {
  if (isPlain(name)) return a[name] + b[name];
  return { total: a[name].total + b[name].total, unique: a[name].unique + b[name].unique };
}

const isPlain = (name: keyof MailCounts): name is Exclude<keyof MailCounts, MailCount> =>
  name === 'tracked' || name === 'withImage';

/**
 * What came of the work of each team, whoever of it did it; who is in two teams counts in both.
 *
 * @param users - those of whom there is anything to count
 * @returns the teams in their order, also those of which there is nothing; at the end, as `null`, those who are in none
 */
export function addTeams(
  teams: readonly { id: string; name: string; memberIds: readonly string[] }[],
  users: readonly UserCounts[],
): (Omit<UserCounts, 'id' | 'name'> & { team: { id: string; name: string } | null })[] {
  const inTeams = new Set(teams.flatMap(({ memberIds }) => memberIds));
  const alone = users.filter(({ id }) => !inTeams.has(id));
  return [
    ...teams.map(({ id, name, memberIds }) => ({
      team: { id, name },
      ...addUp(users.filter((user) => memberIds.includes(user.id))),
    })),
    ...(alone.length > 0 ? [{ team: null, ...addUp(alone) }] : []),
  ];
}

function addUp(users: readonly UserCounts[]) {
  return {
    mails: addMails(users.map(({ mails }) => mails)),
    done: users.reduce((sum, { done }) => sum + done, 0),
    skipped: users.reduce((sum, { skipped }) => sum + skipped, 0),
  };
}
