import { Temporal } from 'temporal-polyfill';
import type { Campaign, Step } from '../lib/contract/campaign.ts';
import { dateOf, dayOf } from '../lib/core/schedule/day.ts';
import type { RunOfMany } from '../lib/core/schedule/plan-runs.ts';
import { planRuns } from '../lib/core/schedule/plan-runs.ts';
import type { Calendar } from '../lib/core/schedule/run.ts';
import { type Figure, figure, inTurn } from './figure.ts';

const people = 100_000;
const senders = 50;
/** The library is asked for a share of them only. */
const sample = 2_000;
const rounds = 5;

const zones = Intl.supportedValuesOf('timeZone').filter((_, index) => index % 10 === 0);
const senderZones = ['Europe/Stockholm', 'Europe/Amsterdam', 'America/New_York', 'Asia/Kolkata'];
const startOn = '2026-10-22';

/** Five mails, a mail by hand and a call in four weeks that hold both clock changes of the autumn. */
const campaign: Pick<Campaign, 'days' | 'settings'> = {
  days: [
    { number: 1, steps: [step(1, 'fixed_time', '09:00')] },
    { number: 3, steps: [step(2, 'same_time_as_previous', '09:00'), step(3, 'call', '14:30')] },
    { number: 5, steps: [step(4, 'fixed_time', '11:15')] },
    { number: 8, steps: [step(5, 'manual_task', '10:00')] },
    { number: 12, steps: [step(6, 'same_time_as_previous', '09:00')] },
    { number: 20, steps: [step(7, 'fixed_time', '16:40')] },
  ],
  settings: {
    skipWeekends: true,
    onReply: 'end',
    strictOrder: true,
    window: { weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '17:00', zone: 'recipient' },
    holidays: ['recipient', 'sender', 'company'],
    lateHours: 24,
    // Each sender has 2,000 people, so that a quarter of them has to make way from the first day on.
    pace: { perDay: 1_500 },
  },
};

/**
 * Planning a campaign for 100,000 people in all parts of the world, with everything that can move a step; held against
 * the bare clock times, each asked of the time-zone library.
 */
export async function planner(): Promise<Figure[]> {
  const runs = drawRuns();
  const ours = async () => cpuSeconds(() => countMoves(runs));
  const theirs = async () => (cpuSeconds(() => convert(runs.slice(0, sample))) * people) / sample;
  await ours();
  const { a, b } = await inTurn(rounds, ours, theirs);
  return [figure('plan of 100,000 people, CPU', 's', a, b, { at: 'value', most: 2 })];
}

function step(number: number, kind: 'call' | NonNullable<Step['send']>, dueTime: string): Step {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  const text = { subject: 'Hello', html: '<p>Hello</p>', alsoTo: [], cc: [], bcc: [] };
  const common = { id, title: `Step ${number}`, details: '', dueTime };
  return kind === 'call'
    ? { ...common, type: 'call', email: null }
    : { ...common, type: 'email', email: text, send: kind };
}

function drawRuns(): RunOfMany[] {
  const countries = Array.from({ length: 30 }, (_, country) => daysOff(26, country));
  const sendersOff = senderZones.map((_, place) => daysOff(26, 100 + place));
  const company = daysOff(10, 200);
  return Array.from({ length: people }, (_, index) => {
    const sender = index % senders;
    const timeZone = at(senderZones, sender);
    const start = Temporal.PlainDate.from(startOn).toZonedDateTime({ timeZone, plainTime: '08:30' });
    // No more than 200 people to a launch.
    const launch = Math.floor(index / senders / 200);
    const home = index * 7;
    return {
      id: `run ${String((index * 7_919) % people).padStart(6, '0')}`,
      senderId: `sender ${sender}`,
      startAt: start
        .add({ seconds: launch * 50 + sender })
        .toInstant()
        .toString({ smallestUnit: 'millisecond' }),
      timeZone,
      recipientZone: at(zones, home),
      // A country may have several zones, and a zone several countries.
      holidays: { recipient: at(countries, home + (index % 3)), sender: at(sendersOff, sender), company },
    };
  });
}

/** So many days within two years, other ones for each seed, the same in each run. */
function daysOff(count: number, seed: number): Calendar {
  const first = dayOf(startOn);
  return new Map(
    Array.from({ length: count }, (_, index) => [
      dateOf(first + ((index * 37 + seed * 11) % 730)),
      `Holiday ${index}`,
    ]),
  );
}

/** Takes each plan as it comes, as a page does that adds up or shows a part. */
function countMoves(runs: readonly RunOfMany[]): number {
  let moves = 0;
  for (const [, plan] of planRuns(campaign, runs)) for (const step of plan.steps) moves += step.moves.length;
  return moves;
}

function convert(runs: readonly RunOfMany[]): number {
  let latest = 0;
  for (const { timeZone, startAt } of runs) {
    const first = Temporal.Instant.from(startAt).toZonedDateTimeISO(timeZone).toPlainDate();
    for (const { number, steps } of campaign.days)
      for (const { dueTime: plainTime } of steps) {
        const zoned = first.add({ days: number - 1 }).toZonedDateTime({ timeZone, plainTime });
        latest = Math.max(latest, zoned.epochMilliseconds);
      }
  }
  return latest;
}

/** Of the whole process, so that what is collected in the meantime counts too. */
function cpuSeconds(work: () => number): number {
  const startedAt = process.cpuUsage();
  if (work() === 0) throw new Error('expected something to be planned');
  const { user, system } = process.cpuUsage(startedAt);
  return (user + system) / 1_000_000;
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new RangeError('at: expected a list with something in it');
  return found;
}
