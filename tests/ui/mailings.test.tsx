// @vitest-environment happy-dom

import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { beforeEach, expect, test } from 'vitest';
import { MailingsPage } from '../../components/mailings/MailingsPage.tsx';
import type { ParsedRequestOf, RequestOf } from '../../lib/contract/api.ts';
import type { Mailing } from '../../lib/contract/mailing.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { signedIn } from '../support/fake-state.ts';
import { aLibrary, type LibraryAnswers } from '../support/library.ts';
import { aMailing, aRecipient, rowOf } from '../support/mailing-pages.ts';
import { show } from '../support/show.tsx';

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
