import { randomUUID } from 'node:crypto';
import { addContent } from '../../server/content/content.ts';
import type { Database } from '../../server/db/open.ts';
import type { HandledRequestOf } from '../../server/http/handlers.ts';
import type { TeamUser } from '../../server/teams/teams.ts';
import { unwrap } from './domain.ts';
import { type DomainName, publicUrl } from './domain-handlers.ts';

type ContentName = Extract<DomainName, `content.${string}`>;

/** A file of the full workspace: what a stranger asks about it, and of what no answer may say anything. */
export async function addNeighbourContent(
  db: Database,
  user: TeamUser,
  { templateId, attachmentId, now }: { templateId: string; attachmentId: string; now: Date },
): Promise<{ requests: { [N in ContentName]: HandledRequestOf<N> }; secrets: string[] }> {
  const contentId = randomUUID();
  const content = new TextEncoder().encode('%PDF-1.7 what we ask');
  const file = { id: contentId, name: 'Asked in secret.pdf', content };
  const { url } = unwrap(await addContent(db, { ...user, publicUrl }, file, now));
  const byId = { params: { id: contentId } };
  const ofTemplate = { params: { id: templateId } };
  const requests = {
    'content.list': {},
    'content.share': { ...byId, body: { shared: true, teamIds: [] } },
    'content.uses': byId,
    'content.delete': byId,
    'content.restore': byId,
    'content.track': { ...ofTemplate, body: { attachmentId, baseVersion: 1 } },
    'content.attach': { ...ofTemplate, body: { contentId, baseVersion: 1 } },
    // After the others: the same id is free in another workspace.
    'content.add': { query: { contentId, name: 'Own.pdf' }, file: { content, type: 'application/pdf' } },
  };
  return { requests, secrets: [url, 'Asked in secret'] };
}
