import { randomUUID } from 'node:crypto';
import type { Mailing, MailingContent, MailingOptions, MailingSetup } from '../../lib/contract/mailing.ts';
import type { NewPerson, Person } from '../../lib/contract/person.ts';
import type { LinkActions } from '../../lib/contract/registered-link.ts';
import type { Database } from '../../server/db/open.ts';
import { listRecipients } from '../../server/db/queries/mailing-recipients.ts';
import { moveMailings } from '../../server/mailings/engine.ts';
import { createMailing, getMailing, saveMailing } from '../../server/mailings/mailings.ts';
import { addSource } from '../../server/mailings/sources.ts';
import { Writers } from '../../server/mailings/writers.ts';
import { setConsent } from '../../server/people/consent.ts';
import { createPerson } from '../../server/people/people.ts';
import type { TeamUser } from '../../server/teams/teams.ts';
import { unwrap } from './domain.ts';
import { addWorkspace, firstUser } from './workspace.ts';

/** Where recipients of tests reach the server. */
export const publicUrl = 'https://mail.nordby.example';

/** Somebody alone in a new workspace, and nobody has a mailing or a mail that waits. */
export async function freshAuthor(db: Database): Promise<TeamUser> {
  await db.kysely.deleteFrom('sends').execute();
  await db.kysely.deleteFrom('mailings').execute();
  const workspace = await addWorkspace(db, 'Nordby', ['Alva']);
  return { workspaceId: workspace.workspaceId, userId: firstUser(workspace), role: 'admin' };
}

/** What tests of mailings do again and again, for one user at one moment. */
export function mailingTests(about: () => { db: Database; alva: TeamUser; now: Date }) {
  const writers = new Writers(publicUrl);
  const person = (over: Partial<NewPerson> = {}): Promise<Person> => {
    const { db, alva, now } = about();
    return createPerson(
      db,
      alva.workspaceId,
      { firstName: 'Anna', email: 'anna@fjord.example', ...over },
      now,
    );
  };
  /** Somebody who wants marketing. */
  const consenting = async (over: Partial<NewPerson> = {}): Promise<Person> => {
    const { db, alva, now } = about();
    const created = await person(over);
    const said = { status: 'given', legalBasis: 'consent', source: 'phone', comment: null } as const;
    unwrap(await setConsent(db, alva, { personId: created.id, purpose: 'marketing' }, said, now));
    return created;
  };
  /** A draft that goes to these people, and says enough to be sent. */
  const draft = async (
    people: readonly Person[],
    over: {
      setup?: Partial<MailingSetup>;
      content?: Partial<MailingContent>;
      options?: Partial<MailingOptions>;
    } = {},
  ): Promise<Mailing> => {
    const { db, alva, now } = about();
    const asked = { id: randomUUID(), type: 'email', name: 'Spring', ...noOrigin } as const;
    const begun = unwrap(await createMailing(db, alva, asked, now));
    const saved = unwrap(
      await saveMailing(
        db,
        alva,
        begun.id,
        {
          version: begun.version,
          setup: { ...begun.setup, subject: 'Spring is here', ...over.setup },
          content: {
            ...begun.content,
            html: '<p>Hello {{first_name}}</p><p><a href="{{unsubscribe_link}}">No more</a></p>',
            ...over.content,
          },
          options: { ...begun.options, updateWhenSending: false, ...over.options },
        },
        now,
      ),
    );
    if (people.length === 0) return saved;
    const personIds = people.map(({ id }) => id);
    const source = { kind: 'contacts', id: randomUUID(), personIds, excludes: false } as const;
    return unwrap(await addSource(db, alva, saved.id, source, now));
  };
  /** Lets the server do all there is to do. */
  const settle = async (at?: Date): Promise<void> => {
    const { db, now } = about();
    for (let turns = 0; await moveMailings({ db, writers }, at ?? now); turns += 1)
      if (turns > 1000) throw new Error('expected the mailings to come to rest');
  };
  const look = async (id: string): Promise<Mailing> => unwrap(await getMailing(about().db, about().alva, id));
  /** Recipients by name with what they are to the mailing. */
  const statuses = async (id: string): Promise<Record<string, string>> => {
    const { db, alva } = about();
    const filter = { statuses: [], search: '', clickers: false, limit: 1000, offset: 0 };
    const { recipients } = await listRecipients(db.kysely, alva.workspaceId, id, filter);
    return Object.fromEntries(recipients.map(({ name, email, status }) => [name || (email ?? ''), status]));
  };
  return { writers, person, consenting, draft, settle, look, statuses };
}

export const noOrigin = { templateId: null, copyOf: null, selectionId: null, projectId: null } as const;

/** A click on a registered link that does nothing more. */
export const noActions: LinkActions = {
  field: null,
  interests: { add: [], remove: [] },
  selections: { add: [], remove: [] },
  projects: { add: [], remove: [] },
  followUp: null,
};
