// @vitest-environment happy-dom

import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { LaunchPage } from '../../components/launch/LaunchPage.tsx';
import type { RequestOf } from '../../lib/contract/api.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { aSheet } from '../support/builders.ts';
import { signedIn } from '../support/fake-state.ts';
import { aLibrary, type LibraryAnswers } from '../support/library.ts';
import { press, show } from '../support/show.tsx';
import { aPerson, idOf } from '../support/tasks.ts';

const clock = { now: new Date('2026-11-12T13:20:00.000Z'), timeZone: 'Europe/Stockholm' };
const sheet = aSheet();
type Body = RequestOf<'campaigns.launch'>['body'];

/** A launch of so many, each part of which is answered when `answer` is called. */
async function start(people: number, over: LibraryAnswers = {}) {
  const chosen = Array.from({ length: people }, (_, index) =>
    aPerson({ id: idOf('person', index + 1), firstName: `P${index}` }),
  );
  const waiting: (() => void)[] = [];
  const library = aLibrary({
    'limits.get': () => ok({ peoplePerLaunch: 1_000, launchesPerDay: 200, runningCampaigns: 200 }),
    'campaigns.get': () => ok(sheet),
    'campaigns.candidates': () =>
      ok({
        people: chosen.map(({ id }) => ({ personId: id, otherCampaigns: [], addressDead: null })),
        refused: [],
      }),
    'campaigns.gate': () => ok({ ready: people, held: [], fields: [], prompts: [], steps: [] }),
    'campaigns.plan': () => ok({ plans: [] }),
    'campaigns.launch': ({ body }: { body: Body }) =>
      new Promise((answer) => waiting.push(() => answer(ok(reportOf(body))))),
    'enrolments.stopMany': ({ body }: RequestOf<'enrolments.stopMany'>) =>
      ok({ stopped: body.runs.map(({ id }) => id), refused: [] }),
    ...over,
  });
  const none = () => undefined;
  const { me } = signedIn;
  if (!me) throw new Error('expected somebody to be signed in');
  show(
    <LaunchPage
      campaignId={sheet.id}
      me={me}
      clock={clock}
      start={chosen}
      onLeave={none}
      onPeople={none}
      onEdit={none}
    />,
    {},
    library.answers,
  );
  const next = async (heading: string) => {
    await screen.findByRole('heading', { name: heading });
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Next' }).hasAttribute('disabled')).toBe(false),
    );
    fireEvent.click(screen.getByRole('button', { name: 'Next' }));
  };
  await next('Who can be added, and who cannot');
  await next('When does it start?');
  await screen.findByRole('heading', { name: 'What will happen when' });
  const begin = () => fireEvent.click(screen.getByRole('button', { name: `Start for ${people} people` }));
  begin();
  return {
    begin,
    bodies: () => library.requestsOf('campaigns.launch').map((request) => (request as { body: Body }).body),
    stops: () =>
      library
        .requestsOf('enrolments.stopMany')
        .flatMap((request) => (request as RequestOf<'enrolments.stopMany'>).body.runs),
    answer: async () => {
      await waitFor(() => expect(waiting.length).toBeGreaterThan(0));
      waiting.shift()?.();
    },
  };
}

function reportOf({ personIds, part }: Body) {
  const taken = part ? personIds.slice(part.from, part.from + part.count) : personIds;
  const run = { campaignId: sheet.id, assigneeId: 'user-1', status: 'active', timeZone: 'UTC' };
  return {
    enrolled: taken.map((personId) => ({ ...run, id: `run of ${personId}`, personId })),
    refused: [],
    skipped: [],
  };
}

test('§5 progress: many are added part by part, and it is said how far it is', async () => {
  const { answer, bodies } = await start(450);
  expect(document.activeElement?.textContent).toBe('Adding people to “Spring”');
  const bar = () => screen.getByRole('progressbar', { name: /of 450/ });
  expect(screen.getByRole('status').textContent).toBe('0 of 450');
  await answer();
  await waitFor(() => expect(screen.getByRole('status').textContent).toBe('200 of 450'));
  expect([bar().getAttribute('value'), bar().getAttribute('max')]).toEqual(['200', '450']);
  // Whoever leaves now is asked first.
  expect(dispatchEvent(new Event('beforeunload', { cancelable: true }))).toBe(false);
  await answer();
  await answer();
  await screen.findByRole('heading', { name: '450 people added to “Spring”' });
  await waitFor(() => expect(dispatchEvent(new Event('beforeunload', { cancelable: true }))).toBe(true));
  expect(bodies().map(({ part }) => [part?.from, part?.count])).toEqual([
    [0, 200],
    [200, 200],
    [400, 50],
  ]);
  expect(new Set(bodies().map(({ part }) => part?.launchId)).size).toBe(1);
  expect(bodies().every(({ personIds }) => personIds.length === 450)).toBe(true);
  expect(screen.getByRole('button', { name: /^Undo/ })).toBeDefined();
});

