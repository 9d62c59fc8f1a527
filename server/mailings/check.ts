import { sql } from 'kysely';
import type { MailingProblem } from '../../lib/contract/mailing-api.ts';
import { checkMailing } from '../../lib/core/mailing/check.ts';
import { compile } from '../../lib/core/template/compile.ts';
import { TemplateError } from '../../lib/core/template/error.ts';
import { templateContext } from '../../lib/core/template/fields.ts';
import { mergeFieldOf, sameFieldOf } from '../../lib/core/template/merge-fields.ts';
import { printable } from '../../lib/core/template/values.ts';
import { isOnlyHere } from '../../lib/core/tracking/reach.ts';
import { getWriter } from '../accounts/writer.ts';
import type { Db } from '../db/open.ts';
import type { StoredMailing } from '../db/queries/mailings.ts';
import { findPeople } from '../db/queries/people.ts';
import type { TeamUser } from '../teams/teams.ts';
import { wrongTexts } from '../templates/check.ts';

/** So many recipients are looked at for fields that they lack; of a longer list it is a sample. */
const LOOKED_AT = 2000;

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
  const read = faults.length > 0 ? { names: [], prompts: [] } : whatIsRead(texts);
  const names = new Set(read.names);
  const has = (...any: string[]) => any.some((name) => names.has(name));
  return checkMailing({
    type,
    subject: setup.subject,
    from: setup.from.email,
    html: content.html,
    typeId: setup.typeId,
    faults,
    prompts: read.prompts,
    offers: {
      unsubscribe: has('unsubscribe_link', 'subscriptions_link', 'link.unsubscribe', 'link.subscription'),
      view: has('view_link', 'link.viewShipmentMessage'),
    },
    bytes: Buffer.byteLength(content.html) + Buffer.byteLength(content.text ?? ''),
    preheader: content.preheader,
    sources,
    listState: list.state,
    figures,
    missing: await findMissing(db, user, mailing, read.names),
    isReachable: !isOnlyHere(publicUrl),
    overrides: options.override !== null,
  });
}

function whatIsRead(texts: { subject: string; html: string; text: string | null; preheader: string }): {
  names: string[];
  prompts: string[];
} {
  try {
    const parts = [
      compile(texts.subject, { kind: 'subject' }),
      compile(texts.preheader, { kind: 'subject' }),
      compile(texts.html, { kind: 'html' }),
      compile(texts.text ?? '', { kind: 'text' }),
    ];
    return {
      names: [...new Set(parts.flatMap(({ fields }) => fields.map(({ name }) => name)))],
      prompts: [...new Set(parts.flatMap(({ prompts }) => prompts.map(({ text }) => text)))],
    };
  } catch (error) {
    if (error instanceof TemplateError) return { names: [], prompts: [] };
    throw error;
  }
}

/** Fields that print nothing for some of those who would get it. */
async function findMissing(
  db: Db,
  { workspaceId, userId }: TeamUser,
  { id }: StoredMailing,
  names: readonly string[],
): Promise<{ field: string; count: number }[]> {
  const own = names.filter((name) => !/^(link\.|my_|import\.|unsubscribe_|subscriptions_|view_)/.test(name));
  if (own.length === 0) return [];
  const { rows } = await sql<{ personId: string | null; name: string; email: string }>`
    select person_id as "personId", name, address as email from mailing_recipients
    where workspace_id = ${workspaceId}::uuid and mailing_id = ${id}::uuid and status = 'ready'
    order by id limit ${LOOKED_AT}`.execute(db);
  const ids = rows.flatMap(({ personId }) => personId ?? []);
  const people = new Map((await findPeople(db, workspaceId, ids)).map((person) => [person.id, person]));
  const me = await getWriter(db, workspaceId, userId);
  const counts = new Map<string, number>();
  for (const { personId, name, email } of rows) {
    const person = personId === null ? null : (people.get(personId) ?? null);
    const context = person
      ? templateContext(person, me)
      : { ...templateContext(null, me), full_name: name || null, full_name_or_email: name || email, email };
    for (const field of own) if (lacks(context, field)) counts.set(field, (counts.get(field) ?? 0) + 1);
  }
  return [...counts]
    .map(([field, count]) => ({ field, count }))
    .toSorted((a, b) => b.count - a.count || (a.field < b.field ? -1 : 1));
}

function lacks(context: object, name: string): boolean {
  const path = sameFieldOf(mergeFieldOf(name)).split('.');
  let value: unknown = context;
  for (const key of path)
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined;
  return printable(value) === undefined;
}
