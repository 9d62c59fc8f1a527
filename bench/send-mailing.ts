import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { prepareMail, type WrittenMail } from '../lib/core/mailing/write.ts';
import type { Database } from '../server/db/open.ts';
import type { Channel } from '../server/delivery/channels/channel.ts';
import { onlyChannel } from '../server/delivery/channels/channels.ts';
import { startDelivery } from '../server/delivery/deliver.ts';
import { linksOf } from '../server/mailings/addresses.ts';
import { startMailings } from '../server/mailings/engine.ts';
import { sendMailing } from '../server/mailings/send.ts';
import { type Member, unwrap } from '../tests/support/domain.ts';
import { mailingTests, publicUrl } from '../tests/support/mailings.ts';
import { selectionOfMany } from '../tests/support/many-people.ts';

const names = ['Åsa', 'Bo', 'Zoë', 'Jürgen', 'Maja'];
const news = 'We wrote to you last week about the new lines from Nordby, {{first_name}}: they are here now.';
const block = (place: number) =>
  `<h2 style="color:#224466">Part ${place} for {{first_name}}</h2>\n${`<p style="margin:0 0 12px">${news}</p>\n`.repeat(
    16,
  )}<p><a href="https://nordby.example/part/${place}">Read more, {{first_name}}</a></p>\n`;
const subject = 'Hej {{first_name}}: the new lines';
/** About 11 kB with five links. */
const html = `<html><body><p>Hello {{first_name}},</p>\n${[1, 2, 3, 4, 5].map(block).join('')}<p><a href="{{unsubscribe_link}}">No more</a></p></body></html>`;

export function recipientAt(place: number): { firstName: string; email: string } {
  return { firstName: names[place % names.length] ?? '', email: `p${place}@d${place % 50}.example` };
}

/** A mailing with five tracked links whose openings are followed, as {@link mailingTests} makes one. */
export function draftTo(selectionId: string) {
  return { setup: { subject, selectionId, trackAll: true, trackOpens: true }, content: { html } };
}

/** The mails that a mailing of the same text sends, as they were written. */
export function writtenMails(count: number): (WrittenMail & { unsubscribeUrl: string })[] {
  const numbered = html.replaceAll(/https:\/\/nordby\.example\/part\/(\d)/g, '{{utskick_link_$1}}');
  const edition = { subject, preheader: '', html: numbered, text: null, language: null, timeZone: 'UTC' };
  const writer = prepareMail(edition, 'en');
  return Array.from({ length: count }, (_, index) => {
    const links = linksOf(publicUrl, { workspaceId: randomUUID(), recipientId: randomUUID() }, true);
    const mail = writer.write({ first_name: names[index % names.length] }, links);
    return { ...mail, unsubscribeUrl: links.oneClick };
  });
}

/**
 * A mailing to so many people from the button until all are sent: planned, each mail written with five tracked links
 * and the opening image, committed to the ledger, signed, handed over, and counted in the mailing's figures.
 */
export async function mailingRunner(
  db: Database,
  member: Member,
  { mails, channel, journalFolder }: { mails: number; channel: Channel; journalFolder: string },
): Promise<{ name: string; before(): Promise<void>; run(): Promise<void>; after(): Promise<void> }> {
  const user = { ...member, role: 'admin' } as const;
  const selectionId = await selectionOfMany(db, user, mails, recipientAt);
  const { draft, settle, look, writers } = mailingTests(() => ({ db, alva: user, now: new Date() }));
  const log = { info: () => {}, error: () => {} };
  const now = () => new Date();
  let next = '';
  let stop = async () => {};
  return {
    name: db.engine,
    async before() {
      const mailing = await draft([], draftTo(selectionId));
      await settle();
      next = mailing.id;
      const channels = onlyChannel(channel);
      const delivery = await startDelivery({ db, contents: writers, channels, journalFolder, log, now });
      const stopMailings = await startMailings({ db, log, now, writers });
      stop = async () => {
        await stopMailings();
        await delivery.stop();
      };
    },
    async run() {
      unwrap(await sendMailing(db, user, next, { at: null, timeZone: null }, publicUrl, now()));
      for (;;) {
        const { status, figures } = await look(next);
        if (figures['total.sent'] === mails) break;
        if (status !== 'sending') throw new Error(`expected the mailing to be sending, got ${status}`);
        await delay(20);
      }
    },
    after: () => stop(),
  };
}
