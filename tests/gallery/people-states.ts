import type { CompanyRow } from '../../lib/contract/company.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { signedIn } from '../support/fake-state.ts';
import { aLibrary, type LibraryAnswers } from '../support/library.ts';
import { anActivity, aPerson, idOf } from '../support/tasks.ts';
import { people } from './campaign-people.ts';
import type { Step } from './states.ts';
import type { WorkspaceState } from './workspace-states.ts';

const companyNames = [
  'Fjordlys AS',
  'Lumiranta Oy',
  'Nordkap Logistik AB',
  'Tallmo Livs och Skogsvaror i Västernorrland med dotterbolag Aktiebolag',
  'شركة النور',
];
const companies: CompanyRow[] = companyNames.map((name, index) => ({
  id: idOf('session', index + 1),
  name,
  email: index % 2 === 0 ? `info@company-${index}.example` : null,
  phone: index === 1 ? null : `+46 8 555 01 0${index}`,
  website: 'https://www.nordkap.example/om-oss',
  street: 'Tallvägen 14',
  postcode: '891 33',
  city: index === 4 ? null : 'Örnsköldsvik',
  country: 'SE',
  fields: { Fleet: '40 vans', 'Customer since': '2014' },
  noMailings: index === 1,
  people: [4, 0, 1280, 2, 1][index] ?? 0,
}));
const someone = aPerson({ fields: { Fleet: '40 vans' }, companyId: idOf('session', 3) });
const known = people.map((person) => ({ ...person, companyId: person.companyName && idOf('session', 1) }));
const manageText = {
  language: 'sv',
  text: 'Välj vilka mejl Nordkap får skicka till dig.\nNi får skicka marknadsföring till mig\nSpara',
  version: '7b1f03c2aa90',
};
const usual: LibraryAnswers = {
  'people.list': () => ok({ people: known, total: 320 }),
  'people.get': () => ok(someone),
  'people.context': () =>
    ok({
      person: someone,
      consent: { noMailings: false, purposes: [] },
      reach: { formerSince: null, blocked: null },
      contacts: { sales: 'user-1', support: null },
      enrolments: [],
      tasks: [],
      nextTask: null,
      activities: [anActivity()],
    }),
  'people.duplicates': () =>
    ok({
      groups: [
        { people: known.slice(0, 2), total: 2 },
        { people: known.slice(2, 5), total: 31 },
      ],
      total: 2,
    }),
  'members.list': () =>
    ok({
      members: [
        { id: 'user-1', name: 'Karin Holm' },
        { id: 'user-2', name: 'Bo Berg' },
      ],
    }),
  'people.erasure': () => ok({ people: 1, openTasks: 3, runs: 1, mails: 42 }),
  'people.consentProof': () =>
    ok({
      personId: someone.id,
      brokenAt: null,
      entries: [
        {
          now: 'given',
          legalBasis: 'consent',
          source: 'phone',
          comment: 'Asked for the newsletter at the fair',
          byName: 'Karin Holm',
        },
        { now: 'withdrawn', source: 'form', comment: '“June offers”', shown: manageText },
      ].map((said, index) => ({
        number: index + 1,
        at: `2026-0${index + 4}-12T09:30:00.000Z`,
        about: 'marketing',
        legalBasis: null,
        byName: null,
        shown: null,
        ...said,
        fact: '{}',
        hash: `${index + 3}fa8c1`.repeat(11).slice(0, 64),
      })),
    }),
  'interests.list': () =>
    ok({
      interests: ['Fleet', 'Öppet hus', 'Golf'].map((name, index) => ({
        id: idOf('session', index + 1),
        name,
        people: index,
      })),
    }),
  'people.interests': () => ok({ interests: [{ id: idOf('session', 1), name: 'Fleet' }] }),
  'countries.list': () => ok({ countries: [{ code: 'SE', parts: [] }] }),
  'companies.list': () => ok({ companies, total: 812 }),
  'companies.get': () => ok(companies[2]),
  'companies.people': () => ok({ people: known, total: known.length }),
};
const on = (steps: Step[], over: LibraryAnswers = {}): WorkspaceState => ({
  page: 'workspace',
  state: { session: { ...signedIn, me: signedIn.me && { ...signedIn.me, role: 'manager' } } },
  answers: aLibrary({ ...usual, ...over }).answers,
  steps: [{ click: 'a[href="#/people"]' }, ...steps],
});
const toCompanies: Step = { click: 'a[href="#/people?tab=companies"]' };
const save: Step = { click: 'dialog[open] form .main' };
const sheet = [toCompanies, { click: `[data-row="${idOf('session', 3)}"]` }];
const person: Step[] = [{ click: '[data-row]' }];
const proof: Step[] = [...person, { click: 'text="Proof"' }];

/** Contacts and companies. */
export const peopleStates: Record<string, WorkspaceState> = {
  'people-interests': on([{ click: 'tbody tr:nth-child(2) input' }, { click: 'text="Interests…"' }]),
  contacts: on([{ click: 'tbody tr:nth-child(2) input' }]),
  'contacts-none': on([], { 'people.list': () => ok({ people: [], total: 0 }) }),
  'contacts-away': on([], { 'people.list': () => fail('SERVER_AWAY', 'no answer') }),
  'contact-sheet': on(person),
  'contact-proof': on(proof),
  'contact-ours': on([{ click: 'tbody tr:nth-child(2) input' }, { click: 'text="Our contact…"' }]),
  duplicates: on([{ click: 'text="Duplicates…"' }]),
  'duplicates-none': on([{ click: 'text="Duplicates…"' }], {
    'people.duplicates': () => ok({ groups: [], total: 0 }),
  }),
  'duplicates-merge': on([{ click: 'text="Duplicates…"' }, { click: 'text="Merge"' }]),
  'contacts-export': on([{ click: 'tbody tr:nth-child(2) input' }, { click: 'text="Export selected"' }]),
  'contact-erase': on([...person, { click: 'text="Erase…"' }]),
  'contact-edit': on([...person, { click: 'text="Edit"' }]),
  'contact-new-wrong': on([
    { click: 'header .main' },
    { click: 'dialog .custom-fields .plain' },
    { click: 'dialog .custom-field input + input' },
    { type: 'Gold' },
    save,
  ]),
  companies: on([toCompanies]),
  'companies-none': on([toCompanies], { 'companies.list': () => ok({ companies: [], total: 0 }) }),
  'company-sheet': on(sheet),
  'company-edit': on([...sheet, { click: 'dialog [data-first]' }]),
  'company-delete': on([...sheet, { click: 'text="Delete company"' }]),
};
