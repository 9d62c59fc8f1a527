import { expect, test } from 'vitest';
import type { Action } from '../../lib/contract/sync.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { act, addPerson, launch, newStep, openTasks, unwrap } from '../../tests/support/domain.ts';
import { addWorkspace } from '../../tests/support/workspace.ts';
import { createCampaign } from '../campaigns/create.ts';
import { pushActions } from '../sync/push.ts';
import { countCampaignSteps } from './count.ts';

const thursday = new Date('2026-06-04T06:00:00.000Z');
const at = (time: string) => new Date(`2026-06-04T${time}:00.000Z`);

describeOnEachEngine('figures of each step', (open) => {
  test('§22 a step that was taken back was not reached, until somebody comes to it again', async () => {
    const db = await open();
    const { workspaceId, userIds } = await addWorkspace(db, 'Nordby', ['Alva']);
    const alva = { workspaceId, userId: userIds[0] ?? '', role: 'admin' } as const;
    const days = [1, 2].map((number) => ({
      number,
      steps: [newStep({ type: 'call', title: `Call ${number}` })],
    }));
    const drafted = { name: 'Spring', category: '', settings: { skipWeekends: true }, days };
    const campaign = unwrap(await createCampaign(db, workspaceId, drafted, thursday));
    const people = [await addPerson(db, workspaceId, thursday), await addPerson(db, workspaceId, thursday)];
    await launch(db, alva, campaign, people, thursday);
    const figures = async () => {
      const query = { period: 'last30', as: 'all' } as const;
      const { steps } = unwrap(await countCampaignSteps(db, alva, campaign.id, query, at('12:00')));
      return steps.map(({ reached, done, skipped }) => [reached, done, skipped]);
    };
    const [first] = await openTasks(db, alva);
    if (!first) throw new Error('expected a task');
    const eight = at('08:00').toISOString();
    const push = async (action: Action) => {
      const { answers } = await pushActions(db, alva, [action], at('08:00'));
      expect(answers).toMatchObject([{ result: 'accepted' }]);
      return answers[0]?.task ?? first;
    };
    const skip = act('task.skip', first, eight, {});
    const skipped = await push(skip);
    expect(await figures()).toEqual([
      [2, 0, 1],
      [1, 0, 0],
    ]);
    const reopened = await push(act('task.reopen', skipped, eight, { undoes: skip.id }));
    expect(await figures()).toEqual([
      [2, 0, 0],
      [0, 0, 0],
    ]);
    await push(act('task.skip', reopened, eight, {}));
    expect(await figures()).toEqual([
      [2, 0, 1],
      [1, 0, 0],
    ]);
  });
});