test('§5 progress: it stops before the next part, and what was added can be taken off again', async () => {
  const { answer, bodies, stops } = await start(450);
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(screen.getByRole('button', { name: /^Stops after/ }).hasAttribute('disabled')).toBe(true);
  await answer();
  await screen.findByRole('heading', { name: '200 people added to “Spring”' });
  expect(screen.getByText('Stopped: 250 people were not added')).toBeDefined();
  expect(bodies()).toHaveLength(1);
  fireEvent.click(screen.getByRole('button', { name: 'Take them off again' }));
  await screen.findByRole('heading', { name: 'Taken off “Spring” again: 200 people' });
  expect(stops().map(({ enrolmentId }) => enrolmentId)).toEqual(
    bodies()[0]
      ?.personIds.slice(0, 200)
      .map((id) => `run of ${id}`),
  );
});

test('§5 progress: what was added can stay, or the others follow', async () => {
  const { answer, bodies, stops } = await start(250);
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  await answer();
  fireEvent.click(await screen.findByRole('button', { name: 'Add the other 50 too' }));
  expect(screen.getByRole('status').textContent).toBe('200 of 250');
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  await answer();
  // Everybody's turn had come: there was nothing left to stop.
  await screen.findByRole('heading', { name: '250 people added to “Spring”' });
  expect(bodies().map(({ part }) => part?.from)).toEqual([0, 200]);
  expect(screen.queryByRole('button', { name: 'Leave them on it' })).toBeNull();
  expect(stops()).toEqual([]);
});

test('§5 progress: a part that got no answer is asked for again as the same launch, or taken back with the others', async () => {
  let asked = 0;
  const { bodies, stops } = await start(450, {
    'campaigns.launch': ({ body }: { body: Body }) => {
      asked += 1;
      if (asked > 1) throw new Error('no answer');
      return ok(reportOf(body));
    },
    'enrolments.stopMany': ({ body }: RequestOf<'enrolments.stopMany'>) =>
      ok({
        stopped: [],
        refused: body.runs.slice(1).map(({ id }) => ({ id, code: 'NOT_FOUND', message: 'there is none' })),
      }),
  });
  expect(await screen.findByText('No answer: perhaps 200 people were added')).toBeDefined();
  fireEvent.click(await screen.findByRole('button', { name: 'Add the other 250 too' }));
  await waitFor(() => expect(bodies()).toHaveLength(3));
  const again = bodies().map(({ part }) => part);
  expect(again[2]).toEqual(again[1]);
  fireEvent.click(await screen.findByRole('button', { name: 'Take them off again' }));
  await waitFor(() => expect(stops()).toHaveLength(400));
  // Those of the first part must be there.
  expect(await screen.findByRole('alert')).toBeDefined();
});

test('a launch that is taken back says how many mails had left before', async () => {
  await start(2, {
    'campaigns.launch': ({ body }: { body: Body }) => ok(reportOf(body)),
    'enrolments.stopMany': ({ body }: RequestOf<'enrolments.stopMany'>) =>
      ok({ stopped: body.runs.map(({ id }) => id), refused: [], left: 2 }),
  });
  await screen.findByRole('heading', { name: '2 people added to “Spring”' });
  press('z');
  await screen.findByText('2 emails had left already');
});

test('§5 progress: what stands in the way of the whole is said where it was asked for, and asked again it is the same launch', async () => {
  let asked = 0;
  const { begin, bodies } = await start(2, {
    'campaigns.launch': ({ body }: { body: Body }) => {
      asked += 1;
      return asked === 1 ? fail('BROKEN', 'the server could not') : ok(reportOf(body));
    },
  });
  await screen.findByRole('alert');
  begin();
  await screen.findByRole('heading', { name: '2 people added to “Spring”' });
  expect(bodies()[1]).toEqual(bodies()[0]);
  press('z');
  await screen.findByRole('heading', { name: 'Taken off “Spring” again: 2 people' });
  expect(screen.queryByRole('progressbar')).toBeNull();
});
