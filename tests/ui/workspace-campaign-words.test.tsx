// @vitest-environment happy-dom

import { screen } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { RunTimeline } from '../../components/rehearsal/RunTimeline.tsx';
import { App } from '../../entrypoints/workspace/App.tsx';
import type { Rehearsal, RehearsedRun } from '../../lib/contract/rehearsal.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { aSheet } from '../support/builders.ts';
import { aLibrary, type LibraryAnswers } from '../support/library.ts';
import { show } from '../support/show.tsx';
import { idOf } from '../support/tasks.ts';

const sheet = aSheet({
  name: 'Gate',
  category: 'Sales',
  days: [{ number: 1, steps: [] }],
  ownerId: 'user-2',
  ownerName: 'Bo Ek',
});
const { id } = sheet;
const open = (hash: string, over: LibraryAnswers): void => {
  history.replaceState(null, '', hash);
  show(<App />, {}, aLibrary(over).answers);
};

test('one step on one day is counted as one of each', async () => {
  const { days: _, ...rest } = sheet;
  const one = { ...rest, steps: 1, days: 1, ended: 0 };
  open('#/campaigns', {
    'campaigns.overview': () => ok({ campaigns: [one], total: 1, categories: [] }),
  });
  await screen.findByText('1 step, 1 day');
});

test('who may only read a campaign is not told to edit it, and its fields are switched off', async () => {
  open(`#/campaigns?id=${id}&edit=open`, {
    'campaigns.get': () => ok(sheet),
    'campaigns.overview': () => ok({ campaigns: [], total: 0, categories: [] }),
  });
  expect((await screen.findByRole('heading', { level: 1 })).textContent).toBe('Gate');
  expect(screen.getByRole('textbox', { name: 'Name' }).matches(':disabled, fieldset[disabled] *')).toBe(true);
});

test('a campaign that is not there may be one that is not shared', async () => {
  open(`#/campaigns?id=${id}&edit=open`, {
    'campaigns.get': () => fail('NOT_FOUND', 'no such campaign'),
    'campaigns.overview': () => ok({ campaigns: [], total: 0, categories: [] }),
  });
  await screen.findByText('It is not there any more, or it is not shared with you.');
});

test('a rehearsal writes the day until which somebody is away as a day', () => {
  const run = {
    personId: idOf('person', 1),
    personName: 'Anna',
    campaignId: id,
    timeZone: 'Europe/Stockholm',
    refusal: null,
    steps: [],
    events: [{ at: '2026-11-18T09:00:00.000Z', kind: 'outOfOffice', effect: 'shown', detail: '2026-12-02' }],
  } as unknown as RehearsedRun; // as much of a run as the timeline reads
  const rehearsal = { messages: [] } as unknown as Rehearsal;
  show(<RunTimeline run={run} rehearsal={rehearsal} />);
  expect(screen.getByText(/^Out of office until Wed, Dec 2/)).toBeDefined();
});
