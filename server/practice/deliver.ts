import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import type { PracticeSend, PracticeSent } from '../../lib/contract/practice.ts';
import { type Failure, fail, ok, type Result } from '../../lib/contract/result.ts';
import type { Database, Db } from '../db/open.ts';
import { findPracticeArrivalId } from '../db/queries/practice-arrivals.ts';
import {
  findPracticeDraft,
  movePracticeDraft,
  type PracticeDraftRow,
  savePracticeDraft,
  takeOverPracticeDrafts,
} from '../db/queries/practice-drafts.ts';
import {
  addPracticeMessage,
  findPracticeThreadId,
  findSentPracticeMessage,
  type PracticeMessageRow,
} from '../db/queries/practice-messages.ts';
import { textOf } from './parse.ts';
import type { PracticeLog, Sink } from './sink.ts';
import type { PracticeUser } from './user.ts';

export interface DeliveryDeps {
  db: Database;
  sink: Pick<Sink, 'host' | 'port' | 'credentials'>;
  now: () => Date;
  log: PracticeLog;
}

/** A hand-over that has not ended by then was cut off: SMTP time-outs below are shorter. */
const LEASE_MS = 30_000;
const SMTP_TIMEOUT_MS = 10_000;
const POLL_MS = 50;

/**
 * Sends a draft by SMTP to the sink, once, however often it is asked to.
 * "Handing over" is committed before the first byte leaves; who finds that state waits for the other sender's outcome
 * or, after a crash, settles it by looking for the Message-ID among what arrived.
 */
export async function sendPracticeMail(
  deps: DeliveryDeps,
  user: PracticeUser,
  mail: PracticeSend,
): Promise<Result<PracticeSent>> {
  await settleCutOff(deps, user);
  const sent = await findSentPracticeMessage(deps.db.kysely, user, mail.draftId);
  if (sent) return ok(await sentOf(deps.db.kysely, user, sent));
  const claim = await claimDraft(deps, user, mail);
  if (claim === 'mine') return handOver(deps, user, mail);
  if (claim === 'other') return awaitOther(deps, user, mail);
  return fail('NOT_FOUND', 'This draft has been discarded or belongs to somebody else.');
}

/** Hand-overs that a crash has cut off: arrived ones are sent, the others drafts again. Sends nothing. */
export async function settleCutOff(deps: DeliveryDeps, user: PracticeUser): Promise<void> {
  const db = deps.db.kysely;
  const now = deps.now();
  const drafts = await takeOverPracticeDrafts(db, user, new Date(now.getTime() - LEASE_MS), now);
  for (const draft of drafts) {
    if (await findPracticeArrivalId(db, user.workspaceId, practiceMessageId(draft.id))) {
      await recordSent(deps, user, mailOf(draft));
    } else {
      await movePracticeDraft(db, user, draft.id, 'handing_over', 'open', now);
    }
  }
}

function mailOf(draft: PracticeDraftRow): PracticeSend {
  return {
    draftId: draft.id,
    to: draft.recipients_to,
    cc: draft.recipients_cc,
    bcc: draft.recipients_bcc,
    subject: draft.subject,
    html: draft.html,
    threadId: draft.thread_id,
    inReplyTo: draft.in_reply_to,
  };
}

/** Message-ID of what becomes of a draft; fixed, so that evidence can be looked up by it. */
export function practiceMessageId(draftId: string): string {
  return `<${draftId}@practice.localhost>`;
}

type Claim = 'mine' | 'other' | 'none';

async function claimDraft(deps: DeliveryDeps, user: PracticeUser, mail: PracticeSend): Promise<Claim> {
  const { draftId, ...content } = mail;
  const now = deps.now();
  const db = deps.db.kysely;
  const saved = await savePracticeDraft(db, user, draftId, content, now);
  if (saved && (await movePracticeDraft(db, user, draftId, 'open', 'handing_over', now))) return 'mine';
  const draft = await findPracticeDraft(db, user, draftId);
  return draft && draft.state !== 'discarded' ? 'other' : 'none';
}

async function handOver(
  deps: DeliveryDeps,
  user: PracticeUser,
  mail: PracticeSend,
): Promise<Result<PracticeSent>> {
  const refused = await submit(deps, user, mail);
  if (!refused) return recordSent(deps, user, mail);
  await movePracticeDraft(deps.db.kysely, user, mail.draftId, 'handing_over', 'open', deps.now());
  return refused;
}

