import { createInterface } from 'node:readline';
import type { Action } from '../../lib/contract/sync.ts';
import { openDatabase } from '../../server/db/open.ts';
import { pullChanges } from '../../server/sync/pull.ts';
import { pushActions } from '../../server/sync/push.ts';

// A process of its own for tests that kill it: serves pushes and pulls on an embedded database, one JSON line for
// each question and each answer. Started as `node sync-child.ts DATA_DIR`.

export type Question = { workspaceId: string; userId: string; now: string } & (
  | { push: Action[] }
  | { since: string | undefined; limit: number }
);

const [dataDir] = process.argv.slice(2);
if (dataDir === undefined) throw new Error('usage: node sync-child.ts DATA_DIR');
const db = await openDatabase({ dataDir });
process.stdout.write('"ready"\n');
for await (const line of createInterface({ input: process.stdin })) {
  // The parent is the test, which writes questions only.
  const question = JSON.parse(line) as Question;
  const { workspaceId, userId } = question;
  const now = new Date(question.now);
  const answer =
    'push' in question
      ? await pushActions(db, { workspaceId, userId }, question.push, now)
      : await pullChanges(db, { workspaceId, userId, since: question.since, limit: question.limit }, now);
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await db.close();
