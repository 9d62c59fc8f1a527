import type { Dkim, DkimCheck } from '../../lib/contract/dkim.ts';
import { usualLimits } from '../../lib/contract/limits.ts';
import { fail, invalidField, ok } from '../../lib/contract/result.ts';
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
  provider: null,
  way: null,
  reason: null,
  addedAt: '2026-11-22T09:00:00.000Z',
  signing: { domain: 'fjord.example', dkim: null as Dkim | null },
};
const way = {
  otherwise: 'practice' as const,
  stopped: false,
  kinds: ['smtp' as const, 'gmail' as const, 'graph' as const],
  providers: ['google' as const, 'microsoft' as const],
};
const connected = {
  ...account,
  kind: 'gmail' as const,
  server: null,
  provider: 'google' as const,
  way: 'api' as const,
  signing: null,
};
const dkimKey: Dkim = {
  id: '0198f6a0-0000-7000-8000-0000000000d1',
  domain: 'fjord.example',
  selector: 'utskick-karin',
  algorithm: 'rsa',
  bits: 2048,
  signs: false,
  record: {
    name: 'utskick-karin._domainkey.fjord.example',
    value: `v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA${'q7Xz0Vb3uR9dKfYc1LwT'.repeat(16)}QIDAQAB`,
  },
};
const withKey = (signs: boolean) => () =>
  ok({
    ...way,
    channel: { ...account, signing: { domain: 'fjord.example', dkim: { ...dkimKey, signs } } },
  });
const checked = (outcome: DkimCheck['outcome'], texts: string[]) => () =>
  ok({ outcome, name: dkimKey.record.name, texts });
