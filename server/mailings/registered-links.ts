import type { ParsedRequestOf } from '../../lib/contract/api.ts';
import type { LinkActions, LinkResponse, RegisteredLink } from '../../lib/contract/registered-link.ts';
import { mostRegisteredLinks } from '../../lib/contract/registered-link.ts';
import { type Failure, fail, invalid, ok, type Result, type WrongField } from '../../lib/contract/result.ts';
import { acts } from '../../lib/core/mailing/registered-links.ts';
import type { Database, Db, Tx } from '../db/open.ts';
import { listInterests } from '../db/queries/interests.ts';
import * as rows from '../db/queries/registered-links.ts';
import { withTransaction } from '../db/transaction.ts';
import type { ListKind } from '../people-lists/keep.ts';
import { projectKind } from '../projects/projects.ts';
import { selectionKind } from '../selections/selections.ts';
import { checkAssignee } from '../tasks/change.ts';
import type { TeamUser } from '../teams/teams.ts';
import { sanitise } from '../templates/sanitise.ts';

type NewLink = ParsedRequestOf<'registeredLinks.create'>['body'];
type LinkChange = ParsedRequestOf<'registeredLinks.update'>['body'];

const unknownLink = () => fail('NOT_FOUND', 'there is no such tracked link');
const isOwn = ({ role, userId }: TeamUser, { ownerId }: { ownerId: string | null }) =>
  role === 'admin' || ownerId === userId;
const seenBy = (user: TeamUser, link: rows.StoredLink): RegisteredLink => ({
  ...link,
  mayChange: isOwn(user, link),
});

/** Links of the workspace by name: registered ones are for everybody. */
export async function listRegisteredLinks(
  { kysely }: Database,
  user: TeamUser,
  asked: ParsedRequestOf<'registeredLinks.list'>['body'],
): Promise<Result<{ links: RegisteredLink[]; total: number }>> {
  const { links, total } = await rows.listRegistered(kysely, user.workspaceId, asked);
  return ok({ links: links.map((link) => seenBy(user, link)), total });
}

export async function getRegisteredLink(db: Db, user: TeamUser, id: string): Promise<Result<RegisteredLink>> {
  const link = await rows.findLink(db, user.workspaceId, id);
  return link ? ok(seenBy(user, link)) : unknownLink();
}

/**
 * Registers a tracked link. With an id that is there it is answered as it is.
 *
 * @returns `LIMIT_REACHED`, or `INVALID_INPUT` naming interests, lists and users that are not there, or not the user’s to change
 */
export async function createRegisteredLink(
  db: Database,
  user: TeamUser,
  link: NewLink,
  now: Date,
): Promise<Result<RegisteredLink>> {
  const { workspaceId } = user;
  return await withTransaction(db, async (tx) => {
    await rows.lockRegistered(tx, workspaceId);
    const known = await rows.lockLink(tx, workspaceId, link.id);
    if (known) return await getRegisteredLink(tx, user, link.id);
    const { total } = await rows.listRegistered(tx, workspaceId, { search: '', limit: 1, offset: 0 });
    if (total >= mostRegisteredLinks)
      return fail('LIMIT_REACHED', `${mostRegisteredLinks} tracked links are the most for one workspace`);
    const refused = await refuseActions(tx, user, link.actions, null);
    if (refused) return refused;
    await rows.insertLink(tx, user, { ...link, ...told(link) }, now);
    return await getRegisteredLink(tx, user, link.id);
  });
}

/** Changes where a link leads and what it does, in mails that were sent, too. */
export async function updateRegisteredLink(
  db: Database,
  user: TeamUser,
  id: string,
  link: LinkChange,
): Promise<Result<RegisteredLink>> {
  return await changeLink(db, user, id, async (tx, before) => {
    const refused = await refuseActions(tx, user, link.actions, before.actions);
    if (refused) return refused;
    await rows.saveLink(tx, user.workspaceId, id, { ...link, ...told(link) });
    return null;
  });
}

/** Deletes a link: nobody finds it any more, and where it was sent it works on. */
export async function deleteRegisteredLink(
  db: Database,
  user: TeamUser,
  id: string,
  now: Date,
): Promise<Result<Record<string, never>>> {
  return await withTransaction(db, async (tx) => {
    const found = await lockOwn(tx, user, id);
    if (!found.ok) return found;
    await rows.setLinkDeleted(tx, user.workspaceId, id, now);
    return ok({});
  });
}

