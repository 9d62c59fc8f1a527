import type { Campaign, Enrolment, Step } from '../../contract/campaign.ts';
import { type PlacedStep, stepsInOrder } from './steps.ts';

/** What stands between somebody who has withdrawn the consent for sales and a campaign, or the rest of one. */
export type SalesNeed =
  /** This mail is commercial. */
  | { needs: 'consent'; mail: PlacedStep }
  /** No mail is there that could be marked: calls and messages are sales as they stand. */
  | { needs: 'consent'; mail: null }
  /** All its mail is of a business that is under way. */
  | { needs: 'nothing' };

/**
 * Whether steps need the consent for sales (campaigns.md §14.6): those do not whose mails are all marked non-commercial,
 * whatever calls stand between them. Steps without any mail need it.
 */
export function salesNeed(steps: readonly PlacedStep[]): SalesNeed {
  const mails = steps.filter(({ step }) => step.type === 'email');
  const [first] = mails;
  const commercial = mails.find(({ step }) => !step.email?.nonCommercial);
  if (!first) return { needs: 'consent', mail: null };
  return commercial ? { needs: 'consent', mail: commercial } : { needs: 'nothing' };
}

/** A task of a run, as far as it says what is left of the run. */
export interface RunTask {
  stepId: string;
  status: 'open' | 'done' | 'skipped' | 'cancelled';
  /** Of its own text, which may be older than that of its step; null: it is no mail. */
  nonCommercial: boolean | null;
}

/**
 * Whether what is left of a run needs the consent for sales: its steps that nobody has done or skipped, with those that
 * were passed by and still stand open. A mail whose task was written while it was commercial still is.
 */
export function runNeedsConsent(
  campaign: Pick<Campaign, 'days'>,
  { leftOut = [] }: Pick<Enrolment, 'leftOut'>,
  tasks: readonly RunTask[],
): boolean {
  const open = tasks.filter(({ status }) => status === 'open');
  if (open.some(({ nonCommercial }) => nonCommercial === false)) return true;
  const isOpen = new Set(open.map(({ stepId }) => stepId));
  const closed = new Set(
    tasks.flatMap(({ stepId, status }) =>
      (status === 'done' || status === 'skipped') && !isOpen.has(stepId) ? [stepId] : [],
    ),
  );
  const isLeft = ({ id }: Step): boolean => !closed.has(id) && !leftOut.includes(id);
  const left = stepsInOrder(campaign).filter(({ step }) => isLeft(step));
  return salesNeed(left).needs === 'consent';
}
