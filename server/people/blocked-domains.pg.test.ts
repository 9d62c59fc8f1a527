import { beforeEach, expect, test } from 'vitest';
import type { Person } from '../../lib/contract/person.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import type { Member } from '../../tests/support/domain.ts';
import { launch, newStep, openTask, openTasks, unwrap } from '../../tests/support/domain.ts';
import { handOver } from '../../tests/support/hand-over.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import { askCandidates } from '../campaigns/ask-candidates.ts';
import { createCampaign } from '../campaigns/create.ts';
import { hearSends } from '../campaigns/engine/hear-sends.ts';
import { sendDue } from '../campaigns/engine/send-due.ts';
import { launchCampaign } from '../campaigns/launch.ts';
import { lookAtRuns } from '../campaigns/look.ts';
import { undoSaid } from '../campaigns/runs.ts';
import type { Database } from '../db/open.ts';
import { listBlocked } from '../db/queries/blocked-domains.ts';
import { blockDomain, unblockDomain } from './blocked-domains.ts';
import { findPersonContext } from './contexts.ts';
import { createPerson } from './people.ts';

/** Thursday 4 June 2026, 08:00 in Stockholm. */
const thursday = new Date('2026-06-04T06:00:00.000Z');
const at = (time: string) => new Date(`2026-06-04T${time}:00.000+02:00`);

