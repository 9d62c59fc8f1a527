// @vitest-environment happy-dom

import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { AbsenceSection } from '../../components/settings/AbsenceSection.tsx';
import { App as Sidebar } from '../../entrypoints/sidebar/App.tsx';
import type { Absence } from '../../lib/contract/absence.ts';
import { ok } from '../../lib/contract/result.ts';
import { signedIn } from '../support/fake-state.ts';
import { aLibrary, type LibraryAnswers } from '../support/library.ts';
import { show } from '../support/show.tsx';
import { aTask, idOf } from '../support/tasks.ts';

/** Now it is Wednesday 18 November 2026, 11:00 where Karin lives. */
const away: Absence = {
  id: idOf('activity', 1),
  userId: idOf('person', 1),
  userName: 'Karin Holm',
  self: true,
  firstDay: '2026-11-16',
  lastDay: '2026-11-20',
  from: '2026-11-15T23:00:00.000Z',
  until: '2026-11-20T23:00:00.000Z',
  tasks: 'spread',
  perDay: 20,
  mails: 'goOn',
};

/** A server on which this absence stands until it is ended. */
function aServer(absence: Absence | null, over: LibraryAnswers = {}) {
  let ended = false;
  return aLibrary({
    'absences.list': () => ok({ absences: absence && !ended ? [absence] : [] }),
    'absences.end': ({ body }: { body: { ended: boolean } }) => {
      ended = body.ended;
      return ok(away);
    },
    ...over,
  });
}

test('G7: beside the tasks it says until when one is away; “I am back” ends that, and can be undone', async () => {
  const { answers, requestsOf } = aServer(away);
  show(<Sidebar />, { tasks: [aTask()] }, answers);
  await screen.findByText('Away until Fri, Nov 20');
  fireEvent.click(screen.getByRole('button', { name: 'I am back' }));
  fireEvent.click(await screen.findByRole('button', { name: /Undo/ }));
  await screen.findByText('Away until Fri, Nov 20');
  expect(requestsOf('absences.end')).toEqual([
    { params: { id: away.id }, body: { ended: true } },
    { params: { id: away.id }, body: { ended: false } },
  ]);
});

test('G7: an absence that is ahead, or a colleague’s, is no matter of today’s tasks', async () => {
  const { answers, requestsOf } = aServer({ ...away, from: '2026-11-19T23:00:00.000Z' });
  show(<Sidebar />, { tasks: [aTask()] }, answers);
  await screen.findByText('1 task');
  await waitFor(() => expect(requestsOf('absences.list')).not.toEqual([]));
  expect(screen.queryByText(/Away until/)).toBeNull();
});

test('G7: what an absence would do is told before it is entered, and nothing is sent that cannot be', async () => {
  const { me } = signedIn;
  if (!me) throw new Error('expected somebody');
  const { answers, requestsOf } = aServer(null, {
    'absences.foretell': () =>
      ok({
        tasks: 21,
        mails: 1,
        days: [
          { date: '2026-12-14', tasks: 20 },
          { date: '2026-12-15', tasks: 1 },
        ],
      }),
    'absences.add': () => ok(away),
  });
  show(<AbsenceSection me={me} />, {}, answers);
  const type = (label: string, value: string) =>
    fireEvent.input(screen.getByLabelText(label), { target: { value } });
  fireEvent.click(await screen.findByRole('button', { name: 'Enter absence' }));
  expect(await screen.findAllByText('Choose a day.')).toHaveLength(2);
  type('First day away', '2026-12-07');
  type('Last day away', '2026-12-04');
  await screen.findByText('This is before the first day.');
  type('Last day away', '2026-12-11');
  await screen.findByText(/21 tasks fall into it, and 1 mail/);
  expect(screen.getByText('Tue, Dec 15').closest('li')?.textContent).toContain('1 task');
  fireEvent.click(screen.getByRole('button', { name: 'Enter absence' }));
  await waitFor(() =>
    expect(requestsOf('absences.add')).toMatchObject([
      { body: { firstDay: '2026-12-07', lastDay: '2026-12-11', tasks: 'spread', perDay: 20, mails: 'goOn' } },
    ]),
  );
});

