import type { StepMail } from '../../../lib/core/campaign/step-mail.ts';
import { addOpeningImage } from '../../../lib/core/links/opening.ts';
import { type Link, replaceAddresses, replaceLinks, trackableLinks } from '../../../lib/core/links/track.ts';
import { isOnlyHere } from '../../../lib/core/tracking/reach.ts';
import type { Tx } from '../../db/open.ts';
import { findTaskLinks, insertLinks } from '../../db/queries/links.ts';
import { getTracking, keepOpeningImage } from '../../db/queries/opens.ts';
import { LINK_PATH } from '../../links/create.ts';
import { OPEN_PATH } from '../../links/open.ts';
import { formatLinkKey, newLinkKey } from '../../links/public-key.ts';

/** By which addresses of this server mails are tracked. */
export interface TrackingAddress {
  /** Without a slash at the end. */
  publicUrl: string;
  /** Mails of senders without an account of their own stay on this machine, in the practice mailbox. */
  staysHere: boolean;
}

/** Whose mail it is, and for whom. */
export interface MailAbout {
  workspaceId: string;
  taskId: string;
  personId: string;
  senderId: string;
  /** It leaves through an account of the sender's own. */
  hasAccount: boolean;
}

type Texts = Pick<StepMail, 'html' | 'text'>;

/**
 * Writes tracked links and an opening image into a mail, as far as its workspace wants them and its reader could reach
 * this server. The keys are written down in the transaction that plans the mail; planned anew, it has the same.
 */
export async function trackMail(
  tx: Tx,
  mail: Texts,
  about: MailAbout,
  { publicUrl, staysHere }: TrackingAddress,
  now: Date,
): Promise<Texts> {
  const reaches = !isOnlyHere(publicUrl) || (staysHere && !about.hasAccount);
  if (!reaches) return mail;
  const { workspaceId, taskId } = about;
  const { links, opens } = await getTracking(tx, workspaceId);
  const linked = links ? await trackLinks(tx, mail, about, publicUrl, now) : mail;
  if (!opens) return linked;
  const key = await keepOpeningImage(tx, workspaceId, { taskId, key: newLinkKey() }, now);
  const address = `${publicUrl}${OPEN_PATH}${formatLinkKey({ workspaceId, key })}.gif`;
  return { ...linked, html: addOpeningImage(linked.html, address) };
}

async function trackLinks(
  tx: Tx,
  { html, text }: Texts,
  about: MailAbout,
  publicUrl: string,
  now: Date,
): Promise<Texts> {
  const ours = [LINK_PATH, OPEN_PATH].map((path) => publicUrl + path);
  const links = trackableLinks(html, ours).filter(({ url }) => URL.canParse(url));
  if (links.length === 0) return { html, text };
  const keys = await keysOf(tx, links, about, now);
  const { workspaceId } = about;
  const tracked = new Map(
    links.flatMap(({ url }) => {
      const key = keys.get(new URL(url).href);
      return key === undefined ? [] : [[url, publicUrl + LINK_PATH + formatLinkKey({ workspaceId, key })]];
    }),
  );
  return { html: replaceLinks(html, links, tracked), text: replaceAddresses(text, tracked) };
}

/** A key for each target; those that the task's mail has had already stay. */
async function keysOf(
  tx: Tx,
  links: readonly Link[],
  { workspaceId, taskId, personId, senderId }: MailAbout,
  now: Date,
): Promise<Map<string, string>> {
  // Written as a browser would ask for it: the header of the answer holds nothing but ASCII.
  const urls = [...new Set(links.map(({ url }) => new URL(url).href))];
  const keys = await findTaskLinks(tx, workspaceId, taskId, urls);
  const fresh = urls.filter((url) => !keys.has(url)).map((url) => ({ key: newLinkKey(), url }));
  if (fresh.length > 0)
    await insertLinks(tx, workspaceId, { personId, taskId, createdBy: senderId, links: fresh }, now);
  for (const { key, url } of fresh) keys.set(url, key);
  return keys;
}
