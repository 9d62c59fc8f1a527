import type { StepMail } from '../../../lib/core/campaign/step-mail.ts';
import { addOpeningImage } from '../../../lib/core/links/opening.ts';
import { type Link, replaceAddresses, replaceLinks, trackableLinks } from '../../../lib/core/links/track.ts';
import { isOnlyHere } from '../../../lib/core/tracking/reach.ts';
import type { Tx } from '../../db/open.ts';
import { findTaskLinks, insertLinksOfMails } from '../../db/queries/links.ts';
import { getTracking, keepOpeningImages } from '../../db/queries/opens.ts';
import { LINK_PATH } from '../../links/create.ts';
import { OPEN_PATH } from '../../links/open.ts';
import { formatLinkKey, newLinkKey } from '../../links/public-key.ts';

type Texts = Pick<StepMail, 'html' | 'text'>;

/** By which addresses of this server mails are tracked. */
export interface TrackingAddress {
  /** Without a slash at the end. */
  publicUrl: string;
  /** Mails of senders without an account of their own stay on this machine, in the practice mailbox. */
  staysHere: boolean;
}

/** A mail with whose it is, and for whom. */
export interface TrackedMail extends Texts {
  taskId: string;
  personId: string;
  senderId: string;
  /** It leaves through an account of the sender's own, or will once they have one again. */
  hasAccount: boolean;
}

/**
 * Writes tracked links and an opening image into mails, as far as their workspace wants them and their readers could
 * reach this server. The keys are written down in the transaction that plans the mails; planned anew, a mail has the same.
 *
 * @returns the texts of each, in their order
 */
export async function trackMails(
  tx: Tx,
  workspaceId: string,
  mails: readonly TrackedMail[],
  { publicUrl, staysHere }: TrackingAddress,
  now: Date,
): Promise<Texts[]> {
  const reaches = ({ hasAccount }: TrackedMail) => !isOnlyHere(publicUrl) || (staysHere && !hasAccount);
  const reached = mails.filter(reaches);
  if (reached.length === 0) return [...mails];
  const { links, opens } = await getTracking(tx, workspaceId);
  const tracked = links
    ? await trackLinks(tx, workspaceId, reached, publicUrl, now)
    : new Map<string, Texts>();
  const images = opens
    ? await keepOpeningImages(
        tx,
        workspaceId,
        reached.map(({ taskId }) => ({ taskId, key: newLinkKey() })),
        now,
      )
    : new Map<string, string>();
  return mails.map((mail) => {
    const { html, text } = tracked.get(mail.taskId) ?? mail;
    const key = images.get(mail.taskId);
    if (key === undefined) return { html, text };
    const address = `${publicUrl}${OPEN_PATH}${formatLinkKey({ workspaceId, key })}.gif`;
    return { html: addOpeningImage(html, address), text };
  });
}

/** @returns the texts of those that have links, by task */
async function trackLinks(
  tx: Tx,
  workspaceId: string,
  mails: readonly TrackedMail[],
  publicUrl: string,
  now: Date,
): Promise<Map<string, Texts>> {
  const ours = [LINK_PATH, OPEN_PATH].map((path) => publicUrl + path);
  const linked = mails.flatMap((mail) => {
    const links = trackableLinks(mail.html, ours).filter(({ url }) => URL.canParse(url));
    return links.length === 0 ? [] : [{ mail, links }];
  });
  if (linked.length === 0) return new Map();
  const keysOf = await keepLinks(tx, workspaceId, linked, now);
  return new Map(
    linked.map(({ mail, links }) => {
      const keys = keysOf.get(mail.taskId);
      const tracked = new Map(
        links.flatMap(({ url }) => {
          const key = keys?.get(written(url));
          return key === undefined
            ? []
            : [[url, publicUrl + LINK_PATH + formatLinkKey({ workspaceId, key })] as const];
        }),
      );
      const html = replaceLinks(mail.html, links, tracked);
      return [mail.taskId, { html, text: replaceAddresses(mail.text, tracked) }];
    }),
  );
}

/** Keys for the targets of each task's mail; those that it has had already stay. */
async function keepLinks(
  tx: Tx,
  workspaceId: string,
  mails: readonly { mail: TrackedMail; links: readonly Link[] }[],
  now: Date,
): Promise<Map<string, ReadonlyMap<string, string>>> {
  const taskIds = mails.map(({ mail }) => mail.taskId);
  const known = await findTaskLinks(tx, workspaceId, taskIds);
  const drafts = mails.map(({ mail, links }) => {
    const had = known.get(mail.taskId);
    const urls = [...new Set(links.map(({ url }) => written(url)))].filter((url) => !had?.has(url));
    const { personId, taskId, senderId: createdBy } = mail;
    return { personId, taskId, createdBy, links: urls.map((url) => ({ key: newLinkKey(), url })) };
  });
  await insertLinksOfMails(tx, workspaceId, drafts, now);
  return new Map(
    drafts.map(({ taskId, links }) => [
      taskId,
      new Map([...(known.get(taskId) ?? []), ...links.map(({ url, key }) => [url, key] as const)]),
    ]),
  );
}

/** As a browser would ask for it: the header of the answer holds nothing but ASCII. */
function written(url: string): string {
  return new URL(url).href;
}
