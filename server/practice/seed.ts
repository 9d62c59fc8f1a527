import { randomUUID } from 'node:crypto';
import type { Recipient } from '../../lib/contract/primitives.ts';
import type { Db } from '../db/open.ts';
import { addPracticeMessage, type NewPracticeMessage } from '../db/queries/practice-messages.ts';
import { textOf } from './parse.ts';

interface SeedMessage {
  /** Null: from the mailbox's owner, so it lies in Sent. */
  from: Recipient | null;
  minutesAgo: number;
  html: string;
}

interface SeedThread {
  subject: string;
  read: boolean;
  messages: SeedMessage[];
}

const HOUR = 60;
const DAY = 24 * HOUR;

/**
 * Fills a new practice mailbox with a few conversations, so that there is something to read and to answer.
 * @param db - the database or a transaction in which user and workspace already stand
 * @param options.user - whose mailbox; `id` is the user's id
 */
export async function seedPracticeMailbox(
  db: Db,
  options: { workspaceId: string; user: { id: string; name: string; email: string }; now: Date },
): Promise<void> {
  for (const thread of threadsFor(options.user.name.split(' ')[0] ?? options.user.name)) {
    await addThread(db, options, thread);
  }
}

async function addThread(
  db: Db,
  { workspaceId, user, now }: Parameters<typeof seedPracticeMailbox>[1],
  thread: SeedThread,
): Promise<void> {
  const threadId = randomUUID();
  const self = { email: user.email, name: user.name };
  const other = thread.messages.find((message) => message.from)?.from ?? self;
  for (const [index, { from, minutesAgo, html }] of thread.messages.entries()) {
    const id = randomUUID();
    const message: NewPracticeMessage = {
      id,
      folder: from ? 'inbox' : 'sent',
      threadId,
      messageId: `<${id}@practice.localhost>`,
      from: from ?? self,
      to: [from ? self : other],
      cc: [],
      bcc: [],
      subject: index === 0 ? thread.subject : `Re: ${thread.subject}`,
      html,
      text: textOf(html),
      at: new Date(now.getTime() - minutesAgo * 60_000),
      read: thread.read || from === null,
      draftId: null,
    };
    await addPracticeMessage(db, { workspaceId, userId: user.id }, message);
  }
}

function threadsFor(firstName: string): SeedThread[] {
  const ingrid = { name: 'Ingrid Solheim', email: 'ingrid.solheim@fjordlys.example' };
  const tomas = { name: 'Tomáš Dvořák', email: 'tomas.dvorak@vltavaworks.example' };
  const priya = { name: 'Priya Raman', email: 'priya.raman@harborlane.example' };
  const lars = { name: 'Lars Holm', email: 'lars.holm@nordkaj.example' };
  const utskick = { name: 'Utskick', email: 'hello@utskick.example' };
  return [
    {
      subject: 'Welcome to your practice mailbox',
      read: false,
      messages: [
        {
          from: utskick,
          minutesAgo: 12,
          html: `<p>Hello ${firstName},</p><p>this mailbox is for trying things out. You can write to anybody from here: every message is kept on this machine and reaches nobody.</p><ol><li>Open the <b>Utskick sidebar</b> at the right edge and start the first task.</li><li>Look the mail over, change what you like, and press <b>Send</b>.</li><li>Open <a href="/practice/sink">What arrived</a> to read it as the recipient would.</li></ol><p>Have fun.</p>`,
        },
      ],
    },
    {
      subject: 'Two questions before Thursday',
      read: false,
      messages: [
        {
          from: ingrid,
          minutesAgo: 2 * HOUR + 5,
          html: `<p>Hi ${firstName},</p><p>thanks for the walk-through last week. Two things came up when I showed it to our planners in Bergen:</p><ul><li>Can every site keep its own calendar, or is there one for all?</li><li>What happens to open orders when we switch over in the middle of a month?</li></ul><p>If you have fifteen minutes on Thursday morning I would bring Eivind along.</p><p>Best,<br>Ingrid</p>`,
        },
      ],
    },
    {
      subject: 'Pilot in the Brno warehouse',
      read: true,
      messages: [
        {
          from: tomas,
          minutesAgo: 3 * DAY + 4 * HOUR,
          html: `<p>Hello ${firstName},</p><p>we have agreed to start in Brno with one shift and twelve people. Could you send me the short version of the hardware list? Procurement reads nothing longer than a page.</p><p>Regards<br>Tomáš</p>`,
        },
        {
          from: null,
          minutesAgo: 3 * DAY + 2 * HOUR,
          html: `<p>Hello Tomáš,</p><p>good news. One page it is: twelve hand scanners, two charging docks and one label printer; tablets you have already. Prices are in the offer of 4 November, position 3.</p><p>Kind regards<br>${firstName}</p>`,
        },
        {
          from: tomas,
          minutesAgo: DAY + 3 * HOUR,
          html: '<p>Perfect, ordered this morning. Delivery is promised for the second week of December, so let us plan the training for the 15th.</p><p>Tomáš</p>',
        },
      ],
    },
    {
      subject: 'Out of office: Re: Your delivery windows',
      read: true,
      messages: [
        {
          from: lars,
          minutesAgo: DAY + 7 * HOUR,
          html: '<p>Tak for din mail. Jeg er på ferie til og med fredag og svarer, når jeg er tilbage mandag.</p><p>Thank you for your mail. I am on holiday until Friday and will answer on Monday.</p><p>Lars Holm</p>',
        },
      ],
    },
    {
      subject: 'Not this year, but keep in touch',
      read: true,
      messages: [
        {
          from: priya,
          minutesAgo: 6 * DAY,
          html: `<p>Dear ${firstName},</p><p>I liked what I saw, but our budget for this year is spent and the board wants the ERP move finished first. Please come back to me in March; I mean it.</p><p>Priya Raman<br>Head of Operations, Harbor Lane Foods</p>`,
        },
      ],
    },
  ];
}
