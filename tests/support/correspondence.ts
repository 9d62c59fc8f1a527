import { beforeEach } from 'vitest';
import type { Campaign, NewCampaign, Step } from '../../lib/contract/campaign.ts';
import type { Person } from '../../lib/contract/person.ts';
import { runPhase } from '../../lib/core/campaign/run-phase.ts';
import { createCampaign } from '../../server/campaigns/create.ts';
import { sendDue } from '../../server/campaigns/engine/send-due.ts';
import { lookAtRuns } from '../../server/campaigns/look.ts';
import type { RunUser } from '../../server/campaigns/runs.ts';
import type { Database } from '../../server/db/open.ts';
import { takeIn } from '../../server/inbound/take-in.ts';
import { findPersonContext } from '../../server/people/contexts.ts';
import { createPerson } from '../../server/people/people.ts';
import { launch, newStep, openTasks, unwrap } from './domain.ts';
import { handOver } from './hand-over.ts';
import { aMail } from './inbound.ts';
import { addWorkspace } from './workspace.ts';

/** Thursday 4 June 2026, 08:00 in Stockholm. */
export const thursday = new Date('2026-06-04T06:00:00.000Z');
/** In Stockholm. */
export const on = (day: string, time: string) => new Date(`2026-06-${day}T${time}:00.000+02:00`);
export const noon = on('04', '12:00');

/** Where a test stands: its database, and the one user of a workspace of its own. */
export interface Here {
  db: Database;
  alva: RunUser;
}

/** To be called inside a `describe`: people on campaigns whose mails have left, and what comes back of them. */
export function correspondence(open: () => Promise<Database>) {
  const here = {} as Here;

  beforeEach(async () => {
    here.db ??= await open();
    await here.db.kysely.deleteFrom('sends').execute();
    const { workspaceId, userIds } = await addWorkspace(here.db, 'Nordby', ['Alva']);
    here.alva = { workspaceId, userId: userIds[0] ?? '', role: 'user' };
  });

  const mail = (title: string, over: Partial<Step> = {}): Step =>
    newStep({ type: 'email', title, send: 'fixed_time', ...over });
  const person = (firstName: string, email: string): Promise<Person> =>
    createPerson(here.db, here.alva.workspaceId, { firstName, lastName: 'Ek', email }, thursday);
  const campaignOf = async (
    settings: Partial<NewCampaign['settings']> = {},
    name = 'Spring',
    first = mail('Intro'),
  ) =>
    unwrap(
      await createCampaign(
        here.db,
        here.alva.workspaceId,
        {
          name,
          category: '',
          settings: { skipWeekends: true, ...settings },
          days: [
            { number: 1, steps: [first] },
            { number: 2, steps: [mail('Nudge', { followUp: true })] },
          ],
        },
        thursday,
      ),
    );
  const sends = () =>
    here.db.kysely
      .selectFrom('sends')
      .selectAll()
      .where('workspace_id', '=', here.alva.workspaceId)
      .orderBy('created_at')
      .orderBy('source')
      .execute();
  const contextOf = async ({ id }: Person) => {
    const context = await findPersonContext(here.db, here.alva, id);
    if (!context) throw new Error('expected the person');
    return context;
  };
  const runOf = async (who: Person, campaign: Campaign) => {
    const run = (await contextOf(who)).enrolments.find(({ campaignId }) => campaignId === campaign.id);
    if (!run) throw new Error('expected a run');
    const { underWay, startAt, nextDueAt } = run;
    return { ...run, phase: underWay && runPhase(startAt, underWay, nextDueAt, noon) };
  };
  const dueOf = async (who: Person) =>
    (await openTasks(here.db, here.alva)).find(({ personId }) => personId === who.id)?.dueAt;

  async function deliver(at: Date): Promise<void> {
    await sendDue(here.db, 10, at);
    await handOver(here.db, 'accept', at);
  }
  async function look(at: Date): Promise<void> {
    while ((await lookAtRuns(here.db, at)) > 0);
  }

  /** Anna has got the first mail; the second is due on Friday at nine. */
  async function afterFirstMail(settings: Partial<NewCampaign['settings']> = {}, first?: Step) {
    const anna = await person('Anna', 'anna@fjord.example');
    const campaign = await campaignOf(settings, 'Spring', first);
    await launch(here.db, here.alva, campaign, [anna], thursday);
    await deliver(on('04', '09:01'));
    const send = (await sends()).find(({ recipient }) => recipient === 'anna@fjord.example');
    if (!send) throw new Error('expected a send');
    const { message_id: messageId, sender } = send;
    const reply = (over: Partial<Parameters<typeof aMail>[0]> = {}) =>
      aMail({
        from: 'Anna <anna@fjord.example>',
        to: sender,
        id: '<r1@fjord.example>',
        inReplyTo: messageId,
        ...over,
      });
    return { anna, campaign, messageId, sender, reply };
  }
  const take = (source: Buffer, at = noon) => takeIn(here.db, { source, receivedAt: at }, at);

  return {
    here,
    mail,
    person,
    campaignOf,
    sends,
    contextOf,
    runOf,
    dueOf,
    deliver,
    look,
    afterFirstMail,
    take,
  };
}
