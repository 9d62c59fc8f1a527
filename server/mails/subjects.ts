import { renderEmail } from '../../lib/core/template/email.ts';
import { findWriters } from '../accounts/writer.ts';
import type { Db } from '../db/open.ts';
import type { MailRow } from '../db/queries/mails.ts';
import { findPeople } from '../db/queries/people.ts';
import { findAnyTasks } from '../db/queries/task-search.ts';

/** Mails that are still to be written bear the subject that their person will read; what has no value stays as written. */
export async function withSubjects(
  db: Db,
  workspaceId: string,
  rows: readonly MailRow[],
): Promise<readonly MailRow[]> {
  const open = rows.flatMap(({ taskId, subject, sentAt }) =>
    taskId !== null && sentAt === null && subject.includes('{{') ? [taskId] : [],
  );
  if (open.length === 0) return rows;
  const tasks = await findAnyTasks(db, workspaceId, open);
  const people = await findPeople(db, workspaceId, [...new Set(tasks.map(({ personId }) => personId))]);
  const writers = await findWriters(db, workspaceId, [...new Set(tasks.map(({ assigneeId }) => assigneeId))]);
  const subjects = new Map<string, string>();
  for (const { id, email, personId, assigneeId, defaults } of tasks) {
    const person = people.find((one) => one.id === personId) ?? null;
    const writer = writers.get(assigneeId);
    if (!email || !writer) continue;
    // Only its subject is asked for: the text would be printed for nothing.
    const printed = renderEmail({ ...email, html: '', text: null }, person, writer, { defaults });
    if (printed.ok) subjects.set(id, printed.value.subject);
  }
  return rows.map((row) => ({ ...row, subject: subjects.get(row.taskId ?? '') ?? row.subject }));
}
