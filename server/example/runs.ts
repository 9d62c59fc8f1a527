import { Temporal } from 'temporal-polyfill';
import type { Campaign, Step } from '../../lib/contract/campaign.ts';
import type { Person } from '../../lib/contract/person.ts';
import { stepsInOrder } from '../../lib/core/campaign/steps.ts';

/** People who stand at the same point of a campaign. */
export interface RunGroup {
  /** Position in {@link exampleCampaigns}. */
  campaign: 0 | 1 | 2;
  /** Calendar days before today on which the run started; negative: it will start. */
  startedDaysAgo: number;
  /** Steps that have been done, as far as their time has come. */
  stepsDone: number;
  people: number;
}

/**
 * Spread so that on any day of the week some tasks are overdue, most are due today, and more come tomorrow and in
 * the days after; comments say where the open task then stands.
 */
export const runGroups: readonly RunGroup[] = [
  { campaign: 0, startedDaysAgo: 0, stepsDone: 0, people: 5 }, // email, today
  { campaign: 0, startedDaysAgo: 1, stepsDone: 1, people: 1 }, // InMail, overdue
  { campaign: 0, startedDaysAgo: 1, stepsDone: 2, people: 2 }, // call, tomorrow
  { campaign: 0, startedDaysAgo: 2, stepsDone: 2, people: 3 }, // call, today
  { campaign: 0, startedDaysAgo: 3, stepsDone: 3, people: 3 }, // email with copies, today
  { campaign: 0, startedDaysAgo: 4, stepsDone: 3, people: 1 }, // the same, overdue
  { campaign: 0, startedDaysAgo: 4, stepsDone: 4, people: 2 }, // custom, in three days
  { campaign: 0, startedDaysAgo: 7, stepsDone: 4, people: 2 }, // custom, today
  { campaign: 0, startedDaysAgo: 9, stepsDone: 6, people: 2 }, // over
  { campaign: 0, startedDaysAgo: -1, stepsDone: 0, people: 2 }, // email, tomorrow
  { campaign: 0, startedDaysAgo: -4, stepsDone: 0, people: 2 }, // email, in four days
  { campaign: 1, startedDaysAgo: 0, stepsDone: 0, people: 2 }, // call, today
  { campaign: 1, startedDaysAgo: 2, stepsDone: 1, people: 1 }, // email, overdue
  { campaign: 1, startedDaysAgo: 3, stepsDone: 3, people: 2 }, // InMail, today
  { campaign: 1, startedDaysAgo: 4, stepsDone: 4, people: 1 }, // email, tomorrow
  { campaign: 1, startedDaysAgo: 8, stepsDone: 5, people: 1 }, // over
  { campaign: 2, startedDaysAgo: 0, stepsDone: 0, people: 2 }, // custom, today or on Monday
  { campaign: 2, startedDaysAgo: 4, stepsDone: 1, people: 1 }, // email, overdue or today
  { campaign: 2, startedDaysAgo: 6, stepsDone: 2, people: 2 }, // call
];

/**
 * Who stands in which group, in the groups' order; some are in none. Whoever is to be called next is at work when the
 * call falls due.
 *
 * @param timeZone - in which the steps' clock times are meant
 */
export function membersOf(
  people: readonly Person[],
  campaigns: readonly Campaign[],
  timeZone: string,
  now: Date,
): Person[][] {
  const free = new Set(people);
  const take = (count: number, fits: (person: Person) => boolean) => {
    const taken = [...free].filter(fits).slice(0, count);
    for (const person of taken) free.delete(person);
    return taken;
  };
  const steps = runGroups.map((group) => nextStep(campaigns[group.campaign], group.stepsDone));
  // Those who are to be called choose first.
  const called = runGroups.map((group, index) => {
    const step = steps[index];
    if (step?.type !== 'call') return null;
    return take(group.people, (person) => isAtWork(person, step.dueTime, timeZone, now));
  });
  return runGroups.map((group, index) => called[index] ?? take(group.people, () => true));
}

function nextStep(campaign: Campaign | undefined, stepsDone: number): Step | undefined {
  return campaign && stepsInOrder(campaign)[stepsDone]?.step;
}

function isAtWork(person: Person, dueTime: string, timeZone: string, now: Date): boolean {
  if (person.timeZone === null) return true;
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  const { hour } = today.withPlainTime(dueTime).withTimeZone(person.timeZone);
  return hour >= 8 && hour < 17;
}
