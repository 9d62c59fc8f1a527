// @vitest-environment happy-dom

import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { beforeEach, expect, test } from 'vitest';
import { MailingsPage } from '../../components/mailings/MailingsPage.tsx';
import type { ParsedRequestOf, RequestOf } from '../../lib/contract/api.ts';
import type { Mailing } from '../../lib/contract/mailing.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { signedIn } from '../support/fake-state.ts';
import { aLibrary, type LibraryAnswers } from '../support/library.ts';
import { aMailing, aRecipient, rowOf } from '../support/mailing-pages.ts';
import { show } from '../support/show.tsx';
import { idOf } from '../support/tasks.ts';

const { me } = signedIn;
if (!me) throw new Error('expected somebody who is signed in');
beforeEach(() => history.replaceState(null, '', '#/mailings'));

/** A server with one mailing, which others may change meanwhile. */
function aServer(first: Mailing, over: LibraryAnswers = {}) {
  const at = { mailing: first };
  const library = aLibrary({
    'mailings.list': () => ok({ mailings: [rowOf(at.mailing)], total: 1 }),
    'mailings.get': () => ok(at.mailing),
    'mailings.save': ({ body }: ParsedRequestOf<'mailings.save'>) => {
      const { version, setup, content, options, pane } = body;
      if (version !== at.mailing.version) return fail('MAILING_CHANGED', 'it was changed meanwhile');
      at.mailing = {
        ...at.mailing,
        ...(setup && { setup }),
        ...(content && { content }),
        ...(options && { options }),
        ...(pane && { pane }),
        version: version + 1,
      };
      return ok(at.mailing);
    },
    'mailings.recipients': () => ok({ recipients: [aRecipient({ status: 'sent' })], total: 1 }),
    'subscriptionTypes.list': () => ok({ types: [] }),
    'selections.list': () => ok({ selections: [] }),
    'projects.list': () => ok({ projects: [] }),
    ...over,
  });
  return { at, library };
}
const click = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));
const subject = () => screen.findByRole<HTMLInputElement>('textbox', { name: 'Email subject' });

test('a list that was read meanwhile is no conflict: what is written is saved all the same', async () => {
  const { at, library } = aServer(aMailing());
  show(<MailingsPage me={me} />, {}, library.answers);
  await click(/^Spring news/);
  fireEvent.input(await subject(), { target: { value: 'Summer is here' } });
  at.mailing = { ...at.mailing, version: 9 };
  await click('Save + close');
  await waitFor(() => expect(at.mailing.setup.subject).toBe('Summer is here'));
  expect(at.mailing.version).toBe(10);
});

test('what somebody else has written meanwhile is said, and neither is lost until one is chosen', async () => {
  const { at, library } = aServer(aMailing());
  show(<MailingsPage me={me} />, {}, library.answers);
  await click(/^Spring news/);
  fireEvent.input(await subject(), { target: { value: 'Mine' } });
  at.mailing = { ...at.mailing, version: 9, setup: { ...at.mailing.setup, subject: 'Theirs' } };
  await click('Save + close');
  await screen.findByText('Somebody else has changed this mailing meanwhile');
  expect(at.mailing.setup.subject).toBe('Theirs');
  expect((await subject()).value).toBe('Mine');
  await click('Save mine');
  await waitFor(() => expect(at.mailing.setup.subject).toBe('Mine'));
});

test('the groups of recipients that are ticked are asked for; all of them ask for none in particular', async () => {
  const { library } = aServer(
    aMailing({ status: 'finished', figures: { 'status.sent': 1, 'total.sent': 1 } }),
  );
  history.replaceState(null, '', '#/mailings/x?part=recipients');
  show(<MailingsPage me={me} />, {}, library.answers);
  await screen.findByText('Ana Itō');
  fireEvent.click(screen.getByRole('checkbox', { name: 'Blocked' }));
  await waitFor(() => expect(library.requestsOf('mailings.recipients')).toHaveLength(2));
  const asked = library.requestsOf('mailings.recipients') as RequestOf<'mailings.recipients'>[];
  expect(asked.map(({ body }) => body.groups)).toEqual([
    [],
    ['ready', 'sent', 'read', 'bounced', 'complained'],
  ]);
});