test('G7: a colleague is chosen to do the tasks; who gets how many, and what cannot be handed over, is told before', async () => {
  const { me } = signedIn;
  if (!me) throw new Error('expected somebody');
  const [alva, bo] = [idOf('person', 7), idOf('person', 8)];
  const boAway = { ...away, userId: bo, self: false, firstDay: '2026-12-08', lastDay: '2026-12-08' };
  const { answers, requestsOf } = aServer(null, {
    'absences.list': () => ok({ absences: [boAway] }),
    'members.list': () =>
      ok({
        members: [
          { id: me.user.id, name: 'Karin Holm', self: true },
          { id: alva, name: 'Alva', self: false },
          { id: bo, name: 'Bo', self: false },
        ],
      }),
    'absences.foretell': () =>
      ok({
        tasks: 6,
        mails: 2,
        days: [{ date: '2026-12-14', tasks: 1 }],
        handedOver: { name: 'Alva', tasks: { email: 1, call: 3, inmail: 0, custom: 1 }, followUps: 1 },
      }),
    'absences.add': () => ok({ ...away, tasks: 'handOver', standIn: { id: alva, name: 'Alva' } }),
  });
  show(<AbsenceSection me={{ ...me, role: 'user' }} />, {}, answers);
  const type = (label: string, value: string) =>
    fireEvent.input(screen.getByLabelText(label), { target: { value } });
  fireEvent.click(await screen.findByLabelText(/A colleague does them/));
  const field = await screen.findByLabelText('Who does them');
  expect([...field.querySelectorAll('option')].map(({ textContent }) => textContent)).toEqual([
    'Choose a colleague',
    'Alva',
    'Bo',
  ]);
  type('First day away', '2026-12-07');
  type('Last day away', '2026-12-11');
  fireEvent.click(screen.getByRole('button', { name: 'Enter absence' }));
  await screen.findByText('Choose a colleague.');
  fireEvent.change(field, { target: { value: bo } });
  await screen.findByText('Bo is away on some of these days.');
  expect(requestsOf('absences.foretell')).toEqual([]);
  fireEvent.change(field, { target: { value: alva } });
  await screen.findByText('Alva gets 5 tasks:');
  expect(screen.getByText('Call').closest('li')?.textContent).toContain('3 tasks');
  expect(screen.queryByText('InMail')).toBeNull();
  screen.getByText(/1 follow-up cannot be handed over/);
  screen.getByText('Mails that leave by themselves keep their sender and leave as planned.');
  fireEvent.click(screen.getByRole('button', { name: 'Enter absence' }));
  await waitFor(() =>
    expect(requestsOf('absences.add')).toMatchObject([{ body: { tasks: 'handOver', standInId: alva } }]),
  );
});

test('G7: whoever stands in for a colleague is told before whose tasks go back', async () => {
  const { me } = signedIn;
  if (!me) throw new Error('expected somebody');
  const standIn = { id: me.user.id, name: 'Karin Holm' };
  const handed: Absence = { ...away, userId: idOf('person', 8), self: false, userName: 'Bo', standIn };
  const { answers, requestsOf } = aServer(handed, {
    'absences.foretell': () => ok({ tasks: 0, mails: 0, days: [], goBack: [{ name: 'Bo', tasks: 2 }] }),
    'absences.add': () => ok(away),
  });
  show(<AbsenceSection me={{ ...me, role: 'user' }} />, {}, answers);
  const type = (label: string, value: string) =>
    fireEvent.input(screen.getByLabelText(label), { target: { value } });
  await screen.findByLabelText('First day away');
  type('First day away', '2026-11-19');
  type('Last day away', '2026-11-19');
  await screen.findByText(/Bo has handed over their tasks\. 2 open tasks go back/);
  fireEvent.click(screen.getByRole('button', { name: 'Enter absence' }));
  await waitFor(() => expect(requestsOf('absences.add')).toHaveLength(1));
});

test('G7: who does the tasks stands beside the absence and comes back with its undo', async () => {
  const { me } = signedIn;
  if (!me) throw new Error('expected somebody');
  const handed: Absence = { ...away, tasks: 'handOver', standIn: { id: idOf('person', 7), name: 'Alva' } };
  const { answers, requestsOf } = aServer(handed, {
    'absences.remove': () => ok({}),
    'absences.add': () => ok(handed),
  });
  show(<AbsenceSection me={me} />, {}, answers);
  await screen.findByText(/Alva does the tasks\./);
  fireEvent.click(screen.getByRole('button', { name: /Remove the absence/ }));
  fireEvent.click(await screen.findByRole('button', { name: /Undo/ }));
  await waitFor(() =>
    expect(requestsOf('absences.add')).toMatchObject([
      { body: { id: away.id, tasks: 'handOver', standInId: idOf('person', 7) } },
    ]),
  );
});
