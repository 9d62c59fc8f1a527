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