const client = {
  provider: 'google' as const,
  source: 'own' as const,
  clientId: '482910-fjord.apps.googleusercontent.com',
  sealed: true,
  tenant: null,
  redirectUrl: 'https://utskick.fjord.example/connect/callback',
  scopes: {
    api: 'openid email https://www.googleapis.com/auth/gmail.send',
    smtp: 'openid email https://mail.google.com/',
  },
};
const team = {
  id: idOf('campaign', 7),
  name: 'North',
  memberIds: [awayNow.userId, 'user-2'],
  mayShare: true,
};
const awayInFebruary: Step[] = [
  { click: '#settings-absence ~ form input[type=date]' },
  { type: '02012027' },
  { press: 'Tab' },
  { press: 'Tab' },
  { type: '02122027' },
  { press: 'Tab' },
];
const interests = ['Fleet', 'Öppet hus och andra tillfällen att ses på plats i norra Sverige', 'Golf'].map(
  (name, index) => ({ id: idOf('session', index + 1), name, people: [1280, 1, 0][index] ?? 0 }),
);
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
  'teams.deletion': () =>
    ok({ templates: 12, campaigns: 3, selections: 2, projects: 1, content: 1, private: 4 }),
  'members.list': () =>
    ok({
      members: [
        { id: awayNow.userId, name: 'Karin Holm', self: true },
        { id: 'user-2', name: 'Bo Ek', self: false },
      ],
    }),
  'imports.rules': () => ok({ registeredOnly: false }),
  'interests.list': () => ok({ interests }),
  'subscriptionTypes.list': () =>
    ok({
      types: [
        'News',
        'Invitations to fairs, open days and everything else that takes place in the north',
        'Offers',
      ].map((name, index) => ({
        id: idOf('session', index + 1),
        name,
        names: { sv: 'Nyheter' },
        active: index < 2,
        declined: [0, 1, 1240][index] ?? 0,
      })),
    }),
  'blockedDomains.list': () =>
    ok({ domains: ['konkurrent.example', 'nordkap-logistik-och-transport.example'] }),
  'blockedDomains.add': ({ body: { domain } }: { body: { domain: string } }) =>
    domain.includes('.')
      ? ok({ domains: [domain], added: domain, takenBack: 3 })
      : invalidField('domain', 'expected a domain'),
  'companyDomains.get': () =>
    ok({
      companies: [
        ['fjord.example', 'fjord.co.example', 'fjord-holding.example'],
        ['nordkap.example', 'nk-logistik.example'],
      ],
    }),
  'limits.get': () => ok(usualLimits),
  'tracking.get': () => ok({ links: true, opens: true, onlyHere: null }),
  'channels.get': () => ok({ ...way, channel: null }),
  'channels.connect': () => ok({ url: 'https://utskick.fjord.example/connect/1' }),
  'providers.get': () =>
    ok({
      clients: [client, { ...client, provider: 'microsoft', source: 'none', clientId: null, sealed: false }],
    }),
  'providers.set': () =>
    fail('INVALID_INPUT', 'client.clientSecret: expected the secret of the new client', [
      { path: 'client.clientSecret', message: 'expected the secret of the new client' },
    ]),
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
  'settings-subscriptions': settings({}, [{ click: '.subscription-types li:first-child .turned ~ button' }]),
  'settings-subscription': settings({}, [
    { click: '[aria-labelledby=settings-subscriptions] .button:not(.small)' },
    { click: 'dialog .main' },
  ]),
  'settings-interests': settings({}, [{ click: '.interests li:first-child .icon-button:last-child' }]),
  'settings-interests-none': settings({ 'interests.list': () => ok({ interests: [] }) }, [
    { click: '[aria-labelledby=settings-interests] .button:not(.small)' },
    { click: 'dialog .main' },
  ]),
  'settings-team': settings({}, [{ click: '[aria-labelledby=settings-teams] .days-off li .icon-button' }]),
  'settings-team-delete': settings({}, [
    { click: '[aria-labelledby=settings-teams] .days-off li .icon-button:last-child' },
  ]),
  'settings-blocked-wrong': settings({}, [
    { click: '[aria-labelledby=settings-blocked] input' },
    { type: 'fjord' },
    { press: 'Enter' },
  ]),
  'settings-companies-wrong': settings({}, [
    { click: '[aria-labelledby=settings-companies] textarea' },
    { type: ' gmail.com own' },
    { click: '[aria-labelledby=settings-companies] .button' },
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
  'settings-account': settings({ 'channels.get': () => ok({ ...way, channel: account }) }, [
    { click: '.account .button' },
  ]),
  'settings-signature': settings({}, [{ click: '.settings-signature .rich' }]),
  'settings-signing-wrong': settings({ 'channels.get': () => ok({ ...way, channel: account }) }, [
    { click: '.signing .button' },
    { click: '.signing select' },
    { press: 'End' },
    { press: 'Enter' },
    { click: '.signing textarea' },
    { type: '-----BEGIN PUBLIC KEY-----' },
    { click: '.signing input' },
    { press: 'Home' },
    { type: 'mail.' },
    { click: '.signing .button.main' },
  ]),
  'settings-signing': settings(
    {
      'channels.get': withKey(false),
      'dkim.check': checked('other', ['v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC7']),
    },
    [{ click: '.signing summary' }, { click: '.signing details ~ .row-of .button' }],
  ),
  'settings-signing-found': settings(
    { 'channels.get': withKey(false), 'dkim.check': checked('same', [dkimKey.record.value]) },
    [{ click: '.signing details ~ .row-of .button' }],
  ),
  'settings-signing-remove': settings({ 'channels.get': withKey(true) }, [
    { click: '.signing > .row-of:last-of-type .button:last-child' },
  ]),
  'settings-account-unreadable': settings({
    'channels.get': () =>
      ok({
        ...way,
        channel: { ...connected, state: 'unreadable' },
        otherwise: 'server',
      }),
  }),
  'settings-account-revoked': settings(
    {
      'channels.get': () =>
        ok({
          ...way,
          channel: {
            ...connected,
            state: 'revoked',
            reason: 'no access: invalid_grant: Token has been expired or revoked.',
          },
        }),
    },
    [{ click: '.account .button.main' }],
  ),
  'settings-account-removed': settings(
    { 'channels.get': () => ok({ ...way, channel: null, stopped: true }) },
    [{ click: '[aria-labelledby="settings-sending"] .settings-fields + .row-of .button' }],
  ),
  'settings-client-wrong': settings({}, [
    { click: '[aria-labelledby="settings-providers"] form .button.main' },
  ]),
  'settings-absence': settings({}, awayInFebruary),
  'settings-absence-colleague': settings(
    {
      'absences.foretell': () =>
        ok({
          tasks: 44,
          mails: 7,
          days: [{ date: '2027-02-15', tasks: 6 }],
          handedOver: { name: 'Bo Ek', tasks: { call: 21, email: 12, custom: 5 }, followUps: 6 },
        }),
    },
    [
      ...awayInFebruary,
      { click: '#settings-absence ~ form .choice:has-text("A colleague")' },
      { click: '.field:has-text("Who does them") select' },
      { press: 'End' },
      { press: 'Enter' },
    ],
  ),
  'settings-away': settings({
    'daysOff.get': () => fail('SERVER_AWAY', 'no answer'),
    'channels.get': () => fail('SERVER_AWAY', 'no answer'),
  }),
};
