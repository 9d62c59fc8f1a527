// @vitest-environment happy-dom

import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { fail, ok } from '../../lib/contract/result.ts';
import type { FakeBackground } from '../support/fake-background.ts';
import { aGate } from '../support/gate.ts';
import { aCard, aChoice, aNightChoice, aRun } from '../support/person-pane.ts';
import { asked, button, dialog, openPerson } from '../support/person-tab.tsx';
import { press } from '../support/show.tsx';
import { aPerson, idOf } from '../support/tasks.ts';

test('a person is put on a campaign; a refusal says why and keeps the choice', async () => {
  const answers: FakeBackground['answers'] = {
    'campaigns.choices': () => ok({ campaigns: [aChoice()] }),
    'person.launch': () =>
      ok({ enrolmentId: null, refused: { code: 'CONSENT_WITHDRAWN', message: 'does not want to' } }),
  };
  const background = await openPerson({}, answers);
  fireEvent.click(button('Add to campaign'));
  fireEvent.click(await dialog().findByRole('button', { name: 'Add' }));
  expect(dialog().getByText('Choose a campaign.')).toBeDefined();
  fireEvent.click(dialog().getByRole('radio', { name: /Win back 2 steps/ }));
  fireEvent.click(dialog().getByRole('button', { name: 'Add' }));
  await dialog().findByText('This person does not want to be contacted.');
  delete background.answers['person.launch'];
  fireEvent.click(dialog().getByRole('button', { name: 'Add' }));
  await screen.findByText('Anna Lindqvist is on Win back', { selector: '.undo span' });
  press('z');
  await waitFor(() => expect(asked(background, 'enrolment.stop')).toHaveLength(1));
});

test('what the campaign’s mails lack of the person is asked first, field by field', async () => {
  const choices = [aChoice()];
  const personId = aPerson().id;
  const background = await openPerson(
    {},
    {
      'campaigns.choices': () => ok({ campaigns: choices }),
      'campaigns.gate': () => ok(aGate([personId])),
    },
  );
  fireEvent.click(button('Add to campaign'));
  fireEvent.click(await dialog().findByRole('radio', { name: /Win back/ }));
  fireEvent.click(dialog().getByRole('button', { name: 'Add' }));
  const heading = await dialog().findByRole('heading', { name: '1 person lacks something for “Win back”' });
  expect(document.activeElement).toBe(heading);
  expect(dialog().getByText('say something kind')).toBeDefined();
  fireEvent.click(dialog().getByRole('button', { name: 'Add' }));
  expect(dialog().getAllByText('Choose one of these.')).toHaveLength(2);
  const first = within(dialog().getByRole('region', { name: 'phone' })).getAllByRole('radio')[0];
  expect(document.activeElement).toBe(first);
  expect(asked(background, 'person.launch')).toEqual([]);

  const phone = within(dialog().getByRole('region', { name: 'phone' }));
  fireEvent.click(phone.getByRole('radio', { name: /Use another text/ }));
  const title = within(dialog().getByRole('region', { name: 'my_title' }));
  expect(title.getByText('A value is there, but it cannot stand in a link.')).toBeDefined();
  expect(title.queryByRole('radio', { name: /Enter the value/ })).toBeNull();
  fireEvent.click(title.getByRole('radio', { name: /by hand/ }));
  fireEvent.click(dialog().getByRole('button', { name: 'Add' }));
  expect(dialog().getByText('Enter a text.')).toBeDefined();
  const text = phone.getByRole('textbox', { name: 'Text to use instead' });
  expect(document.activeElement).toBe(text);
  fireEvent.input(text, { target: { value: 'our number' } });
  fireEvent.keyDown(text, { key: 'Enter', ctrlKey: true });
  await screen.findByText('Anna Lindqvist is on Win back', { selector: '.undo span' });
  const fields = { phone: { type: 'default', text: 'our number' }, my_title: { type: 'task' } };
  expect(asked(background, 'person.launch')).toMatchObject([{ choices: [{ personId, fields }] }]);
});

