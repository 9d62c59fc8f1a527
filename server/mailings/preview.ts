import type { ParsedRequestOf } from '../../lib/contract/api.ts';
import type { MailingPreview } from '../../lib/contract/mailing-api.ts';
import type { Person } from '../../lib/contract/person.ts';
import { fail, invalid, invalidField, ok, type Result } from '../../lib/contract/result.ts';
import type { KeptFields } from '../../lib/core/mailing/kept-fields.ts';
import { numberLinks } from '../../lib/core/mailing/links.ts';
import { fillRegistered, registeredIn } from '../../lib/core/mailing/registered-links.ts';
import type { Edition, RecipientLinks } from '../../lib/core/mailing/write.ts';
import { TemplateError } from '../../lib/core/template/error.ts';
import type { Database, Db } from '../db/open.ts';
import { findMember, type MemberDetails } from '../db/queries/accounts.ts';
import { findImported, findRecipient, type ToWrite } from '../db/queries/mailing-recipients.ts';
import { findMailing, type StoredMailing } from '../db/queries/mailings.ts';
import { findPeople } from '../db/queries/people.ts';
import { findRegistered } from '../db/queries/registered-links.ts';
import { planSends } from '../delivery/ledger.ts';
import type { TeamUser } from '../teams/teams.ts';
import { wrongTexts } from '../templates/check.ts';
import { sampleAddress } from './addresses.ts';
import { contextOf, findSenders } from './correspondents.ts';
import { unknownMailing } from './refusals.ts';
import { editionWriter } from './writers.ts';

/** A mail that is shown or tried out: its links lead straight to where they lead, and nothing is counted. */
interface Sample {
  edition: Edition;
  recipient: ToWrite;
  fields: KeptFields;
  write(): ReturnType<ReturnType<typeof editionWriter>['write']>;
  from: { email: string; name?: string | undefined };
  replyTo: { email: string; name?: string | undefined } | null;
}

const nobody: ToWrite = {
  id: '',
  address: '',
  name: '',
  attempt: 0,
  personId: null,
  importId: null,
  importRow: null,
  salesContactId: null,
  supportContactId: null,
};

async function sampleOf(
  db: Db,
  user: TeamUser,
  mailing: StoredMailing,
  recipientId: string | null,
  publicUrl: string,
): Promise<Result<Sample>> {
  const { setup, content } = mailing;
  const wrong = wrongTexts({ ...content, subject: setup.subject }, '');
  if (wrong.length > 0) return invalid(wrong);
  const found = recipientId && (await findRecipient(db, user.workspaceId, mailing.id, recipientId));
  if (recipientId !== null && !found)
    return invalidField('recipientId', 'expected a recipient of this mailing');
  const me = await findMember(db, user.workspaceId, user.userId);
  if (!me) return fail('NOT_FOUND', 'there is no such user');
  const recipient: ToWrite = found || { ...nobody, address: me.email, name: me.name };
  const person = await personOf(db, user.workspaceId, recipient, found ? null : me);
  const imported = await findImported(db, user.workspaceId, [recipient]);
  const about = { ...mailing, approvedBy: mailing.approvedBy ?? user.userId };
  const sender = (await findSenders(db, user.workspaceId, about, [recipient]))(recipient);
  const numbered = numberLinks(content, { ...setup, trackAll: false }, [], [`${publicUrl}/`]);
  const registered = await findRegistered(db, user.workspaceId, registeredIn(content.html, content.text));
  const straight = (text: string): string =>
    fillRegistered(text, (id) => {
      const link = registered.find((one) => one.id === id);
      return link ? sampleAddress(publicUrl, user.workspaceId, link) : null;
    });
  const edition: Edition = {
    subject: setup.subject,
    preheader: content.preheader,
    html: straight(numbered.html),
    text: numbered.text === null ? null : straight(numbered.text),
    language: content.language,
    timeZone: me.timeZone,
  };
  const writer = editionWriter(edition);
  const fields = writer.keep(contextOf(recipient, person, sender.me, imported.get(recipient.id)), person);
  // Somebody who only looks is not unsubscribed: these lead to the server's front door.
  const front = `${publicUrl}/`;
  const links: RecipientLinks = {
    link: () => front,
    view: front,
    unsubscribe: front,
    manage: front,
    image: null,
  };
  return ok({ edition, recipient, fields, write: () => writer.write(fields, links), ...sender });
}

/** The recipient as a contact; where there is none, whoever asks as one. */
async function personOf(
  db: Db,
  workspaceId: string,
  { personId }: ToWrite,
  asker: Pick<MemberDetails, 'userId' | 'name' | 'email' | 'title'> | null,
): Promise<Person | null> {
  if (personId !== null) return (await findPeople(db, workspaceId, [personId]))[0] ?? null;
  if (!asker) return null;
  const [firstName = asker.name, ...rest] = asker.name.split(' ');
  const { userId: id, email, title } = asker;
  const unknown = { companyName: null, phone: null, profileUrl: null, timeZone: null, language: null };
  return { id, firstName, lastName: rest.join(' '), email, title, ...unknown, fields: {} };
}

/** A mailing as one of its recipients gets it, or as whoever asks would. */
export async function previewMailing(
  { kysely }: Database,
  user: TeamUser,
  id: string,
  { recipientId }: ParsedRequestOf<'mailings.preview'>['body'],
  publicUrl: string,
): Promise<Result<MailingPreview>> {
  const mailing = await findMailing(kysely, user, id);
  if (!mailing) return unknownMailing();
  const sample = await sampleOf(kysely, user, mailing, recipientId, publicUrl);
  if (!sample.ok) return sample;
  const { recipient, from, replyTo } = sample.value;
  const shown = ({ email, name }: { email: string; name?: string | undefined }) =>
    name ? `${name} <${email}>` : email;
  return readable(() => ({
    ...sample.value.write(),
    to: shown({ email: recipient.address, name: recipient.name }),
    from: shown(from),
    replyTo: replyTo && shown(replyTo),
  }));
}

/**
 * Sends a mailing to some addresses, so that it can be looked at in a mail program. The test is a message of its own:
 * no recipient has got anything by it, and nothing of it is counted.
 */
export async function testMailing(
  { kysely }: Database,
  user: TeamUser,
  id: string,
  { testId, addresses, recipientId }: ParsedRequestOf<'mailings.test'>['body'],
  publicUrl: string,
  now: Date,
): Promise<Result<{ planned: number }>> {
  const mailing = await findMailing(kysely, user, id);
  if (!mailing) return unknownMailing();
  const sample = await sampleOf(kysely, user, mailing, recipientId, publicUrl);
  if (!sample.ok) return sample;
  const written = readable(() => sample.value.write());
  if (!written.ok) return written;
  const { subject, html, text } = written.value;
  const { from, replyTo } = sample.value;
  const unique = [...new Set(addresses.map((address) => address.toLowerCase()))];
  await planSends(
    kysely,
    unique.map((email, place) => ({
      workspaceId: user.workspaceId,
      source: `mailing-test/${testId}/${place}`,
      senderId: user.userId,
      recipient: { email },
      lane: 'test',
      dueAt: now,
      notAfter: new Date(now.getTime() + 3_600_000),
      content: { from, ...(replyTo && { replyTo }), subject, html, text },
      taskId: null,
      inReplyTo: null,
      references: [],
    })),
    now,
  );
  return ok({ planned: unique.length });
}

function readable<T>(work: () => T): Result<T> {
  try {
    return ok(work());
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return invalidField('html', error.message);
  }
}
