import { Import, type ImportLook, type ImportStatus } from '../../lib/contract/import.ts';
import { fail, invalid, ok } from '../../lib/contract/result.ts';
import { signedIn } from '../support/fake-state.ts';
import { aLibrary, type LibraryAnswers } from '../support/library.ts';
import { idOf } from '../support/tasks.ts';
import type { Step } from './states.ts';
import type { WorkspaceState } from './workspace-states.ts';

const statuses: readonly ImportStatus[] = [
  'uploaded',
  'checking',
  'checked',
  'running',
  'done',
  'cancelled',
  'failed',
  'undone',
  'undoing',
];
const idIn = (status: ImportStatus): string => idOf('session', 1 + statuses.indexOf(status));
const rejected = { noAddress: 12, badAddress: 107, duplicate: 3 };
const anImport = (status: ImportStatus, over: Partial<Import> = {}): Import =>
  Import.parse({
    id: idIn(status),
    name:
      status === 'done'
        ? 'Alla våra kunder i Västernorrland med dotterbolag 2026 (slutlig) kopia 2.xlsx'
        : 'Kunder.csv',
    bytes: 1_482_000,
    target: 'contacts',
    status,
    progress: ['checking', 'running', 'undoing'].includes(status) ? 42 : 100,
    plan: null,
    headers: ['Namn', 'E-post'],
    counts:
      status === 'uploaded'
        ? null
        : {
            rows: 12_480,
            created: 9_014,
            updated: 1_204,
            unchanged: 2_140,
            consented: 8_100,
            withdrawn: 14,
            several: 1,
            rejected,
            unread: { country: 3 },
          },
    trouble: status === 'failed' ? 'damaged' : null,
    undo:
      status === 'undone' || status === 'undoing'
        ? { removed: 8_990, restored: 1_190, kept: { inUse: 24, changed: 14 } }
        : null,
    canUndo: ['done', 'cancelled', 'failed'].includes(status),
    createdAt: '2026-11-12T13:20:00.000Z',
    finishedAt: null,
    byUserId: 'user-1',
    byName: 'Alva',
    ...over,
  });
const cells = [
  [
    'Åsa Öberg',
    'asa.oberg@nordkap-logistik-i-ornskoldsvik.example',
    'Nordkap Logistik AB',
    '+46 660 555 01 02',
    '40',
  ],
  ['Bo Lind', 'bo@tallmo.example', 'Tallmo Livs och Skogsvaror i Västernorrland med dotterbolag', '', '12'],
  ['نور الدين', 'nour@alnoor.example', 'شركة النور', '', ''],
];
const look: ImportLook = {
  kind: 'text',
  sheets: [],
  sheet: null,
  encoding: 'windows-1252',
  delimiter: ';',
  isSureOfEncoding: false,
  isSureOfDelimiter: true,
  headerRow: 1,
  headers: ['Namn', 'E-post', 'Företag', 'Telefon', 'Antal bilar'],
  rows: cells.map((some, index) => ({ row: index + 2, cells: some })),
  columns: [
    { to: 'name', field: '' },
    { to: 'email', field: '' },
    { to: 'company', field: '' },
    { to: 'phone', field: '' },
    { to: 'field', field: 'Antal bilar' },
  ],
  isRemembered: true,
};
const open: Step = { click: 'header .button >> nth=1' };
const usual: LibraryAnswers = {
  'people.list': () => ok({ people: [], total: 320 }),
  'imports.list': () => ok({ imports: statuses.map((status) => anImport(status)) }),
  'imports.get': ({ params }: { params: { id: string } }) =>
    ok(anImport(statuses.find((status) => idIn(status) === params.id) ?? 'done')),
  'imports.look': () => ok(look),
};
const on = (steps: Step[], over: LibraryAnswers = {}): WorkspaceState => ({
  page: 'workspace',
  state: { session: { ...signedIn, me: signedIn.me && { ...signedIn.me, role: 'manager' } } },
  answers: aLibrary({ ...usual, ...over }).answers,
  steps: [{ click: 'a[href="#/people"]' }, open, ...steps],
});
const row = (status: ImportStatus): Step => ({ click: `[data-row="${idIn(status)}"]` });
const next: Step = { click: '.import-wizard .main' };
const sheet: Partial<ImportLook> = {
  kind: 'sheet',
  sheet: 'Kunder',
  sheets: [
    { name: 'Kunder', isHidden: false },
    { name: 'Arkiv', isHidden: true },
  ],
  encoding: null,
  delimiter: null,
  isSureOfEncoding: true,
};
const twice = look.columns.map((use, place) =>
  place === 0 || place === 1 ? { to: 'name' as const, field: '' } : use,
);

/** A file that is imported. */
export const importStates: Record<string, WorkspaceState> = {
  import: on([]),
  'import-none': on([], { 'imports.list': () => ok({ imports: [] }) }),
  'import-away': on([], { 'imports.list': () => fail('SERVER_AWAY', 'no answer') }),
  'import-columns': on([row('uploaded')]),
  'import-sheet': on([row('uploaded')], { 'imports.look': () => ok({ ...look, ...sheet }) }),
  'import-columns-wrong': on([row('uploaded'), next], {
    'imports.look': () => ok({ ...look, columns: twice }),
  }),
  'import-unreadable': on([row('uploaded')], {
    'imports.look': () => invalid([{ path: 'file.oldWorkbook', message: 'it is an old workbook' }]),
  }),
  'import-rules': on([row('uploaded'), next]),
  'import-consent': on([row('uploaded'), next, { click: '.import-wizard [type=checkbox]' }, next]),
  'import-checking': on([row('checking')]),
  'import-checked': on([row('checked')]),
  'import-running': on([row('running')]),
  'import-done': on([row('done')]),
  'import-cancelled': on([row('cancelled')]),
  'import-failed': on([row('failed')]),
  'import-undone': on([row('undone')]),
};
