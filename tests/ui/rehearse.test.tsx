// @vitest-environment happy-dom

import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { Rehearse } from '../../components/rehearsal/Rehearse.tsx';
import { fail, ok } from '../../lib/contract/result.ts';
import { aSheet } from '../support/builders.ts';
import { signedIn } from '../support/fake-state.ts';
import { aLibrary } from '../support/library.ts';
import { show } from '../support/show.tsx';
import { aPerson } from '../support/tasks.ts';

const clock = { now: new Date('2026-11-18T10:00:00.000Z'), timeZone: 'Europe/Stockholm' };

function open(people: ReturnType<typeof aPerson>[]) {
  const { me } = signedIn;
  if (!me) throw new Error('expected somebody');
  const { answers, requestsOf } = aLibrary({
    'people.list': () => ok({ people, total: people.length }),
    'rehearsals.start': () => fail('LIMIT_REACHED', 'another rehearsal is under way'),
  });
  show(<Rehearse campaign={aSheet()} me={me} clock={clock} onBack={() => {}} />, {}, answers);
  return requestsOf;
}

test('G24 where the workspace has nobody, made-up people are offered', async () => {
  const requestsOf = open([]);
  await screen.findByText(/^There is nobody in the workspace yet\. Made-up people/);
  fireEvent.click(screen.getByRole('button', { name: 'Start the rehearsal' }));
  await waitFor(() =>
    expect(requestsOf('rehearsals.start')).toMatchObject([{ body: { sample: true, people: 8 } }]),
  );
});

test('G24 where it has somebody, some of them are taken unless made-up people are wished', async () => {
  const requestsOf = open([aPerson()]);
  await waitFor(() => expect(requestsOf('people.list')).not.toEqual([]));
  const start = () => fireEvent.click(screen.getByRole('button', { name: 'Start the rehearsal' }));
  start();
  await waitFor(() => expect(requestsOf('rehearsals.start')).toMatchObject([{ body: { sample: false } }]));
  fireEvent.change(screen.getByLabelText('With whom'), { target: { value: 'sample' } });
  await screen.findByText(/^Made-up people at companies that do not exist\./);
  start();
  await waitFor(() => expect(requestsOf('rehearsals.start')[1]).toMatchObject({ body: { sample: true } }));
});
