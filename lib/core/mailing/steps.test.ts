import { expect, test } from 'vitest';
import { type MailingInSteps, stepsOf } from './steps.ts';

const source = {
  id: 's',
  kind: 'contacts',
  refId: null,
  name: '',
  count: 2,
  excludes: false,
  bySetup: false,
} as const;

function aMailing(over: {
  subject?: string;
  html?: string;
  pane?: MailingInSteps['pane'];
  list?: MailingInSteps['list']['state'];
}): MailingInSteps {
  const { subject = 'Hello', html = '<p>x</p>', pane = 'setup', list = 'ready' } = over;
  return {
    type: 'email',
    setup: {
      name: 'Spring',
      typeId: null,
      subject,
      from: { mode: 'always', email: 'a@b.example', name: '' },
      replyTo: { mode: 'from' },
      selectionId: null,
      projectId: null,
      rule: 'selection',
      trackAll: true,
      trackOpens: true,
      utm: null,
      lateHours: null,
    },
    content: { html, text: null, preheader: '', language: null, templateId: null },
    sources: list === 'none' ? [] : [source],
    list: { state: list, done: 0, at: null, problem: null },
    pane,
  };
}

test.each([
  ['without a subject nothing else opens', { subject: ' ' }, 'open closed closed closed closed'],
  ['the template is asked for after the setup', { html: '' }, 'complete open closed closed closed'],
  [
    'whoever goes on without a template writes',
    { html: '', pane: 'content' },
    'complete complete open closed closed',
  ],
  ['a text opens the recipients', { list: 'none' }, 'complete complete complete open closed'],
  [
    'a list that is read keeps the end closed',
    { list: 'computing' },
    'complete complete complete open closed',
  ],
  ['with a list it can be sent', {}, 'complete complete complete complete open'],
] as const)('mailings §4 steps: %s', (_, over, states) => {
  expect(
    stepsOf(aMailing(over))
      .map(({ state }) => state)
      .join(' '),
  ).toBe(states);
});

test('mailings §4 kinds: a mailing that answers forms has no recipients', () => {
  const panes = stepsOf({ ...aMailing({}), type: 'form_response' }).map(({ pane }) => pane);
  expect(panes).toEqual(['setup', 'template', 'content']);
});
