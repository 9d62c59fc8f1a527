import { randomUUID } from 'node:crypto';
import type { KyselyPlugin } from 'kysely';
import { expect, test } from 'vitest';
import type { Campaign, CompanyRule } from '../../lib/contract/campaign.ts';
import type { Person } from '../../lib/contract/person.ts';
import { correspondence, noon, on, thursday } from '../../tests/support/correspondence.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { act, launch, openTasks, unwrap } from '../../tests/support/domain.ts';
import { handOver } from '../../tests/support/hand-over.ts';
import { findTask } from '../db/queries/tasks.ts';
import { withTransaction } from '../db/transaction.ts';
import { setCompanyDomains } from '../people/company-domains.ts';
import { pushActions } from '../sync/push.ts';
import { listRunsAtCompany } from './company.ts';
import { sendDue } from './engine/send-due.ts';
import { sayReplied, stopEnrolment, undoSaid } from './runs.ts';

const stop = { act: 'stop' } as const;
const pause = { act: 'pause', days: 5 } as const;
const task = { act: 'task' } as const;

describeOnEachEngine('a reply that was told, and others at the company (G8)', (open) => {
  const { here, person, campaignOf, sends, contextOf, runOf, dueOf, deliver, look } = correspondence(open);

  /** Three at one company and one elsewhere, all of whom have got the first mail; the second is due on Friday at nine. */
  async function atZeta(rule: CompanyRule, over: Parameters<typeof campaignOf>[0] = {}) {
    const campaign = await campaignOf({ onCompanyReply: rule, ...over });
    const people: Person[] = [];
    for (const email of ['z1@zeta.example', 'z2@zeta.example', 'z3@sub.zeta.example', 'b@beta.example'])
      people.push(await person(email.slice(0, 2), email));
    await launch(here.db, here.alva, campaign, people, thursday);
    await deliver(on('04', '09:01'));
    const [one, two, three, elsewhere] = people;
    if (!one || !two || !three || !elsewhere) throw new Error('expected four people');
    return { campaign, one, two, three, elsewhere, colleagues: [two, three] };
  }
  async function say(campaign: Campaign, who: Person, now = noon) {
    const { id: enrolmentId } = await runOf(who, campaign);
    const id = randomUUID();
    unwrap(await sayReplied(here.db, here.alva, { enrolmentId, id }, now));
    return () => undoSaid(here.db, here.alva, { enrolmentId, undoes: id }, noon);
  }
  /** Of each mail that has left by Friday at nine; those of other tests are due then as well. */
  async function sentTo(): Promise<string[]> {
    while ((await sendDue(here.db, 10, on('05', '09:00'))) === 10);
    await handOver(here.db, 'accept', on('05', '09:00'));
    return (await sends()).flatMap(({ recipient, state }) => (state === 'accepted' ? [recipient] : []));
  }
  const openTaskOf = async (who: Person) =>
    (await openTasks(here.db, here.alva)).find(({ personId }) => personId === who.id);

  test('a reply noted by hand stops the others, and taking it back lets all go on', async () => {
    const { campaign, one, elsewhere, colleagues } = await atZeta(stop);
    const takeBack = await say(campaign, one);
    for (const colleague of colleagues) {
      expect(await runOf(colleague, campaign)).toMatchObject({
        status: 'stopped',
        lastEvent: { kind: 'company', note: 'z1 Ek', byName: 'Alva', undoable: true },
      });
      expect(await dueOf(colleague)).toBeUndefined();
    }
    expect(await runOf(elsewhere, campaign)).toMatchObject({ status: 'active', lastEvent: null });
    unwrap(await takeBack());
    await look(noon);
    for (const who of [one, ...colleagues]) {
      expect(await runOf(who, campaign)).toMatchObject({ status: 'active', lastEvent: null });
      expect(await dueOf(who)).toBe(on('05', '09:00').toISOString());
      const lines = (await contextOf(who)).activities.map(({ kind }) => kind);
      expect(lines).not.toContain('campaign.company');
    }
    expect(await sentTo()).toHaveLength(8);
  });

  test('G8 people at another domain of the same company are stopped too, once that is said', async () => {
    const set = (companies: string[][]) => setCompanyDomains(here.db, here.alva, companies, thursday);
    expect(await set([['zeta.example', 'gmail.com']])).toMatchObject({
      ok: false,
      code: 'INVALID_INPUT',
      fields: [{ path: 'companies.0.1' }],
    });
    const companies = [['zeta.example', 'beta.example']];
    expect(await set([['Zeta.example', 'www.beta.example']])).toEqual({ ok: true, value: { companies } });
    const { campaign, one, elsewhere } = await atZeta(stop);
    const takeBack = await say(campaign, one);
    expect(await runOf(elsewhere, campaign)).toMatchObject({ status: 'stopped' });
    unwrap(await takeBack());
    expect(await runOf(elsewhere, campaign)).toMatchObject({ status: 'active' });
  });

  test('a repeat of the word and of taking it back changes nothing', async () => {
    const { campaign, one, two } = await atZeta(stop);
    const takeBack = await say(campaign, one);
    unwrap(await takeBack());
    const { id: enrolmentId } = await runOf(two, campaign);
    const again = { enrolmentId, id: randomUUID() };
    unwrap(await stopEnrolment(here.db, here.alva, again, noon));
    unwrap(await takeBack());
    expect(await runOf(two, campaign)).toMatchObject({ status: 'removed', lastEvent: { id: again.id } });
  });

  test('it pauses the others for so many days, and taking it back ends the pause', async () => {
    const { campaign, one, colleagues } = await atZeta(pause);
    const takeBack = await say(campaign, one);
    await look(noon);
    for (const colleague of colleagues) {
      expect(await runOf(colleague, campaign)).toMatchObject({ status: 'active', phase: 'paused' });
      expect(await dueOf(colleague)).toBe(on('09', '12:00').toISOString());
    }
    unwrap(await takeBack());
    await look(noon);
    for (const colleague of colleagues) expect(await dueOf(colleague)).toBe(on('05', '09:00').toISOString());
  });

  test('it makes the next mails tasks, and taking it back lets them leave by themselves', async () => {
    const { campaign, one, colleagues } = await atZeta(task);
    const takeBack = await say(campaign, one);
    for (const colleague of colleagues)
      expect(await openTaskOf(colleague)).toMatchObject({
        trouble: { code: 'COMPANY_REPLIED', message: 'z1 Ek' },
      });
    unwrap(await takeBack());
    await look(noon);
    for (const colleague of colleagues) {
      const next = await openTaskOf(colleague);
      expect(next).toMatchObject({ automatic: expect.anything() });
      expect(next).not.toHaveProperty('trouble');
    }
    expect(await sentTo()).toHaveLength(8);
  });

  test('a task that another answer asks for as well stays one until that is taken back too', async () => {
    const { campaign, one, two, three } = await atZeta(task, { onReply: 'continue' });
    const takeBack = await say(campaign, one);
    const takeBackOther = await say(campaign, two);
    unwrap(await takeBack());
    expect(await openTaskOf(three)).toMatchObject({ trouble: { code: 'COMPANY_REPLIED' } });
    unwrap(await takeBackOther());
    expect(await openTaskOf(three)).not.toHaveProperty('trouble');
  });

  test('what has gone on since stays as it is when the reply is taken back', async () => {
    const { campaign, one, two, three } = await atZeta(stop);
    const takeBack = await say(campaign, one);
    await launch(here.db, here.alva, campaign, [two], noon);
    unwrap(await takeBack());
    const runs = (await contextOf(two)).enrolments.map(({ status }) => status);
    expect(runs).toEqual(['active', 'stopped']);
    expect(await runOf(three, campaign)).toMatchObject({ status: 'active' });
  });

  test('a reply that the mail client has seen does the same, once', async () => {
    const { campaign, one, colleagues } = await atZeta(stop);
    const [first] = await here.db.kysely
      .selectFrom('tasks')
      .select('id')
      .where('person_id', '=', one.id)
      .where('status', '=', 'done')
      .execute();
    const { workspaceId, userId } = here.alva;
    const done = await findTask(here.db.kysely, workspaceId, userId, first?.id ?? '');
    if (!done) throw new Error('expected the first mail');
    const told = act('task.replied', done, noon.toISOString(), { ids: { reply: 'msg-2' } });
    const { answers } = await pushActions(here.db, here.alva, [told, { ...told, id: randomUUID() }], noon);
    expect(answers.map(({ result }) => result)).toEqual(['accepted', 'accepted']);
    for (const colleague of colleagues) {
      expect(await runOf(colleague, campaign)).toMatchObject({ status: 'stopped' });
      const lines = (await contextOf(colleague)).activities.filter(({ kind }) => kind === 'campaign.company');
      expect(lines).toHaveLength(1);
    }
    const { id: enrolmentId } = await runOf(one, campaign);
    unwrap(await undoSaid(here.db, here.alva, { enrolmentId, undoes: told.id }, noon));
    for (const colleague of colleagues)
      expect(await runOf(colleague, campaign)).toMatchObject({ status: 'active', lastEvent: null });
  });

  test('the companies are read for who is of one, and not for who writes from a provider for everybody', async () => {
    const { workspaceId } = here.alva;
    const readFor = async (email: string) => {
      const { id } = await person('x', email);
      const asked: string[] = [];
      const watch: KyselyPlugin = {
        transformQuery: ({ node }) => {
          asked.push(JSON.stringify(node));
          return node;
        },
        transformResult: async ({ result }) => result,
      };
      await withTransaction(here.db, (tx) => listRunsAtCompany(tx.withPlugin(watch), workspaceId, id));
      return asked.filter((query) => query.includes('company_domains')).length;
    };
    expect([await readFor('anna@zeta.example'), await readFor('anna@gmail.com')]).toEqual([1, 0]);
  });
});
