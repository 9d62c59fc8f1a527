import type { MailCounts, StepCounts } from '../../contract/analytics.ts';
import type { Day } from '../../contract/campaign.ts';
import { noMails } from './add.ts';

type Reached = Omit<StepCounts, 'present' | 'mails'>;

/**
 * The steps of a campaign in their order, with what was counted of each: also those that nobody came to, and at the end
 * those that somebody came to and the campaign has no longer. A step bears the name that it has now.
 *
 * @param reached - by the tasks, in any order
 * @param mails - by the step's id
 */
export function mergeSteps(
  days: readonly Day[],
  reached: readonly Reached[],
  mails: ReadonlyMap<string, MailCounts>,
): StepCounts[] {
  const found = new Map(reached.map((step) => [step.stepId, step]));
  const present = days.flatMap(({ number, steps }) =>
    steps.map((step, index): StepCounts => {
      const { reached: came = 0, done = 0, skipped = 0 } = found.get(step.id) ?? {};
      found.delete(step.id);
      const place = { stepId: step.id, dayNumber: number, stepNumber: index + 1 };
      const counted = { reached: came, done, skipped, mails: mails.get(step.id) ?? noMails };
      return { ...place, type: step.type, title: step.title, present: true, ...counted };
    }),
  );
  const gone = [...found.values()]
    .sort((a, b) => a.dayNumber - b.dayNumber || a.stepNumber - b.stepNumber)
    .map((step) => ({ ...step, present: false, mails: mails.get(step.stepId) ?? noMails }));
  return [...present, ...gone];
}
