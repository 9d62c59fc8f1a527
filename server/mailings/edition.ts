import { createHash } from 'node:crypto';
import { numberLinks } from '../../lib/core/mailing/links.ts';
import { numberRegistered, registeredIn } from '../../lib/core/mailing/registered-links.ts';
import type { Edition } from '../../lib/core/mailing/write.ts';
import type { Tx } from '../db/open.ts';
import { insertMailingLinks, listMailingLinks, saveEdition } from '../db/queries/mailing-editions.ts';
import type { StoredMailing } from '../db/queries/mailings.ts';
import { findRegistered } from '../db/queries/registered-links.ts';

/** Places of this server that no mail's link is led through once more. */
export const publicPlaces = ['/t/', '/o/', '/u/', '/s/', '/v/', '/c/', '/p/'] as const;

/**
 * Keeps what a mailing says now as the text that its mails are written with, its links under their numbers. Said once
 * more it is the same edition.
 *
 * @param publicUrl - the server's own address, without a slash at the end
 * @returns the edition's number
 */
export async function keepEdition(
  tx: Tx,
  workspaceId: string,
  mailing: StoredMailing,
  { publicUrl, timeZone }: { publicUrl: string; timeZone: string },
  now: Date,
): Promise<number> {
  const { setup, content } = mailing;
  const known = await listMailingLinks(tx, workspaceId, mailing.id);
  const own = numberLinks(
    content,
    setup,
    known,
    publicPlaces.map((place) => publicUrl + place),
  );
  // Deleted ones, too: what was sent with one can be sent once more.
  const registered = await findRegistered(tx, workspaceId, registeredIn(content.html, content.text));
  const names = new Map(registered.map(({ id, name }) => [id, name]));
  const numbered = numberRegistered(own, [...known, ...own.links], names);
  await insertMailingLinks(tx, workspaceId, mailing.id, [...own.links, ...numbered.links]);
  const edition: Edition = {
    subject: setup.subject,
    preheader: content.preheader,
    html: numbered.html,
    text: numbered.text,
    language: content.language,
    timeZone,
  };
  const hash = createHash('sha256').update(JSON.stringify(edition)).digest('hex');
  return await saveEdition(tx, workspaceId, mailing.id, { ...edition, hash }, now);
}
