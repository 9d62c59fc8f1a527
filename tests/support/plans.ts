import { afterAll, beforeAll, describe } from 'vitest';
import type { Campaign, CampaignSettings, Step } from '../../lib/contract/campaign.ts';
import { planRun } from '../../lib/core/schedule/plan-run.ts';
import type { Calendar, RunToPlan } from '../../lib/core/schedule/run.ts';
import { aStep, id } from './builders.ts';

/** An email step; `number` names it. It leaves at `dueTime` (09:00) by itself unless told otherwise. */
export function aMail(number: number, over: Partial<Step> = {}): Step {
  const email = { subject: `Mail ${number}`, html: '<p>Hello</p>', alsoTo: [], cc: [], bcc: [] };
  return aStep({
    id: id(number),
    type: 'email',
    title: `Mail ${number}`,
    email,
    send: 'fixed_time',
    ...over,
  });
}

export function aCall(number: number, over: Partial<Step> = {}): Step {
  return aStep({ id: id(number), ...over });
}

/** A campaign from its days by number; every day counts unless told otherwise. */
export function daysOf(
  days: Record<number, Step[]>,
  settings: Partial<CampaignSettings> = {},
): Pick<Campaign, 'days' | 'settings'> {
  return {
    days: Object.entries(days).map(([number, steps]) => ({ number: Number(number), steps })),
    settings: { skipWeekends: false, onReply: 'end', ...settings },
  };
}

/** A run launched on Thursday 4 June 2026 at 09:00 in Stockholm. */
export function aRun(over: Partial<RunToPlan> = {}): RunToPlan {
  return { startAt: '2026-06-04T07:00:00.000Z', timeZone: 'Europe/Stockholm', ...over };
}

/** Days off by `YYYY-MM-DD`, each with a name made of it. */
export function calendarOf(...dates: string[]): Calendar {
  return new Map(dates.map((date) => [date, `Holiday of ${date}`]));
}

/** The instants of a run, as a clock in its zone shows them: `06-04 09:00`. */
export function localTimes(campaign: Pick<Campaign, 'days' | 'settings'>, run: RunToPlan = aRun()): string[] {
  return planRun(campaign, run).steps.map((step) => localTime(step.at, run.timeZone));
}

/** `06-04 09:00`, with seconds only where there are any. */
export function localTime(instant: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const seconds = part('second') === '00' ? '' : `:${part('second')}`;
  return `${part('month')}-${part('day')} ${part('hour')}:${part('minute')}${seconds}`;
}

/** Runs the tests as on machines of five zones: none may leak into a plan. */
export function underHostZones(name: string, tests: () => void): void {
  const hosts = [
    'UTC',
    'Pacific/Kiritimati',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'America/Los_Angeles',
  ];
  describe.each(hosts)(`${name}, on a machine in %s`, (host) => {
    const own = process.env.TZ;
    beforeAll(() => {
      process.env.TZ = host;
    });
    afterAll(() => {
      if (own === undefined) delete process.env.TZ;
      else process.env.TZ = own;
    });
    tests();
  });
}
