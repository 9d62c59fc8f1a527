import { useState } from 'preact/hooks';
import type { CampaignOpening } from '../../lib/contract/campaign.ts';
import {
  type LaunchClock,
  overAtStart,
  readStart,
  type StartWish,
  startWish,
} from '../../lib/core/campaign/start-wish.ts';
import { stepsInOrder } from '../../lib/core/campaign/steps.ts';

/**
 * When a launch is to start, as it is said in a form; what the campaign has stored until something is.
 *
 * @param campaign - null: none is chosen yet
 */
export function useStart(campaign: CampaignOpening | null, clock: LaunchClock) {
  const [said, setSaid] = useState<StartWish | null>(null);
  const [asks, setAsks] = useState<'time' | 'past' | null>(null);
  const opening = campaign ?? noCampaign;
  const first = stepsInOrder(opening)[0]?.step;
  const wish = said ?? startWish(first, clock.now, clock.timeZone);
  const start = readStart(wish, opening, clock);
  return {
    wish,
    isEmail: first?.type === 'email',
    /** Of whoever launches. */
    timeZone: clock.timeZone,
    change: (next: StartWish): void => {
      setSaid(next);
      setAsks(null);
    },
    forget: (): void => {
      setSaid(null);
      setAsks(null);
    },
    /** Another campaign has other times: what was answered to those that are over is forgotten. */
    askAgain: (): void => {
      if (said) setSaid({ ...said, past: null });
      setAsks(null);
    },
    /** Steps whose time is over when it starts. */
    over: overAtStart(wish, opening, clock),
    /** What is still to be said, once somebody has tried to go on. */
    asks,
    /** What the launch is told; null: something is still to be said. */
    settled: start.ok ? start.value : null,
    /** From now on it is said what is still to be said. */
    press: (): void => setAsks(start.ok ? null : start.asks),
  };
}
export type StartModel = ReturnType<typeof useStart>;

const noCampaign: CampaignOpening = { settings: { skipWeekends: false }, days: [] };
