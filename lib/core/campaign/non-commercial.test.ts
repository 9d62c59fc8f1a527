import { describe, expect, test } from 'vitest';
import { newStep } from '../../../tests/support/domain.ts';
import type { Step } from '../../contract/campaign.ts';
import { type RunTask, runNeedsConsent, salesNeed } from './non-commercial.ts';
import { stepsInOrder } from './steps.ts';

const text = { subject: 'Invoice', html: '<p>x</p>', alsoTo: [], cc: [], bcc: [] };
const invoice = newStep({ type: 'email', title: 'Invoice', email: { ...text, nonCommercial: true } });
const offer = newStep({ type: 'email', title: 'Offer', email: text });
const call = newStep({ type: 'call', title: 'Ring' });
const campaignOf = (...steps: Step[]) => ({ days: [{ number: 1, steps }] });
const need = (...steps: Step[]) => salesNeed(stepsInOrder(campaignOf(...steps)));

test('§14.6 mail that is all non-commercial needs no consent, whatever calls stand between', () => {
  expect(need(invoice)).toEqual({ needs: 'nothing' });
  expect(need(call, invoice, call)).toEqual({ needs: 'nothing' });
});

test('§14.6 one mail that is commercial needs it, and is named; so do calls without any mail', () => {
  expect(need(invoice, offer)).toMatchObject({ needs: 'consent', mail: { step: { title: 'Offer' } } });
  expect(need(call)).toEqual({ needs: 'consent', mail: null });
});

const task = (step: Step, status: RunTask['status'], nonCommercial: boolean | null): RunTask => ({
  stepId: step.id,
  status,
  nonCommercial,
});

describe('§14.6 what is left: a run needs consent where it holds commercial mail, or none', () => {
  test.each<[string, boolean, Step[], RunTask[], string[]?]>([
    ['all is left', true, [offer, invoice], []],
    ['the offer is done', false, [offer, invoice], [task(offer, 'done', false)]],
    ['the offer was skipped', false, [offer, invoice], [task(offer, 'skipped', false)]],
    ['the offer was left out by an edit', false, [offer, invoice], [], [offer.id]],
    ['the offer was passed by and stands open', true, [offer, invoice], [task(offer, 'open', false)]],
    ['the offer was taken back', true, [offer, invoice], [task(offer, 'cancelled', false)]],
    [
      'the offer was done, and opened again',
      true,
      [offer],
      [task(offer, 'done', false), task(offer, 'open', false)],
    ],
    ['the task is older than the mark', true, [invoice], [task(invoice, 'open', false)]],
    ['the invoice stands open', false, [invoice, call], [task(invoice, 'open', true)]],
    ['calls alone are left', true, [invoice, call], [task(invoice, 'done', true), task(call, 'open', null)]],
  ])('%s', (_, needs, steps, tasks, leftOut = []) => {
    expect(runNeedsConsent(campaignOf(...steps), { leftOut }, tasks)).toBe(needs);
  });
});
