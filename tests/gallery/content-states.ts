import type { ContentItem, ContentUses } from '../../lib/contract/content.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import type { FakeBackground } from '../support/fake-background.ts';
import { aContentItem, type LibraryAnswers } from '../support/library.ts';
import { idOf } from '../support/tasks.ts';
import type { Step } from './states.ts';
import { type WorkspaceState, workspace } from './workspace-states.ts';

const prices = aContentItem({ name: 'Prices 2027.pdf' });
const files: ContentItem[] = [
  prices,
  aContentItem({
    id: idOf('activity', 12),
    name: 'Villkor.docx',
    type: 'other',
    bytes: 48_300,
    ownerName: 'Bo Ek',
    mayChange: false,
    looks: 0,
    people: 0,
    shared: true,
  }),
  aContentItem({
    id: idOf('activity', 13),
    name: 'Åpen dag hos oss – program, veibeskrivelse og påmelding for hele høsten 2026 (endelig versjon 7).pdf',
    bytes: 14_900_000,
    looks: 1240,
    people: 311,
    teamIds: [idOf('campaign', 7)],
  }),
  aContentItem({ id: idOf('activity', 14), name: 'عرض أسعار.pdf', ownerName: null, looks: 1, people: 1 }),
];
const named = (kind: 'template' | 'campaign', names: string[]) =>
  names.map((name, index) => ({ id: idOf(kind, index + 1), name }));
const uses: ContentUses = {
  templates: named('template', ['Quote', 'Three dates for a demo']),
  campaigns: named('campaign', [
    'Autumn fleet renewal',
    'Åpen dag hos oss: kom og se hvordan planleggingstavlen virker',
  ]),
  hidden: 2,
  mails: 140,
};
/** Whatever the language: the eighth of the tools. */
const toDialog: Step[] = [{ press: 'n' }, { click: '[role=toolbar] button >> nth=7' }];
const give: Step = { give: 'Prices 2027.pdf', bytes: new TextEncoder().encode('%PDF-1.7') };

/** The dialog of files that mails link to, over the editor of a template. */
const content = (
  steps: Step[] = [],
  over: LibraryAnswers = {},
  add?: FakeBackground['answers']['content.add'],
): WorkspaceState => {
  const gone = new Set<string>();
  const library = {
    'content.list': () => ok({ items: files.filter(({ id }) => !gone.has(id)) }),
    'content.uses': () => ok(uses),
    'content.delete': ({ params: { id } }: { params: { id: string } }) => {
      gone.add(id);
      return ok({});
    },
    ...over,
  };
  const { answers, ...state } = workspace(library, { steps: [...toDialog, ...steps] });
  return { ...state, answers: { ...answers, ...(add && { 'content.add': add }) } };
};
const never = () => new Promise<never>(() => undefined);

export const contentStates: Record<string, WorkspaceState> = {
  content: content(),
  'content-empty': content([], { 'content.list': () => ok({ items: [] }) }),
  'content-loading': content([], { 'content.list': never }),
  'content-away': content([], { 'content.list': () => fail('SERVER_AWAY', 'no answer') }),
  'content-only-here': content([], {
    'content.list': () => ok({ items: [{ ...prices, url: `http://127.0.0.1:8420/c/${'w'.repeat(43)}` }] }),
  }),
  'content-uploading': content([give], {}, never),
  'content-refused': content([{ ...give, bytes: new Uint8Array(0) }]),
  'content-failed': content([give], {}, () =>
    fail('LIMIT_REACHED', 'there are 500 files, and there can be no more'),
  ),
  'content-share': content([{ click: 'dialog li .icon-button >> nth=0' }]),
  'content-delete': content([{ click: 'dialog li .icon-button >> nth=1' }]),
  'content-delete-unused': content([{ click: 'dialog li .icon-button >> nth=1' }], {
    'content.uses': () => ok({ templates: [], campaigns: [], hidden: 0, mails: 0 }),
  }),
  'content-deleted': content([
    { click: 'dialog li .icon-button >> nth=1' },
    { click: 'dialog .button.main' },
  ]),
  'content-undo-late': content(
    [
      { click: 'dialog li .icon-button >> nth=1' },
      { click: 'dialog .button.main' },
      { click: 'dialog [role=status] + button' },
    ],
    { 'content.restore': () => fail('NOT_FOUND', 'there is no such file') },
  ),
};
