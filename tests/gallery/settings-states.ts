import { usualLimits } from '../../lib/contract/limits.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { signedIn } from '../support/fake-state.ts';
import type { LibraryAnswers } from '../support/library.ts';
import type { Step } from './states.ts';
import { type WorkspaceState, workspace } from './workspace-states.ts';

const account = {
  id: '0198f6a0-0000-7000-8000-0000000000c1',
  kind: 'smtp' as const,
  address: 'karin@fjord.example',
  server: { host: 'mail.fjord.example', port: 465, security: 'tls' as const, user: 'karin@fjord.example' },
  state: 'ready' as const,
  addedAt: '2026-11-22T09:00:00.000Z',
};
const kinds = ['smtp' as const, 'gmail' as const, 'graph' as const];
const usual: LibraryAnswers = {
  'limits.get': () => ok(usualLimits),
  'tracking.get': () => ok({ links: true, opens: true, onlyHere: null }),
  'channels.get': () => ok({ channel: null, otherwise: 'practice', kinds }),
  'channels.test': () => fail('MAIL_NOT_ACCEPTED', '535 5.7.8 authentication failed'),
  'countries.list': () =>
    ok({
      countries: [
        { code: 'SE', parts: [] },
        { code: 'DE', parts: [{ code: 'DE-BY', name: 'Bayern' }] },
      ],
    }),
  'daysOff.get': () =>
    ok({
      days: [
        { date: '2026-12-23', name: 'Day before Christmas Eve' },
        {
          date: '2027-01-04',
          name: 'Inventering i alla lager, från Ystad till Haparanda, för hela personalen',
        },
      ],
    }),
};
const { me } = signedIn;
const admin = me && {
  ...me,
  role: 'admin' as const,
  user: {
    ...me.user,
    country: 'SE',
    signature:
      '<p><b>Karin Holm</b><br>Fleet adviser, Fjord<br><a href="https://fjord.example">fjord.example</a></p>',
  },
};
const go: Step = { click: 'a[href="#/settings"]' };
const settings = (over: LibraryAnswers = {}, steps: Step[] = []): WorkspaceState =>
  workspace({ ...usual, ...over }, { state: { session: { ...signedIn, me: admin } }, steps: [go, ...steps] });

/** What a user and a company say about themselves. */
export const settingsStates: Record<string, WorkspaceState> = {
  settings: settings(),
  'settings-none': settings({ 'daysOff.get': () => ok({ days: [] }) }, [{ click: '.new-day .button' }]),
  'settings-limit-wrong': settings({}, [
    { click: '[aria-labelledby=settings-limits] input' },
    { type: '00' },
    { press: 'Enter' },
  ]),
  'settings-tracking-only-here': settings(
    {
      'tracking.get': () => ok({ links: true, opens: false, onlyHere: 'http://127.0.0.1:8420' }),
      'tracking.set': () => ok({ links: true, opens: true, onlyHere: 'http://127.0.0.1:8420' }),
    },
    [
      { click: '[aria-labelledby=settings-tracking] div:nth-child(2) input' },
      { click: '[aria-labelledby=settings-tracking] .button' },
    ],
  ),
  'settings-sending-tried': settings({}, [{ click: '[aria-labelledby="settings-sending"] .button.main' }]),
  'settings-account': settings(
    { 'channels.get': () => ok({ channel: account, otherwise: 'practice', kinds }) },
    [{ click: '.account .button' }],
  ),
  'settings-account-unreadable': settings({
    'channels.get': () =>
      ok({
        channel: { ...account, kind: 'gmail', server: null, state: 'unreadable' },
        otherwise: 'server',
        kinds,
      }),
  }),
  'settings-away': settings({
    'daysOff.get': () => fail('SERVER_AWAY', 'no answer'),
    'channels.get': () => fail('SERVER_AWAY', 'no answer'),
  }),
};
