import { randomUUID } from 'node:crypto';
import nodemailer from 'nodemailer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { handOver } from '../../tests/support/hand-over.ts';
import { aReport } from '../../tests/support/inbound.ts';
import { aSend } from '../../tests/support/sends.ts';
import { addWorkspace, firstUser } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { planSends } from '../delivery/ledger.ts';
import { startBounceDoor } from './bounce-door.ts';
import { ReturnPaths, readPathPattern } from './return-path.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const pattern = readPathPattern('b+*@b.example') ?? { before: '', after: '' };
const paths = new ReturnPaths('a secret of at least 32 characters!', pattern);
const log = { info: () => undefined, error: () => undefined };

describeOnEachEngine('the door for reports', (open) => {
  let db: Database;
  let door: Awaited<ReturnType<typeof startBounceDoor>>;
  beforeEach(async () => {
    db ??= await open();
    door = await startBounceDoor({ db, host: '127.0.0.1', port: 0, paths, log, now: () => now });
  });
  afterEach(() => door.stop());

  const handIn = async (to: string, raw: Buffer): Promise<string> => {
    const transport = nodemailer.createTransport({ host: '127.0.0.1', port: door.port, ignoreTLS: true });
    try {
      return (await transport.sendMail({ envelope: { from: '', to }, raw })).response;
    } catch (error) {
      return error instanceof Error ? error.message : '';
    } finally {
      transport.close();
    }
  };
  const report = (to: string) =>
    aReport({
      to,
      recipient: 'other@fjord.example',
      status: '5.1.1',
      diagnostic: '550 5.1.1 unknown',
      id: `<${randomUUID()}@mx>`,
    });

  test('takes a report for a return path of ours, and nothing for any other address', async () => {
    const workspace = await addWorkspace(db, 'Nordby', ['Alva']);
    const { workspaceId } = workspace;
    const planned = aSend({ workspaceId, userId: firstUser(workspace) }, { dueAt: now });
    const [send] = await planSends(db.kysely, [planned], now);
    await handOver(db, 'accept', now);
    const path = paths.of({ workspaceId, id: send?.id ?? '' });
    expect(await handIn('alva@nordby.example', report(path))).toMatch(/550 5\.1\.1/);
    expect(await handIn(path.replace('b+', 'b+x'), report(path))).toMatch(/550 5\.1\.1/);
    expect(await handIn(path, report(path))).toMatch(/^250/);
    const { state } = await db.kysely
      .selectFrom('sends')
      .select('state')
      .where('workspace_id', '=', workspaceId)
      .executeTakeFirstOrThrow();
    expect(state).toBe('bounced');
  });

  test('refuses what is larger than a report', async () => {
    const path = paths.of({ workspaceId: randomUUID(), id: randomUUID() });
    const large = Buffer.concat([report(path), Buffer.alloc(1_100_000, 'a line of text\r\n')]);
    expect(await handIn(path, large)).toMatch(/552/);
  });
});
