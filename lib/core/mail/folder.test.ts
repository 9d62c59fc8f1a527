import { expect, test } from 'vitest';
import { MailFolder, MailStanding } from '../../contract/mail.ts';
import type { SendState } from '../send/state.ts';
import { folderOf, standingOf, standingOfTask, standingsIn } from './folder.ts';

test.each<{ state: SendState; cause?: string; folder: string | null }>([
  { state: 'planned', folder: 'scheduled' },
  { state: 'deferred', cause: 'deferred', folder: 'scheduled' },
  { state: 'claimed', folder: 'inProgress' },
  { state: 'handing_over', folder: 'inProgress' },
  { state: 'accepted', folder: 'delivered' },
  { state: 'unsure', cause: 'no_answer', folder: 'unsure' },
  { state: 'held', cause: 'channel', folder: 'failed' },
  { state: 'rejected', cause: 'refused', folder: 'bounced' }, // the recipient's server has said no
  { state: 'rejected', cause: 'gave_up', folder: 'failed' },
  { state: 'rejected', cause: 'content', folder: 'failed' },
  { state: 'cancelled', cause: 'replied', folder: 'failed' }, // §12.1: campaign ended
  { state: 'cancelled', cause: 'stopped', folder: 'failed' },
  { state: 'cancelled', cause: 'renewed', folder: null }, // another send tells it
  { state: 'cancelled', cause: 'late', folder: null }, // its task tells it
  { state: 'cancelled', cause: 'taken_back', folder: null },
])('§12.1 a send that is $state ($cause) is found under $folder', ({ state, cause, folder }) => {
  expect(folderOf(standingOf({ state, cause: cause ?? null }), false)).toBe(folder);
});

const task = { automatic: false, held: false, troubled: false, inCampaign: true, hasSubject: true };
test.each([
  { over: { automatic: true }, folder: 'scheduled' },
  { over: { automatic: true, held: true }, folder: 'failed' }, // too late to leave by itself
  { over: { troubled: true }, folder: 'failed' }, // a field or prompt problem
  { over: { inCampaign: false }, folder: 'draft' },
  { over: { inCampaign: false, hasSubject: false }, folder: null }, // drafts need a subject
  { over: {}, folder: null }, // a person's work, not a mail yet
])('§12.1 an open task with $over is found under $folder', ({ over, folder }) => {
  const standing = standingOfTask({ ...task, ...over });
  expect(standing && folderOf(standing, false)).toBe(folder);
});

test('§12.1 only what was delivered can be archived', () => {
  const archived = MailStanding.options.filter((standing) => folderOf(standing, true) === 'archived');
  expect(archived).toEqual(['sent', 'accepted']);
  expect(standingsIn('archived')).toEqual(archived);
});

test('each folder has standings of its own, and all but the withdrawn have one', () => {
  const all = MailFolder.options
    .filter((folder) => folder !== 'archived')
    .flatMap((folder) => standingsIn(folder));
  expect(all.toSorted()).toEqual(
    MailStanding.options.filter((standing) => standing !== 'withdrawn').toSorted(),
  );
});