async function awaitOther(
  deps: DeliveryDeps,
  user: PracticeUser,
  mail: PracticeSend,
): Promise<Result<PracticeSent>> {
  for (let waitedMs = 0; waitedMs < LEASE_MS; waitedMs += POLL_MS) {
    const sent = await findSentPracticeMessage(deps.db.kysely, user, mail.draftId);
    if (sent) return ok(await sentOf(deps.db.kysely, user, sent));
    const draft = await findPracticeDraft(deps.db.kysely, user, mail.draftId);
    if (draft?.state === 'open') break;
    await sleep(POLL_MS);
  }
  return fail('MAIL_NOT_ACCEPTED', 'The mail was not sent. Try again.');
}

/** Speaks SMTP to the sink and to nobody else. */
async function submit(deps: DeliveryDeps, user: PracticeUser, mail: PracticeSend): Promise<Failure | null> {
  const transport = createTransport({
    host: deps.sink.host,
    port: deps.sink.port,
    auth: deps.sink.credentials(user.workspaceId),
    secure: false,
    ignoreTLS: true,
    connectionTimeout: SMTP_TIMEOUT_MS,
    greetingTimeout: SMTP_TIMEOUT_MS,
    socketTimeout: SMTP_TIMEOUT_MS,
    // A body is text, never the name of a file or page to be read.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { rejected } = await transport.sendMail(messageOf(deps, user, mail));
    if (rejected.length > 0) {
      deps.log.error({ draftId: mail.draftId, rejected: rejected.length }, 'practice mail refused for some');
    }
    return null;
  } catch (error) {
    deps.log.error({ draftId: mail.draftId, reason: reasonOf(error) }, 'practice mail not accepted');
    return fail('MAIL_NOT_ACCEPTED', `The mail server did not accept it: ${reasonOf(error)}`);
  } finally {
    transport.close();
  }
}

function messageOf(deps: DeliveryDeps, user: PracticeUser, mail: PracticeSend) {
  const addresses = (list: PracticeSend['to']) =>
    list.map(({ email, name = '' }) => ({ address: email, name }));
  return {
    from: { name: user.name, address: user.email },
    to: addresses(mail.to),
    cc: addresses(mail.cc),
    bcc: addresses(mail.bcc),
    subject: mail.subject,
    html: mail.html,
    text: textOf(mail.html),
    date: deps.now(),
    messageId: practiceMessageId(mail.draftId),
    ...(mail.inReplyTo ? { inReplyTo: mail.inReplyTo, references: [mail.inReplyTo] } : {}),
  };
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && 'response' in error && error.response) return String(error.response);
  if (error instanceof Error && 'code' in error && error.code === 'ESOCKET') return 'it cannot be reached';
  return error instanceof Error ? error.message : String(error);
}

/** Puts the message into Sent and closes the draft, both or neither. */
function recordSent(
  deps: DeliveryDeps,
  user: PracticeUser,
  mail: PracticeSend,
): Promise<Result<PracticeSent>> {
  const messageId = practiceMessageId(mail.draftId);
  return deps.db.kysely.transaction().execute(async (tx) => {
    const related = mail.inReplyTo ? [messageId, mail.inReplyTo] : [messageId];
    const threadId = mail.threadId ?? (await findPracticeThreadId(tx, user, related)) ?? randomUUID();
    const { to, cc, bcc, subject, html, draftId } = mail;
    const from = { email: user.email, name: user.name };
    const sent = {
      id: randomUUID(),
      folder: 'sent' as const,
      at: deps.now(),
      read: true,
      text: textOf(html),
    };
    await addPracticeMessage(tx, user, {
      ...sent,
      threadId,
      messageId,
      from,
      to,
      cc,
      bcc,
      subject,
      html,
      draftId,
    });
    await movePracticeDraft(tx, user, draftId, 'handing_over', 'sent', deps.now());
    const row = await findSentPracticeMessage(tx, user, draftId);
    if (!row) throw new Error(`draft ${draftId}: expected its message in Sent, found none`);
    return ok(await sentOf(tx, user, row));
  });
}

async function sentOf(db: Db, user: PracticeUser, row: PracticeMessageRow): Promise<PracticeSent> {
  if (!row.draft_id) throw new Error(`message ${row.id}: expected the draft it came from, found none`);
  return {
    draftId: row.draft_id,
    id: row.id,
    threadId: row.thread_id,
    messageId: row.message_id,
    sentAt: row.at.toISOString(),
    arrivalId: await findPracticeArrivalId(db, user.workspaceId, row.message_id),
  };
}
