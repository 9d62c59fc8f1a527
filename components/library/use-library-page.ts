import { useRef, useState } from 'preact/hooks';
import type { ResponseOf } from '../../lib/contract/api.ts';
import type { Template } from '../../lib/contract/template.ts';
import { attempt } from '../data/link.ts';
import { useChanges } from '../data/use-changes.ts';
import { t } from '../i18n.ts';
import { useAddress } from './address.ts';
import { useAsked, useLibrary } from './ask.ts';
import type { OpenDialog } from './Dialogs.tsx';
import { saveFile } from './save-file.ts';

const pageSize = 100;

/** What the page of templates shows, and what can be done there. */
export function useLibraryPage() {
  const ask = useLibrary();
  const [address, go] = useAddress();
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const [limit, setLimit] = useState(pageSize);
  const { view, search, category, sort, id, edit } = address;
  const query = { view, sort, limit, ...(search && { search }), ...(category && { category }) };
  const list = useAsked(JSON.stringify(query), () => ask('templates.list', { query }));
  const categories = useAsked('categories', () => ask('templateCategories.list', {}));
  const shown = id && !edit ? id : null;
  const open = useAsked(shown && `template ${shown}`, () =>
    ask('templates.get', { params: { id: shown ?? '' } }),
  );
  // Asked for themselves: what is open need not be among what is found.
  const figures = useAsked(shown && `figures ${shown}`, () =>
    ask('templates.figures', { params: { id: shown ?? '' } }),
  );
  // What was found before stays in sight until the next answer is there.
  const last = useRef<ResponseOf<'templates.list'> | null>(null);
  last.current = list.value ?? last.current;
  const refresh = async (): Promise<void> => {
    await Promise.all([list.reload(), categories.reload(), open.reload(), figures.reload()]);
  };
  const changes = useChanges(refresh);
  return {
    ...changes,
    address,
    dialog,
    setDialog,
    found: last.current,
    open,
    figures: figures.value,
    categories: categories.value?.categories.map(({ name }) => name) ?? [],
    problem: changes.problem ?? list.problem,
    refresh,
    go: (change: Partial<typeof address>): void => {
      if (!('id' in change)) setLimit(pageSize);
      go(change);
    },
    showMore: () => setLimit(limit + pageSize),
    favourite: ({ id: of, name, favourite }: Pick<Template, 'id' | 'name' | 'favourite'>) =>
      changes.change(
        () => ask('templates.favourite', { params: { id: of }, body: { favourite: !favourite } }),
        t(favourite ? 'library.saidNoFavourite' : 'library.saidFavourite', { name }),
      ),
    archive: ({ id: of, name }: Template, archived: boolean) =>
      changes.change(
        () => ask('templates.archive', { params: { id: of }, body: { archived } }),
        t(archived ? 'library.saidArchived' : 'library.saidBack', { name }),
      ),
    /** After an edit: the campaigns that still say something else, if there are any. */
    offerCopies: async (template: Template): Promise<void> => {
      const { id: of } = template;
      const told = await attempt(() => ask('templates.copies', { params: { id: of } }));
      const others = told.ok ? told.value.campaigns : null;
      // What cannot be found out is tried again, and said, in the dialog.
      if (!others || others.some(({ steps }) => steps.some(({ state }) => state !== 'same')))
        setDialog({ kind: 'copies', template });
    },
    /** All of the category that is shown, or all; as a file. */
    /** Something was done in a dialog. */
    heard: (said: string) => changes.change(() => ask('teams.list', {}), said),
    saveAll: async (): Promise<void> => {
      const body = category ? { category } : {};
      const file = await changes.change(() => ask('templates.export', { body }), t('library.saidExported'));
      if (file) saveFile('templates.json', 'application/json', JSON.stringify(file, null, 2));
    },
    duplicate: async (template: Template): Promise<void> => {
      const name = t('library.copyName', { name: template.name }).slice(0, 200);
      const copy = { id: crypto.randomUUID(), name };
      const made = await changes.change(
        () => ask('templates.duplicate', { params: { id: template.id }, body: copy }),
        t('library.saidDuplicated', { name }),
      );
      if (made) go({ id: made.id });
    },
  };
}
export type LibraryPage = ReturnType<typeof useLibraryPage>;
