import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test, vi } from 'vitest';
import { RehearsalQuestion } from '../../lib/contract/rehearsal-api.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { newStep, unwrap } from '../../tests/support/domain.ts';
import { addWorkspace } from '../../tests/support/workspace.ts';
import { createCampaign } from '../campaigns/create.ts';
import type { Author } from '../campaigns/refusals.ts';
import type { Database } from '../db/open.ts';
import { listPeople } from '../db/queries/people.ts';
import { createPeople } from '../people/people.ts';
import { Rehearsals } from './rehearsals.ts';

const thursday = new Date('2026-06-04T06:00:00.000Z');

describeOnEachEngine('G24 rehearsals asked for over HTTP', (open) => {
  let db: Database;
  let author: Author;
  let campaignId: string;

  beforeAll(async () => {
    db = await open();
    const { workspaceId, userIds } = await addWorkspace(db, 'Nordby', ['Alva', 'Bo']);
    author = { workspaceId, userId: userIds[0] ?? '', role: 'admin' };
    const days = [1, 2].map((number) => ({
      number,
      steps: [newStep({ type: 'email', title: `Mail ${number}`, send: 'fixed_time' })],
    }));
    const all = { name: 'Spring', category: '', settings: { skipWeekends: true }, days };
    campaignId = unwrap(await createCampaign(db, workspaceId, all, thursday)).id;
    const people = [null, ...Array.from({ length: 5 }, (_, index) => `p${index}@fjord.example`)];
    await createPeople(
      db,
      workspaceId,
      people.map((email, index) => ({ firstName: 'Anna', lastName: `Nr ${index}`, email })),
      thursday,
    );
  });

  const made = () => {
    const stopping = new AbortController();
    const faults: unknown[] = [];
    const log = { error: (what: unknown) => void faults.push(what) };
    const rehearsals = new Rehearsals({ log, now: () => thursday, stopping: stopping.signal });
    return { rehearsals, faults, stopping };
  };
  const asked = (over: object = {}) =>
    RehearsalQuestion.parse({ id: randomUUID(), timeZone: 'Europe/Stockholm', ...over });

  test('one is started, goes on by itself, and gives its result to who asked, and to nobody else', async () => {
    const { rehearsals, faults } = made();
    const question = asked({ people: 3 });
    expect(unwrap(await rehearsals.start(db, author, campaignId, question))).toMatchObject({
      state: 'running',
    });
    // A repeat starts nothing.
    expect(unwrap(await rehearsals.start(db, author, campaignId, question)).id).toBe(question.id);
    await vi.waitFor(() => expect(unwrap(rehearsals.find(author, question.id)).state).toBe('done'), 50_000);
    const { rehearsal } = unwrap(rehearsals.find(author, question.id));
    // Who has no address could not be launched, so that others are rehearsed with.
    expect(rehearsal?.counts).toMatchObject({ people: { asked: 3, completed: 3 }, mails: { accepted: 6 } });
    expect(rehearsal?.addsUp).toBe(true);
    expect(rehearsals.find({ ...author, userId: randomUUID() }, question.id)).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(faults).toEqual([]);
  });

  test('with nobody in the workspace, it is lived through with made-up people, who are nowhere else', async () => {
    const { rehearsals, faults } = made();
    const { workspaceId, userIds } = await addWorkspace(db, 'Empty', ['Cai']);
    const newcomer: Author = { workspaceId, userId: userIds[0] ?? '', role: 'admin' };
    const days = [{ number: 1, steps: [newStep({ type: 'email', send: 'fixed_time' })] }];
    const draft = { name: 'First', category: '', settings: { skipWeekends: true }, days };
    const own = unwrap(await createCampaign(db, workspaceId, draft, thursday)).id;
    expect(await rehearsals.start(db, newcomer, own, asked())).toMatchObject({ code: 'INVALID_INPUT' });
    const question = asked({ sample: true, people: 3 });
    unwrap(await rehearsals.start(db, newcomer, own, question));
    await vi.waitFor(() => expect(unwrap(rehearsals.find(newcomer, question.id)).state).toBe('done'), 50_000);
    const { rehearsal } = unwrap(rehearsals.find(newcomer, question.id));
    expect(rehearsal?.counts).toMatchObject({ people: { asked: 3, completed: 3 }, mails: { accepted: 3 } });
    expect(JSON.stringify(rehearsal)).toContain('Sample 1');
    expect((await listPeople(db.kysely, workspaceId, { limit: 10, offset: 0 })).people).toEqual([]);
    expect(faults).toEqual([]);
    expect(
      RehearsalQuestion.safeParse({ ...question, personIds: [randomUUID()] }).error?.issues[0],
    ).toMatchObject({ path: ['personIds'] });
  });

  test('one at a time, and it can be stopped', async () => {
    const { rehearsals } = made();
    const question = asked();
    unwrap(await rehearsals.start(db, author, campaignId, question));
    expect(await rehearsals.start(db, author, campaignId, asked())).toMatchObject({ code: 'LIMIT_REACHED' });
    expect(unwrap(rehearsals.stop(author, question.id))).toMatchObject({ state: 'stopped', rehearsal: null });
    const next = asked({ people: 1 });
    unwrap(await rehearsals.start(db, author, campaignId, next));
    await vi.waitFor(() => expect(unwrap(rehearsals.find(author, next.id)).state).toBe('done'), 30_000);
    expect(unwrap(rehearsals.find(author, question.id)).state).toBe('stopped');
  });

  test('what cannot be rehearsed is refused with the reason', async () => {
    const { rehearsals } = made();
    expect(await rehearsals.start(db, author, randomUUID(), asked())).toMatchObject({ code: 'NOT_FOUND' });
    const nobody = asked({ personIds: [randomUUID()] });
    expect(await rehearsals.start(db, author, campaignId, nobody)).toMatchObject({ code: 'INVALID_INPUT' });
  });
});
