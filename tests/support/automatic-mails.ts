import type { NewCampaign, Step } from '../../lib/contract/campaign.ts';
import type { Person } from '../../lib/contract/person.ts';
import { createCampaign } from '../../server/campaigns/create.ts';
import type { Database } from '../../server/db/open.ts';
import { listEnrolments } from '../../server/db/queries/enrolments.ts';
import { createPerson } from '../../server/people/people.ts';
import { type Member, newStep, unwrap } from './domain.ts';

/** Thursday 4 June 2026, 08:00 in Stockholm. */
export const thursday = new Date('2026-06-04T06:00:00.000Z');
/** In Stockholm. */
export const on = (day: string, time: string) => new Date(`2026-06-${day}T${time}:00.000+02:00`);

/** What tests of automatic mails write, and look at. */
export function automaticMails(now: () => { db: Database; alva: Member }) {
  const mail = (title: string, over: Partial<Step> = {}): Step =>
    newStep({ type: 'email', title, send: 'fixed_time', ...over });
  const anna = (over = {}): Promise<Person> =>
    createPerson(
      now().db,
      now().alva.workspaceId,
      { firstName: 'Anna', lastName: 'Ek', email: 'anna@fjord.example', ...over },
      thursday,
    );
  const add = async (days: NewCampaign['days'], settings: Partial<NewCampaign['settings']> = {}) =>
    unwrap(
      await createCampaign(
        now().db,
        now().alva.workspaceId,
        { name: 'Spring', category: 'Sales', settings: { skipWeekends: true, ...settings }, days },
        thursday,
      ),
    );
  const content = (subject: string, html: string) => ({ subject, html, alsoTo: [], cc: [], bcc: [] });
  const sends = () =>
    now()
      .db.kysely.selectFrom('sends')
      .selectAll()
      .where('workspace_id', '=', now().alva.workspaceId)
      .orderBy('created_at')
      .orderBy('id')
      .execute();
  const states = async () => (await sends()).map(({ state }) => state);
  const run = async (campaignId: string) => {
    const page = await listEnrolments(now().db.kysely, now().alva.workspaceId, campaignId, {
      limit: 10,
      offset: 0,
    });
    const [enrolment] = page.enrolments;
    if (!enrolment) throw new Error('expected a run');
    return enrolment;
  };
  return { mail, anna, add, content, sends, states, run };
}
