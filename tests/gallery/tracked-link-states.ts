import type { Clicker, RegisteredLink } from '../../lib/contract/registered-link.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { aLibrary, type LibraryAnswers } from '../support/library.ts';
import { idOf } from '../support/tasks.ts';
import type { Step } from './states.ts';
import type { WorkspaceState } from './workspace-states.ts';

const none = { add: [], remove: [] };
const nothing = { field: null, interests: none, selections: none, projects: none, followUp: null };
const aLink = (number: number, over: Partial<RegisteredLink>): RegisteredLink => ({
  id: idOf('session', number),
  name: 'Book a tour',
  response: { kind: 'redirect', url: 'https://northwind.example/tour' },
  actions: nothing,
  ownerId: 'user-1',
  ownerName: 'Alva',
  mayChange: true,
  clicks: 812,
  machineClicks: 77,
  lastClickAt: '2026-11-12T07:40:00.000Z',
  mailings: 4,
  resetAt: null,
  ...over,
});
const interests = [{ id: idOf('session', 20), name: 'Boats', people: 12 }];
const links = [
  aLink(1, { actions: { ...nothing, interests: { add: [idOf('session', 20)], remove: [] } } }),
  aLink(2, {
    name: 'Inbjudan till öppet hus för alla kunder i norra Sverige, Norge och Finland',
    response: { kind: 'redirect', url: `https://northwind.example/${'long-path/'.repeat(15)}` },
    resetAt: '2026-11-10T08:00:00.000Z',
    mayChange: false,
  }),
  aLink(3, {
    name: 'نشرة الربيع',
    response: { kind: 'page', title: 'Thank you', html: '<p>We will call you.</p>' },
    clicks: 0,
    machineClicks: 0,
    mailings: 0,
    lastClickAt: null,
  }),
];
const clickers: Clicker[] = ['Ana Itō', 'عمر الفاروق', ''].map((name, index) => ({
  recipientId: idOf('campaign', index + 1),
  personId: index < 2 ? idOf('campaign', index + 10) : null,
  name,
  email: `person.${index}@fjord.example`,
  companyName: null,
  mailingId: idOf('campaign', 30),
  mailingName: index === 1 ? null : 'Spring news',
  clicks: index + 1,
  lastAt: '2026-11-12T07:40:00.000Z',
}));

function on(steps: Step[] = [], over: LibraryAnswers = {}): WorkspaceState {
  const usual: LibraryAnswers = {
    'mailings.list': () => ok({ mailings: [], total: 0 }),
    'registeredLinks.list': () => ok({ links, total: links.length }),
    'registeredLinks.clickers': () => ok({ clickers, total: 3 }),
    'registeredLinks.delete': () => ok({}),
    'interests.list': () => ok({ interests }),
    'selections.list': () => ok({ selections: [] }),
    'projects.list': () => ok({ projects: [] }),
    'members.list': () => ok({ members: [{ id: 'user-1', name: 'Alva', self: true }] }),
    'people.fields': () => ok({ fields: ['Wants'] }),
  };
  return {
    page: 'workspace',
    answers: aLibrary({ ...usual, ...over }).answers,
    steps: [{ click: 'a[href="#/mailings"]' }, { click: 'a[href="#/mailings/links"]' }, ...steps],
  };
}

/** Tracked links that mailings share: their list, one that is written, and who has clicked. */
export const trackedLinkStates: Record<string, WorkspaceState> = {
  'tracked-links': on(),
  'tracked-links-none': on([], { 'registeredLinks.list': () => ok({ links: [], total: 0 }) }),
  'tracked-links-away': on([], { 'registeredLinks.list': () => fail('SERVER_AWAY', 'no answer') }),
  'tracked-links-loading': on([], { 'registeredLinks.list': () => new Promise<never>(() => undefined) }),
  'tracked-links-deleted': on([{ click: 'tbody tr:first-child .icon-button:last-child' }]),
  'tracked-link-new': on([{ click: 'header .main' }, { click: '.link-form > .row-of:last-child .main' }]),
  'tracked-link-page': on([
    { click: 'tbody tr:last-child [data-row]' },
    { click: '.link-actions > label input' },
  ]),
  'tracked-link-clickers': on([
    { click: 'tbody tr:first-child .icon-button' },
    { click: 'dialog tbody tr:first-child input' },
  ]),
  'tracked-link-nobody': on([{ click: 'tbody tr:first-child .icon-button' }], {
    'registeredLinks.clickers': () => ok({ clickers: [], total: 0 }),
  }),
};
