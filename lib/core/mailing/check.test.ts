import { expect, test } from 'vitest';
import { checkMailing, type MailingToCheck } from './check.ts';

const fine: MailingToCheck = {
  type: 'email',
  subject: 'Spring',
  from: 'alva@nordby.example',
  html: '<p>Hello</p>',
  typeId: 't',
  faults: [],
  prompts: [],
  offers: { unsubscribe: true, view: true },
  bytes: 5000,
  preheader: 'News',
  sources: [{ kind: 'selection', name: 'Fair' }],
  listState: 'ready',
  figures: { 'status.ready': 3 },
  missing: [],
  isReachable: true,
  overrides: false,
  goneLinks: [],
  linkConflicts: [],
};
const problems = (over: Partial<MailingToCheck>) =>
  checkMailing({ ...fine, ...over }).map(({ pane, severity, code }) => [pane, severity, code]);

test('mailings §4.5 confirm: nothing stands in the way of a mailing that is complete', () => {
  expect(problems({})).toEqual([]);
});

test.each([
  [{ subject: ' ' }, 'setup', 'no_subject'],
  [{ from: '' }, 'setup', 'no_from'],
  [{ html: '' }, 'content', 'no_content'],
  [{ faults: [{ pane: 'content', message: 'x' }] }, 'content', 'fault'],
  [{ prompts: ['say why'] }, 'content', 'prompts_left'],
  [{ sources: [] }, 'recipients', 'no_sources'],
  [{ listState: 'computing' }, 'recipients', 'list_computing'],
  [{ listState: 'cancelled' }, 'recipients', 'list_cancelled'],
  [{ listState: 'failed' }, 'recipients', 'list_failed'],
  [{ figures: {} }, 'recipients', 'nobody_ready'],
] satisfies [Partial<MailingToCheck>, string, string][])(
  'mailings §4.5 errors: %o disables sending, at its step',
  (over, pane, code) => {
    expect(problems(over)).toEqual([[pane, 'error', code]]);
  },
);

test.each([
  [{ offers: { unsubscribe: false, view: true } }, 'no_unsubscribe'],
  [{ offers: { unsubscribe: true, view: false } }, 'no_view_link'],
  [{ isReachable: false }, 'not_reachable'],
  [{ typeId: null }, 'no_type'],
  [{ preheader: '' }, 'no_preheader'],
  [{ bytes: 120 * 1024 }, 'too_large'],
  [{ overrides: true }, 'overrides'],
  [{ missing: [{ field: 'title', count: 2 }] }, 'missing_field'],
] satisfies [Partial<MailingToCheck>, string][])(
  'mailings §4.5 preflight: %o is worth a look (%s)',
  (over, code) => {
    expect(problems(over)).toMatchObject([[expect.any(String), 'warning', code]]);
  },
);

test('errors come before warnings, and a form response asks for no recipients', () => {
  expect(problems({ typeId: null, subject: '' }).map(([, severity]) => severity)).toEqual([
    'error',
    'warning',
  ]);
  expect(
    problems({ type: 'form_response', sources: [], listState: 'none', typeId: null, figures: {} }),
  ).toEqual([]);
});
