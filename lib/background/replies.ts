import type { Task } from '../contract/task.ts';
import { repliesTo } from '../core/compose/reply.ts';
import type { SeenReply, SeenThread } from '../store/db.ts';
import { getMeta } from '../store/meta.ts';
import { act } from '../store/outbox.ts';
import { type Deps, stamp } from './deps.ts';

/**
 * Tells the server, by way of the outbox, of answers to campaign mails that the open thread shows; each once. Call
 * inside `store.write`.
 *
 * @returns whether there is something to push
 */
export async function noteReplies(deps: Deps, open: SeenThread): Promise<boolean> {
  const { db } = deps.store;
  const threadId = open.thread.ids.thread;
  if (!threadId) return false;
  const sent = await db.tasks.where('task.outcome.proof.ids.thread').equals(threadId).toArray();
  let noted = false;
  for (const { task } of sent) noted = (await noteRepliesTo(deps, task, open)) || noted;
  return noted;
}

async function noteRepliesTo(deps: Deps, task: Task, open: SeenThread): Promise<boolean> {
  const { db } = deps.store;
  const proof = task.outcome?.proof;
  if (task.status !== 'done' || !task.enrolmentId || !proof) return false;
  const found = repliesTo(proof, open);
  const rows = found.map((message) => ({ message, id: `${task.id} ${message}` }));
  const known = await db.replies.bulkGet(rows.map(({ id }) => id));
  const fresh = rows.filter((_, index) => !known[index]);
  const [first] = fresh;
  if (!first) return false;
  const actionId = deps.newId();
  const ids = { ...idsOf(proof.ids), reply: first.message };
  const action = { kind: 'task.replied', id: actionId, taskId: task.id, actedAt: stamp(deps), ids } as const;
  const done = await act(db, action);
  if (!done.ok) return false;
  const common = { taskId: task.id, personId: task.personId, seenAt: stamp(deps) };
  await db.replies.bulkPut(
    fresh.map(({ id }, index): SeenReply => {
      const isTold = index === 0;
      return { id, ...common, actionId: isTold ? actionId : null, told: isTold ? 0 : 1 };
    }),
  );
  return true;
}

/** Ids as the outbox takes them: what a mail client names otherwise than with letters, or with blanks, is left out. */
function idsOf(ids: Record<string, string>): Record<string, string> {
  const { thread, message } = ids;
  return { ...(thread && { thread }), ...(message && { message }) };
}

/**
 * Says what came of replies whose action the server has answered: the run that it ended, with the way back. Where the
 * reply changed nothing (another device had told it, the campaign goes on all the same) nothing is said.
 */
export async function tellReplies(deps: Deps): Promise<void> {
  const { db } = deps.store;
  const waiting = await db.replies.where('told').equals(0).toArray();
  for (const reply of waiting) {
    const queued = reply.actionId && (await db.outbox.where('id').equals(reply.actionId).count());
    if (!queued) await tellReply(deps, reply);
  }
}

async function tellReply(deps: Deps, reply: SeenReply): Promise<void> {
  const { store, keys, call, words } = deps;
  const pairing = await keys.pairing();
  if (!pairing) return;
  const server = { url: pairing.server, token: pairing.token };
  const context = await call(server, 'people.context', { params: { id: reply.personId } });
  // Without an answer it is asked again after the next synchronisation.
  if (!context.ok && context.cause === 'noAnswer') return;
  const run = context.ok
    ? context.value.enrolments.find(({ lastEvent }) => lastEvent?.id === reply.actionId)
    : undefined;
  const me = await getMeta(store.db, 'me');
  await store.write(async () => {
    await store.db.replies.update(reply.id, { told: 1 });
    if (!run?.lastEvent || !me || !context.ok) return;
    const { firstName, lastName } = context.value.person;
    const name = [firstName, lastName].filter(Boolean).join(' ');
    const ended = run.status === 'replied' || run.status === 'success';
    const { campaignName: campaign } = run;
    await store.db.notices.put({
      id: run.lastEvent.id,
      at: stamp(deps),
      taskId: null,
      kind: 'replied',
      title: name || (context.value.person.email ?? ''),
      detail:
        campaign === null ? '' : ended ? words.endedByReply(campaign) : words.goesOnAfterReply(campaign),
      ...(run.lastEvent.undoable && {
        undo: { personId: reply.personId, enrolmentId: run.id, undoes: run.lastEvent.id },
      }),
    });
  });
}
