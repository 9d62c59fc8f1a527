import { randomUUID } from 'node:crypto';
import type { Person } from '../../lib/contract/person.ts';
import { holdForAbsence } from '../../lib/core/schedule/absence.ts';
import type { Calendar, Hold } from '../../lib/core/schedule/run.ts';
import { readCalendars } from '../campaigns/calendars.ts';
import { handToUser } from '../campaigns/hand-to-user.ts';
import { type LockedRun, writeEvent } from '../campaigns/run-events.ts';
import type { Tx } from '../db/open.ts';
import { insertActivities } from '../db/queries/activities.ts';
import { findPerson } from '../db/queries/people.ts';
import { listOpenTasksOfRuns } from '../db/queries/run-tasks.ts';
import { type Heard, newsOf } from './heard.ts';

/**
 * The person is away. Nothing of their runs falls until the working day after they are back; where it does not say when
 * that is, it is told and nothing is put off.
 */
export async function heardAway(tx: Tx, heard: Heard, backOn: string | null, now: Date): Promise<void> {
  const { workspaceId, run: own, runs, news } = heard;
  const person = await absentee(tx, heard);
  if (!person || !own) return;
  const theirs = [...runs.values()].filter(
    ({ enrolment }) => enrolment.personId === person.id && enrolment.status === 'active',
  );
  for (const run of backOn ? theirs : [own]) {
    const hold = backOn && (await holdOf(tx, heard, run, person, backOn, now));
    const happened = { kind: 'away', run, after: run.enrolment, news: newsOf(heard, run, backOn) } as const;
    news.add(workspaceId, await writeEvent(tx, workspaceId, { ...happened, ...(hold && { hold }) }, now));
  }
}

/** Whose absence it is: the person's, unless somebody in copy has answered. */
async function absentee(tx: Tx, { workspaceId, verdict, answered, task }: Heard): Promise<Person | null> {
  const inCopy = answered.some(
    ({ taskId, recipient }) => taskId === null && recipient.toLowerCase() === verdict.from,
  );
  return task && !inCopy ? await findPerson(tx, workspaceId, task.personId) : null;
}

async function holdOf(
  tx: Tx,
  { workspaceId, at }: Heard,
  run: LockedRun,
  person: Person,
  backOn: string,
  now: Date,
): Promise<Hold | null> {
  const { enrolment, campaign } = run;
  const recipient = { timeZone: person.timeZone, country: person.country };
  const holidaysOf = await readCalendars(tx, workspaceId, campaign, [{ enrolment, recipient }], now);
  const off: Calendar | undefined = holidaysOf({ enrolment, recipient }).recipient;
  const timeZone = person.timeZone ?? enrolment.timeZone;
  const hold = holdForAbsence({ heardAt: at, backOn, timeZone, ...(off && { off }) });
  // What should have left before and has not is put off as well.
  const open = (await listOpenTasksOfRuns(tx, workspaceId, [enrolment.id])).get(enrolment.id);
  const from = open && Date.parse(open.dueAt) < Date.parse(at) ? open.dueAt : at;
  return Date.parse(hold.until) > Date.parse(from) ? { from, until: hold.until } : null;
}

const troubles = { left: 'PERSON_LEFT', challenge: 'CHALLENGED' } as const;

/** Nobody reads the address any more, or a machine wants to be answered first: what follows is for the user. */
export async function heardStop(
  tx: Tx,
  heard: Heard,
  about: keyof typeof troubles,
  now: Date,
): Promise<void> {
  const { workspaceId, at, verdict, task, run, news } = heard;
  if (!task || !(await absentee(tx, heard))) return;
  const activity = {
    id: randomUUID(),
    at,
    kind: 'reply.automatic',
    personId: task.personId,
    taskId: task.id,
    campaignId: task.campaignId,
    byUserId: null,
    title: task.title,
    note: verdict.subject || null,
    detail: { about },
  } as const;
  await insertActivities(tx, workspaceId, [activity]);
  news.add(workspaceId, { activities: [activity.id] });
  const trouble = { code: troubles[about], message: verdict.subject };
  if (run?.enrolment.status === 'active')
    news.add(workspaceId, await handToUser(tx, workspaceId, run.enrolment.id, trouble, now));
}
