import { expect, test } from 'vitest';
import { type MailAction, MailDeed, MailStanding } from '../../contract/mail.ts';
import { judgeDeed, type MailFacts, rowActions, undoOf } from './actions.ts';

const facts = (over: Partial<MailFacts>): MailFacts => ({
  standing: 'sent',
  archived: false,
  success: false,
  inCampaign: false,
  ...over,
});

test.each<{ over: Partial<MailFacts>; actions: MailAction[] }>([
  { over: {}, actions: ['archive', 'success'] },
  { over: { success: true }, actions: ['archive', 'noSuccess'] },
  { over: { archived: true }, actions: ['unarchive', 'delete'] },
  { over: { archived: true, inCampaign: true }, actions: ['unarchive'] },
  { over: { standing: 'draft' }, actions: ['edit', 'delete'] },
  { over: { standing: 'waiting', inCampaign: true }, actions: ['edit'] },
  { over: { standing: 'held', inCampaign: true }, actions: ['retry'] },
  { over: { standing: 'bounced' }, actions: ['retry', 'delete'] },
  { over: { standing: 'ended', inCampaign: true }, actions: [] }, // its run is over
  { over: { standing: 'unsure' }, actions: ['arrived', 'notSent'] }, // never sent again from here
  { over: { standing: 'handing_over' }, actions: [] },
  { over: { standing: 'withdrawn' }, actions: [] },
])('§12.2 $over offers $actions', ({ over, actions }) => {
  expect(rowActions(facts(over))).toEqual(actions);
});

const everything = MailStanding.options.flatMap((standing) =>
  [true, false].flatMap((archived) =>
    [true, false].flatMap((success) =>
      [true, false].map((inCampaign) => ({ standing, archived, success, inCampaign })),
    ),
  ),
);

test('§12.2 never more than two, and no mail of a campaign can be deleted', () => {
  for (const each of everything) {
    expect(rowActions(each).length).toBeLessThanOrEqual(2);
    if (each.inCampaign) expect(judgeDeed('delete', each)).toBe('refuse');
  }
});

test('what was delivered or may have arrived is never sent again', () => {
  for (const standing of ['sent', 'accepted', 'unsure', 'claimed', 'handing_over', 'planned'] as const)
    expect(judgeDeed('retry', facts({ standing }))).toBe('refuse');
});

test('a mark that is there already is no fault, and each is taken back by its opposite', () => {
  expect(judgeDeed('archive', facts({ archived: true }))).toBe('done');
  expect(judgeDeed('unarchive', facts({}))).toBe('done');
  expect(judgeDeed('success', facts({ success: true }))).toBe('done');
  for (const deed of MailDeed.options) {
    const undo = undoOf(deed);
    if (undo !== null && undo !== 'restore') expect(undoOf(undo)).toBe(deed);
  }
  expect(undoOf('delete')).toBe('restore');
  expect(undoOf('retry')).toBeNull();
});
