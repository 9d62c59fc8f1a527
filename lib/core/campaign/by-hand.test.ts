import { expect, test } from 'vitest';
import type { PersonChoices, StepGate } from '../../contract/gate.ts';
import { mailsByHand } from './by-hand.ts';

function gateOf(stepId: string, over: Partial<Pick<StepGate, 'held' | 'prompts'>>): StepGate {
  const place = { title: stepId, dayNumber: 1, stepNumber: 1 };
  return { stepId, ...place, held: [], byField: [], prompts: [], ...over };
}
const lacks = (personId: string, ...fields: string[]) => ({
  personId,
  missing: fields.map((field) => ({ field, parts: ['html' as const], why: 'empty' as const })),
});
const steps = [
  gateOf('whole', {}),
  gateOf('prompted', { prompts: [{ text: 'say something', part: 'html' }] }),
  gateOf('lacking', { held: [lacks('bo', 'phone', 'title'), lacks('cai', 'phone')] }),
];
const phone = { type: 'default', text: '112' } as const;

test.each<[string, PersonChoices['fields'], string[]]>([
  ['ana', {}, ['prompted']],
  ['bo', {}, ['prompted', 'lacking']],
  ['bo', { phone, title: { type: 'task' } }, ['prompted', 'lacking']],
  ['bo', { phone, title: { type: 'edit', value: 'CEO' } }, ['prompted']],
  ['cai', { phone }, ['prompted']],
])('§6 prompts: of %s, for whom %o was chosen, a person sends %o', (personId, fields, stepIds) => {
  const byHand = mailsByHand({ steps, editable: [] }, [{ personId, fields }]);
  expect(byHand(personId)).toEqual(stepIds);
});