test('a text that may not stand in a link is named at its field; all that was chosen stays', async () => {
  const choices = [aChoice()];
  const personId = aPerson().id;
  const refused = {
    code: 'FIELD_MISSING' as const,
    message: 'not at its place',
    missing: ['my_title'],
    unsafe: ['my_title'],
  };
  const background = await openPerson(
    {},
    {
      'campaigns.choices': () => ok({ campaigns: choices }),
      'campaigns.gate': () => ok(aGate([personId])),
      'person.launch': () => ok({ enrolmentId: null, refused }),
    },
  );
  fireEvent.click(button('Add to campaign'));
  fireEvent.click(await dialog().findByRole('radio', { name: /Win back/ }));
  fireEvent.click(dialog().getByRole('button', { name: 'Add' }));
  await dialog().findByRole('heading', { name: '1 person lacks something for “Win back”' });
  const region = (name: string) => within(dialog().getByRole('region', { name }));
  const textOf = (name: string) => region(name).getByRole('textbox', { name: 'Text to use instead' });
  for (const [field, value] of [
    ['phone', 'our number'],
    ['my_title', 'javascript:x'],
  ] as const) {
    fireEvent.click(region(field).getByRole('radio', { name: /Use another text/ }));
    fireEvent.input(textOf(field), { target: { value } });
  }
  fireEvent.click(dialog().getByRole('button', { name: 'Add' }));
  await region('my_title').findByText(/^This cannot stand at its place in the mail/);
  expect(textOf('phone')).toHaveProperty('value', 'our number');
  expect(textOf('my_title')).toHaveProperty('value', 'javascript:x');
  await dialog().findByText(/^What was chosen cannot stand .* my_title/);
  fireEvent.click(dialog().getByRole('button', { name: 'Add' }));
  expect(asked(background, 'person.launch')).toHaveLength(1);
  delete background.answers['person.launch'];
  fireEvent.input(textOf('my_title'), { target: { value: 'https://x.example' } });
  fireEvent.click(dialog().getByRole('button', { name: 'Add' }));
  await screen.findByText('Anna Lindqvist is on Win back', { selector: '.undo span' });
});