const finished = (over: Partial<Mailing> = {}) =>
  aMailing({ status: 'finished', figures: { 'status.sent': 3, 'total.sent': 3 }, ...over });
const stranger = aRecipient({
  id: idOf('person', 2),
  name: 'Only an address',
  personId: null,
  status: 'sent',
});

test('mailings §7 kept: ticked recipients are kept in a new selection; who is no contact cannot be', async () => {
  const { library } = aServer(finished(), {
    'mailings.recipients': () => ok({ recipients: [aRecipient({ status: 'sent' }), stranger], total: 2 }),
    'selections.create': () => ok({ name: 'Readers' }),
  });
  history.replaceState(null, '', '#/mailings/x?part=recipients');
  show(<MailingsPage me={me} />, {}, library.answers);
  const tick = async (name: RegExp) => fireEvent.click(await screen.findByRole('checkbox', { name }));
  await tick(/Only an address/);
  const keep = await screen.findByRole<HTMLButtonElement>('button', { name: 'Add to selection' });
  expect(keep.disabled).toBe(true);
  await tick(/Ana Itō/);
  await click('Add to selection');
  fireEvent.input(await screen.findByRole('textbox', { name: /Name/ }), { target: { value: 'Readers' } });
  await click('Save');
  await waitFor(() => expect(library.requestsOf('selections.create')).toHaveLength(1));
  expect(library.requestsOf('selections.create')).toMatchObject([
    { body: { name: 'Readers', personIds: [idOf('person', 1)] } },
  ]);
});

test('mailings §7 resend: exactly those who are ticked get it once more, after it was asked', async () => {
  const { library } = aServer(finished(), {
    'mailings.recipients': () => ok({ recipients: [aRecipient({ status: 'sent' }), stranger], total: 2 }),
    'mailings.resend': () => ok(finished({ status: 'sending' })),
  });
  history.replaceState(null, '', '#/mailings/x?part=recipients');
  show(<MailingsPage me={me} />, {}, library.answers);
  fireEvent.click(await screen.findByRole('checkbox', { name: /Only an address/ }));
  await click('Resend to selected');
  expect(library.requestsOf('mailings.resend')).toEqual([]);
  const sure = within(await screen.findByRole('dialog', { name: 'Resend to selected' }));
  const buttons = sure.getAllByRole('button');
  fireEvent.click(buttons.at(-1) ?? sure.getByRole('button'));
  await waitFor(() =>
    expect(library.requestsOf('mailings.resend')).toMatchObject([{ body: { recipientIds: [stranger.id] } }]),
  );
});

test('mailings §5.4 first: fifty recipients are shown, and all of them when that is asked', async () => {
  const everybody = Array.from({ length: 1300 }, (_, index) =>
    aRecipient({ id: idOf('person', index + 1), name: `P${index + 1}` }),
  );
  const { library } = aServer(aMailing({ pane: 'recipients' }), {
    'mailings.recipients': ({ body }: ParsedRequestOf<'mailings.recipients'>) =>
      ok({ recipients: everybody.slice(body.offset, body.offset + body.limit), total: everybody.length }),
  });
  show(<MailingsPage me={me} />, {}, library.answers);
  await click(/^Spring news/);
  await screen.findByText(/^50 of 1,300/);
  await click('Load all');
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Load all' })).toBeNull());
  const asked = library.requestsOf('mailings.recipients') as RequestOf<'mailings.recipients'>[];
  expect(asked.map(({ body }) => [body.offset, body.limit])).toEqual([
    [0, 50],
    [0, 1000],
    [1000, 1000],
  ]);
});

test('mailings §3 resumed: a draft that was closed opens again at the step where it was left', async () => {
  const { library } = aServer(aMailing({ pane: 'content' }));
  show(<MailingsPage me={me} />, {}, library.answers);
  await click(/^Spring news/);
  await screen.findByRole('heading', { name: 'Spring news' });
  const current = await screen.findByRole('button', { current: 'step' });
  expect(current.textContent).toContain('Content');
});
