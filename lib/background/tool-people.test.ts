import { expect, test } from 'vitest';
import { aMe, anId, aPerson, makeWorld, startWorker } from '../../tests/support/background.ts';
import { ok } from '../contract/result.ts';

test('several people are put on a campaign at once; those refused are told with the reason', async () => {
  const world = makeWorld(() => Promise.reject(new Error('no tab is asked here')));
  const worker = startWorker(world);
  await worker.store.write(() => worker.store.db.meta.put({ key: 'me', value: aMe }));
  const other = anId(901);
  world.server.answers['campaigns.launch'] = ({ body }) => ({
    enrolled: [{ personId: (body.personIds as string[])[0] }],
    refused: [{ personId: other, code: 'ALREADY_ENROLLED', message: 'already on it' }],
    skipped: [],
  });
  const choices = [{ personId: other, fields: { phone: { type: 'skip' as const } } }];
  const personIds = [aPerson.id, other];
  const start = { timing: { startNow: true } };
  const answer = await worker.ask('tools.enrol', { campaignId: anId(800), personIds, start, choices });
  expect(answer).toEqual(
    ok({
      added: [aPerson.id],
      refused: [{ personId: other, code: 'ALREADY_ENROLLED', message: 'already on it' }],
      skipped: [],
    }),
  );
  const asked = world.server.asked.find(({ name }) => name === 'campaigns.launch');
  expect(asked).toMatchObject({
    request: {
      body: { ...start, timeZone: 'Europe/Stockholm', choices, missingFields: 'refuse' },
      params: { id: anId(800) },
    },
  });
});
