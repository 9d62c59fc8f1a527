import { fail, ok } from '../../lib/contract/result.ts';
import type { FakeBackground } from '../support/fake-background.ts';
import type { FakeState } from '../support/fake-state.ts';
import { signedIn } from '../support/fake-state.ts';
import { pngOf } from '../support/images.ts';
import {
  aLibrary,
  type LibraryAnswers,
  ownTemplate,
  someAttachments,
  summaryOf,
  theirTemplate,
} from '../support/library.ts';
import { aPerson, aTemplate, idOf } from '../support/tasks.ts';
import type { Step } from './states.ts';

export interface WorkspaceState {
  page: 'workspace';
  state?: Partial<FakeState>;
  answers: FakeBackground['answers'];
  steps?: Step[];
}

const at = '2026-11-12T13:20:00.000Z';
const names = [
  'Three dates for a demo',
  'En sida med siffror',
  'Åpen dag hos oss: kom og se hvordan planleggingstavlen virker i praksis hele torsdag ettermiddag',
  'عرض أسعار',
];
const many = Array.from({ length: 40 }, (_, index) =>
  summaryOf(aTemplate({ id: idOf('template', index + 1), name: `${names[index % 4]} ${index + 1}` }), {
    category: index % 3 === 0 ? '' : 'Follow-up',
    favourite: index % 5 === 0,
    shared: index % 2 === 0,
    lastUsedByAnybodyAt: index % 4 === 0 ? null : at,
  }),
);
const manager = { session: { ...signedIn, me: signedIn.me && { ...signedIn.me, role: 'manager' as const } } };
const locked = {
  session: {
    ...signedIn,
    me: signedIn.me && { ...signedIn.me, lockdown: { templates: true, campaigns: true } },
  },
};
const team = { id: idOf('campaign', 7), name: 'North', memberIds: ['user-1'], mayShare: true };
/** The workspace over a server that answers as the library's does, but for `over`. */
export const workspace = (
  over: LibraryAnswers = {},
  more: Omit<WorkspaceState, 'page' | 'answers'> = {},
): WorkspaceState => ({ page: 'workspace', answers: aLibrary(over).answers, ...more });
const openFirst: Step[] = [{ press: 'j' }, { press: 'Enter' }];
const line = { at, byName: 'Karin Holm', name: 'First touch', subject: '', restoredFrom: null };
const pieces = [
  { kind: 'same', text: 'A ' },
  { kind: 'removed', text: 'short ' },
  { kind: 'same', text: 'question about {{company}}' },
  { kind: 'added', text: ' and its vans' },
];
const campaign = { campaignId: idOf('campaign', 1), name: 'Autumn fleet renewal' };
const step = { stepId: idOf('step', 1), title: 'First mail', dayNumber: 1, version: 1, openTasks: 3 };

const edit: Step = { click: 'text=Edit' };
const drawn =
  '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="400"><rect width="1200" height="400" fill="#bfe0f5"/><path d="M0 400 400 120 700 300 900 200 1200 400z" fill="#3f7d4e"/></svg>';
