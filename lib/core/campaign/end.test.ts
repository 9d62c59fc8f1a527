import { expect, test } from 'vitest';
import { anEnrolment, id } from '../../../tests/support/builders.ts';
import { endOnBounce, endOnOptOut, endOnReply, resumeRun, stopRun } from './end.ts';

test.each([
  { status: 'active', onReply: 'continue', becomes: 'active' },
  { status: 'active', onReply: 'end', becomes: 'replied' },
  { status: 'active', onReply: 'success', becomes: 'success' },
  // The reply to the last mail of a campaign comes when all steps are done.
  { status: 'completed', onReply: 'continue', becomes: 'completed' },
  { status: 'completed', onReply: 'end', becomes: 'replied' },
  { status: 'completed', onReply: 'success', becomes: 'success' },
  { status: 'replied', onReply: 'end', becomes: 'replied' },
  { status: 'replied', onReply: 'success', becomes: 'replied' },
  { status: 'success', onReply: 'end', becomes: 'success' },
  { status: 'removed', onReply: 'end', becomes: 'removed' },
  { status: 'removed', onReply: 'success', becomes: 'removed' },
  { status: 'stopped', onReply: 'success', becomes: 'stopped' },
] as const)(
  'a reply to a run that is $status, with “$onReply”, makes it $becomes',
  ({ status, onReply, becomes }) => {
    const enrolment = anEnrolment({ status, currentStepId: id(52) });
    const ended = endOnReply(enrolment, { onReply });
    expect(ended).toEqual({ ...enrolment, status: becomes });
    // Nothing is to be written where nothing changes.
    expect(ended === enrolment).toBe(status === becomes);
  },
);

test.each([
  { status: 'active', byAssignee: true, becomes: 'removed' },
  { status: 'active', byAssignee: false, becomes: 'stopped' },
  { status: 'completed', byAssignee: true, becomes: null },
  { status: 'replied', byAssignee: true, becomes: null },
  { status: 'success', byAssignee: false, becomes: null },
  { status: 'removed', byAssignee: false, becomes: null },
  { status: 'stopped', byAssignee: true, becomes: null },
] as const)(
  'stopping a run that is $status, by its assignee $byAssignee: $becomes',
  ({ status, byAssignee, becomes }) => {
    const enrolment = anEnrolment({ status, currentStepId: id(52) });
    expect(stopRun(enrolment, byAssignee)).toMatchObject(
      becomes
        ? { ok: true, value: { ...enrolment, status: becomes } }
        : { ok: false, code: 'ENROLMENT_ENDED' },
    );
  },
);

const change = {
  before: { status: 'active', currentStepId: id(52) },
  after: { status: 'replied', currentStepId: id(52) },
} as const;

test('an end is taken back to where the run stood', () => {
  const ended = anEnrolment({ status: 'replied', currentStepId: id(52) });
  expect(resumeRun(ended, change, false)).toEqual({ ok: true, value: { ...ended, status: 'active' } });
});

test('a completed run becomes completed again, though the person is on the campaign once more', () => {
  const before = { status: 'completed', currentStepId: null } as const;
  const after = { status: 'success', currentStepId: null } as const;
  const ended = anEnrolment(after);
  expect(resumeRun(ended, { before, after }, true)).toMatchObject({ ok: true, value: before });
});

test.each([
  { name: 'the run was ended otherwise', status: 'stopped', step: 52 },
  { name: 'the run is active already', status: 'active', step: 52 },
  { name: 'the run stands elsewhere', status: 'replied', step: 53 },
] as const)('taking back is too late when $name', ({ status, step }) => {
  const enrolment = anEnrolment({ status, currentStepId: id(step) });
  expect(resumeRun(enrolment, change, false)).toMatchObject({ ok: false, code: 'ENROLMENT_MOVED_ON' });
});

test('who is on the campaign again is not put on it twice by taking back', () => {
  const enrolment = anEnrolment({ status: 'replied', currentStepId: id(52) });
  expect(resumeRun(enrolment, change, true)).toMatchObject({ ok: false, code: 'ALREADY_ENROLLED' });
});

test.each([
  { status: 'active', onBounce: undefined, becomes: 'bounced' },
  { status: 'active', onBounce: 'end', becomes: 'bounced' },
  { status: 'active', onBounce: 'wait', becomes: 'active' },
  // The report about the last mail comes when all steps are done.
  { status: 'completed', onBounce: 'end', becomes: 'bounced' },
  { status: 'replied', onBounce: 'end', becomes: 'replied' },
  { status: 'stopped', onBounce: 'end', becomes: 'stopped' },
] as const)('a dead address makes $becomes of $status with “$onBounce”', ({ status, onBounce, becomes }) => {
  const run = anEnrolment({ status });
  expect(endOnBounce(run, onBounce ? { onBounce } : {})).toEqual({ ...run, status: becomes });
});

test.each([
  ['active', 'unsubscribed'],
  ['completed', 'completed'],
  ['replied', 'replied'],
] as const)('who wants no more mail: of %s it becomes %s', (status, becomes) => {
  expect(endOnOptOut(anEnrolment({ status })).status).toBe(becomes);
});
