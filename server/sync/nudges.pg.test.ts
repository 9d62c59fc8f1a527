import { beforeAll, expect, test } from 'vitest';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { addPerson, Device, unwrap } from '../../tests/support/domain.ts';
import { addWorkspace, firstUser } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { renewIdentity } from '../db/queries/changes.ts';
import { syncEvents } from '../http/sync-events.ts';
import { createTask } from '../tasks/create.ts';
import { startNudges } from './nudges.ts';
import { pruneAll } from './prune.ts';

const now = new Date('2026-06-04T06:00:00.000Z');

describeOnEachEngine('nudges', (open) => {
  let db: Database;
  beforeAll(async () => {
    db = await open();
  });

  async function aMember(name: string) {
    const workspace = await addWorkspace(db, name);
    return { workspaceId: workspace.workspaceId, userId: firstUser(workspace) };
  }

  async function addTask(member: { workspaceId: string; userId: string }) {
    const person = await addPerson(db, member.workspaceId, now);
    const task = { type: 'call', title: 'Ring', dueAt: now.toISOString(), personId: person.id } as const;
    return unwrap(await createTask(db, member.workspaceId, member.userId, task, now));
  }

  test('a stream hears the changes of its own workspace and no others', async () => {
    const [ours, theirs] = [await aMember('Ours'), await aMember('Theirs')];
    const nudges = await startNudges(db);
    const stop = new AbortController();
    const heard = new Map<string, string>();
    const streams = [ours, theirs].map(async ({ workspaceId, userId }) => {
      const context = { db, workspaceId, userId, role: 'user', tokenId: null, now } as const;
      const { body } = syncEvents(nudges)(context, stop.signal);
      if (!body) throw new Error('expected a stream');
      for await (const text of body.pipeThrough(new TextDecoderStream()))
        heard.set(workspaceId, (heard.get(workspaceId) ?? '') + text);
    });
    await addTask(ours);
    await expect.poll(() => heard.get(ours.workspaceId)).toContain('event: changed\n');
    stop.abort();
    await Promise.all(streams);
    expect(heard.get(theirs.workspaceId)).toBe(': welcome\n\n');
    await nudges.stop();
  });

  test('the daily clearing keeps what devices hold and every task', async () => {
    const member = await aMember('Ours');
    const [device, task] = [new Device(db, member), await addTask(member)];
    await device.pull(now);
    await pruneAll(db, new Date('2027-06-04T06:00:00.000Z'));
    expect(await device.pull(now)).toEqual([]);
    const fresh = new Device(db, member);
    await fresh.pull(now);
    expect(fresh.all('task')).toEqual([task]);
  });

  test('with a new identity every device starts afresh', async () => {
    const member = await aMember('Ours');
    const device = new Device(db, member);
    await addTask(member);
    await device.pull(now);
    await renewIdentity(db.kysely);
    await device.pull(now);
    expect([device.resyncs, device.all('task').length]).toEqual([1, 1]);
  });
});