describeOnEachEngine('blocked domains', (open) => {
  let db: Database;
  let alva: Member;

  beforeEach(async () => {
    db ??= await open();
    await db.kysely.deleteFrom('sends').execute();
    [alva] = await addColleagues(db);
  });

  const person = (email: string | null, firstName = 'Anna'): Promise<Person> =>
    createPerson(db, alva.workspaceId, { firstName, lastName: 'Ek', email }, thursday);
  const withMail = async (cc: { email: string }[] = []) => {
    const email = { subject: 'Hej', html: '<p>Hej</p>', alsoTo: [], cc, bcc: [] };
    const steps = [
      newStep({ type: 'email', title: 'Intro', send: 'fixed_time', email }),
      newStep({ type: 'call', title: 'Ring' }),
    ];
    const days = [{ number: 1, steps }];
    const draft = { name: 'Spring', category: '', settings: { skipWeekends: true }, days };
    return unwrap(await createCampaign(db, alva.workspaceId, draft, thursday));
  };
  const block = async (domain: string) => unwrap(await blockDomain(db, alva, domain, thursday));
  const sends = () =>
    db.kysely
      .selectFrom('sends')
      .select(['recipient', 'state', 'cause'])
      .where('workspace_id', '=', alva.workspaceId)
      .orderBy('recipient')
      .execute();
  const runOf = async ({ id }: Person) => {
    const [run] = (await findPersonContext(db, alva, id))?.enrolments ?? [];
    if (!run) throw new Error('expected a run');
    return run;
  };

  test('§5 blocked domains: people there and at subdomains are refused with the reason, the others go', async () => {
    const campaign = await withMail();
    await block('@Fjord.example');
    const people = [
      await person('anna@fjord.example'),
      await person('bo@post.FJORD.example', 'Bo'),
      await person('cia@myfjord.example', 'Cia'),
    ];
    const personIds = people.map(({ id }) => id);
    const asked = { campaignId: campaign.id, personIds, userId: alva.userId };
    const refused = [
      {
        personId: personIds[0],
        code: 'DOMAIN_BLOCKED',
        message: 'Anna Ek is at fjord.example, which is blocked',
      },
      { personId: personIds[1], code: 'DOMAIN_BLOCKED' },
    ];
    const candidates = unwrap(await askCandidates(db, alva.workspaceId, asked, thursday));
    expect(candidates).toMatchObject({ people: [{ personId: personIds[2] }], refused });
    const input = { ...asked, timeZone: 'UTC', choices: [], missingFields: 'byHand' as const };
    const report = unwrap(await launchCampaign(db, alva.workspaceId, input, thursday));
    expect(report).toMatchObject({ enrolled: [{ personId: personIds[2] }], refused });
  });

  test('§5 blocked later: planned mails are cancelled with the cause, never called failed, and the run ends', async () => {
    const campaign = await withMail();
    const [anna, cia] = [await person('anna@post.fjord.example'), await person('cia@kvist.example', 'Cia')];
    await launch(db, alva, campaign, [anna, cia], thursday);
    await sendDue(db, 10, at('09:00'));
    expect((await sends()).map(({ state }) => state)).toEqual(['planned', 'planned']);
    expect(await block('fjord.example')).toMatchObject({ takenBack: 1 });
    // What a process finds after the block: it hears of what was taken back, and looks at what is due.
    await hearSends(db, 10, at('09:01'));
    await sendDue(db, 10, at('09:01'));
    await handOver(db, 'accept', at('09:02'));
    expect(await sends()).toEqual([
      { recipient: 'anna@post.fjord.example', state: 'cancelled', cause: 'blocked' },
      { recipient: 'cia@kvist.example', state: 'accepted', cause: null },
    ]);
    expect(await runOf(anna)).toMatchObject({
      status: 'stopped',
      lastEvent: { kind: 'blocked', source: 'server', note: 'fjord.example' },
    });
    expect(await openTasks(db, alva)).toMatchObject([{ title: 'Ring', personName: 'Cia Ek' }]);
    const closed = await db.kysely
      .selectFrom('tasks')
      .select(['status', 'cause', 'trouble'])
      .where('person_id', '=', anna.id)
      .execute();
    expect(closed).toEqual([{ status: 'cancelled', cause: 'blocked', trouble: null }]);
  });

  test('a mail that falls due after the block never gets into the ledger', async () => {
    const campaign = await withMail();
    const anna = await person('anna@fjord.example');
    await launch(db, alva, campaign, [anna], thursday);
    await block('fjord.example');
    await sendDue(db, 10, at('09:00'));
    expect(await sends()).toEqual([]);
    expect(await runOf(anna)).toMatchObject({ status: 'stopped' });
  });

  test('once it is blocked no longer, the run can be let go on, and its mail leaves', async () => {
    const campaign = await withMail();
    const anna = await person('anna@fjord.example');
    await launch(db, alva, campaign, [anna], thursday);
    await block('fjord.example');
    await sendDue(db, 10, at('09:00'));
    const { id, lastEvent } = await runOf(anna);
    unwrap(await unblockDomain(db, alva, 'fjord.example', thursday));
    const user = { ...alva, role: 'user' } as const;
    unwrap(await undoSaid(db, user, { enrolmentId: id, undoes: lastEvent?.id ?? '' }, at('09:05')));
    await lookAtRuns(db, at('09:06'));
    await sendDue(db, 10, at('09:06'));
    expect(await sends()).toMatchObject([{ state: 'planned' }]);
  });

  test('a copy to a blocked domain makes the mail a task with the reason', async () => {
    const campaign = await withMail([{ email: 'boss@fjord.example' }]);
    await block('fjord.example');
    await launch(db, alva, campaign, [await person('cia@kvist.example', 'Cia')], thursday);
    await sendDue(db, 10, at('09:00'));
    expect(await sends()).toEqual([]);
    expect(await openTask(db, alva)).toMatchObject({
      trouble: { code: 'DOMAIN_BLOCKED', message: 'boss@fjord.example would get a copy' },
    });
  });

  test('only what is a domain is blocked, once, and by this workspace alone', async () => {
    expect(await blockDomain(db, alva, 'com', thursday)).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'domain' }],
    });
    await block('fjord.example');
    expect(await block('FJORD.example')).toEqual({
      domains: ['fjord.example'],
      added: 'fjord.example',
      takenBack: 0,
    });
    const [other] = await addColleagues(db);
    expect(await listBlocked(db.kysely, other.workspaceId)).toEqual([]);
  });
});
