import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { ConditionGroup } from '../../lib/contract/condition.ts';
import type { Person } from '../../lib/contract/person.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { launch, newStep, unwrap } from '../../tests/support/domain.ts';
import { addWorkspace } from '../../tests/support/workspace.ts';
import { createCampaign } from '../campaigns/create.ts';
import type { Database } from '../db/open.ts';
import { listPeopleIn } from '../db/queries/people-lists.ts';
import { listIdsIn, selectionPeople } from '../db/queries/selection-people.ts';
import { addCompany } from '../people/companies.ts';
import { setConsent, setNoMailings } from '../people/consent.ts';
import { createPerson } from '../people/people.ts';
import { setSubscriptions, setSubscriptionTypes } from '../people/subscriptions.ts';
import type { TeamUser } from '../teams/teams.ts';
import { createSelection } from './selections.ts';

const day = (date: string) => new Date(`${date}T12:00:00.000Z`);
const now = day('2026-06-04');

type Asked = ConditionGroup['of'][number];

describeOnEachEngine('conditions of selections', (open) => {
  let db: Database;
  let user: TeamUser;
  let anna: Person;
  let bo: Person;
  let news: string;
  let fair: string;
  let campaignId: string;
  let hiddenId: string;

  beforeAll(async () => {
    db = await open();
    const { workspaceId, userIds } = await addWorkspace(db, 'Nordby', ['Maja']);
    user = { workspaceId, userId: userIds[0] ?? '', role: 'admin' };
    const oslo = { name: 'Fjord AS', city: 'Oslo', country: 'NO', fields: { Fleet: '40' } };
    unwrap(await addCompany(db, workspaceId, { id: randomUUID(), ...oslo }, now));
    const bar = { name: 'Bar 100%', noMailings: true, website: 'https://bar.example' };
    unwrap(await addCompany(db, workspaceId, { id: randomUUID(), ...bar }, now));
    anna = await createPerson(
      db,
      workspaceId,
      {
        firstName: 'Anna',
        lastName: 'Ek',
        email: 'Anna@fjord.example',
        title: 'Head of fleet',
        companyName: 'Fjord AS',
        country: 'SE-AB',
        language: 'sv-FI',
        timeZone: 'Europe/Stockholm',
        phone: '+46 8 1',
        fields: { Region: 'North', 'It’s “odd”': 'x' },
      },
      day('2026-05-01'),
    );
    bo = await createPerson(
      db,
      workspaceId,
      { firstName: 'Bo', lastName: 'Berg', companyName: 'Bar 100%', country: 'DE', language: 'de' },
      day('2026-06-01'),
    );
    await createPerson(db, workspaceId, { firstName: 'Cia', fields: { Region: ' ' } }, now);
    const asker = { workspaceId, userId: user.userId };
    news = randomUUID();
    const types = [{ id: news, name: 'News', names: {}, active: true }];
    unwrap(await setSubscriptionTypes(db, workspaceId, types, now));
    const wish = { declined: [news], source: 'phone', comment: null } as const;
    unwrap(await setSubscriptions(db, asker, bo.id, wish, day('2026-06-01')));
    const given = { status: 'given', legalBasis: 'consent', source: 'form', comment: null } as const;
    unwrap(await setConsent(db, asker, { personId: anna.id, purpose: 'marketing' }, given, now));
    unwrap(
      await setNoMailings(db, asker, anna.id, { noMailings: true, source: 'phone', comment: null }, now),
    );
    fair = randomUUID();
    unwrap(await createSelection(db, user, { id: fair, name: 'Fair', personIds: [anna.id] }, now));
    const days = [{ number: 1, steps: [newStep({ type: 'call', title: 'Call' })] }];
    const text = { category: '', settings: { skipWeekends: true }, days };
    const campaign = unwrap(await createCampaign(db, workspaceId, { name: 'Spring', ...text }, now));
    campaignId = campaign.id;
    hiddenId = unwrap(await createCampaign(db, workspaceId, { name: 'Other', ...text }, now)).id;
    await launch(db, asker, campaign, [bo], now);
  });

  const find = async (conditions: ConditionGroup): Promise<string[]> => {
    const people = selectionPeople(user.workspaceId, { kind: 'dynamic', conditions }, now);
    const page = { limit: 10, offset: 0 };
    const found = await listPeopleIn(db.kysely, user.workspaceId, people, page);
    return found.people.map(({ firstName }) => firstName).sort();
  };
  const all = (...of: Asked[]): ConditionGroup => ({ field: 'group', match: 'all', of });

  test.each<[asked: Asked, found: string]>([
    [{ field: 'name', operator: 'is', value: 'anna ek' }, 'Anna'],
    [{ field: 'name', operator: 'isNot', value: 'anna ek' }, 'Bo Cia'],
    [{ field: 'firstName', operator: 'startsWith', value: 'a' }, 'Anna'],
    [{ field: 'lastName', operator: 'isEmpty', value: '' }, 'Cia'],
    [{ field: 'email', operator: 'endsWith', value: '@FJORD.example' }, 'Anna'],
    [{ field: 'email', operator: 'isFilled', value: '' }, 'Anna'],
    [{ field: 'email', operator: 'containsNot', value: 'fjord' }, 'Bo Cia'],
    [{ field: 'title', operator: 'contains', value: 'FLEET' }, 'Anna'],
    [{ field: 'phone', operator: 'isEmpty', value: '' }, 'Bo Cia'],
    [{ field: 'company', operator: 'contains', value: '0%' }, 'Bo'],
    [{ field: 'company', operator: 'contains', value: 'B_r' }, ''],
    [{ field: 'companyCity', operator: 'is', value: 'oslo' }, 'Anna'],
    [{ field: 'companyCity', operator: 'isNot', value: 'Oslo' }, 'Bo Cia'],
    [{ field: 'companyEmail', operator: 'isFilled', value: '' }, ''],
    [{ field: 'companyPostcode', operator: 'isEmpty', value: '' }, 'Anna Bo Cia'],
    [{ field: 'companyWebsite', operator: 'contains', value: 'bar.example' }, 'Bo'],
    [{ field: 'custom', name: 'Region', operator: 'is', value: 'north' }, 'Anna'],
    [{ field: 'custom', name: 'Region', operator: 'isEmpty', value: '' }, 'Bo Cia'],
    [{ field: 'custom', name: 'It’s “odd”', operator: 'isFilled', value: '' }, 'Anna'],
    [{ field: 'custom', name: "x' or true --", operator: 'isFilled', value: '' }, ''],
    [{ field: 'companyCustom', name: 'Fleet', operator: 'is', value: '40' }, 'Anna'],
    [{ field: 'country', operator: 'anyOf', values: ['SE', 'NO'] }, 'Anna'],
    [{ field: 'country', operator: 'noneOf', values: ['SE'] }, 'Bo Cia'],
    [{ field: 'language', operator: 'anyOf', values: ['sv', 'de'] }, 'Anna Bo'],
    [{ field: 'language', operator: 'isEmpty', values: [] }, 'Cia'],
    [{ field: 'timeZone', operator: 'anyOf', values: ['Europe/Stockholm'] }, 'Anna'],
    [{ field: 'companyCountry', operator: 'isFilled', values: [] }, 'Anna'],
    [{ field: 'created', operator: 'lastDays', days: 5 }, 'Bo Cia'],
    [{ field: 'created', operator: 'notLastDays', days: 5 }, 'Anna'],
    [{ field: 'updated', operator: 'since', date: '2026-06-02', timeZone: 'Europe/Oslo' }, 'Cia'],
    [{ field: 'created', operator: 'before', date: '2026-06-02', timeZone: 'Europe/Oslo' }, 'Anna Bo'],
    [{ field: 'consent', purpose: 'marketing', operator: 'is', status: 'given' }, 'Anna'],
    [{ field: 'consent', purpose: 'marketing', operator: 'is', status: 'none' }, 'Bo Cia'],
    [{ field: 'consent', purpose: 'sales', operator: 'isNot', status: 'withdrawn' }, 'Anna Bo Cia'],
    // Of the company, too.
    [{ field: 'noMailings', operator: 'yes' }, 'Anna Bo'],
    [{ field: 'noMailings', operator: 'no' }, 'Cia'],
  ])('§19 dynamic: %o finds “%s”', async (asked, found) => {
    expect((await find(all(asked))).join(' ')).toBe(found);
  });

  test('§19 dynamic: types of mailings, selections and campaigns', async () => {
    const asked: [Asked, string][] = [
      [{ field: 'subscription', typeId: news, operator: 'declined' }, 'Bo'],
      [{ field: 'subscription', typeId: news, operator: 'accepted' }, 'Anna Cia'],
      [{ field: 'selection', operator: 'in', id: fair }, 'Anna'],
      [{ field: 'selection', operator: 'notIn', id: fair }, 'Bo Cia'],
      [{ field: 'campaign', operator: 'on', campaignId, statuses: [] }, 'Bo'],
      [{ field: 'campaign', operator: 'on', campaignId, statuses: ['active'] }, 'Bo'],
      [{ field: 'campaign', operator: 'on', campaignId, statuses: ['completed'] }, ''],
      [{ field: 'campaign', operator: 'on', campaignId: hiddenId, statuses: [] }, ''],
      [{ field: 'campaign', operator: 'notOn', campaignId: null, statuses: [] }, 'Anna Cia'],
    ];
    for (const [one, found] of asked)
      expect((await find(all(one))).join(' '), JSON.stringify(one)).toBe(found);
  });

  test('§19 dynamic: all, any and none of conditions and groups', async () => {
    const inSweden: Asked = { field: 'country', operator: 'anyOf', values: ['SE'] };
    const inGermany: Asked = { field: 'country', operator: 'anyOf', values: ['DE'] };
    const hasEmail: Asked = { field: 'email', operator: 'isFilled', value: '' };
    expect(await find(all(inSweden, inGermany))).toEqual([]);
    expect(await find({ field: 'group', match: 'any', of: [inSweden, inGermany] })).toEqual(['Anna', 'Bo']);
    expect(await find({ field: 'group', match: 'none', of: [inSweden, inGermany] })).toEqual(['Cia']);
    const either: Asked = { field: 'group', match: 'any', of: [inSweden, inGermany] };
    const neither: Asked = { field: 'group', match: 'none', of: [hasEmail] };
    expect(await find(all(either, neither))).toEqual(['Bo']);
  });

  test('§19 dynamic: people come in pages by their ids, and of the own workspace only', async () => {
    const elsewhere = await addWorkspace(db, 'Other', ['Ola']);
    await createPerson(db, elsewhere.workspaceId, { firstName: 'Anna' }, now);
    const everybody = all({ field: 'firstName', operator: 'isFilled', value: '' });
    const people = selectionPeople(user.workspaceId, { kind: 'dynamic', conditions: everybody }, now);
    const pageAfter = (after: string | null) =>
      listIdsIn(db.kysely, user.workspaceId, people, { after, limit: 2 });
    const first = await pageAfter(null);
    const second = await pageAfter(first.at(-1) ?? null);
    expect([first.length, second.length, new Set([...first, ...second]).size]).toEqual([2, 1, 3]);
    expect(await pageAfter(second.at(-1) ?? null)).toEqual([]);
  });
});
