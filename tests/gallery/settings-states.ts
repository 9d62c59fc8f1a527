import { usualLimits } from '../../lib/contract/limits.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { signedIn } from '../support/fake-state.ts';
import type { LibraryAnswers } from '../support/library.ts';
import { idOf } from '../support/tasks.ts';
import { awayNow } from './absence.ts';
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
const team = {
  id: idOf('campaign', 7),
  name: 'North',
  memberIds: [awayNow.userId, 'user-2'],
  mayShare: true,
};
const usual: LibraryAnswers = {
  'absences.list': () =>
    ok({
      absences: [
        awayNow,
        {
          ...awayNow,
          id: account.id,
          self: false,
          userName: 'Bo Ek',
          firstDay: '2026-12-21',
          lastDay: '2027-01-05',
          from: '2026-12-20T23:00:00.000Z',
          tasks: 'leave',
          mails: 'hold',
        },
      ],
    }),
  'absences.foretell': () =>
    ok({
      tasks: 44,
      mails: 7,
      days: ['07', '08', '11'].map((day, index) => ({ date: `2027-01-${day}`, tasks: index < 2 ? 20 : 4 })),
    }),
  'teams.list': () =>
    ok({
      teams: [
        team,
        {
          ...team,
          id: idOf('campaign', 8),
          name: 'Storkunder i Öresundsregionen och Nordtyskland',
          memberIds: [],
        },
      ],
    }),
  'teams.deletion': () => ok({ templates: 12, campaigns: 3, private: 4 }),
  'members.list': () =>
    ok({
      members: [
        { id: awayNow.userId, name: 'Karin Holm', self: true },
        { id: 'user-2', name: 'Bo Ek', self: false },
      ],
    }),
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
  'settings-team': settings({}, [{ click: '[aria-labelledby=settings-teams] .days-off li .icon-button' }]),
  'settings-team-delete': settings({}, [
    { click: '[aria-labelledby=settings-teams] .days-off li .icon-button:last-child' },
  ]),
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
  'settings-absence': settings({}, [
    { click: '#settings-absence ~ form input[type=date]' },
    { type: '02012027' },
    { press: 'Tab' },
    { press: 'Tab' },
    { type: '02122027' },
    { press: 'Tab' },
  ]),
  'settings-away': settings({
    'daysOff.get': () => fail('SERVER_AWAY', 'no answer'),
    'channels.get': () => fail('SERVER_AWAY', 'no answer'),
  }),
};