/** Brings a deleted link back; one that is there is answered as it is. */
export async function restoreRegisteredLink(
  db: Database,
  user: TeamUser,
  id: string,
): Promise<Result<RegisteredLink>> {
  const { workspaceId } = user;
  return await withTransaction(db, async (tx) => {
    const link = await rows.lockLink(tx, workspaceId, id);
    if (!link || (link.isDeleted && !isOwn(user, link))) return unknownLink();
    if (link.isDeleted) await rows.setLinkDeleted(tx, workspaceId, id, null);
    return await getRegisteredLink(tx, user, id);
  });
}

/** Begins to count a link anew, or takes the last time back. What was counted stays, in its mailings and here. */
export async function resetRegisteredLink(
  db: Database,
  user: TeamUser,
  id: string,
  { back }: { back: boolean },
  now: Date,
): Promise<Result<RegisteredLink>> {
  return await changeLink(db, user, id, async (tx) => {
    if (back) await rows.takeBackReset(tx, user.workspaceId, id);
    else await rows.resetLink(tx, user.workspaceId, id, now);
    return null;
  });
}

type Locked = NonNullable<Awaited<ReturnType<typeof rows.lockLink>>>;

async function changeLink(
  db: Database,
  user: TeamUser,
  id: string,
  work: (tx: Tx, before: Locked) => Promise<Failure | null>,
): Promise<Result<RegisteredLink>> {
  return await withTransaction(db, async (tx) => {
    const found = await lockOwn(tx, user, id);
    if (!found.ok) return found;
    return (await work(tx, found.value)) ?? (await getRegisteredLink(tx, user, id));
  });
}

async function lockOwn(tx: Tx, user: TeamUser, id: string): Promise<Result<Locked>> {
  const link = await rows.lockLink(tx, user.workspaceId, id);
  if (!link || link.isDeleted) return unknownLink();
  if (isOwn(user, link)) return ok(link);
  return fail('NOT_ALLOWED', `“${link.name}” belongs to somebody else; they or an admin can change it`);
}

function told({ response, actions }: { response: LinkResponse; actions: LinkActions }) {
  const shown = response.kind === 'page' ? { ...response, html: sanitise(response.html).html } : response;
  return { response: shown, acts: acts(actions) };
}

/** @param before - what the link did; what stays may be somebody else’s */
async function refuseActions(
  tx: Tx,
  user: TeamUser,
  actions: LinkActions,
  before: LinkActions | null,
): Promise<Failure | null> {
  const interests = new Set((await listInterests(tx, user.workspaceId)).map(({ id }) => id));
  const wrong = wrongIn('interests', actions, (id) => interests.has(id), 'there is no such interest');
  for (const [field, kind] of [
    ['selections', selectionKind],
    ['projects', projectKind],
  ] as const) {
    const known = new Set([...(before?.[field].add ?? []), ...(before?.[field].remove ?? [])]);
    const asked = [...actions[field].add, ...actions[field].remove].filter((id) => !known.has(id));
    for (const id of asked) if (await mayFill(tx, user, kind, id)) known.add(id);
    const message = `expected a ${kind.word} that the user may change${field === 'selections' ? ', and that is static' : ''}`;
    wrong.push(...wrongIn(field, actions, (id) => known.has(id), message));
  }
  if (wrong.length > 0) return invalid(wrong);
  const { followUp } = actions;
  if (!followUp || followUp.assigneeId === before?.followUp?.assigneeId) return null;
  const checked = await checkAssignee(
    tx,
    user.workspaceId,
    followUp.assigneeId,
    'actions.followUp.assigneeId',
  );
  return checked.ok ? null : checked;
}

async function mayFill(
  tx: Tx,
  user: TeamUser,
  kind: Pick<ListKind<never>, 'word'> & {
    find: (tx: Tx, user: TeamUser, id: string) => Promise<object | null>;
  },
  id: string,
): Promise<boolean> {
  const list = await kind.find(tx, user, id);
  if (!list || !('mayChange' in list) || list.mayChange !== true) return false;
  return !('kind' in list) || list.kind === 'static';
}

/** What is added and removed at once is at odds with itself, too. */
function wrongIn(
  field: 'interests' | 'selections' | 'projects',
  actions: LinkActions,
  isKnown: (id: string) => boolean,
  message: string,
): WrongField[] {
  const { add, remove } = actions[field];
  return [
    ...add.flatMap((id, place) => (isKnown(id) ? [] : [{ path: `actions.${field}.add.${place}`, message }])),
    ...remove.flatMap((id, place) => {
      if (!isKnown(id)) return [{ path: `actions.${field}.remove.${place}`, message }];
      return add.includes(id)
        ? [{ path: `actions.${field}.remove.${place}`, message: 'is added by the same link' }]
        : [];
    }),
  ];
}
