import type { ParsedRequestOf } from '../../lib/contract/api.ts';
import type { Mailing, MailingContent, MailingRow, MailingSetup } from '../../lib/contract/mailing.ts';
import { type Failure, fail, invalid, ok, type Result, type WrongField } from '../../lib/contract/result.ts';
import type { Sharing } from '../../lib/contract/sharing.ts';
import { forbiddenIn } from '../../lib/core/library/forbidden.ts';
import { capabilities } from '../../lib/core/mailing/capabilities.ts';
import { getWriter } from '../accounts/writer.ts';
import type { Database, Tx } from '../db/open.ts';
import { beginList, endList } from '../db/queries/mailing-list.ts';
import { listSources } from '../db/queries/mailing-sources.ts';
import * as rows from '../db/queries/mailings.ts';
import { listSubscriptionTypes } from '../db/queries/subscriptions.ts';
import { saveSharing } from '../db/queries/teams.ts';
import { findTemplate, lockLibrary } from '../db/queries/templates.ts';
import { withTransaction } from '../db/transaction.ts';
import { refuseTeams, type TeamUser } from '../teams/teams.ts';
import { answer, hasLeft, lockOwn, refuseEdit, seenBy, unknownMailing } from './refusals.ts';
import { keepSetupSources, refuseUnseen } from './sources.ts';

/** Mailings that the user may see, those changed last first. */
export async function listMailings(
  db: Database,
  user: TeamUser,
  { mine, ...asked }: ParsedRequestOf<'mailings.list'>['body'],
): Promise<{ mailings: MailingRow[]; total: number }> {
  const filter = { ...asked, ownerId: mine ? user.userId : null };
  const { mailings, total } = await rows.listMailings(db.kysely, user, filter);
  const mayChange = (ownerId: string | null) => user.role === 'admin' || ownerId === user.userId;
  return { mailings: mailings.map((row) => ({ ...row, mayChange: mayChange(row.ownerId) })), total };
}

export async function getMailing(db: Database, user: TeamUser, id: string): Promise<Result<Mailing>> {
  const stored = await rows.findMailing(db.kysely, user, id);
  return stored ? ok(seenBy(user, stored)) : unknownMailing();
}

const noContent: MailingContent = { html: '', text: null, preheader: '', language: null, templateId: null };
const usualOptions = {
  override: null,
  onePerAddress: true,
  updateWhenSending: true,
  includeCompanies: false,
  preferCompany: false,
} as const;

/**
 * Begins a mailing of the user's own: empty, with the text of a template, or as a copy of another mailing. With an id
 * that is there it is answered as it is.
 *
 * @returns `NOT_FOUND` for a template, mailing, selection or project that the user may not see
 */
export async function createMailing(
  db: Database,
  user: TeamUser,
  asked: ParsedRequestOf<'mailings.create'>['body'],
  now: Date,
): Promise<Result<Mailing>> {
  return await withTransaction(db, async (tx) => {
    const known = await rows.findMailing(tx, user, asked.id);
    if (known) return ok(seenBy(user, known));
    const begun = await beginWith(tx, user, asked);
    if (!begun.ok) return begun;
    const { setup } = begun.value;
    const unseen = await refuseUnseen(tx, user, setup);
    if (unseen) return unseen;
    if (!(await rows.insertMailing(tx, user, { ...asked, ...begun.value }, now))) return unknownMailing();
    if (await keepSetupSources(tx, user.workspaceId, asked.id, setup))
      await beginList(tx, user.workspaceId, asked.id, now);
    return await answer(tx, user, asked.id);
  });
}

type Begun = Pick<Mailing, 'setup' | 'content' | 'options'>;

async function beginWith(
  tx: Tx,
  user: TeamUser,
  { name, templateId, copyOf, selectionId, projectId }: ParsedRequestOf<'mailings.create'>['body'],
): Promise<Result<Begun>> {
  if (copyOf !== null) {
    const original = await rows.findMailing(tx, user, copyOf);
    if (!original) return unknownMailing();
    const { setup, content, options } = original;
    return ok({ setup: { ...setup, name }, content, options: { ...options, override: null } });
  }
  const me = await getWriter(tx, user.workspaceId, user.userId);
  const setup: MailingSetup = {
    name,
    typeId: null,
    subject: '',
    from: { mode: 'always', email: me.user.email, name: me.user.name },
    replyTo: { mode: 'from' },
    selectionId,
    projectId,
    rule: 'selection',
    trackAll: true,
    trackOpens: true,
    utm: null,
    lateHours: 24,
  };
  if (templateId === null) return ok({ setup, content: noContent, options: usualOptions });
  const template = await findTemplate(tx, user.workspaceId, user.userId, templateId);
  if (!template) return fail('NOT_FOUND', 'there is no such template');
  const { subject, html, text, preheader, language } = template;
  return ok({
    setup: { ...setup, subject },
    content: { html, text, preheader, language, templateId },
    options: usualOptions,
  });
}

/**
 * Writes down what was changed in a draft. Once something has left, only the name can be changed.
 *
 * @returns `MAILING_CHANGED` when somebody else has written meanwhile; `INVALID_INPUT` naming what cannot be; `NOT_ALLOWED`
 */
export async function saveMailing(
  db: Database,
  user: TeamUser,
  id: string,
  { version, ...change }: ParsedRequestOf<'mailings.save'>['body'],
  now: Date,
): Promise<Result<Mailing>> {
  return await withTransaction(db, async (tx) => {
    const found = await lockOwn(tx, user, id);
    if (!found.ok) return found;
    const before = found.value;
    if (before.version !== version)
      return fail(
        'MAILING_CHANGED',
        `“${before.name}” was changed meanwhile; look at it before you write again`,
      );
    const refused = onlyName(before, change) ? null : refuseEdit(before);
    const wrong = refused ?? (await refuseChange(tx, user, before, change));
    if (wrong) return wrong;
    await rows.saveMailing(tx, user.workspaceId, id, change, now);
    const sourcesChanged =
      change.setup !== undefined &&
      (await keepSetupSources(tx, user.workspaceId, id, change.setup, before.setup));
    if (sourcesChanged || listDepends(before, change)) await beginList(tx, user.workspaceId, id, now);
    return await answer(tx, user, id);
  });
}

