// @vitest-environment happy-dom

import { fireEvent, screen, within } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { GateForm } from '../../components/gate/GateForm.tsx';
import { useGate } from '../../components/gate/use-gate.ts';
import { AnswerStep } from '../../components/launch/AnswerStep.tsx';
import type { CampaignGate } from '../../lib/contract/gate.ts';
import { show } from '../support/show.tsx';

test('§5 same address: people of one name are told apart by their addresses, and whose address it is stands there', () => {
  const names = new Map([
    ['one', 'Ana Berg'],
    ['two', 'Ana Berg'],
    ['three', 'cai@same.example'],
  ]);
  const emails = new Map([
    ['one', 'ana@same.example'],
    ['two', 'ANA@same.example'],
    ['three', 'cai@same.example'],
  ]);
  const people = ['one', 'three'].map((personId) => ({ personId, otherCampaigns: [], addressDead: null }));
  const sameAs = { name: 'Ana Berg', isInside: false };
  const refused = [{ personId: 'two', code: 'SAME_ADDRESS' as const, message: 'same', sameAs }];
  show(<AnswerStep answer={{ people, refused }} names={names} emails={emails} />);
  const lines = (region: RegExp) =>
    within(screen.getByRole('region', { name: region }))
      .getAllByRole('listitem')
      .map((line) => line.textContent);
  expect(lines(/can be added/)).toEqual(['Ana Bergana@same.example', 'cai@same.example']);
  expect(lines(/cannot be added/)).toEqual([
    'Ana BergANA@same.exampleSame address as Ana Berg, who is added',
  ]);
});

test('of a mail that would leave by itself it is said that its prompt makes a task of it', () => {
  const place = (title: string) => ({ stepId: title, title, dayNumber: 1, stepNumber: 1, byField: [] });
  const missing = [{ field: 'phone', parts: ['html' as const], why: 'empty' as const }];
  const gate: CampaignGate = {
    steps: [
      {
        ...place('First'),
        automatic: true,
        held: [{ personId: 'one', missing }],
        prompts: [{ text: 'a greeting', part: 'html' }],
      },
      { ...place('Second'), automatic: false, held: [], prompts: [{ text: 'a reason', part: 'html' }] },
    ],
    editable: [],
  };
  const One = () => {
    const model = useGate();
    if (!model.gate) model.show(gate);
    return <GateForm model={model} campaign="Spring" names={new Map()} level={2} onBack={null} />;
  };
  show(<One />);
  const noteOf = (text: string) => screen.getByText(text).closest('.note')?.textContent;
  expect(noteOf('a greeting')).toContain('It becomes a task');
  expect(noteOf('a reason')).toBe('You will be asked to write:a reason');
  expect(screen.queryByRole('button', { name: 'Back' })).toBeNull();
});

test('G17: who has no first name is listed before the launch, holds nobody, and can be given one', () => {
  const place = { stepId: 'First', title: 'First', dayNumber: 1, stepNumber: 1, held: [], byField: [] };
  const gate: CampaignGate = {
    steps: [{ ...place, blank: [{ field: 'first_name', personIds: ['one', 'two'] }], prompts: [] }],
    editable: ['first_name'],
  };
  const names = new Map([
    ['one', 'Berg'],
    ['two', 'Lund'],
  ]);
  const said: unknown[] = [];
  const One = () => {
    const model = useGate();
    if (!model.gate) model.show(gate);
    said.push(model.choices);
    return <GateForm model={model} campaign="Spring" names={names} level={2} onBack={null} />;
  };
  show(<One />);
  const blank = screen.getByRole('region', { name: 'first_name' });
  expect(blank.textContent).toContain('2 people have no first name: their mail reads “Hi ,”');
  expect(blank.textContent).toContain('Berg and Lund');
  expect(said.at(-1)).toEqual([]);
  fireEvent.input(within(blank).getByLabelText('Value for Lund'), { target: { value: ' Liv ' } });
  expect(said.at(-1)).toEqual([{ personId: 'two', fields: { first_name: { type: 'edit', value: 'Liv' } } }]);
});
