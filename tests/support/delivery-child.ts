import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { openDatabase } from '../../server/db/open.ts';
import { onlyChannel } from '../../server/delivery/channels/channels.ts';
import { createSmtpChannel } from '../../server/delivery/channels/smtp.ts';
import { startDelivery } from '../../server/delivery/deliver.ts';
import { startMailings } from '../../server/mailings/engine.ts';
import { Writers } from '../../server/mailings/writers.ts';
import type { DeliveryChildOptions } from './delivery-process.ts';
import { sendStates } from './sends.ts';

// A process of its own for tests that kill it: the real delivery on a database of the test's. It says "ready" when it
// hands over and "idle" when nothing is left to be sent; it ends when its standard input does.

// The parent is the test, which gives these options only.
const { location, smtpPort, journalFolder, mailings } = JSON.parse(
  process.argv[2] ?? '',
) as DeliveryChildOptions;
const db = await openDatabase(location);
const channel = createSmtpChannel({
  name: 'test',
  connections: 5,
  serverOf: () => ({ host: '127.0.0.1', port: smtpPort, security: 'none', signIn: null }),
});
const quick = { firstMs: 20, longestMs: 200, giveUpAfterMs: Number.POSITIVE_INFINITY };
const log = { info: () => {}, error: () => {} };
const now = () => new Date();
const writers = new Writers('https://mail.nordby.example');
const delivery = await startDelivery({
  db,
  contents: writers,
  channels: onlyChannel(channel),
  journalFolder,
  log,
  now,
  backOff: { message: quick, pause: { ...quick, firstMs: 5, longestMs: 50 } },
});
const stopMailings = mailings ? await startMailings({ db, log, now, writers }) : async () => {};
process.stdout.write('ready\n');
process.stdin.resume();
const ended = once(process.stdin, 'end');
let running = true;
void ended.then(() => {
  running = false;
});
while (running) {
  const { planned = 0, claimed = 0, handing_over = 0, deferred = 0 } = await sendStates(db);
  const underWay = await db.kysely
    .selectFrom('mailings')
    .select('id')
    .where('status', 'in', ['preparing', 'sending'])
    .executeTakeFirst();
  if (planned + claimed + handing_over + deferred === 0 && !underWay) process.stdout.write('idle\n');
  await Promise.race([ended, delay(100)]);
}
await stopMailings();
await delivery.stop();
await db.close();