function onlyName(before: rows.StoredMailing, { setup, content, options }: rows.MailingChange): boolean {
  if (content !== undefined || options !== undefined) return false;
  return (
    setup === undefined || JSON.stringify({ ...setup, name: before.name }) === JSON.stringify(before.setup)
  );
}

/** Does who gets it depend on what is changed? */
function listDepends({ setup, options, sources }: rows.StoredMailing, change: rows.MailingChange): boolean {
  if (sources.length === 0) return false;
  const changed = change.options;
  const wants = changed && { ...changed, updateWhenSending: options.updateWhenSending };
  return (
    (change.setup !== undefined && change.setup.typeId !== setup.typeId) ||
    (wants !== undefined && JSON.stringify(wants) !== JSON.stringify(options))
  );
}

async function refuseChange(
  tx: Tx,
  user: TeamUser,
  before: rows.StoredMailing,
  { setup, content, options }: rows.MailingChange,
): Promise<Failure | null> {
  const wrong: WrongField[] = [];
  const can = capabilities[before.type];
  if (content) {
    const acting = forbiddenIn(content.html);
    if (acting.length > 0)
      wrong.push({ path: 'content.html', message: `${acting.join(', ')} cannot stand in a mailing` });
  }
  if (setup?.typeId) {
    const types = await listSubscriptionTypes(tx, user.workspaceId);
    if (!types.some(({ id, active }) => id === setup.typeId && (active || id === before.setup.typeId)))
      wrong.push({ path: 'setup.typeId', message: 'expected a type that is in use' });
  }
  if (setup && /@/.test(setup.from.name))
    wrong.push({ path: 'setup.from.name', message: 'expected a name, found an address' });
  if (options?.preferCompany && !options.includeCompanies)
    wrong.push({ path: 'options.preferCompany', message: 'expected together with includeCompanies' });
  for (const name of ['onePerAddress', 'updateWhenSending', 'includeCompanies', 'preferCompany'] as const)
    if (options?.[name] && !can.options.includes(name))
      wrong.push({
        path: `options.${name}`,
        message: `is nothing for ${before.type.replaceAll('_', ' ')} mailings`,
      });
  if (wrong.length > 0) return invalid(wrong);
  if (options?.override && user.role === 'user')
    return fail('NOT_ALLOWED', 'only managers and admins may send without consent');
  return setup ? await refuseUnseen(tx, user, setup) : null;
}

export async function shareMailing(
  db: Database,
  user: TeamUser,
  id: string,
  { shared, teamIds }: Sharing,
): Promise<Result<Mailing>> {
  return await withTransaction(db, async (tx) => {
    // No team goes meanwhile, which is locked before the mailing as by whoever changes teams.
    await lockLibrary(tx, user.workspaceId);
    const found = await lockOwn(tx, user, id);
    if (!found.ok) return found;
    const chosen = shared ? [] : [...new Set(teamIds)];
    const refused = await refuseTeams(tx, user, chosen, found.value.teamIds);
    if (refused) return refused;
    await saveSharing(tx, user.workspaceId, 'mailings', id, { shared, teamIds: chosen });
    return await answer(tx, user, id);
  });
}

/** Deletes a mailing; its links keep working. */
export async function deleteMailing(
  db: Database,
  user: TeamUser,
  id: string,
  now: Date,
): Promise<Result<Record<string, never>>> {
  return await withTransaction(db, async (tx) => {
    const found = await lockOwn(tx, user, id);
    if (!found.ok) return found;
    const { name, status } = found.value;
    if (['preparing', 'scheduled', 'sending'].includes(status))
      return fail('NOT_ALLOWED', `“${name}” is ${status}: stop it first`);
    await rows.setMailingDeleted(tx, user.workspaceId, id, now);
    return ok({});
  });
}

/** Takes back that a mailing was deleted. */
export async function restoreMailing(db: Database, user: TeamUser, id: string): Promise<Result<Mailing>> {
  return await withTransaction(db, async (tx) => {
    const deleted = await rows.findDeletedMailing(tx, user, id);
    if (!deleted) return unknownMailing();
    if (!seenBy(user, deleted).mayChange)
      return fail('NOT_ALLOWED', `“${deleted.name}” belongs to ${deleted.ownerName ?? 'somebody else'}`);
    await rows.setMailingDeleted(tx, user.workspaceId, id, null);
    return await answer(tx, user, id);
  });
}

/** Reads the list of recipients anew, or stops reading it. */
export async function readList(
  db: Database,
  user: TeamUser,
  id: string,
  stop: boolean,
  now: Date,
): Promise<Result<Mailing>> {
  return await withTransaction(db, async (tx) => {
    const found = await lockOwn(tx, user, id);
    if (!found.ok) return found;
    const { workspaceId } = user;
    if (stop) {
      if (found.value.list.state === 'computing' && found.value.status !== 'preparing')
        await endList(tx, { workspaceId, mailingId: id }, 'cancelled', null, now);
      return await answer(tx, user, id);
    }
    const refused = hasLeft(found.value) ? refuseEdit(found.value) : null;
    if (refused) return refused;
    if ((await listSources(tx, workspaceId, id)).length > 0) await beginList(tx, workspaceId, id, now);
    return await answer(tx, user, id);
  });
}
