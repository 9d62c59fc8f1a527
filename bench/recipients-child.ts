import { setTimeout as delay } from 'node:timers/promises';
import { openDatabase } from '../server/db/open.ts';
import { onlyChannel } from '../server/delivery/channels/channels.ts';
import { dkimKeyOf } from '../server/delivery/channels/dkim.ts';
import { createSmtpChannel } from '../server/delivery/channels/smtp.ts';
import { startDelivery } from '../server/delivery/deliver.ts';
import { startMailings } from '../server/mailings/engine.ts';
import { getMailing } from '../server/mailings/mailings.ts';
import { sendMailing } from '../server/mailings/send.ts';
import { Writers } from '../server/mailings/writers.ts';
import { unwrap } from '../tests/support/domain.ts';
import { publicUrl } from '../tests/support/mailings.ts';
import type { Sending, Sent } from './recipients.ts';

const MB = 1024 * 1024;
const given = JSON.parse(process.argv[2] ?? '') as Sending; // of `recipients.ts`
const { workspaceId, userId, mailingId } = given;
const user = { workspaceId, userId, role: 'admin' } as const;
const log = { info: () => {}, error: console.error };
const now = () => new Date();
const db = await openDatabase(given.location);
const writers = new Writers(publicUrl);
const channel = createSmtpChannel({
  name: 'bench',
  connections: 5,
  serverOf: () => ({ host: '127.0.0.1', port: given.smtpPort, security: 'none', signIn: null }),
  dkim: dkimKeyOf('nordby.example', 's1', given.key),
});
const beforeMb = process.memoryUsage().rss / MB;
const startedAt = performance.now();
const delivery = await startDelivery({
  db,
  contents: writers,
  channels: onlyChannel(channel),
  journalFolder: given.journalFolder,
  log,
  now,
});
const stopMailings = await startMailings({ db, log, now, writers });
const look = async () => unwrap(await getMailing(db, user, mailingId));
while ((await look()).list.state !== 'ready') await delay(50);
const readAt = performance.now();
unwrap(await sendMailing(db, user, mailingId, { at: null, timeZone: null }, publicUrl, now()));
for (;;) {
  const { figures, status } = await look();
  if (figures['total.sent'] === given.recipients) break;
  if (status !== 'sending') throw new Error(`expected the mailing to be sending, got ${status}`);
  await delay(100);
}
const sentAt = performance.now();
await stopMailings();
await delivery.stop();
await db.close();
const sent: Sent = {
  // `maxRSS` is in kilobytes.
  mb: process.resourceUsage().maxRSS / 1024,
  beforeMb,
  listSeconds: (readAt - startedAt) / 1000,
  sendSeconds: (sentAt - readAt) / 1000,
};
console.log(JSON.stringify(sent));