const picture = { type: 'png', bytes: 182_000, width: 1200, height: 400 } as const;
/** The image dialog with a file that was given to it, and what the server makes of it. */
const pictureState = (
  answer: FakeBackground['answers']['images.add'],
  bytes = pngOf(1200, 400),
): WorkspaceState => {
  const steps: Step[] = [
    ...openFirst,
    edit,
    { click: '[aria-label="Image"]' },
    { give: 'harbour-at-dawn.png', bytes },
  ];
  const { answers, ...state } = workspace({}, { steps });
  return { ...state, answers: { ...answers, ...(answer && { 'images.add': answer }) } };
};
const newsletter = {
  ...ownTemplate,
  name: 'Autumn newsletter',
  subject: '{{first_name | default: "Hello"}}, three dates in November',
  preheader: 'Vans, charging and a day in Gothenburg',
  html: `<div style="display:none">Vans, charging and a day in Gothenburg</div>
<table width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#f4f2fa"><tr><td align="center">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff">
  <tr><td style="padding:24px;background:#3d2394;color:#ffffff"><h1 style="margin:0;font-size:26px">Autumn at Nordkap</h1></td></tr>
  <!-- text -->
  <tr><td style="padding:24px">
    <p>Hi {{first_name | default: "there"}},</p>
    <p>Three things for <strong>{{company}}</strong> this month:</p>
    <ul><li>New vans on <a href="https://example.com/vans">our page</a></li><li>Charging at night</li></ul>
    {{#if title}}<p>As {{title}} you may like the figures below.</p>{{/if}}
    <p>{{! say something personal }}</p>
  </td></tr>
  <tr><td><table width="100%"><tr><td width="50%" style="padding:16px"><h3>Lease</h3>From 3 900 a month</td><td width="50%" style="padding:16px"><h3>Buy</h3>From 389 000</td></tr></table></td></tr>
  <tr><td align="center" style="padding:16px;font-size:12px;color:#5a5664">{{my_name}} · {{my_email}}</td></tr>
</table></td></tr></table>`,
};
const wrong = `<p>Hi {{frist_name}},</p>
<p>see <a href="www.example.com">this</a> and <a href="#">that</a></p>
<img src="https://example.com/van.png">
<p>{{! say why you write }}</p>
`;
const inTwoLanguages = {
  ...ownTemplate,
  language: 'en',
  html: '<p>Hi {{first_name}},</p>\n<p>{{company}} has {{fields.fleet | default: "some"}} vans. {{my_name}}</p>',
  variants: [
    {
      language: 'sv',
      subject: 'Hej {{comapny}}',
      html: '<p>Hej {{title}},</p>',
      text: null,
      preheader: 'Två minuter',
    },
  ],
};
const category = { createdById: null };
type ListRequest = { query: { search?: string } };
const nothing = { templates: [], total: 0 };
const two = { templates: [summaryOf(ownTemplate), summaryOf(theirTemplate)], total: 2 };

const rule = {
  match: 'any',
  criteria: [
    { field: 'title', operator: 'contains', value: 'Procurement' },
    { field: 'custom_field_sites', operator: 'notEquals', value: '1' },
  ],
};

