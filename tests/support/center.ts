import type { Mail, MailDeed, MailFilters } from '../../lib/contract/mail.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { SendProof } from '../../lib/contract/task.ts';
import type { Database } from '../../server/db/open.ts';
import { doToMail } from '../../server/mails/do.ts';
import { type Asker, searchMails } from '../../server/mails/list.ts';
import { createPerson } from '../../server/people/people.ts';
import { pushActions } from '../../server/sync/push.ts';
import { createTask } from '../../server/tasks/create.ts';
import { act, aProof, type Member, unwrap } from './domain.ts';

/** Thursday 4 June 2026, 08:00 in Stockholm. */
export const thursday = new Date('2026-06-04T06:00:00.000Z');
export const at = (time: string) => new Date(`2026-06-04T${time}:00.000Z`);

/** What is done in the Command Center, and what comes into it by hand; whose it is is asked each time. */
export function centerOf(who: () => { db: Database; alva: Asker }) {
  const list = async (filters: MailFilters & { as?: string } = {}, asker = who().alva): Promise<Mail[]> => {
    const query = { sort: 'at', order: 'descending', limit: 500, ...filters } as const;
    return unwrap(await searchMails(who().db, asker, { query }, at('12:00'))).mails;
  };
  const one = async (): Promise<Mail> => {
    const [mail, ...more] = await list();
    if (!mail || more.length > 0) throw new Error(`expected one mail, found ${mail ? more.length + 1 : 0}`);
    return mail;
  };
  const perform = (mail: Mail, deed: MailDeed, asker = who().alva, now = at('11:00')) =>
    doToMail(who().db, asker, { id: mail.id, deed }, now);
  const anna = (over = {}): Promise<Person> =>
    createPerson(
      who().db,
      who().alva.workspaceId,
      { firstName: 'Anna', lastName: 'Ek', email: 'anna@fjord.example', companyName: 'Fjord', ...over },
      thursday,
    );
  /** A mail that Bo has sent by hand, proven. */
  const sentByHand = async (member: Member, over: Partial<SendProof> = {}): Promise<string> => {
    const { db } = who();
    const person = await anna({ firstName: over.subject ?? 'Anna' });
    const task = unwrap(
      await createTask(
        db,
        member.workspaceId,
        member.userId,
        {
          type: 'email',
          title: 'Write',
          priority: 'normal',
          dueAt: thursday.toISOString(),
          details: '',
          email: { subject: 'Hej', html: '<p>Hej</p>', alsoTo: [], cc: [], bcc: [] },
          personId: person.id,
        },
        thursday,
      ),
    );
    const done = act('task.complete', task, '2026-06-04T08:00:00.000Z', { outcome: { proof: aProof(over) } });
    await pushActions(db, member, [done], at('09:00'));
    return task.id;
  };

  return { list, one, perform, anna, sentByHand };
}
