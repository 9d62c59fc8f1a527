import { useRef, useState } from 'preact/hooks';
import type { RequestOf, ResponseOf } from '../../lib/contract/api.ts';
import { ok, type Result } from '../../lib/contract/errors.ts';
import type { Mail, MailDeed, MailFilters, MailLayout, MailSearch } from '../../lib/contract/mail.ts';
import { undoOf } from '../../lib/core/mail/actions.ts';
import { useChanges } from '../data/use-changes.ts';
import { t } from '../i18n.ts';
import { type AskLibrary, useAsked, useLibrary } from '../library/ask.ts';
import { useAddress } from './address.ts';
import { layoutFolder, usualLayout } from './layouts.ts';

const pageSize = 200;

/** What was done, and how it is taken back. */
interface Done {
  key: string;
  text: string;
  id: string;
  undo: MailDeed | null;
}

/** What the Command Center shows, and what can be done there. */
export function useCenter() {
  const ask = useLibrary();
  const [address, go] = useAddress();
  const [pages, setPages] = useState(1);
  const [done, setDone] = useState<Done | null>(null);
  const [chosen, setChosen] = useState<{ folder: string; layout: MailLayout } | null>(null);
  const folder = layoutFolder(address.filters.folders);
  const as = address.as ? { as: address.as } : {};

  const layouts = useAsked('mail-layouts', () => ask('mails.layouts', {}));
  // One's own choice counts at once, before the server has it.
  const layout =
    chosen?.folder === folder ? chosen.layout : (layouts.value?.layouts[folder] ?? usualLayout(folder));

  const folders = useAsked(`folders ${address.as}`, () => ask('mails.folders', { query: as }));
  const searches = useAsked('mail-searches', () => ask('mails.searches', {}));
  const { sort, descending } = layout;
  const order = descending ? 'descending' : 'ascending';
  const query = { ...address.filters, ...as, sort, order, limit: pageSize } as const;
  const key = JSON.stringify(query);
  const isReady = layouts.value !== null || layouts.problem !== null;
  const list = useAsked(isReady ? `${pages} ${key}` : null, () => readPages(ask, query, pages));
  // What was found before stays in sight until the next answer is there.
  const last = useRef<{ folder: string; found: ResponseOf<'mails.list'> } | null>(null);
  if (list.value) last.current = { folder: `${address.as} ${folder}`, found: list.value };
  const found = last.current?.folder === `${address.as} ${folder}` ? last.current.found : null;
  const reload = async () => {
    await Promise.all([list.reload(), folders.reload()]);
  };
  const changes = useChanges(reload);

  const perform = async (mail: Pick<Mail, 'id' | 'subject'>, deed: MailDeed): Promise<void> => {
    const text = t(`center.said.${deed}`, { subject: mail.subject });
    const answer = await changes.change(
      () => ask('mails.do', { params: { id: mail.id }, body: { deed } }),
      text,
    );
    if (answer) setDone({ key: crypto.randomUUID(), text, id: mail.id, undo: undoOf(deed) });
  };
  const saveLayout = async (next: MailLayout): Promise<void> => {
    setChosen({ folder, layout: next });
    await changes.change(() => ask('mails.saveLayout', { params: { folder }, body: next }), '');
    await layouts.reload();
  };
  return {
    ...changes,
    address,
    folder,
    layout,
    found,
    folders: folders.value,
    searches: searches.value?.searches ?? null,
    problem: changes.problem ?? list.problem ?? folders.problem,
    refresh: reload,
    done,
    forget: () => setDone(null),
    undo: async (): Promise<void> => {
      if (!done?.undo) return;
      setDone(null);
      await changes.change(
        () => ask('mails.do', { params: { id: done.id }, body: { deed: done.undo ?? 'restore' } }),
        t('center.undone'),
      );
    },
    perform,
    saveLayout,
    go: (change: Partial<typeof address>): void => {
      setPages(1);
      // A search that is changed is no longer the saved one, until it is saved.
      go(change);
    },
    filter: (change: Partial<MailFilters>): void => {
      setPages(1);
      const filters = Object.fromEntries(
        Object.entries({ ...address.filters, ...change }).filter(
          ([, value]) => value !== undefined && value !== '',
        ),
      );
      go({ filters });
    },
    showMore: () => {
      if (list.value?.next) setPages(pages + 1);
    },
    saveSearch: async (search: MailSearch): Promise<boolean> => {
      const { id, ...body } = search;
      const saved = await changes.change(
        () => ask('mails.saveSearch', { params: { id }, body }),
        t('center.searchSaved', { name: search.name }),
      );
      if (!saved) return false;
      await searches.reload();
      go({ id, filters: saved.filters });
      return true;
    },
    deleteSearch: async ({ id, name }: MailSearch): Promise<void> => {
      const gone = await changes.change(
        () => ask('mails.deleteSearch', { params: { id } }),
        t('center.searchDeleted', { name }),
      );
      if (!gone) return;
      await searches.reload();
      if (address.id === id) go({ id: '' });
    },
  };
}
export type CenterPage = ReturnType<typeof useCenter>;

/** The first pages of what a search finds, as one. */
async function readPages(
  ask: AskLibrary,
  query: RequestOf<'mails.list'>['query'],
  pages: number,
): Promise<Result<ResponseOf<'mails.list'>>> {
  const first = await ask('mails.list', { query });
  if (!first.ok) return first;
  let { mails, total, next } = first.value;
  for (let page = 1; page < pages && next !== null; page += 1) {
    const more = await ask('mails.list', { query: { ...query, cursor: next } });
    if (!more.ok) return more;
    mails = [...mails, ...more.value.mails];
    ({ total, next } = more.value);
  }
  return ok({ mails, total, next });
}
