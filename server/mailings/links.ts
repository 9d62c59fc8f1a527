import type { MailingLink } from '../../lib/contract/mailing-api.ts';
import { ok, type Result } from '../../lib/contract/result.ts';
import { linkFigures } from '../../lib/core/mailing/figures.ts';
import type { Database } from '../db/open.ts';
import { listMailingLinks } from '../db/queries/mailing-editions.ts';
import { findMailing } from '../db/queries/mailings.ts';
import { findRegistered } from '../db/queries/registered-links.ts';
import type { TeamUser } from '../teams/teams.ts';
import { unknownMailing } from './refusals.ts';

/** Links of a mailing with what was clicked. */
export async function listLinks(
  { kysely }: Database,
  user: TeamUser,
  id: string,
): Promise<Result<{ links: MailingLink[] }>> {
  const mailing = await findMailing(kysely, user, id);
  if (!mailing) return unknownMailing();
  const links = await listMailingLinks(kysely, user.workspaceId, id);
  const ids = links.flatMap(({ registeredId }) => registeredId ?? []);
  const registered = new Map(
    (await findRegistered(kysely, user.workspaceId, ids)).map((link) => [link.id, link]),
  );
  return ok({
    links: links.map((link) => {
      const { clicks, clickers, machineClicks } = linkFigures(link.number);
      const of = (name: string) => mailing.figures[name] ?? 0;
      const shared = registered.get(link.registeredId ?? '');
      const { response } = shared ?? {};
      const url = response?.kind === 'redirect' ? response.url : '';
      return {
        ...link,
        ...(shared && { label: shared.name, url }),
        clicks: of(clicks),
        clickers: of(clickers),
        machineClicks: of(machineClicks),
      };
    }),
  });
}
