import { expect, test } from 'vitest';
import type { LinkActions } from '../../contract/registered-link.ts';
import { clickRounds } from './click-rounds.ts';
import {
  acts,
  conflictsOf,
  fillRegistered,
  numberRegistered,
  registeredField,
  registeredIn,
} from './registered-links.ts';

const tour = '0b6f4c1e-1111-4222-8333-0123456789ab';
const boats = '0b6f4c1e-1111-4222-8333-0123456789ac';
const none = { add: [], remove: [] };
const nothing: LinkActions = {
  field: null,
  interests: none,
  selections: none,
  projects: none,
  followUp: null,
};
const call = {
  type: 'call',
  title: 'Call back',
  details: '',
  inDays: 1,
  assigneeId: tour,
  preferSalesContact: true,
} as const;

test('mailings §14.1 registered: a text holds the id of a link alone, in HTML and in plain text', () => {
  const field = `{{${registeredField(tour)}}}`;
  const html = `<a href="${field}">Tour</a><a href="{{ ${registeredField(boats)} }}">Boats</a>`;
  expect(registeredIn(html, `See ${field}`, null)).toEqual([tour, boats]);
  expect(fillRegistered(html, (id) => (id === tour ? '#' : null))).toBe(
    `<a href="#">Tour</a><a href="{{ ${registeredField(boats)} }}">Boats</a>`,
  );
});

test('mailings §14.1 registered: each gets a number of the mailing behind its own links, and keeps it', () => {
  const own = { number: 3, url: 'https://a.example/', label: 'A', registeredId: null };
  const text = { html: `<a href="{{${registeredField(tour)}}}">T</a>`, text: `{{${registeredField(tour)}}}` };
  const names = new Map([[tour, 'The tour']]);
  const numbered = numberRegistered(text, [own], names);
  expect(numbered).toEqual({
    html: '<a href="{{utskick_link_4}}">T</a>',
    text: '{{utskick_link_4}}',
    links: [{ number: 4, url: `#${tour}`, label: 'The tour', registeredId: tour }],
  });
  expect(numberRegistered(text, [own, ...numbered.links], names).links).toEqual([]);
  expect(numberRegistered(text, [], new Map())).toEqual({ ...text, links: [] });
});

test('mailings §14.3 combinations: a link acts as soon as one of its actions does something', () => {
  expect(acts(nothing)).toBe(false);
  expect(acts({ ...nothing, field: { name: 'Interested', value: '' } })).toBe(true);
  expect(acts({ ...nothing, projects: { add: [], remove: [tour] } })).toBe(true);
  expect(acts({ ...nothing, followUp: call })).toBe(true);
});

test.each([
  ['opposite', { interests: { add: [tour], remove: [] } }, { interests: { add: [], remove: [tour] } }],
  ['opposite', { selections: { add: [], remove: [tour] } }, { selections: { add: [tour], remove: [] } }],
  ['opposite', { field: { name: 'Wants', value: 'a' } }, { field: { name: 'Wants', value: 'b' } }],
  ['twice', { followUp: call }, { followUp: { ...call, inDays: 3 } }],
] satisfies [string, Partial<LinkActions>, Partial<LinkActions>][])(
  'mailings §14.3 conflicts: links of one mailing are %s',
  (kind, one, other) => {
    const links = [
      { name: 'Yes', actions: { ...nothing, ...one } },
      { name: 'No', actions: { ...nothing, ...other } },
    ];
    expect(conflictsOf(links)).toEqual([{ kind, names: ['Yes', 'No'] }]);
    expect(conflictsOf([links[0] ?? { name: '', actions: nothing }])).toEqual([]);
  },
);

test('mailings §14.3 conflicts: links that do different things, or the same, are not at odds', () => {
  const links = [
    { name: 'A', actions: { ...nothing, interests: { add: [tour], remove: [] } } },
    { name: 'B', actions: { ...nothing, interests: { add: [tour], remove: [boats] } } },
    { name: 'C', actions: { ...nothing, projects: { add: [], remove: [tour] } } },
  ];
  expect(conflictsOf(links)).toEqual([]);
});

test('mailings §14.3 each click: what each person clicked last counts, and the same link running is one click', () => {
  const click = (personId: string, linkId: string) => ({ personId, linkId, mailingId: 'm' });
  const clicks = [
    click('anna', 'yes'),
    click('bo', 'yes'),
    click('anna', 'yes'),
    click('anna', 'no'),
    click('anna', 'yes'),
  ];
  const rounds = clickRounds(clicks).map((round) =>
    [...round].map(([link, some]) => [link, some.map(({ personId }) => personId)]),
  );
  expect(rounds).toEqual([[['yes', ['anna', 'bo']]], [['no', ['anna']]], [['yes', ['anna']]]]);
});
