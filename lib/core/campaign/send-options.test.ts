import { describe, expect, test } from 'vitest';
import { id } from '../../../tests/support/builders.ts';
import { aCall, aMail, daysOf } from '../../../tests/support/plans.ts';
import { Campaign, CampaignSettings, Step } from '../../contract/campaign.ts';
import { offeredAt, settleSteps } from './send-options.ts';

describe('§3.1 which options are offered', () => {
  test('first step and first day', () => {
    expect(offeredAt(null)).toEqual({
      send: ['choose_at_launch', 'fixed_time', 'manual_task'],
      followUp: false,
    });
  });

  test.each([
    { previous: aMail(1), followUp: true },
    { previous: aCall(1), followUp: false },
    { previous: aCall(1, { type: 'inmail' }), followUp: false },
    { previous: aCall(1, { type: 'custom' }), followUp: false },
  ])('any other, after a step of type $previous.type', ({ previous, followUp }) => {
    const send = ['same_time_as_previous', 'fixed_time', 'manual_task'];
    expect(offeredAt(previous)).toEqual({ send, followUp });
  });
});

describe('§3.6 only after an email: a change of the preceding step', () => {
  const followUp = aMail(2, { followUp: true, send: 'same_time_as_previous' });

  test('to a call clears the follow-up and says so', () => {
    const settled = settleSteps(daysOf({ 1: [aCall(1)], 2: [followUp] }).days);
    expect(settled.days[1]?.steps[0]).not.toHaveProperty('followUp');
    expect(settled.cleared).toEqual([{ stepId: id(2), what: 'followUp' }]);
  });

  test('to another email leaves it', () => {
    const { days } = daysOf({ 1: [aMail(1)], 2: [followUp] });
    expect(settleSteps(days)).toEqual({ days, cleared: [] });
  });

  test('that goes away makes an email the opening one: it follows nobody and has no time of its own', () => {
    const settled = settleSteps(daysOf({ 2: [followUp] }).days);
    expect(settled.days[0]?.steps[0]).toMatchObject({ send: 'choose_at_launch' });
    expect(settled.cleared).toEqual([
      { stepId: id(2), what: 'followUp' },
      { stepId: id(2), what: 'send', was: 'same_time_as_previous', is: 'choose_at_launch' },
    ]);
  });

  test('that comes in before the opening email takes its option', () => {
    const opening = aMail(1, { send: 'choose_at_launch' });
    const settled = settleSteps(daysOf({ 1: [aCall(2), opening] }).days);
    expect(settled.days[0]?.steps[1]).toEqual({ ...opening, send: 'same_time_as_previous' });
  });

  test('a fixed time and a task stay what they are anywhere', () => {
    const { days } = daysOf({ 1: [aMail(1), aMail(2, { send: 'manual_task' }), aCall(3)] });
    expect(settleSteps([...days])).toEqual({ days, cleared: [] });
  });
});

describe('what a campaign may say about times', () => {
  test('campaigns of older versions say nothing and stay valid', () => {
    const { send: _, ...older } = aMail(1);
    const campaign = { id: id(40), name: 'Old', category: '', ...daysOf({ 1: [older, aCall(2)] }) };
    expect(Campaign.parse(campaign)).toEqual(campaign);
  });

  test.each([
    { name: 'a send option on a call', step: { ...aCall(1), send: 'fixed_time' }, path: ['send'] },
    { name: 'a follow-up on a call', step: { ...aCall(1), followUp: true }, path: ['send'] },
    {
      name: 'waiting for an automatic email',
      step: aMail(1, { wait: { days: 2, next: 'skip' } }),
      path: ['wait'],
    },
    {
      name: 'a call that turns automatic',
      step: aCall(1, { wait: { days: 2, next: 'automatic' } }),
      path: ['wait', 'next'],
    },
  ])('refused: $name', ({ step, path }) => {
    expect(Step.safeParse(step).error?.issues).toMatchObject([{ path }]);
  });

  test.each([
    { weekdays: [1], from: '09:00', to: '09:00', zone: 'sender', path: ['window', 'to'] },
    { weekdays: [6, 7], from: '09:00', to: '10:00', zone: 'recipient', path: ['window', 'weekdays'] },
    { weekdays: [], from: '09:00', to: '10:00', zone: 'recipient', path: ['window', 'weekdays'] },
  ])('refused: a window that is never open, days $weekdays from $from to $to', ({ path, ...window }) => {
    const { error } = CampaignSettings.safeParse({ skipWeekends: true, window });
    expect(error?.issues[0]).toMatchObject({ path });
  });
});
