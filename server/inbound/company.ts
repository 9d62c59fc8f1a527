import type { Person } from '../../lib/contract/person.ts';
import type { Hold } from '../../lib/core/schedule/run.ts';
import { runSource } from '../campaigns/engine/source.ts';
import type { LockedRun } from '../campaigns/run-events.ts';
import { PUT_OFF, writeEvent } from '../campaigns/run-events.ts';
import type { Tx } from '../db/open.ts';
import { saveTrouble } from '../db/queries/due-mails.ts';
import { listOpenTasksOfRuns } from '../db/queries/run-tasks.ts';
import { lockTask } from '../db/queries/tasks.ts';
import { cancelSends } from '../delivery/ledger.ts';
import { type Heard, newsOf } from './heard.ts';

const dayMs = 86_400_000;

/**
 * What an answer does to the runs of others at the same company, each as its own campaign says; told with the name of
 * who has answered.
 */
export async function holdCompany(tx: Tx, heard: Heard, answerer: Person, now: Date): Promise<void> {
  const name = `${answerer.firstName} ${answerer.lastName}`.trim() || (answerer.email ?? '');
  for (const run of heard.runs.values()) {
    const { enrolment, campaign } = run;
    if (enrolment.personId === answerer.id || enrolment.status !== 'active') continue;
    const rule = campaign.settings.onCompanyReply;
    if (rule) await apply(tx, heard, run, rule, name, now);
  }
}

async function apply(
  tx: Tx,
  heard: Heard,
  run: LockedRun,
  rule: NonNullable<LockedRun['campaign']['settings']['onCompanyReply']>,
  name: string,
  now: Date,
): Promise<void> {
  const { workspaceId, news } = heard;
  const { enrolment } = run;
  const stopped = rule.act === 'stop' ? ({ ...enrolment, status: 'stopped' } as const) : enrolment;
  const hold: Hold | null =
    rule.act === 'pause'
      ? { from: heard.at, until: new Date(Date.parse(heard.at) + rule.days * dayMs).toISOString() }
      : null;
  if (rule.act === 'task') await makeTask(tx, heard, run, name, now);
  const happened = {
    kind: 'company',
    run,
    after: stopped,
    news: newsOf(heard, run, name),
    ...(hold && { hold }),
  } as const;
  news.add(workspaceId, await writeEvent(tx, workspaceId, happened, now));
}

/** The next mail is for its user to send, or not. */
async function makeTask(
  tx: Tx,
  { workspaceId, news }: Heard,
  { enrolment }: LockedRun,
  name: string,
  now: Date,
): Promise<void> {
  await handToUser(
    tx,
    { workspaceId, enrolmentId: enrolment.id, news },
    { code: 'COMPANY_REPLIED', message: name },
    now,
  );
}

/** Makes the next mail of a locked run its user's own task, where it was to leave by itself. */
export async function handToUser(
  tx: Tx,
  { workspaceId, enrolmentId, news }: Pick<Heard, 'workspaceId' | 'news'> & { enrolmentId: string },
  trouble: { code: string; message: string },
  now: Date,
): Promise<void> {
  const open = (await listOpenTasksOfRuns(tx, workspaceId, [enrolmentId])).get(enrolmentId);
  const task = open && (await lockTask(tx, workspaceId, open.id));
  if (!task?.automatic || task.status !== 'open') return;
  await cancelSends(tx, workspaceId, { sourcesFrom: runSource(enrolmentId) }, PUT_OFF, now);
  await saveTrouble(tx, workspaceId, task.id, { trouble, byHand: true }, now);
  news.add(workspaceId, { tasks: [{ id: task.id, userId: task.assigneeId, appeared: true }] });
}
