import { expect, test } from 'vitest';
import { aCampaign, aStep } from '../../../tests/support/builders.ts';
import { aTemplate } from '../../../tests/support/tasks.ts';
import type { StepEmail } from '../../contract/campaign.ts';
import { copyInto } from './copies.ts';
import { copiesIn, renewCopies } from './renew-copies.ts';

const nobody = { alsoTo: [], cc: [], bcc: [] };
const first = aTemplate({ version: 1 });
const second = aTemplate({ version: 2, subject: 'Another question' });
const versions = new Map([first, second].map((template) => [template.version, template]));
const copy = copyInto(nobody, first);
const edited = { ...copy, subject: 'Mine' };
const strange = { ...nobody, subject: 'Own', html: '<p>x</p>' };

const campaignWith = (...emails: StepEmail[]) =>
  aCampaign({
    days: emails.map((email, index) => ({ number: index + 1, steps: [aStep({ type: 'email', email })] })),
  });
const subjectsOf = (campaign: ReturnType<typeof aCampaign>) =>
  campaign.days.flatMap(({ steps }) => steps.map(({ email }) => email?.subject));

test('steps that hold a copy, and from which version', () => {
  const found = copiesIn(campaignWith(strange, copy, edited), first.id);
  expect(found.map(({ dayNumber, version }) => [dayNumber, version])).toEqual([
    [2, 1],
    [3, 1],
  ]);
});

test.each([
  // An edited copy is left alone unless that is asked for.
  [false, { updated: 1, same: 0, kept: 1 }, ['Own', second.subject, 'Mine']],
  [true, { updated: 2, same: 0, kept: 0 }, ['Own', second.subject, second.subject]],
])('renewed, edited ones too: %s', (also, counts, subjects) => {
  const renewed = renewCopies(campaignWith(strange, copy, edited), second, versions, also);
  expect(renewed).toMatchObject({ counts, changed: true });
  expect(subjectsOf(renewed.campaign)).toEqual(subjects);
});

test('a step that says the same already learns the number of the version, and no more is written', () => {
  const once = renewCopies(campaignWith({ ...copy, subject: second.subject }), second, versions, false);
  expect(once).toMatchObject({ counts: { updated: 0, same: 1 }, changed: true });
  expect(copiesIn(once.campaign, second.id)).toMatchObject([{ version: 2 }]);
  expect(renewCopies(once.campaign, second, versions, true)).toMatchObject({ changed: false });
});

test('a campaign without a copy stays as it is', () => {
  const campaign = campaignWith(strange);
  expect(renewCopies(campaign, second, versions, true)).toEqual({
    campaign,
    counts: { updated: 0, same: 0, kept: 0 },
    changed: false,
  });
});
