import type { CampaignOpening, OpeningStep } from '../../contract/campaign.ts';
import { everyDay, workingDays } from '../schedule/counted-days.ts';
import { clockMsOf, msOf } from '../schedule/day.ts';
import { isAutomatic } from '../schedule/run.ts';
import { zoneOf } from '../schedule/zone.ts';
import { type PlacedStep, stepsInOrder } from './steps.ts';

/** A step whose clock time is over before its run starts. */
export interface PastTime {
  title: string;
  /** `HH:MM` */
  clock: string;
}

/** How a run begins, as far as it is known before the launch. */
export interface Beginning {
  startAt: string;
  /** On whose clock the run is counted. */
  timeZone: string;
  /** Clock time of an opening email; null: it leaves at the start. */
  opening: string | null;
}

/**
 * Steps of day 1 whose own clock time is over at the start, so that they would leave at once, or fall due. Nothing is
 * over that has to wait for a later step of the day, or where day 1 is put off by a weekend.
 *
 * @returns none where they are tasks alone: those are there to be done at any time
 */
export function pastTimes(campaign: CampaignOpening, { startAt, timeZone, opening }: Beginning): PastTime[] {
  const { skipWeekends, strictOrder } = campaign.settings;
  const zone = zoneOf(timeZone);
  const startMs = msOf(startAt);
  const day = zone.dayOf(startMs);
  if ((skipWeekends ? workingDays : everyDay).from(day) !== day) return [];
  const past: PastTime[] = [];
  let mails = 0;
  let [latestMs, latestTaskMs] = [startMs, startMs];
  for (const [index, placed] of stepsInOrder(campaign).entries()) {
    if (placed.dayNumber !== 1) break;
    const { title } = placed.step;
    const sends = isAutomatic(placed.step);
    const clock = index === 0 && placed.step.type === 'email' ? opening : ownClock(placed);
    const ownMs = clock === null ? startMs : zone.instantOf(day, clockMsOf(clock));
    const waitedMs = sends && !strictOrder ? latestTaskMs : latestMs;
    if (clock !== null && ownMs < startMs && waitedMs === startMs) {
      past.push({ title, clock });
      if (sends) mails += 1;
    }
    const atMs = Math.max(ownMs, waitedMs);
    latestMs = Math.max(latestMs, atMs);
    if (!sends) latestTaskMs = Math.max(latestTaskMs, atMs);
  }
  return mails > 0 ? past : [];
}

/** The clock time that stands in the step; null: it leaves with the start, or with an email of another day. */
function ownClock({ step }: PlacedStep<OpeningStep>): string | null {
  const hasOwn = !isAutomatic(step) || step.send === 'fixed_time';
  return hasOwn ? step.dueTime : null;
}
