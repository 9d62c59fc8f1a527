import type { Me } from '../contract/account.ts';
import type { LinkOutcome } from '../contract/link.ts';
import { type Link, replaceLinks, trackableLinks } from '../core/links/track.ts';
import { getMeta, setMeta } from '../store/meta.ts';
import type { Deps } from './deps.ts';

/** The server takes so many addresses at once. */
const atOnce = 50;
/** A person waits for this before they can write. */
const patienceMs = 4_000;

/** Whom a click will be told of; a task's links are its person's. */
export interface Addressee {
  personId: string | null;
  taskId?: string;
}

/** Does the signed-in user have links tracked? Not before they have said so. */
export async function wantsTracked({ store }: Deps, me: Me | null): Promise<boolean> {
  return (me && (await getMeta(store.db, `tracked:${me.user.id}`))) ?? false;
}

/** Remembers the user's choice for windows that are opened later. */
export async function chooseTracked(deps: Deps, tracked: boolean): Promise<void> {
  const me = await getMeta(deps.store.db, 'me');
  if (me) await deps.store.write(() => setMeta(deps.store.db, `tracked:${me.user.id}`, tracked));
}

/** The links of a text that could be tracked. */
export async function countLinks(deps: Deps, html: string): Promise<number> {
  return trackableLinks(html, await ownBeginnings(deps)).length;
}

/** The text with the server's addresses behind its links; as it was where that cannot be, and why. */
export async function trackLinks(
  deps: Deps,
  html: string,
  { personId, taskId }: Addressee,
): Promise<{ html: string; links: LinkOutcome }> {
  const links = trackableLinks(html, await ownBeginnings(deps));
  if (links.length === 0) return { html, links: 'none' };
  if (!personId) return { html, links: 'unknown' };
  const tracked = await askForLinks(deps, urlsOf(links), { personId, ...(taskId && { taskId }) });
  if (typeof tracked === 'string') return { html, links: tracked };
  return { html: replaceLinks(html, links, tracked), links: 'tracked' };
}

async function askForLinks(
  deps: Deps,
  urls: readonly string[],
  who: { personId: string; taskId?: string },
): Promise<Map<string, string> | 'away' | 'refused'> {
  const pairing = await deps.keys.pairing();
  if (!pairing) return 'away';
  const server = { url: pairing.server, token: pairing.token };
  const tracked = new Map<string, string>();
  for (let at = 0; at < urls.length; at += atOnce) {
    const asked = deps.call(server, 'links.create', { body: { ...who, urls: urls.slice(at, at + atOnce) } });
    const answer = await patiently(deps, asked);
    if (!answer) return 'away';
    if (!answer.ok) return answer.cause === 'server' ? 'refused' : 'away';
    for (const link of answer.value.links) tracked.set(link.url, link.tracked);
  }
  return tracked;
}

/** What the server answers, or null when that takes too long for somebody who waits. */
export function patiently<T>(deps: Deps, asked: Promise<T>): Promise<T | null> {
  return Promise.race([asked, new Promise<null>((late) => deps.browser.after(patienceMs, () => late(null)))]);
}

function urlsOf(links: readonly Link[]): string[] {
  return [...new Set(links.map(({ url }) => url))];
}

/** Addresses of the server itself lead by way of it already. */
async function ownBeginnings(deps: Deps): Promise<string[]> {
  const pairing = await deps.keys.pairing();
  return pairing ? [new URL('/t/', pairing.server).href, new URL('/u/', pairing.server).href] : [];
}