/** The workspace's templates in all their states. */
export const workspaceStates: Record<string, WorkspaceState> = {
  templates: workspace({ 'templates.list': () => ok({ templates: many, total: 250 }) }),
  'templates-open': workspace({}, { steps: openFirst }),
  'templates-sharing': workspace(
    { 'teams.list': () => ok({ teams: [team, { ...team, id: idOf('campaign', 8), name: 'Öresund' }] }) },
    { steps: [...openFirst, { click: 'text="Share"' }, { click: '.choices label:nth-of-type(2) input' }] },
  ),
  'templates-locked': workspace({}, { state: locked, steps: openFirst }),
  'templates-files': workspace(
    { 'templates.get': () => ok({ ...ownTemplate, attachments: someAttachments.files }) },
    { steps: openFirst },
  ),
  'templates-rule': workspace(
    { 'templates.get': () => ok({ ...ownTemplate, recommendation: rule }) },
    { steps: [...openFirst, { click: 'text=Change rule' }] },
  ),
  'templates-theirs': workspace(
    {
      'templates.list': () => ok({ templates: [summaryOf(theirTemplate)], total: 1 }),
    },
    { steps: openFirst },
  ),
  'templates-delete': workspace(
    {
      'templates.deletion': () =>
        ok({
          figures: summaryOf(ownTemplate).figures,
          versions: 7,
          attachments: 1,
          favouriteOf: 3,
          campaigns: [{ ...campaign, steps: 2 }],
        }),
    },
    { steps: [...openFirst, { click: 'text=Delete' }] },
  ),
  'templates-versions': workspace(
    {
      'templates.versions': () =>
        ok({
          versions: [
            { ...line, version: 2 },
            { ...line, version: 1 },
          ],
        }),
      'templates.diff': () => ok({ from: 1, to: 2, parts: [{ part: 'subject', variant: null, pieces }] }),
    },
    { steps: [...openFirst, { click: 'text=Versions' }] },
  ),
  'templates-copies': workspace(
    {
      'templates.copies': () =>
        ok({
          version: 2,
          campaigns: [
            {
              ...campaign,
              steps: [
                { ...step, state: 'older' },
                { ...step, stepId: idOf('step', 2), title: 'Second mail', dayNumber: 4, state: 'edited' },
              ],
            },
          ],
        }),
    },
    { state: manager, steps: [...openFirst, { click: 'text=In campaigns' }] },
  ),
  'templates-categories': workspace(
    {
      'templateCategories.list': () =>
        ok({
          categories: [
            { ...category, id: idOf('campaign', 1), name: 'First contact', templates: 12, held: 14 },
            { ...category, id: idOf('campaign', 2), name: names[2] ?? '', templates: 1, held: 1 },
            { ...category, id: idOf('campaign', 3), name: 'Winter', templates: 0, held: 0 },
          ],
        }),
    },
    { steps: [{ click: 'text=Categories' }] },
  ),
  'templates-import': workspace({}, { steps: [{ click: 'text=Import' }] }),
  'templates-loading': workspace({ 'templates.list': () => new Promise(() => undefined) }),
  'templates-none': workspace(
    { 'templates.list': ({ query }: ListRequest) => ok(query.search ? nothing : two) },
    { steps: [{ press: '/' }, { type: 'zzz' }] },
  ),
  'templates-gone': workspace(
    { 'templates.get': () => fail('NOT_FOUND', 'there is no such template') },
    { steps: openFirst },
  ),
  'editor-newsletter': workspace({ 'templates.get': () => ok(newsletter) }, { steps: [...openFirst, edit] }),
  'editor-source': workspace(
    { 'templates.get': () => ok({ ...ownTemplate, html: wrong, preheader: '' }) },
    { steps: [...openFirst, edit, { click: '#mode-source' }] },
  ),
  'editor-field': workspace(
    {},
    { steps: [...openFirst, edit, { click: '.field-picker button' }, { type: 'na' }] },
  ),
  'editor-picture': pictureState(() =>
    ok({ ...picture, url: `data:image/svg+xml,${encodeURIComponent(drawn)}` }),
  ),
  'editor-picture-here': pictureState(() => ok({ ...picture, url: 'http://127.0.0.1:8420/i/word.png' })),
  'editor-picture-sending': pictureState(() => new Promise(() => undefined)),
  'editor-picture-wrong': pictureState(undefined, new Uint8Array(40)),
  'editor-picture-away': pictureState(() => fail('SERVER_AWAY', 'no answer from http://127.0.0.1:8420')),
  'editor-text': workspace({}, { steps: [...openFirst, edit, { click: '#mode-text' }] }),
  'editor-unsaved': workspace(
    {},
    {
      steps: [
        ...openFirst,
        edit,
        { click: '[data-part=subject]' },
        { type: 'x' },
        { click: '.editor-head .button' },
      ],
    },
  ),
  'editor-conflict': workspace(
    { 'templates.update': () => fail('TEMPLATE_CHANGED', 'newer') },
    {
      steps: [
        ...openFirst,
        edit,
        { click: '[data-part=subject]' },
        { type: 'x' },
        { click: '.editor-head .button.main' },
      ],
    },
  ),
  'editor-gone': workspace(
    { 'templates.update': () => fail('NOT_FOUND', 'there is no such template') },
    {
      steps: [
        ...openFirst,
        edit,
        { click: '[data-part=subject]' },
        { type: 'x' },
        { click: '.editor-head .button.main' },
      ],
    },
  ),
  'editor-languages': workspace(
    { 'templates.get': () => ok(inTwoLanguages) },
    { steps: [...openFirst, edit, { click: '.mistake >> nth=0' }] },
  ),
  'editor-filled': workspace(
    {
      'templates.get': () => ok(inTwoLanguages),
      'people.list': () => ok({ people: [aPerson({ firstName: '', title: '' })], total: 1 }),
    },
    { steps: [...openFirst, edit, { click: '.filled-fields dl' }] },
  ),
  'editor-add-language': workspace(
    { 'templates.get': () => ok({ ...inTwoLanguages, language: null, variants: [] }) },
    { steps: [...openFirst, edit, { click: 'text=Add language' }] },
  ),
  'editor-change-language': workspace(
    { 'templates.get': () => ok(inTwoLanguages) },
    { steps: [...openFirst, edit, { click: 'text=Change language code' }] },
  ),
  'editor-new': workspace({}, { steps: [{ press: 'n' }] }),
  'templates-empty': workspace({ 'templates.list': () => ok({ templates: [], total: 0 }) }),
  'templates-away': workspace(
    { 'templates.list': () => fail('SERVER_AWAY', 'no answer') },
    { state: { session: { ...signedIn, sync: { ...signedIn.sync, state: 'serverAway' } } } },
  ),
};
