import Holidays from 'date-holidays';
import { Country } from '../../lib/contract/calendar.ts';
import type { CampaignSettings, NewCampaign, Step } from '../../lib/contract/campaign.ts';
import type { NewPerson } from '../../lib/contract/person.ts';
import type { LaunchTiming, TaskWait } from '../../lib/contract/schedule.ts';
import fc from './fast-check.ts';
import { clocks, windows, zones } from './random-times.ts';

const countries = fc.constantFrom(
  ...Object.keys(new Holidays().getCountries()).filter((code) => Country.safeParse(code).success),
);

const settings: fc.Arbitrary<CampaignSettings> = fc
  .record({
    skipWeekends: fc.boolean(),
    strictOrder: fc.boolean(),
    onReply: fc.constantFrom('end' as const, 'success' as const, 'continue' as const),
    holidays: fc.subarray(['recipient', 'sender', 'company'] as const).map((whose) => [...whose]),
    window: fc.option(windows, { nil: undefined }),
    lateHours: fc.option(fc.integer({ min: 1, max: 96 }), { nil: undefined }),
    pace: fc.option(
      fc.record({
        perDay: fc.integer({ min: 1, max: 20 }),
        batch: fc.record({
          size: fc.integer({ min: 1, max: 5 }),
          pauseSeconds: fc.integer({ min: 1, max: 7200 }),
        }),
      }),
      { nil: undefined },
    ),
  })
  .map(({ window, lateHours, pace, ...rest }) => ({
    ...rest,
    ...(window && { window }),
    ...(lateHours !== undefined && { lateHours }),
    ...(pace && { pace }),
  }));

const waits: fc.Arbitrary<TaskWait> = fc.record({
  days: fc.integer({ min: 1, max: 4 }),
  next: fc.constantFrom('goOn' as const, 'skip' as const, 'automatic' as const),
});

const steps = fc.array(
  fc.record({
    id: fc.uuid({ version: 4 }),
    gap: fc.nat(3),
    dueTime: clocks,
    type: fc.constantFrom('email', 'email', 'email', 'call', 'inmail', 'custom'),
    send: fc.constantFrom('manual_task', 'fixed_time', 'fixed_time', 'same_time_as_previous'),
    opening: fc.constantFrom('manual_task', 'fixed_time', 'choose_at_launch'),
    wait: fc.option(waits, { nil: undefined }),
  }),
  { minLength: 1, maxLength: 6 },
);

type Drawn = typeof steps extends fc.Arbitrary<(infer T)[]> ? T : never;

function stepOf({ id, dueTime, type, send, opening, wait }: Drawn, index: number, withWaits: boolean): Step {
  const title = `${type} ${index + 1}`;
  const email = { subject: title, html: '<p>Hi {{first_name}}</p>', alsoTo: [], cc: [], bcc: [] };
  const sent = index === 0 ? opening : send;
  const isTask = type !== 'email' || sent === 'manual_task';
  const waited =
    withWaits && isTask && wait && (type === 'email' || wait.next !== 'automatic') ? wait : undefined;
  return {
    id,
    type,
    title,
    details: '',
    email: type === 'email' ? email : null,
    dueTime,
    ...(type === 'email' && { send: sent }),
    ...(waited && { wait: waited }),
  };
}

function daysOf(drawn: readonly Drawn[], withWaits: boolean): NewCampaign['days'] {
  const days: NewCampaign['days'] = [];
  let number = 1;
  for (const [index, one] of drawn.entries()) {
    if (index > 0) number += one.gap;
    const step = stepOf(one, index, withWaits);
    const last = days.at(-1);
    if (last?.number === number) last.steps.push(step);
    else days.push({ number, steps: [step] });
  }
  return days;
}

const timings: fc.Arbitrary<LaunchTiming> = fc.record({
  zone: fc.constantFrom('sender' as const, 'recipient' as const),
  startNow: fc.boolean(),
  pastTime: fc.constantFrom('now' as const, 'nextDay' as const),
  keepDates: fc.boolean(),
});

/** A campaign and how it is launched. */
export interface RandomLaunch {
  campaign: NewCampaign;
  timing: LaunchTiming;
  timeZone: string;
}

/** @param withWaits - runs do not wait for ever for tasks */
export function randomLaunches(withWaits: boolean): fc.Arbitrary<RandomLaunch> {
  return fc
    .record({ drawn: steps, settings, timing: timings, timeZone: zones })
    .map(({ drawn, settings: wanted, timing, timeZone }) => ({
      campaign: { name: 'Random', category: '', settings: wanted, days: daysOf(drawn, withWaits) },
      timing,
      timeZone,
    }));
}

export const randomPeople: fc.Arbitrary<NewPerson> = fc.record({
  firstName: fc.constantFrom('Anna', 'Bo', 'Çağla', 'Dmitrij'),
  timeZone: fc.option(zones),
  country: fc.option(countries),
});
