import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { SubscriptionType } from '../../lib/contract/subscription.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { addCampaign, addPerson, Device, launch, type Member, unwrap } from '../../tests/support/domain.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import { addWorkspace } from '../accounts/users.ts';
import type { Database } from '../db/open.ts';
import { listSubscriptionTypes } from '../db/queries/subscriptions.ts';
import { findPersonContext } from './contexts.ts';
import { setSubscriptions, setSubscriptionTypes } from './subscriptions.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const evening = new Date('2026-06-04T20:00:00.000Z');
const typeOf = (name: string): SubscriptionType => ({ id: randomUUID(), name, names: {}, active: true });

describeOnEachEngine('types of mailings', (open) => {
  let db: Database;
  let member: Member;

  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    [member] = await addColleagues(db);
  });

  const set = async (types: SubscriptionType[]) =>
    await setSubscriptionTypes(db, member.workspaceId, types, now);
  const decline = async (personId: string, declined: string[]) =>
    await setSubscriptions(db, member, personId, { declined, source: 'phone', comment: null }, evening);
  const names = async () =>
    (await listSubscriptionTypes(db.kysely, member.workspaceId)).map(({ name }) => name);

  test('a new workspace has some to begin with, named in five languages', async () => {
    const id = await addWorkspace(db, 'Fresh', now);
    const types = await listSubscriptionTypes(db.kysely, id);
    expect(types.map(({ name }) => name)).toEqual(['News', 'Invitations', 'Offers', 'Urgent messages']);
    for (const type of types) {
      expect(Object.keys(type.names).sort()).toEqual(['da', 'nb', 'nl', 'sv']);
      expect(type).toMatchObject({ active: true, declined: 0 });
    }
  });

  test('they are kept in their order, renamed and left out', async () => {
    const [news, fairs] = [typeOf('News'), typeOf('Fairs')];
    unwrap(await set([news, fairs]));
    unwrap(await set([{ ...fairs, name: 'Trade fairs' }, news]));
    expect(await names()).toEqual(['Trade fairs', 'News']);
    unwrap(await set([news]));
    expect(await names()).toEqual(['News']);
  });

  test('mailings §12.1 opt-out: who said nothing wants every type, also one that is new', async () => {
    const anna = await addPerson(db, member.workspaceId, now);
    unwrap(await set([typeOf('News')]));
    const later = typeOf('Fairs');
    unwrap(await set([...(await listSubscriptionTypes(db.kysely, member.workspaceId)), later]));
    const consent = (await findPersonContext(db, member, anna.id))?.consent;
    expect(consent?.subscriptions).toMatchObject([
      { name: 'News', declined: false },
      { name: 'Fairs', declined: false },
    ]);
  });

  test('mailings §12.1 declined: what is declined is known with how it was said, and each change is a line of the history', async () => {
    const anna = await addPerson(db, member.workspaceId, now);
    await launch(db, member, await addCampaign(db, member.workspaceId, now), [anna], now);
    const [news, fairs] = [typeOf('News'), typeOf('Fairs')];
    unwrap(await set([news, fairs]));
    const device = new Device(db, member);
    await device.pull(now);
    const consent = unwrap(await decline(anna.id, [news.id, fairs.id]));
    expect(consent.subscriptions?.map(({ declined }) => declined)).toEqual([true, true]);
    unwrap(await decline(anna.id, [fairs.id]));
    // The same once more makes no line.
    unwrap(await decline(anna.id, [fairs.id, fairs.id]));
    await device.pull(evening);
    const lines = device
      .all('activity')
      .flatMap(({ kind, title, note }) => (kind === 'consent.changed' ? [`${title} ${note}`] : []));
    expect(lines.sort()).toEqual(['Fairs declined', 'News accepted', 'News declined']);
    expect(await listSubscriptionTypes(db.kysely, member.workspaceId)).toMatchObject([
      { name: 'News', declined: 0 },
      { name: 'Fairs', declined: 1 },
    ]);
  });

  test('one that somebody has declined is put out of use, and not forgotten', async () => {
    const anna = await addPerson(db, member.workspaceId, now);
    const [news, fairs] = [typeOf('News'), typeOf('Fairs')];
    unwrap(await set([news, fairs]));
    unwrap(await decline(anna.id, [fairs.id]));
    expect(await set([news])).toMatchObject({
      code: 'NOT_ALLOWED',
      message: expect.stringContaining('1 person has declined “Fairs”'),
    });
    expect(await names()).toEqual(['News', 'Fairs']);
    unwrap(await set([news, { ...fairs, active: false }]));
    const consent = (await findPersonContext(db, member, anna.id))?.consent;
    expect(consent?.subscriptions).toMatchObject([
      { name: 'News', declined: false },
      { name: 'Fairs', declined: true },
    ]);
    unwrap(await decline(anna.id, []));
    const after = (await findPersonContext(db, member, anna.id))?.consent;
    expect(after?.subscriptions).toMatchObject([{ name: 'News' }]);
  });

  test('what cannot be is named, and changes nothing', async () => {
    const anna = await addPerson(db, member.workspaceId, now);
    const news = typeOf('News');
    unwrap(await set([news]));
    expect(await set([news, typeOf('NEWS')])).toMatchObject({ fields: [{ path: 'types.1.name' }] });
    expect(await set([news, { ...news, name: 'Other' }])).toMatchObject({ fields: [{ path: 'types.1.id' }] });
    expect(await decline(anna.id, [news.id, randomUUID()])).toMatchObject({
      fields: [{ path: 'declined.1' }],
    });
    expect(await decline(randomUUID(), [])).toMatchObject({ code: 'NOT_FOUND' });
    expect((await listSubscriptionTypes(db.kysely, member.workspaceId))[0]).toMatchObject({ declined: 0 });
  });
});
