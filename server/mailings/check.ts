import { sql } from 'kysely';
import type { MailingProblem } from '../../lib/contract/mailing-api.ts';
import { checkMailing } from '../../lib/core/mailing/check.ts';
import { conflictsOf, fillRegistered, registeredIn } from '../../lib/core/mailing/registered-links.ts';
import { type MailWriter, prepareMail, type RecipientLinks } from '../../lib/core/mailing/write.ts';
import { isOnlyHere } from '../../lib/core/tracking/reach.ts';
import { getWriter } from '../accounts/writer.ts';
import type { Db } from '../db/open.ts';
import { findImported, type ToWrite } from '../db/queries/mailing-recipients.ts';
import type { StoredMailing } from '../db/queries/mailings.ts';
import { findPeople } from '../db/queries/people.ts';
import { findRegistered } from '../db/queries/registered-links.ts';
import type { TeamUser } from '../teams/teams.ts';
import { wrongTexts } from '../templates/check.ts';
import { contextOf } from './correspondents.ts';

/** So many recipients are looked at for fields that they lack; of a longer list it is a sample. */
const LOOKED_AT = 2000;

/** What is asked is what is missing, not where links lead; as addresses they are filled in at once. */
const address = 'https://link.invalid/';
const nowhere: RecipientLinks = {
  link: () => address,
  view: address,
  unsubscribe: address,
  manage: address,
  image: null,
};

/** What stands in the way of sending a mailing, and what is worth a look. */
export async function checkStored(
  db: Db,
  user: TeamUser,
  mailing: StoredMailing,
  publicUrl: string,
): Promise<MailingProblem[]> {
  const { setup, content, options, figures, sources, list, type } = mailing;
  const texts = {
    subject: setup.subject,
    html: content.html,
    text: content.text,
    preheader: content.preheader,
  };
  const faults = wrongTexts(texts, '').map(({ path, message }) => ({
    pane: path === 'subject' ? ('setup' as const) : ('content' as const),
    message: `${path}: ${message}`,
  }));
  const ids = registeredIn(content.html, content.text);
  const links = await findRegistered(db, user.workspaceId, ids);
  const gone = ids.flatMap((id) => {
    const link = links.find((one) => one.id === id);
    return link?.deletedAt === null ? [] : [link?.name ?? null];
  });
  // Each recipient has an address for each of them: none is a field without a value.
  const here = (text: string): string => fillRegistered(text, () => '#');
  const filled = { html: here(texts.html), text: texts.text === null ? null : here(texts.text) };
  const edition = { ...texts, ...filled, language: content.language, timeZone: 'UTC' };
  const text = faults.length > 0 ? null : prepareMail(edition, 'en');
  return checkMailing({
    type,
    subject: setup.subject,
    from: setup.from.email,
    html: content.html,
    typeId: setup.typeId,
    faults,
    prompts: text?.prompts ?? [],
    offers: text?.offers ?? { unsubscribe: false, view: false },
    bytes: Buffer.byteLength(content.html) + Buffer.byteLength(content.text ?? ''),
    preheader: content.preheader,
    sources,
    listState: list.state,
    figures,
    missing: text ? await findMissing(db, user, mailing, text) : [],
    isReachable: !isOnlyHere(publicUrl),
    goneLinks: gone,
    linkConflicts: conflictsOf(links),
    overrides: options.override !== null,
  });
}

type Listed = Pick<ToWrite, 'id' | 'personId' | 'name' | 'address' | 'importId' | 'importRow'>;

/** Fields that print nothing for some of those who would get it. */
async function findMissing(
  db: Db,
  { workspaceId, userId }: TeamUser,
  { id }: StoredMailing,
  text: MailWriter,
): Promise<{ field: string; count: number }[]> {
  if (text.fields.length === 0) return [];
  const { rows } = await sql<Listed>`
    select id, person_id as "personId", name, address, import_id as "importId", import_row as "importRow" from mailing_recipients
    where workspace_id = ${workspaceId}::uuid and mailing_id = ${id}::uuid and status = 'ready'
    order by id limit ${LOOKED_AT}`.execute(db);
  const ids = rows.flatMap(({ personId }) => personId ?? []);
  const people = new Map((await findPeople(db, workspaceId, ids)).map((person) => [person.id, person]));
  const imported = await findImported(db, workspaceId, rows);
  const me = await getWriter(db, workspaceId, userId);
  const counts = new Map<string, number>();
  for (const recipient of rows) {
    const person = recipient.personId === null ? null : (people.get(recipient.personId) ?? null);
    const { missing } = text.write(
      text.keep(contextOf(recipient, person, me, imported.get(recipient.id))),
      nowhere,
    );
    for (const field of missing) counts.set(field, (counts.get(field) ?? 0) + 1);
  }
  return [...counts]
    .map(([field, count]) => ({ field, count }))
    .toSorted((a, b) => b.count - a.count || (a.field < b.field ? -1 : 1));
}
