import { createInterface } from 'node:readline';
import type { Action } from '../../lib/contract/sync.ts';
import { launchCampaign } from '../../server/campaigns/launch.ts';
import { openDatabase } from '../../server/db/open.ts';
import { pullChanges } from '../../server/sync/pull.ts';
import { pushActions } from '../../server/sync/push.ts';

// A process of its own for tests that kill it: serves pushes, pulls and launches on an embedded database, one JSON line
// for each question and each answer. Started as `node sync-child.ts DATA_DIR`.

type Launch = Omit<Parameters<typeof launchCampaign>[2], 'userId'>;
export type Question = { workspaceId: string; userId: string; now: string } & (
  | { push: Action[] }
  | { launch: Launch }
  | { since: string | undefined; limit: number }
);

const [dataDir] = process.argv.slice(2);
if (dataDir === undefined) throw new Error('usage: node sync-child.ts DATA_DIR');
const db = await openDatabase({ dataDir });
process.stdout.write('"ready"\n');
for await (const line of createInterface({ input: process.stdin })) {
  // The parent is the test, which writes questions only.
  process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line) as Question))}\n`);
}
await db.close();

async function answer(question: Question): Promise<unknown> {
  const { workspaceId, userId } = question;
  const now = new Date(question.now);
  if ('push' in question) return await pushActions(db, { workspaceId, userId }, question.push, now);
  if ('launch' in question) return await launchCampaign(db, workspaceId, { ...question.launch, userId }, now);
  return await pullChanges(db, { workspaceId, userId, since: question.since, limit: question.limit }, now);
}
