import type { PageLanguage } from '../../lib/contract/subscription.ts';
import { fillIn, publicTexts } from '../../lib/core/public-texts/texts.ts';
import type { Database } from '../db/open.ts';
import { type Chooser, findChooser, saveManageKey } from '../db/queries/mailing-choices.ts';
import { lockRecipients } from '../db/queries/mailing-recipients.ts';
import { withTransaction } from '../db/transaction.ts';
import { planSends } from '../delivery/ledger.ts';
import { formatLinkKey, newLinkKey } from '../links/public-key.ts';
import { paths } from './addresses.ts';

const DAY_MS = 86_400_000;
/** A link to somebody's subscriptions works so long after its mail was sent. */
const LIFETIME_MS = 21 * DAY_MS;

/** Does a word still open the subscriptions of whom it names? */
export function isFresh(
  { recipientId, sentAt, manageUntil }: Pick<Chooser, 'recipientId' | 'sentAt' | 'manageUntil'>,
  word: { recipientId: string },
  now: Date,
): boolean {
  const until =
    word.recipientId === recipientId ? sentAt && sentAt.getTime() + LIFETIME_MS : manageUntil?.getTime();
  return until === null || until === undefined || now.getTime() <= until;
}

/**
 * Sends a fresh link to the address that got the mailing, whoever asks; within a day of the last one it is not sent again.
 */
export async function sendFreshLink(
  db: Database,
  named: Pick<Chooser, 'workspaceId' | 'recipientId'>,
  { publicUrl, language }: { publicUrl: string; language: PageLanguage },
  now: Date,
): Promise<void> {
  await withTransaction(db, async (tx) => {
    await lockRecipients(tx, [named]);
    const who = await findChooser(tx, named);
    if (!who || who.senderId === null) return;
    if (who.manageUntil && who.manageUntil.getTime() > now.getTime() + LIFETIME_MS - DAY_MS) return;
    const key = newLinkKey();
    await saveManageKey(tx, who, { key, until: new Date(now.getTime() + LIFETIME_MS) });
    const { workspaceId, senderId, address, name, from, fromName, sender } = who;
    const texts = publicTexts[language];
    const link = `${publicUrl}${paths.manage}${formatLinkKey({ workspaceId, key })}`;
    const said = fillIn(texts.mailText, { sender });
    const send = {
      workspaceId,
      source: `manage/${who.recipientId}/${key}`,
      senderId,
      recipient: { email: address, ...(name !== '' && { name }) },
      lane: 'person',
      dueAt: now,
      notAfter: new Date(now.getTime() + DAY_MS),
      content: {
        from: { email: from, ...(fromName !== '' && { name: fromName }) },
        subject: texts.mailSubject,
        html: `<p>${asHtml(said)}</p><p><a href="${link}">${asHtml(texts.mailLink)}</a></p>`,
      },
      taskId: null,
      inReplyTo: null,
      references: [],
    } as const;
    await planSends(tx, [{ ...send, references: [] }], now);
  });
}

function asHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
