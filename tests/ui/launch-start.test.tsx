// @vitest-environment happy-dom

import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { LaunchPage } from '../../components/launch/LaunchPage.tsx';
import type { RequestOf } from '../../lib/contract/api.ts';
import { ok } from '../../lib/contract/result.ts';
import { aSheet } from '../support/builders.ts';
import { signedIn } from '../support/fake-state.ts';
import { aLibrary } from '../support/library.ts';
import { aCall, aMail, daysOf } from '../support/plans.ts';
import { show } from '../support/show.tsx';
import { aPerson, idOf } from '../support/tasks.ts';

/** Thursday, 12:00 in Stockholm. */
const clock = { now: new Date('2026-06-04T10:00:00.000Z'), timeZone: 'Europe/Stockholm' };

/** A launch of one person that has come to its start. */
async function atStart(days: Parameters<typeof daysOf>[0], over: Parameters<typeof aPerson>[0] = {}) {
  const sheet = aSheet(daysOf(days));
  const person = aPerson({ id: idOf('person', 1), ...over });
  const library = aLibrary({
    'limits.get': () => ok({ peoplePerLaunch: 200, launchesPerDay: 200, runningCampaigns: 200 }),
    'campaigns.get': () => ok(sheet),
    'campaigns.candidates': () =>
      ok({ people: [{ personId: person.id, otherCampaigns: [], addressDead: null }], refused: [] }),
    'campaigns.gate': () => ok({ steps: [], editable: [] }),
    'campaigns.plan': () => ok({ plans: [] }),
    'campaigns.launch': () => ok({ enrolled: [], refused: [], skipped: [] }),
  });
  const none = () => undefined;
  const { me } = signedIn;
  if (!me) throw new Error('expected somebody to be signed in');
  const page = { campaignId: sheet.id, me, clock, start: [person] };
  show(<LaunchPage {...page} onLeave={none} onPeople={none} onEdit={none} />, {}, library.answers);
  const next = async () => {
    const button = screen.getByRole('button', { name: 'Next' });
    await waitFor(() => expect(button.hasAttribute('disabled')).toBe(false));
    fireEvent.click(button);
  };
  const heading = (name: string) => screen.findByRole('heading', { name });
  await heading('Who can be added, and who cannot');
  await next();
  if (sheet.days[0]?.steps[0]?.type === 'email') {
    await heading('The first email, as each of them will get it');
    await next();
  }
  await heading('When does it start?');
  return {
    next,
    /** What the plan and then the launch were told. */
    told: async () => {
      await next();
      await heading('What will happen when');
      fireEvent.click(screen.getByRole('button', { name: 'Start for 1 person' }));
      await waitFor(() => expect(library.requestsOf('campaigns.launch')).toHaveLength(1));
      const [plan] = library.requestsOf('campaigns.plan') as RequestOf<'campaigns.plan'>[];
      const [launch] = library.requestsOf('campaigns.launch') as RequestOf<'campaigns.launch'>[];
      expect(launch?.body.timing).toEqual(plan?.body.timing);
      expect(launch?.body.startAt).toEqual(plan?.body.startAt);
      return launch?.body.timing;
    },
  };
}

const choose = (name: string | RegExp) => fireEvent.click(screen.getByRole('radio', { name }));

test('§3.4 any step: a mail of day 1 whose time is over is asked about by name, also where the first one leaves now', async () => {
  const { next, told } = await atStart({
    1: [aMail(1, { send: 'choose_at_launch' }), aMail(2, { title: 'Second mail', dueTime: '00:30' })],
  });
  expect(screen.getByRole('group', { name: /“Second mail” at 00:30/ })).toBeDefined();
  await next();
  expect((await screen.findByRole('alert')).textContent).toBe('Choose one of these.');
  choose(/next day that counts/);
  expect(await told()).toEqual({ startNow: true, pastTime: 'nextDay' });
});

test('§3.4 any step: and where a call comes first', async () => {
  const { told } = await atStart({ 1: [aCall(1, { title: 'Ring' }), aMail(2, { dueTime: '00:30' })] });
  expect(screen.getByRole('group', { name: /“Ring” at 09:00 and “Mail 2” at 00:30/ })).toBeDefined();
  choose('At once when it starts');
  expect(await told()).toEqual({ pastTime: 'now' });
});

test('§4.3 offered: dates are kept, and times are those of each recipient, where that is chosen at the launch', async () => {
  const days = { 1: [aMail(1, { send: 'choose_at_launch' }), aMail(2, { dueTime: '09:00' })] };
  const { told } = await atStart(days, { timeZone: 'America/New_York' });
  // 09:00 is over here, and not where the recipient is.
  expect(screen.getByRole('group', { name: /“Mail 2” at 09:00/ })).toBeDefined();
  expect(screen.getByRole('radio', { name: /^Mine/ }).matches(':checked')).toBe(true);
  choose(/^The clock of each person/);
  expect(screen.queryByRole('group', { name: /“Mail 2”/ })).toBeNull();
  choose(/^Later steps keep their dates/);
  expect(await told()).toEqual({ startNow: true, zone: 'recipient', keepDates: true });
});

test('a time that is chosen is one where the recipients are, and so it says', async () => {
  await atStart({ 1: [aCall(1)] });
  choose('At date and time');
  expect(screen.getByLabelText('Date and time in Stockholm')).toBeDefined();
  choose(/^The clock of each person/);
  expect(screen.getByLabelText('Date and time where each of them is')).toBeDefined();
});
