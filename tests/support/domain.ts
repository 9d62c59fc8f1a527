import { randomUUID } from 'node:crypto';
import type { Campaign, Step } from '../../lib/contract/campaign.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { Result } from '../../lib/contract/result.ts';
import type { Action, SyncRow } from '../../lib/contract/sync.ts';
import type { SendProof, Task } from '../../lib/contract/task.ts';
import { createCampaign } from '../../server/campaigns/create.ts';
import { launchCampaign } from '../../server/campaigns/launch.ts';
import type { Database } from '../../server/db/open.ts';
import { listTasks } from '../../server/db/queries/tasks.ts';
import { createPerson } from '../../server/people/people.ts';
import { pullChanges } from '../../server/sync/pull.ts';

/** Somebody's workspace as tests use it: where, and as whom. */
export interface Member {
  workspaceId: string;
  userId: string;
}

/** The value of a result that must be good. */
export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`expected success, got ${result.code}: ${result.message}`);
  return result.value;
}

/** A step with a new id; an email step gets a text unless one is given. */
export function newStep(over: Partial<Step> & Pick<Step, 'type'>): Step {
  const email = { subject: 'Hello', html: '<p>Hello</p>', alsoTo: [], cc: [], bcc: [] };
  return {
    id: randomUUID(),
    title: `A ${over.type} step`,
    details: '',
    email: over.type === 'email' ? email : null,
    dueTime: '09:00',
    ...over,
  };
}

/** A campaign with one call on each of days 1 to `days`, weekends skipped. */
export async function addCampaign(db: Database, workspaceId: string, now: Date, days = 3): Promise<Campaign> {
  const steps = Array.from({ length: days }, (_, index) => ({
    number: index + 1,
    steps: [newStep({ type: 'call', title: `Call ${index + 1}` })],
  }));
  const campaign = { name: 'Spring', category: 'Sales', settings: { skipWeekends: true }, days: steps };
  return unwrap(await createCampaign(db, workspaceId, campaign, now));
}

export async function addPerson(
  db: Database,
  workspaceId: string,
  now: Date,
  firstName = 'Anna',
): Promise<Person> {
  const email = `${firstName.toLowerCase()}@example.com`;
  return await createPerson(db, workspaceId, { firstName, lastName: 'Ek', email }, now);
}

/** Launches people in Stockholm, who must all be taken. */
export async function launch(
  db: Database,
  member: Member,
  campaign: Campaign,
  people: Person[],
  now: Date,
): Promise<void> {
  const personIds = people.map((person) => person.id);
  const input = {
    campaignId: campaign.id,
    userId: member.userId,
    personIds,
    startAt: now.toISOString(),
    timeZone: 'Europe/Stockholm',
    choices: [],
    missingFields: 'byHand' as const,
  };
  const report = unwrap(await launchCampaign(db, member.workspaceId, input, now));
  if (report.refused.length > 0)
    throw new Error(`expected nobody to be refused, got ${JSON.stringify(report.refused)}`);
}

export async function openTasks(db: Database, member: Member): Promise<Task[]> {
  const page = { status: 'open', limit: 1000, offset: 0 } as const;
  return (await listTasks(db.kysely, member.workspaceId, member.userId, page)).tasks;
}

/** The one task that is open. */
export async function openTask(db: Database, member: Member): Promise<Task> {
  const [task, ...more] = await openTasks(db, member);
  if (!task || more.length > 0)
    throw new Error(`expected one open task, found ${task ? more.length + 1 : 0}`);
  return task;
}

type Body<K extends Action['kind']> = Omit<
  Extract<Action, { kind: K }>,
  'kind' | 'id' | 'taskId' | 'actedAt' | 'baseVersion'
>;

/** An action on a task with an id of its own. */
export function act<K extends Action['kind']>(
  kind: K,
  task: Task,
  at: string,
  body: Body<K>,
): Extract<Action, { kind: K }> {
  const action = { kind, id: randomUUID(), taskId: task.id, actedAt: at, baseVersion: task.version, ...body };
  // The compiler cannot see that the kind and its own body make up that action.
  return action as unknown as Extract<Action, { kind: K }>;
}

export function aProof(over: Partial<SendProof> = {}): SendProof {
  return {
    site: 'gmail',
    account: 'me@example.com',
    sentAt: '2026-06-04T08:00:00.000Z',
    to: ['anna@example.com'],
    cc: [],
    bcc: [],
    subject: 'Hej',
    ids: { message: 'm1' },
    evidence: 'network',
    ...over,
  };
}

/** A device's copy, as pulls have made it. */
export class Device {
  readonly rows = new Map<string, SyncRow>();
  cursor: string | undefined;
  pages = 0;
  resyncs = 0;
  readonly #db: Database;
  readonly #member: Member;

  constructor(db: Database, member: Member) {
    this.#db = db;
    this.#member = member;
  }

  /** Pulls until nothing is left. */
  async pull(now: Date, limit = 1000): Promise<SyncRow[]> {
    const told: SyncRow[] = [];
    for (;;) {
      const page = await pullChanges(this.#db, { ...this.#member, since: this.cursor, limit }, now);
      if (page.resync) {
        this.resyncs += 1;
        this.rows.clear();
      }
      for (const row of page.rows) {
        if (row.data === null) this.rows.delete(row.id);
        else this.rows.set(row.id, row);
      }
      told.push(...page.rows);
      this.pages += 1;
      this.cursor = page.cursor;
      if (!page.more) return told;
    }
  }

  /** What it holds of one kind. */
  all<K extends SyncRow['kind']>(kind: K): DataOf<K>[] {
    // The compiler cannot see that a row of this kind holds this kind's data.
    return [...this.rows.values()].flatMap((row) =>
      row.kind === kind && row.data ? [row.data as DataOf<K>] : [],
    );
  }
}

type DataOf<K extends SyncRow['kind']> = NonNullable<Extract<SyncRow, { kind: K }>['data']>;