test('for all at once; back leads to the campaigns; who is left out is not added', async () => {
  const choices = [aChoice()];
  const personId = aPerson().id;
  const background = await openPerson(
    {},
    {
      'campaigns.choices': () => ok({ campaigns: choices }),
      'campaigns.gate': () => ok(aGate([personId])),
      'person.launch': () => ok({ enrolmentId: null, refused: null }),
    },
  );
  fireEvent.click(button('Add to campaign'));
  fireEvent.click(await dialog().findByRole('radio', { name: /Win back/ }));
  fireEvent.click(dialog().getByRole('button', { name: 'Add' }));
  fireEvent.click(await dialog().findByRole('button', { name: 'Back' }));
  expect(dialog().getByRole('radio', { name: /Win back/ })).toHaveProperty('checked', true);
  fireEvent.click(dialog().getByRole('button', { name: 'Add' }));
  fireEvent.click(await dialog().findByRole('button', { name: 'Leave all of them out' }));
  fireEvent.click(dialog().getByRole('button', { name: 'Add' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(asked(background, 'person.launch')).toMatchObject([
    { choices: [{ personId, fields: { phone: { type: 'skip' } } }] },
  ]);
});

test('a server that does not answer the gate is said, and what was chosen stays', async () => {
  const choices = [aChoice()];
  const background = await openPerson(
    {},
    {
      'campaigns.choices': () => ok({ campaigns: choices }),
      'campaigns.gate': () => fail('SERVER_AWAY', 'no answer'),
    },
  );
  fireEvent.click(button('Add to campaign'));
  fireEvent.click(await dialog().findByRole('radio', { name: /Win back/ }));
  fireEvent.click(dialog().getByRole('button', { name: 'Add' }));
  await dialog().findByRole('alert');
  expect(asked(background, 'person.launch')).toEqual([]);
  expect(dialog().getByRole('radio', { name: /Win back/ })).toHaveProperty('checked', true);
});

test('it can start at a chosen time', async () => {
  const background = await openPerson({}, { 'campaigns.choices': () => ok({ campaigns: [aChoice()] }) });
  fireEvent.click(button('Add to campaign'));
  fireEvent.click(await dialog().findByRole('radio', { name: /Win back/ }));
  fireEvent.click(dialog().getByRole('radio', { name: 'At date and time' }));
  const when = dialog().getByLabelText(/^Date and time in/);
  fireEvent.input(when, { target: { value: '' } });
  fireEvent.click(dialog().getByRole('button', { name: 'Add' }));
  expect(dialog().getByText('Choose date and time.')).toBeDefined();
  fireEvent.input(when, { target: { value: '2026-11-20T09:00' } });
  fireEvent.click(dialog().getByRole('button', { name: 'Add' }));
  await waitFor(() =>
    expect(asked(background, 'person.launch')).toMatchObject([
      { start: { startAt: '2026-11-20T08:00:00.000Z', timing: {} } },
    ]),
  );
});

test('§3.4 any step: beside a thread, too, it is asked what a time means that is over', async () => {
  const campaigns = [aNightChoice({ name: 'By night' }), aChoice({ id: idOf('campaign', 3) })];
  const background = await openPerson({}, { 'campaigns.choices': () => ok({ campaigns }) });
  fireEvent.click(button('Add to campaign'));
  fireEvent.click(await dialog().findByRole('radio', { name: /By night/ }));
  const stored = dialog().getByLabelText(/^Date and time in/) as HTMLInputElement;
  expect(stored.value).toMatch(/T00:30$/);
  fireEvent.click(dialog().getByRole('button', { name: 'Add' }));
  expect(dialog().getByRole('alert').textContent).toBe('Choose one of these.');
  fireEvent.click(dialog().getByRole('radio', { name: 'At once when it starts' }));
  // Another campaign has other times, and an answer of its own.
  fireEvent.click(dialog().getByRole('radio', { name: /Win back/ }));
  fireEvent.click(dialog().getByRole('radio', { name: /By night/ }));
  fireEvent.click(dialog().getByRole('button', { name: 'Add' }));
  expect(asked(background, 'person.launch')).toEqual([]);
  fireEvent.click(dialog().getByRole('radio', { name: /next day that counts/ }));
  fireEvent.click(dialog().getByRole('button', { name: 'Add' }));
  await waitFor(() =>
    expect(asked(background, 'person.launch')).toMatchObject([
      { start: { timing: { firstTime: '00:30', pastTime: 'nextDay' } } },
    ]),
  );
});

test('§7.4 a run that is held says why and until when, and can go on at once', async () => {
  const until = '2026-12-14T23:00:00.000Z';
  const run = aRun({
    underWay: { task: { automatic: true, trouble: false }, sending: false, heldUntil: until },
    lastEvent: {
      id: idOf('action', 5),
      kind: 'away',
      source: 'mailbox',
      at: '2026-11-17T08:00:00.000Z',
      byName: null,
      undoable: true,
      note: '2026-12-11',
      until,
    },
  });
  const background = await openPerson({ cards: [aCard({ enrolments: [run] })] });
  expect(screen.getByText('Paused')).toBeDefined();
  expect(screen.getByText(/^Away, said an automatic answer .* goes on Dec 15/)).toBeDefined();
  fireEvent.click(button('Let it go on now'));
  await waitFor(() => expect(asked(background, 'enrolment.undo')).toHaveLength(1));
});

test('§7.4 a run whose mail is due says that it waits for its turn, and no moment that is over', async () => {
  const underWay = { task: { automatic: true, trouble: false }, sending: false, heldUntil: null };
  const run = aRun({ underWay, startAt: '2026-11-16T08:00:00.000Z', nextDueAt: '2026-11-17T08:00:00.000Z' });
  await openPerson({ cards: [aCard({ enrolments: [run] })] });
  expect(screen.getByText('Running: the email waits for its turn')).toBeDefined();
  expect(screen.queryByText(/^Next: /)).toBeNull();
});

test('§7.4 a run that has ended says how, with what the mail server said', async () => {
  const run = aRun({
    status: 'bounced',
    lastEvent: {
      id: idOf('action', 5),
      kind: 'bounced',
      source: 'mailbox',
      at: '2026-11-17T08:00:00.000Z',
      byName: null,
      undoable: false,
      note: '550 5.1.1 User unknown',
    },
  });
  await openPerson({ cards: [aCard({ enrolments: [run] })] });
  expect(screen.getByText('Ended: address dead')).toBeDefined();
  expect(screen.getByText(/^Mail came back .*: 550 5.1.1 User unknown$/)).toBeDefined();
});

test('a run of a campaign that is private to others is shown without its name and is not theirs to end', async () => {
  const run = aRun({ campaignName: null, currentStep: null, mine: false });
  await openPerson({ cards: [aCard({ enrolments: [run] })] });
  expect(screen.getByText('Private campaign')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Has replied' })).toBeNull();
});
