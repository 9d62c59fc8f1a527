// @vitest-environment happy-dom

import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { useState } from 'preact/hooks';
import { describe, expect, test } from 'vitest';
import { CampaignSettingsForm } from '../../components/campaigns/CampaignSettingsForm.tsx';
import { type CampaignForm, emptyForm } from '../../components/campaigns/form.ts';
import { StepEmailForm } from '../../components/campaigns/StepEmailForm.tsx';
import type { CampaignEditing } from '../../components/campaigns/use-campaign-editing.ts';
import type { CampaignSettings, StepEmail } from '../../lib/contract/campaign.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { signedIn } from '../support/fake-state.ts';
import { aLibrary, ownTemplate } from '../support/library.ts';
import { show } from '../support/show.tsx';

/** The form, and the settings as it has left them. */
function settingsForm(start: CampaignSettings = emptyForm.settings) {
  let written = start;
  function Page() {
    const [form, setForm] = useState<CampaignForm>({ ...emptyForm, settings: start });
    written = form.settings;
    // As much of what is edited as the settings take.
    const editing = { form, setForm, wrong: new Map() } as unknown as CampaignEditing;
    return <CampaignSettingsForm editing={editing} />;
  }
  show(<Page />);
  return () => written;
}
const check = (name: string | RegExp) => () => fireEvent.click(screen.getByRole('checkbox', { name }));
const select = (name: string, value: string) => () =>
  fireEvent.change(screen.getByRole('combobox', { name }), { target: { value } });
const type = (name: RegExp, value: string) => () =>
  fireEvent.input(screen.getByLabelText(name), { target: { value } });

const usual: CampaignSettings = { skipWeekends: true, onReply: 'end' };
const reply = 'If a reply occurs';
const dead = 'If the address turns out to be dead';
const company = 'If somebody else of the same company replies';

describe('§2.9 settings: each has its field', () => {
  test.each<{ what: string; does: (() => unknown)[]; leaves: CampaignSettings }>([
    { what: 'weekends count', does: [check('Skip weekends')], leaves: { ...usual, skipWeekends: false } },
    { what: 'strict order', does: [check(/^Strict order/)], leaves: { ...usual, strictOrder: true } },
    {
      what: 'strict order taken back',
      does: [check(/^Strict order/), check(/^Strict order/)],
      leaves: usual,
    },
    {
      what: 'a reply is a success',
      does: [select(reply, 'success')],
      leaves: { ...usual, onReply: 'success' },
    },
    {
      what: 'a reply ends nothing',
      does: [select(reply, 'continue')],
      leaves: { ...usual, onReply: 'continue' },
    },
    { what: 'a dead address waits', does: [select(dead, 'wait')], leaves: { ...usual, onBounce: 'wait' } },
    {
      what: 'the company stops',
      does: [select(company, 'stop')],
      leaves: { ...usual, onCompanyReply: { act: 'stop' } },
    },
    {
      what: 'the company pauses, for so many days',
      does: [select(company, 'pause'), type(/^For how many days/, '5')],
      leaves: { ...usual, onCompanyReply: { act: 'pause', days: 5 } },
    },
    {
      what: 'whose holidays do not count',
      does: [check('Days off of the company'), check('Holidays where the recipient is')],
      leaves: { ...usual, holidays: ['recipient', 'company'] },
    },
    {
      what: 'a send window',
      does: [
        check(/send window only/),
        check('Fri'),
        type(/^From/, '10:00'),
        type(/^To/, '15:30'),
        select('On whose clock', 'sender'),
      ],
      leaves: {
        ...usual,
        window: { weekdays: [1, 2, 3, 4], from: '10:00', to: '15:30', zone: 'sender' },
      },
    },
    {
      what: 'the late guard',
      does: [type(/^Do not send if later/, '6')],
      leaves: { ...usual, lateHours: 6 },
    },
    {
      what: 'the pace',
      does: [
        type(/^Automatic emails a day/, '150'),
        type(/^At once, at most/, '20'),
        type(/^Then a pause/, '90'),
      ],
      leaves: { ...usual, pace: { perDay: 150, batch: { size: 20, pauseSeconds: 90 } } },
    },
  ])('$what', async ({ does, leaves }) => {
    const written = settingsForm();
    for (const act of does) act();
    await waitFor(() => expect(written()).toEqual(leaves));
  });
});

const { me } = signedIn;
if (!me) throw new Error('expected somebody to be signed in');
const own: StepEmail = {
  subject: 'Hello',
  html: '<p>Hi {{first_name}}</p>',
  alsoTo: [],
  cc: [{ email: 'boss@nordby.example' }],
  bcc: [],
};

/** The mail of a step, and as the form has left it. */
function stepForm(library: ReturnType<typeof aLibrary>) {
  let written = own;
  function Page() {
    const [email, setEmail] = useState(own);
    written = email;
    return (
      me && <StepEmailForm title="First mail" email={email} me={me} wrong={() => null} onChange={setEmail} />
    );
  }
  show(<Page />, {}, library.answers);
  return () => written;
}

test('§2.6 templates: a step gets a copy of a template’s text, in place of its own; copies stay as they are', async () => {
  const written = stepForm(aLibrary());
  fireEvent.click(screen.getByRole('button', { name: 'Use a template' }));
  const dialog = within(screen.getByRole('dialog', { name: 'Use a template' }));
  fireEvent.click(await dialog.findByRole('button', { name: new RegExp(`^${ownTemplate.name}`) }));
  await waitFor(() =>
    expect(written()).toMatchObject({
      subject: ownTemplate.subject,
      html: ownTemplate.html,
      cc: own.cc,
      fromTemplate: { id: ownTemplate.id, version: 2 },
    }),
  );
});

test('§2.6 templates: its text is kept as a template, of which it is the copy then; a refusal loses nothing', async () => {
  let refuses = true;
  const library = aLibrary({
    'templates.create': ({ body }: { body: { name: string; subject: string } }) =>
      refuses ? fail('LIMIT_REACHED', 'no more templates') : ok({ ...ownTemplate, ...body, version: 1 }),
  });
  const written = stepForm(library);
  const save = screen.getByRole('button', { name: 'Save as template' });
  fireEvent.click(save);
  await screen.findByRole('alert');
  expect(written()).toEqual(own);
  refuses = false;
  fireEvent.click(save);
  await screen.findByText('Saved as template: First mail');
  const [, kept] = library.requestsOf('templates.create') as { body: { id: string } }[];
  expect(kept?.body).toMatchObject({
    name: 'First mail',
    subject: own.subject,
    html: own.html,
    shared: false,
  });
  expect(written()).toMatchObject({ subject: own.subject, html: own.html, fromTemplate: { version: 1 } });
});
