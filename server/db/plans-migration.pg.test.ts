import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { newStep } from '../../tests/support/domain.ts';
import { addWorkspace, firstUser } from '../../tests/support/workspace.ts';
import { planOfRun } from '../campaigns/plan.ts';
import { migrate, readMigrations } from './migrate.ts';
import { openDatabase } from './open.ts';

/** Thursday 4 June 2026, 08:00 in Stockholm. */
const thursday = new Date('2026-06-04T06:00:00.000Z');

test('a launch of an older version goes on as it was: what was late has shifted it, what was snoozed stays so', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'utskick-plans-'));
  const db = await openDatabase({ dataDir });
  try {
    const migrations = await readMigrations();
    await migrate(
      db,
      migrations.filter(({ id }) => id < '0010'),
    );
    const workspace = await addWorkspace(db, 'Nordby');
    const { workspaceId } = workspace;
    const userId = firstUser(workspace);
    // As that version wrote it: campaigns have got more columns since.
    const days = [1, 2, 3].map((number) => ({
      number,
      steps: [newStep({ type: 'call', title: `Call ${number}` })],
    }));
    const campaign = { id: randomUUID(), days };
    const settings = JSON.stringify({ skipWeekends: true, onReply: 'end' });
    await sql`
      insert into campaigns (workspace_id, id, name, category, settings, days, created_at, updated_at)
      values (${workspaceId}, ${campaign.id}, 'Spring', 'Sales', ${settings}::jsonb, ${JSON.stringify(days)}::jsonb,
        now(), now())`.execute(db.kysely);
    const person = { id: randomUUID() };
    await sql`
      insert into people (workspace_id, id, first_name, last_name, fields, created_at, updated_at)
      values (${workspaceId}, ${person.id}, 'Anna', 'Ek', '{}', now(), now())`.execute(db.kysely);
    const enrolmentId = randomUUID();
    const [first, second] = campaign.days.map(({ steps }) => steps[0]?.id ?? '');
    await sql`
      insert into enrolments (workspace_id, id, campaign_id, person_id, assignee_id, status, start_at, time_zone,
        shift_days, current_step_id, created_at, updated_at)
      values (${workspaceId}, ${enrolmentId}, ${campaign.id}, ${person.id}, ${userId}, 'active', ${thursday},
        'Europe/Stockholm', 1, ${second}, now(), now())`.execute(db.kysely);
    const tasks = [
      // Done on Friday, which is where day 2 was planned.
      {
        id: randomUUID(),
        step: first,
        status: 'done',
        due: '2026-06-04T07:00:00Z',
        closed: '2026-06-05T08:00:00Z',
      },
      { id: randomUUID(), step: second, status: 'open', due: '2026-06-08T12:30:00Z', closed: null },
    ];
    for (const [index, { id, step, status, due, closed }] of tasks.entries())
      await sql`
        insert into tasks (workspace_id, id, type, title, status, priority, due_at, details, assignee_id, person_id,
          campaign_id, enrolment_id, step_id, day_number, step_number, shift_days, closed_at, created_at, updated_at)
        values (${workspaceId}, ${id}, 'call', 'Call', ${status}, 'normal', ${due}, '', ${userId}, ${person.id},
          ${campaign.id}, ${enrolmentId}, ${step}, ${index + 1}, 1, ${index}, ${closed}, now(), now())`.execute(
        db.kysely,
      );
    await sql`
      insert into activities (workspace_id, id, at, kind, person_id, task_id, title)
      values (${workspaceId}, ${randomUUID()}, now(), 'task.snoozed', ${person.id}, ${tasks[1]?.id}, 'Call')`.execute(
      db.kysely,
    );
    expect(await migrate(db, migrations)).toContain('0010_plans');
    const plan = await planOfRun(db, workspaceId, enrolmentId, thursday);
    expect(plan.ok && plan.value.lines.map(({ at, closedAt }) => [at, closedAt])).toEqual([
      ['2026-06-04T07:00:00.000Z', '2026-06-05T08:00:00.000Z'],
      // Planned for Monday 09:00 and snoozed to 14:30.
      ['2026-06-08T12:30:00.000Z', null],
      ['2026-06-09T07:00:00.000Z', null],
    ]);
  } finally {
    await db.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
