import { expect, test } from 'vitest';
import { type ComposeEvent, type ComposeStatus, nextStatus, writing } from './state.ts';

const receipt = {
  draftId: '00000000-0000-4000-8000-000000000001',
  id: '00000000-0000-4000-8000-000000000002',
  threadId: '00000000-0000-4000-8000-000000000003',
  messageId: '<1@practice.localhost>',
  sentAt: '2026-11-23T09:00:00.000Z',
  arrivalId: null,
};
const pressed: ComposeEvent = { type: 'pressed', nowMs: 100, undoMs: 7000 };
const elapsed: ComposeEvent = { type: 'elapsed' };
const undone: ComposeEvent = { type: 'undone' };
const accepted: ComposeEvent = { type: 'accepted', receipt };
const refused: ComposeEvent = { type: 'refused', message: 'no' };

function run(events: ComposeEvent[], from: ComposeStatus = writing): ComposeStatus {
  return events.reduce(nextStatus, from);
}

test.each<{ why: string; events: ComposeEvent[]; to: ComposeStatus }>([
  { why: 'held for the undo time', events: [pressed], to: { name: 'held', untilMs: 7100 } },
  { why: 'sending once the time is over', events: [pressed, elapsed], to: { name: 'sending' } },
  { why: 'sent when the server has it', events: [pressed, elapsed, accepted], to: { name: 'sent', receipt } },
  {
    why: 'failed, with the reason',
    events: [pressed, elapsed, refused],
    to: { name: 'failed', message: 'no' },
  },
  { why: 'back after undo', events: [pressed, undone], to: { name: 'writing', returned: true } },
  { why: 'too late to undo', events: [pressed, elapsed, undone], to: { name: 'sending' } },
  {
    why: 'undo wins over a late tick',
    events: [pressed, undone, elapsed],
    to: { name: 'writing', returned: true },
  },
  {
    why: 'a second press changes nothing',
    events: [pressed, { ...pressed, nowMs: 900 }],
    to: { name: 'held', untilMs: 7100 },
  },
  { why: 'tried again', events: [pressed, elapsed, refused, pressed], to: { name: 'held', untilMs: 7100 } },
  { why: 'written on after a failure', events: [pressed, elapsed, refused, { type: 'edited' }], to: writing },
  {
    why: 'sent is the end',
    events: [pressed, elapsed, accepted, pressed, refused, undone],
    to: { name: 'sent', receipt },
  },
])('$why', ({ events, to }) => {
  expect(run(events)).toEqual(to);
});
