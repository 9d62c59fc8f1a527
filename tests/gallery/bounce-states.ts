import type { BouncedAddress } from '../../lib/contract/bounce.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { aLibrary, type LibraryAnswers } from '../support/library.ts';
import { idOf } from '../support/tasks.ts';
import type { Step } from './states.ts';
import type { WorkspaceState } from './workspace-states.ts';

const aBounce = (number: number, over: Partial<BouncedAddress>): BouncedAddress => ({
  address: `person.${number}@fjord.example`,
  kind: 'hard',
  isBlocked: true,
  bounces: 1,
  code: 550,
  status: '5.1.1',
  text: '550 5.1.1 The email account that you tried to reach does not exist',
  at: '2026-11-12T07:40:00.000Z',
  personId: idOf('campaign', number),
  name: 'Ana Itō',
  companyName: 'Fjord Shipping',
  recipientId: null,
  sentAt: null,
  ...over,
});
const bounces = [
  aBounce(1, {}),
  aBounce(2, {
    name: 'عمر الفاروق',
    companyName: null,
    kind: 'soft',
    bounces: 5,
    code: 452,
    status: '4.2.2',
  }),
  aBounce(3, {
    name: '',
    personId: null,
    companyName: null,
    address: `${'a.very.long.address.that.does.not.end'.repeat(2)}@subsidiary.fjord.example`,
    code: null,
    status: null,
    text: '',
  }),
];

function on(steps: Step[] = [], over: LibraryAnswers = {}): WorkspaceState {
  const usual: LibraryAnswers = {
    'mailings.list': () => ok({ mailings: [], total: 0 }),
    'blockedAddresses.list': () => ok({ bounces, total: bounces.length }),
    'blockedAddresses.act': () => ok({ people: 1 }),
    'selections.list': () => ok({ selections: [] }),
  };
  return {
    page: 'workspace',
    answers: aLibrary({ ...usual, ...over }).answers,
    steps: [{ click: 'a[href="#/mailings"]' }, { click: 'a[href="#/mailings/blocked"]' }, ...steps],
  };
}

/** Addresses from which mail came back: their list, one of them, and what is done with them. */
export const bounceStates: Record<string, WorkspaceState> = {
  'blocked-addresses': on(),
  'blocked-addresses-none': on([], { 'blockedAddresses.list': () => ok({ bounces: [], total: 0 }) }),
  'blocked-addresses-away': on([], { 'blockedAddresses.list': () => fail('SERVER_AWAY', 'no answer') }),
  'blocked-addresses-loading': on([], {
    'blockedAddresses.list': () => new Promise<never>(() => undefined),
  }),
  'blocked-address': on([{ click: 'tbody tr:first-child [data-row]' }]),
  'blocked-addresses-chosen': on([{ click: 'thead input' }]),
  'blocked-addresses-sure': on([
    { click: 'thead input' },
    { click: '.library-list .row-of.wrap button:nth-of-type(4)' },
  ]),
};
