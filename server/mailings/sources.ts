import { randomUUID } from 'node:crypto';
import type { ParsedRequestOf } from '../../lib/contract/api.ts';
import type { Mailing, MailingSetup, SourceKind, SourceRule } from '../../lib/contract/mailing.ts';
import { type Failure, fail, invalid, invalidField, ok, type Result } from '../../lib/contract/result.ts';
import { capabilities } from '../../lib/core/mailing/capabilities.ts';
import { type SetupSource, sourcesOfSetup } from '../../lib/core/mailing/sources.ts';
import type { Database, Tx } from '../db/open.ts';
import { findImport } from '../db/queries/imports.ts';
import { beginList } from '../db/queries/mailing-list.ts';
import { saveLeftOut } from '../db/queries/mailing-recipients.ts';
import * as rows from '../db/queries/mailing-sources.ts';
import type { StoredMailing } from '../db/queries/mailings.ts';
import { findPeople } from '../db/queries/people.ts';
import { listProjects } from '../db/queries/projects.ts';
import { listSelections } from '../db/queries/selections.ts';
import { withTransaction } from '../db/transaction.ts';
import type { TeamUser } from '../teams/teams.ts';
import { answer, lockOwn, refuseEdit } from './refusals.ts';
import { countReach } from './source-people.ts';

type Asked = ParsedRequestOf<'mailings.addSource'>['body'];

/**
 * Adds recipients. People join those who were added one by one before, and addresses likewise: those of known people are
 * these people.
 *
 * @returns `INVALID_INPUT` naming a kind that the type of mailing cannot have, or people who are not in the workspace
 */
export async function addSource(
  db: Database,
  user: TeamUser,
  id: string,
  asked: Asked,
  now: Date,
): Promise<Result<Mailing>> {
  return await changeSources(db, user, id, now, async (tx, mailing) => {
    const { kind, excludes } = asked;
    if (!capabilities[mailing.type].sources.includes(kind))
      return invalidField('kind', `is nothing for ${mailing.type.replaceAll('_', ' ')} mailings`);
    const known = await rows.listSources(tx, user.workspaceId, id);
    if (known.some((source) => source.id === asked.id)) return null;
    if (kind === 'contacts' || kind === 'addresses') {
      const same = known.find((source) => source.kind === kind && source.excludes === excludes);
      const entries = await entriesOf(tx, user.workspaceId, asked);
      if (!Array.isArray(entries)) return entries;
      const sourceId = same?.id ?? asked.id;
      if (!same)
        await insert(tx, user.workspaceId, id, { id: sourceId, kind, refId: null, name: '', excludes });
      await rows.insertEntries(tx, user.workspaceId, { mailingId: id, sourceId }, entries);
      return null;
    }
    const name = await nameOfSource(tx, user, kind, asked.refId);
    if (name === null) return invalidField('refId', `expected a ${kind} that you may see`);
    const there = known.some(
      (one) => one.kind === kind && one.refId === asked.refId && one.excludes === excludes,
    );
    if (!there)
      await insert(tx, user.workspaceId, id, { id: asked.id, kind, refId: asked.refId, name, excludes });
    return null;
  });
}

async function insert(
  tx: Tx,
  workspaceId: string,
  mailingId: string,
  source: Pick<rows.StoredSource, 'id' | 'kind' | 'refId' | 'name' | 'excludes'>,
): Promise<void> {
  await rows.insertSource(tx, workspaceId, mailingId, { ...source, bySetup: false, onlyOf: null });
}

async function entriesOf(
  tx: Tx,
  workspaceId: string,
  asked: Extract<Asked, { kind: 'contacts' | 'addresses' }>,
): Promise<rows.SourceEntry[] | Failure> {
  if (asked.kind === 'contacts') {
    const known = new Set((await findPeople(tx, workspaceId, asked.personIds)).map((person) => person.id));
    const wrong = asked.personIds.flatMap((personId, place) =>
      known.has(personId)
        ? []
        : [{ path: `personIds.${place}`, message: 'expected a person of this workspace' }],
    );
    if (wrong.length > 0) return invalid(wrong);
    return asked.personIds.map((personId) => ({ personId, email: null, name: null }));
  }
  const emails = asked.addresses.map(({ email }) => email.trim().toLowerCase());
  const byEmail = await rows.findLowestByEmail(tx, workspaceId, emails);
  return asked.addresses.map(({ name }, place) => {
    const email = emails[place] ?? '';
    const personId = byEmail.get(email) ?? null;
    return personId === null ? { personId, email, name } : { personId, email: null, name: null };
  });
}

