import { expect, test } from 'vitest';
import { id } from '../../../tests/support/builders.ts';
import { aCall, aMail, aRun, daysOf, localTime, underHostZones } from '../../../tests/support/plans.ts';
import type { SendWindow } from '../../contract/schedule.ts';
import { planRun } from './plan-run.ts';
import { planRuns, type RunOfMany } from './plan-runs.ts';

const theirs = { zone: 'recipient' } as const;
const timesIn = (zone: string, campaign: Parameters<typeof planRun>[0], run = aRun()) =>
  planRun(campaign, run).steps.map(({ at }) => localTime(at, zone));

underHostZones('on whose clock a run is counted', () => {
  test('S10: by the launching user’s, unless the launch says the recipient’s', () => {
    const campaign = daysOf({ 1: [aMail(1, { dueTime: '10:00' })], 2: [aCall(2, { dueTime: '14:00' })] });
    const recipientZone = 'America/New_York';
    expect(timesIn('Europe/Stockholm', campaign, aRun({ recipientZone }))).toEqual([
      '06-04 10:00',
      '06-05 14:00',
    ]);
    expect(timesIn(recipientZone, campaign, aRun({ recipientZone, timing: theirs }))).toEqual([
      '06-04 10:00',
      '06-05 14:00',
    ]);
  });

  test('who has no known zone is taken to live in the sender’s', () => {
    const campaign = daysOf({ 1: [aMail(1, { dueTime: '10:00' })] });
    expect(timesIn('Europe/Stockholm', campaign, aRun({ recipientZone: null, timing: theirs }))).toEqual([
      '06-04 10:00',
    ]);
  });

  test('day 1 is the day of the start there', () => {
    // Thursday 09:00 in Stockholm is 21:00 on Wednesday in Honolulu's neighbourhood of the date line.
    const campaign = daysOf({ 1: [aCall(1, { dueTime: '23:00' })], 2: [aCall(2)] });
    const recipientZone = 'Pacific/Honolulu';
    expect(timesIn(recipientZone, campaign, aRun({ recipientZone, timing: theirs }))).toEqual([
      '06-03 23:00',
      '06-04 09:00',
    ]);
  });

  test('a window on the sender’s clock stays on it', () => {
    const window: SendWindow = { weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '12:00', zone: 'sender' };
    const campaign = daysOf({ 1: [aMail(1, { dueTime: '10:00' })] }, { window });
    // 10:00 in New York is 16:00 in Stockholm, where the window opens the day after at 08:00.
    const run = aRun({ recipientZone: 'America/New_York', timing: theirs });
    const [step] = planRun(campaign, run).steps;
    expect(localTime(step?.at ?? '', 'Europe/Stockholm')).toBe('06-05 08:00');
    expect(step?.moves.map(({ rule }) => rule)).toEqual(['window']);
  });

  test('a day’s cap goes by the sender’s calendar', () => {
    const campaign = daysOf({ 1: [aMail(1, { dueTime: '08:00' })] }, { pace: { perDay: 1 } });
    const run = (number: number, over: Partial<RunOfMany>): RunOfMany => ({
      ...aRun({ timing: theirs }),
      id: id(number),
      senderId: 'mia',
      ...over,
    });
    // 08:00 in Auckland is 22:00 of the day before in Stockholm.
    const there = { recipientZone: 'Pacific/Auckland' };
    const plans = new Map(planRuns(campaign, [run(1, there), run(2, there), run(3, there)]));
    const times = [...plans.values()].map(({ steps }) => localTime(steps[0]?.at ?? '', 'Europe/Stockholm'));
    expect(times).toEqual(['06-04 09:00', '06-05 22:00', '06-06 22:00']);
  });
});

test('a snoozed task falls due when the person wants it, and a mail’s clock time is when it was really sent', () => {
  const campaign = daysOf({
    1: [aMail(1, { send: 'manual_task' })],
    2: [aMail(2, { send: 'same_time_as_previous' })],
  });
  const snoozed = { stepId: id(1), kind: 'snoozed', at: '2026-06-04T11:00:00.000Z' } as const;
  expect(timesIn('Europe/Stockholm', campaign, aRun({ happened: [snoozed] }))).toEqual([
    '06-04 13:00',
    '06-05 13:00',
  ]);
  const sent = { stepId: id(1), kind: 'done', at: '2026-06-04T11:45:00.000Z' } as const;
  expect(timesIn('Europe/Stockholm', campaign, aRun({ happened: [snoozed, sent] }))).toEqual([
    '06-04 13:00',
    '06-05 13:45',
  ]);
});
