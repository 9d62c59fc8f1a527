import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { Person } from '../../lib/contract/person.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { addCampaign, Device, launch, openTasks, unwrap } from '../../tests/support/domain.ts';
import { handOver } from '../../tests/support/hand-over.ts';
import { freshAuthor, mailingTests, publicUrl } from '../../tests/support/mailings.ts';
import type { Database } from '../db/open.ts';
import { listDuplicates } from '../db/queries/duplicates.ts';
import { listMailingsOfPerson } from '../db/queries/mailing-recipients.ts';
import { findPerson } from '../db/queries/people.ts';
import { sendMailing } from '../mailings/send.ts';
import { createProject } from '../projects/projects.ts';
import { createSelection } from '../selections/selections.ts';
import type { TeamUser } from '../teams/teams.ts';
import { setConsent, setNoMailings } from './consent.ts';
import { findConsentProof } from './consent-proof.ts';
import { findPersonConsent, findPersonContext } from './contexts.ts';
import { changeInterests, interestsOf, setInterests } from './interests.ts';
import { logActivity } from './log.ts';
import { mergeInto, setDistinct } from './merge.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const later = new Date('2026-06-05T06:00:00.000Z');

describeOnEachEngine('people who are the same', (open) => {
  let db: Database;
  let alva: TeamUser;

  beforeEach(async () => {
    db ??= await open();
    alva = await freshAuthor(db);
  });

  const { person, consenting, draft, settle, look, statuses } = mailingTests(() => ({ db, alva, now }));
  const merge = (into: Person, ...others: Person[]) =>
    mergeInto(
      db,
      alva,
      into.id,
      others.map(({ id }) => id),
      later,
    );
  const alike = async (likeness: 'email' | 'phone' | 'name') => {
    const page = { likeness, limit: 10, offset: 0 };
    const { groups, total } = await listDuplicates(db.kysely, alva.workspaceId, page);
    expect(groups.length).toBe(total);
    return groups.map(({ people }) => people.map(({ firstName }) => firstName).toSorted());
  };
  const marketing = async ({ id }: Person) => {
    const { purposes, noMailings } = await findPersonConsent(db.kysely, alva.workspaceId, id);
    return { status: purposes.find(({ purpose }) => purpose === 'marketing')?.status, noMailings };
  };

  test('are found by address, by the end of their number, and by name and company', async () => {
    await person({ firstName: 'Anna', email: 'Anna@fjord.example', phone: '+46 70 123 45 67' });
    await person({ firstName: 'Annie', email: 'anna@FJORD.example', phone: '070-123 45 67' });
    await person({ firstName: 'Bo', lastName: 'Ek', email: 'bo@x.example', companyName: 'X', phone: '112' });
    await person({
      firstName: 'bo',
      lastName: 'EK',
      email: 'bo.ek@x.example',
      companyName: 'x',
      phone: '112',
    });
    await person({ firstName: 'Bo', lastName: 'Ek', email: 'bo@y.example', companyName: 'Y' });
    expect(await alike('email')).toEqual([['Anna', 'Annie']]);
    expect(await alike('phone')).toEqual([['Anna', 'Annie']]);
    expect(await alike('name')).toEqual([['Bo', 'bo']]);
  });

  test('are not shown again once they are said to be different, until that is taken back', async () => {
    const some = await Promise.all(['A', 'B', 'C'].map((firstName) => person({ firstName })));
    const ids = some.map(({ id }) => id);
    const say = async (personIds: string[], distinct: boolean) =>
      unwrap(await setDistinct(db, alva.workspaceId, { personIds, distinct }));
    await say(ids.slice(0, 2), true);
    expect(await alike('email')).toHaveLength(1);
    await say(ids, true);
    expect(await alike('email')).toEqual([]);
    await person({ firstName: 'D' });
    expect(await alike('email')).toHaveLength(1);
    await say(ids, false);
    expect(await alike('email')).toHaveLength(1);
    const stranger = { personIds: [ids[0] ?? '', randomUUID()], distinct: true };
    expect(await setDistinct(db, alva.workspaceId, stranger)).toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('become one: all that is theirs, and what the first does not say', async () => {
    const anna = await person({ firstName: 'Anna', email: 'anna@fjord.example', fields: { Fleet: '40' } });
    const ann = await person({
      firstName: 'Ann',
      email: 'ann@fjord.example',
      phone: '+46 70 1',
      fields: { Since: '2014' },
    });
    const campaign = await addCampaign(db, alva.workspaceId, now);
    await launch(db, alva, campaign, [ann], now);
    const note = { id: randomUUID(), kind: 'note.logged', at: now.toISOString(), title: 'Rang' } as const;
    unwrap(await logActivity(db, alva, ann.id, { ...note, note: null }, now));
    const lists = { personIds: [anna.id, ann.id] };
    const selection = { id: randomUUID(), name: 'Fair', ...lists };
    unwrap(await createSelection(db, alva, selection, now));
    const project = {
      id: randomUUID(),
      name: 'Move',
      description: '',
      status: 'active',
      personIds: [ann.id],
    } as const;
    unwrap(await createProject(db, alva, project, now));
    const boats = { id: randomUUID(), name: 'Boats' };
    unwrap(await setInterests(db, alva.workspaceId, [boats], now));
    unwrap(await changeInterests(db, alva, { personIds: [ann.id], add: [boats.id], remove: [] }, now));
    const device = new Device(db, alva);
    await device.pull(now);

    expect(unwrap(await merge(anna, ann))).toMatchObject({
      id: anna.id,
      firstName: 'Anna',
      email: 'anna@fjord.example',
      phone: '+46 70 1',
      fields: { Fleet: '40', Since: '2014' },
    });
    expect(await findPerson(db.kysely, alva.workspaceId, ann.id)).toBeNull();
    const context = await findPersonContext(db, alva, anna.id);
    expect(context?.enrolments).toMatchObject([{ campaignId: campaign.id, status: 'active' }]);
    expect((await openTasks(db, alva)).map(({ personId }) => personId)).toEqual([anna.id]);
    expect(context?.activities.map(({ kind }) => kind)).toEqual([
      'person.merged',
      expect.anything(),
      expect.anything(),
      expect.anything(),
    ]);
    expect(context?.activities[0]).toMatchObject({ title: 'Ann', note: 'ann@fjord.example' });
    expect(unwrap(await interestsOf(db.kysely, alva.workspaceId, anna.id)).interests).toEqual([boats]);
    for (const table of ['selection_members', 'project_members'] as const) {
      const members = await db.kysely
        .selectFrom(table)
        .select('person_id')
        .where('person_id', 'in', [anna.id, ann.id])
        .execute();
      expect(members).toEqual([{ person_id: anna.id }]);
    }
    await device.pull(later);
    expect(device.all('person').map(({ id }) => id)).toEqual([anna.id]);
    expect(device.all('task').map(({ personId }) => personId)).toEqual([anna.id]);
  });

  test('what one of them has refused is refused, and the proof of each is kept', async () => {
    const anna = await consenting({ firstName: 'Anna' });
    const ann = await consenting({ firstName: 'Ann' });
    const no = { status: 'withdrawn', legalBasis: null, source: 'email', comment: 'No more' } as const;
    const about = { personId: ann.id, purpose: 'marketing' } as const;
    unwrap(await setConsent(db, alva, about, no, now));
    const none = { noMailings: true, source: 'phone', comment: null } as const;
    unwrap(await setNoMailings(db, alva, ann.id, none, now));
    const before = unwrap(await findConsentProof(db.kysely, alva.workspaceId, ann.id));
    unwrap(await merge(anna, ann));
    expect(await marketing(anna)).toEqual({ status: 'withdrawn', noMailings: true });
    const { entries, brokenAt } = unwrap(await findConsentProof(db.kysely, alva.workspaceId, anna.id));
    expect(brokenAt).toBeNull();
    expect(entries.map(({ now: is }) => is)).toEqual(['given', 'given', 'withdrawn', 'forbidden']);
    expect(entries.slice(1).map(({ fact }) => JSON.parse(fact).how.original.hash)).toEqual(
      before.entries.map(({ hash }) => hash),
    );
  });

  test('get a mailing once that both are in; what they have got stays theirs', async () => {
    const anna = await consenting({ firstName: 'Anna', email: 'anna@fjord.example' });
    const ann = await consenting({ firstName: 'Ann', email: 'ann@fjord.example' });
    const sent = await draft([anna, ann]);
    await settle();
    unwrap(await sendMailing(db, alva, sent.id, { at: null, timeZone: 'Europe/Stockholm' }, publicUrl, now));
    await settle();
    await settle();
    await handOver(db, 'accept', now);
    await settle();
    const waiting = await draft([anna, ann]);
    await settle();
    unwrap(await merge(anna, ann));
    expect((await look(waiting.id)).figures['status.ready']).toBe(1);
    expect(await statuses(waiting.id)).toEqual({ Anna: 'ready' });
    expect((await look(sent.id)).figures['total.sent']).toBe(2);
    const page = { limit: 10, offset: 0 };
    const { mailings } = await listMailingsOfPerson(db.kysely, alva.workspaceId, anna.id, page);
    expect(mailings.map(({ email }) => email).toSorted()).toEqual([
      'ann@fjord.example',
      'anna@fjord.example',
    ]);
  });

  test('stay two while they are on one campaign, and where somebody is not there', async () => {
    const anna = await person({ firstName: 'Anna', email: 'anna@fjord.example' });
    const ann = await person({ firstName: 'Ann', email: 'ann@fjord.example' });
    await launch(db, alva, await addCampaign(db, alva.workspaceId, now), [anna, ann], now);
    expect(await merge(anna, ann)).toMatchObject({
      code: 'SAME_CAMPAIGN',
      message: expect.stringContaining('Spring'),
    });
    expect(await merge(anna, anna)).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await merge(anna, { ...ann, id: randomUUID() })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await findPerson(db.kysely, alva.workspaceId, ann.id)).not.toBeNull();
  });
});