/** Takes a source away. One that the setup names can go, too: the association stays. */
export async function removeSource(
  db: Database,
  user: TeamUser,
  id: string,
  sourceId: string,
  now: Date,
): Promise<Result<Mailing>> {
  return await changeSources(db, user, id, now, async (tx) => {
    await rows.deleteSource(tx, user.workspaceId, id, sourceId);
    return null;
  });
}

/** Takes recipients out of the list, or puts them back. */
export async function leaveOut(
  db: Database,
  user: TeamUser,
  id: string,
  { recipientIds, leftOut }: ParsedRequestOf<'mailings.leaveOut'>['body'],
  now: Date,
): Promise<Result<Mailing>> {
  return await changeSources(db, user, id, now, async (tx) => {
    await saveLeftOut(tx, user.workspaceId, id, recipientIds, leftOut);
    return null;
  });
}

async function changeSources(
  db: Database,
  user: TeamUser,
  id: string,
  now: Date,
  work: (tx: Tx, mailing: StoredMailing) => Promise<Failure | null>,
): Promise<Result<Mailing>> {
  return await withTransaction(db, async (tx) => {
    const found = await lockOwn(tx, user, id);
    if (!found.ok) return found;
    const refused = refuseEdit(found.value);
    if (refused) return refused;
    const failed = await work(tx, found.value);
    if (failed) return failed;
    await beginList(tx, user.workspaceId, id, now);
    return await answer(tx, user, id);
  });
}

/** @returns null: there is none that the user may see */
async function nameOfSource(tx: Tx, user: TeamUser, kind: SourceKind, refId: string): Promise<string | null> {
  switch (kind) {
    case 'selection':
      return (await listSelections(tx, user, refId))[0]?.name ?? null;
    case 'project':
      return (await listProjects(tx, user, refId))[0]?.name ?? null;
    case 'import': {
      const found = await findImport(
        tx,
        { workspaceId: user.workspaceId, ownedBy: user.role === 'user' ? user.userId : null },
        refId,
      );
      return found?.target === 'list' && found.status === 'done' ? found.name : null;
    }
    case 'contacts':
    case 'addresses':
      return null;
  }
}

/**
 * How many people a selection and a project would bring, by each rule.
 *
 * @returns `NOT_FOUND` for one that the user may not see
 */
export async function reachOf(
  db: Database,
  user: TeamUser,
  asked: ParsedRequestOf<'mailings.reach'>['body'],
  now: Date,
): Promise<Result<Record<SourceRule, number>>> {
  const unseen = await withTransaction(db, (tx) => refuseUnseen(tx, user, asked));
  return unseen ?? ok(await countReach(db.kysely, user.workspaceId, asked, now));
}

/** @returns `NOT_FOUND` for a selection or project that the user may not see */
export async function refuseUnseen(
  tx: Tx,
  user: TeamUser,
  { selectionId, projectId }: Pick<MailingSetup, 'selectionId' | 'projectId'>,
): Promise<Failure | null> {
  if (selectionId !== null && (await nameOfSource(tx, user, 'selection', selectionId)) === null)
    return fail('NOT_FOUND', 'there is no such selection');
  if (projectId !== null && (await nameOfSource(tx, user, 'project', projectId)) === null)
    return fail('NOT_FOUND', 'there is no such project');
  return null;
}

/**
 * Brings the sources that the setup of a mailing names in line with it. What was named before and is not any more goes;
 * one that somebody has taken away stays away as long as the setup says the same.
 *
 * @returns whether something was changed
 */
export async function keepSetupSources(
  tx: Tx,
  workspaceId: string,
  mailingId: string,
  setup: MailingSetup,
  before: MailingSetup | null = null,
): Promise<boolean> {
  const wanted = sourcesOfSetup(setup);
  if (before && JSON.stringify(sourcesOfSetup(before)) === JSON.stringify(wanted)) return false;
  const known = (await rows.listSources(tx, workspaceId, mailingId)).filter(({ bySetup }) => bySetup);
  for (const source of known) await rows.deleteSource(tx, workspaceId, mailingId, source.id);
  for (const source of wanted) {
    const name = await nameOfAny(tx, workspaceId, source);
    const { kind, refId, only } = source;
    const row = { id: randomUUID(), kind, refId, name, excludes: false, bySetup: true, onlyOf: only };
    await rows.insertSource(tx, workspaceId, mailingId, row);
  }
  return known.length + wanted.length > 0;
}

async function nameOfAny(tx: Tx, workspaceId: string, { kind, refId }: SetupSource): Promise<string> {
  const row = await tx
    .selectFrom(kind === 'project' ? 'projects' : 'selections')
    .select('name')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', refId)
    .executeTakeFirst();
  return row?.name ?? '';
}
