import { useRef, useState } from 'preact/hooks';
import type { ResponseOf } from '../../lib/contract/api.ts';
import type { CampaignSummary } from '../../lib/contract/campaign-authoring.ts';
import { useChanges } from '../data/use-changes.ts';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { useAddress } from './address.ts';

const pageSize = 100;

/** What the page of campaigns shows, and what can be done there. */
export function useCampaignsPage() {
  const ask = useLibrary();
  const [address, go] = useAddress();
  const [deleting, setDeleting] = useState<CampaignSummary | null>(null);
  const [sharing, setSharing] = useState<CampaignSummary | null>(null);
  const [limit, setLimit] = useState(pageSize);
  const { view, search, category, as, edit } = address;
  const narrowed = { ...(search && { search }), ...(category && { category }), ...(as && { as }) };
  const query = { view, limit, ...narrowed };
  const list = useAsked(edit ? null : JSON.stringify(query), () => ask('campaigns.overview', { query }));
  // What was found before stays in sight until the next answer is there.
  const last = useRef<ResponseOf<'campaigns.overview'> | null>(null);
  last.current = list.value ?? last.current;
  const changes = useChanges(list.reload);
  return {
    ...changes,
    address,
    deleting,
    setDeleting,
    sharing,
    setSharing,
    found: last.current,
    problem: changes.problem ?? list.problem,
    refresh: list.reload,
    go: (change: Partial<typeof address>): void => {
      if (!('id' in change)) setLimit(pageSize);
      go(change);
    },
    showMore: () => setLimit(limit + pageSize),
    /** Something was done in a dialog. */
    heard: (said: string) => changes.change(() => ask('teams.list', {}), said),
    archive: ({ id, name }: CampaignSummary, archived: boolean) =>
      changes.change(
        () => ask('campaigns.archive', { params: { id }, body: { archived } }),
        t(archived ? 'campaigns.saidArchived' : 'campaigns.saidBack', { name }),
      ),
    copy: async ({ id, name: of }: CampaignSummary): Promise<void> => {
      const name = t('library.copyName', { name: of }).slice(0, 200);
      const body = { id: crypto.randomUUID(), name };
      const made = await changes.change(
        () => ask('campaigns.copy', { params: { id }, body }),
        t('library.saidDuplicated', { name }),
      );
      if (made) requestAnimationFrame(() => focusRow(made.id));
    },
  };
}
export type CampaignsPage = ReturnType<typeof useCampaignsPage>;

/** Gives the keyboard to a campaign of the list. */
export function focusRow(id: string): void {
  document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus();
}
