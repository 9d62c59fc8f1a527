import type { Me } from '../../lib/contract/account.ts';
import type { MailingFrom } from '../../lib/contract/mailing.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { MailAddress } from '../../lib/contract/send.ts';
import { templateContext } from '../../lib/core/template/fields.ts';
import type { TemplateContext } from '../../lib/core/template/run.ts';
import { findWriters } from '../accounts/writer.ts';
import type { Db } from '../db/open.ts';
import type { ToWrite } from '../db/queries/mailing-recipients.ts';
import type { StoredMailing } from '../db/queries/mailings.ts';

/** What a mail can print: of somebody who is not known, name and address; and what an imported list says of them. */
export function contextOf(
  { name, address: email }: Pick<ToWrite, 'name' | 'address'>,
  person: Person | null,
  me: Me,
  imported: Readonly<Record<string, string>> | undefined,
): TemplateContext {
  const listed = imported && { import: imported };
  if (person) return { ...templateContext(person, me), ...listed };
  const known = { full_name: name || null, full_name_or_email: name || email, email };
  return { ...templateContext(null, me), ...known, ...listed };
}

/** In whose name each recipient is written to. */
export async function findSenders(
  db: Db,
  workspaceId: string,
  { setup, approvedBy, ownerId }: Pick<StoredMailing, 'setup' | 'approvedBy' | 'ownerId'>,
  recipients: readonly Pick<ToWrite, 'salesContactId' | 'supportContactId'>[],
): Promise<
  (recipient: Pick<ToWrite, 'salesContactId' | 'supportContactId'>) => {
    me: Me;
    from: MailAddress;
    replyTo: MailAddress | null;
  }
> {
  const user = approvedBy ?? ownerId;
  if (user === null) throw new Error('expected somebody in whose name the mailing goes');
  const ids = [
    user,
    ...recipients.flatMap((one) => [one.salesContactId ?? [], one.supportContactId ?? []].flat()),
  ];
  const writers = await findWriters(db, workspaceId, [...new Set(ids)]);
  const own = writers.get(user);
  if (!own) throw new Error(`expected user ${user} to be a member of workspace ${workspaceId}`);
  const contactOf = (mode: MailingFrom['mode'], recipient: (typeof recipients)[number]) => {
    if (mode === 'always') return null;
    const id = mode === 'sales_contact' ? recipient.salesContactId : recipient.supportContactId;
    return id === null ? null : (writers.get(id) ?? null);
  };
  const addressOf = (said: MailingFrom, contact: Me | null): MailAddress =>
    contact
      ? { email: contact.user.email, name: contact.user.name }
      : { email: said.email, ...(said.name !== '' && { name: said.name }) };
  return (recipient) => {
    const { from, replyTo } = setup;
    const contact = contactOf(from.mode, recipient);
    return {
      me: contact ?? own,
      from: addressOf(from, contact),
      replyTo: replyTo.mode === 'from' ? null : addressOf(replyTo, contactOf(replyTo.mode, recipient)),
    };
  };
}
