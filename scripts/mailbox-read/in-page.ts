import type { Ladder } from '../../lib/mailbox/dom/ladder.ts';
import { climb } from '../../lib/mailbox/dom/ladder.ts';
import { createGmailMailbox } from '../../lib/mailbox/gmail/mailbox.ts';
import * as gmail from '../../lib/mailbox/gmail/selectors.ts';
import { surroundings } from '../../lib/mailbox/gmail/surroundings.ts';
import type { Compose, Mailbox } from '../../lib/mailbox/mailbox.ts';
import { createOutlookMailbox } from '../../lib/mailbox/outlook/mailbox.ts';
import * as outlook from '../../lib/mailbox/outlook/selectors.ts';
import { createPracticeMailbox } from '../../lib/mailbox/practice/mailbox.ts';
import * as practice from '../../lib/mailbox/practice/selectors.ts';
import type { PageReading, Texts, ThreadReading, WindowReading } from './reading.ts';

/*
 * Runs in the saved page: the adapters as they are in the product, asked for all they can read. Nothing here knows a
 * site's parts; what is found and how comes from the ladders.
 */
interface Site {
  create(page: Document, options: { signal: AbortSignal }): Mailbox;
  /** Not always there, so the adapter's own check does not name them. */
  sometimes: readonly Ladder[];
}

const sites = {
  gmail: {
    create: createGmailMailbox,
    sometimes: [
      ...Object.values(gmail.sometimes),
      ...Object.values(gmail.thread),
      ...Object.values(surroundings),
    ],
  },
  outlook: {
    create: createOutlookMailbox,
    sometimes: [
      ...Object.values(outlook.sometimes),
      outlook.showCopies,
      outlook.chips,
      outlook.dialog.box,
      ...Object.values(outlook.thread),
    ],
  },
  practice: {
    create: createPracticeMailbox,
    sometimes: [...practice.KEPT, ...Object.values(practice.thread)],
  },
} satisfies Record<string, Site>;
export type ReadableSite = keyof typeof sites;

/** @param withTexts - with what people have written; otherwise only how much of it there is */
function read(site: ReadableSite, withTexts: boolean): PageReading {
  const { create, sometimes } = sites[site];
  const mailbox: Mailbox = create(document, { signal: new AbortController().signal });
  const account = mailbox.account();
  return {
    kind: 'page',
    parts: Object.fromEntries(mailbox.check().map(({ part, step }) => [part, step])),
    also: Object.fromEntries(
      sometimes.flatMap((ladder) => {
        const found = climb(document, ladder);
        return found ? [[ladder.part, found.step]] : [];
      }),
    ),
    account: typeof account === 'string' ? account : 'certain',
    windows: mailbox.composes().map(readWindow),
    thread: readThread(mailbox),
    ...(withTexts && { texts: readTexts(mailbox) }),
  };
}

function readWindow(compose: Compose): WindowReading {
  const { kind, isReply: reply } = compose;
  const content = compose.read();
  const { to = [], cc = [], bcc = [] } = content ?? {};
  return {
    kind,
    reply,
    recipients: { to: to.length, cc: cc.length, bcc: bcc.length },
    subject: Boolean(content?.subject),
    body: hasText(content?.html ?? ''),
    ids: Object.keys(compose.ids()).sort(),
  };
}

function readThread(mailbox: Mailbox): ThreadReading | null {
  const thread = mailbox.thread();
  return (
    thread && {
      ids: Object.keys(thread.ids).sort(),
      messages: thread.messages.map(({ id, from, own }) => ({ id: id !== '', from: from !== null, own })),
      participants: thread.participants.length,
    }
  );
}

function readTexts(mailbox: Mailbox): Texts {
  const account = mailbox.account();
  return {
    account: typeof account === 'string' ? '' : account.email,
    windows: mailbox.composes().map((compose) => ({ ids: compose.ids(), ...compose.read() })),
    thread: mailbox.thread(),
  };
}

function hasText(html: string): boolean {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  return body.textContent.trim() !== '' || body.querySelector('img') !== null;
}

Object.assign(globalThis, { mailboxRead: read });
