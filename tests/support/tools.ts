import type { MessageResponse } from '../../lib/contract/messages.ts';
import { ok } from '../../lib/contract/result.ts';
import type { TemplateRow, ToolPreview, ToolTask, ToolView } from '../../lib/contract/tools.ts';
import type { FakeBackground } from './fake-background.ts';
import { aChoice } from './person-pane.ts';
import { aPerson, aTemplate, idOf } from './tasks.ts';

/** A mail to somebody known, untracked, with nothing in it yet. */
export function aToolView(
  changes: Partial<ToolView> = {},
  window: Partial<ToolView['window']> = {},
): ToolView {
  const person = aPerson();
  const email = person.email ?? '';
  return {
    window: {
      to: [email],
      others: [],
      reply: false,
      hasSubject: false,
      hasText: false,
      tracked: false,
      sessionId: null,
      ...window,
    },
    recipients: [{ email, state: 'known', person }],
    tasks: [],
    linked: null,
    ...changes,
  };
}

export function aToolTask(changes: Partial<ToolTask> = {}): ToolTask {
  return {
    id: idOf('task', 1),
    title: 'First email',
    personName: 'Anna Lindqvist',
    campaignName: 'Autumn fleet renewal',
    dayNumber: 1,
    stepNumber: 1,
    dueAt: '2026-11-18T08:00:00.000Z',
    ...changes,
  };
}

export function aPreview(changes: Partial<ToolPreview> = {}): ToolPreview {
  return {
    subject: 'A question about Nordkap Logistik AB',
    html: '<p>Hi Anna,</p><p>You renew your fleet every autumn. Here is <a href="https://fjordline.example/offer">our offer</a> for this year.</p><p>Karin</p>',
    text: 'Hi Anna,\n\nYou renew your fleet every autumn.',
    missing: [],
    prompts: [],
    links: 1,
    personName: 'Anna Lindqvist',
    attachments: null,
    ...changes,
  };
}

const names = [
  ['First touch', 'First contact', 'A question about {{company}}', true, '2026-11-17T09:00:00.000Z'],
  ['After the fair', 'Trade fair', 'Good to meet you, {{first_name}}', true, '2026-11-12T09:00:00.000Z'],
  ['Offer, twelve vans', 'Offers', 'Your offer', false, null],
  ['Reminder', 'Offers', '', false, null],
  [
    'Reference letter with rather a long name that does not fit',
    'References',
    'What Nordkap say',
    true,
    null,
  ],
] as const;

export const someTemplates: TemplateRow[] = names.map(
  ([name, category, subject, shared, lastUsedAt], index) => ({
    ...aTemplate({ id: idOf('template', index + 1), name, category, subject, shared, lastUsedAt }),
    recommended: index === 0,
  }),
);

/** What the background answers to the picker; `changes` take the place of single answers. */
export function toolAnswers(
  view: ToolView = aToolView(),
  changes: FakeBackground['answers'] = {},
): FakeBackground['answers'] {
  let now = view;
  return {
    'tools.view': () => ok(now),
    'tools.templates': ({ search, category }) => found(search, category),
    'tools.preview': () => ok(aPreview()),
    'tools.insert': () =>
      ok({ report: { subject: 'done', body: 'done' }, links: 'untracked', attachments: null }),
    'tools.track': ({ tracked }) => {
      now = { ...now, window: { ...now.window, tracked } };
      return ok({});
    },
    'tools.close': () => ({}),
    'campaigns.choices': () =>
      ok({
        campaigns: ['Autumn fleet renewal', 'Trade fair Gothenburg', 'Win back 2025'].map((name, index) =>
          aChoice({
            id: idOf('campaign', index + 1),
            name,
            category: index === 1 ? 'Events' : 'Sales',
            days: 9 + index,
            steps: 4 + index,
          }),
        ),
      }),
    ...changes,
  };
}

function found(search: string, category: string | null): MessageResponse<'tools.templates'> {
  const words = search.toLowerCase().split(/\s+/);
  const templates = someTemplates.filter(
    (one) =>
      (category === null || one.category === category) &&
      words.every((word) => `${one.name} ${one.subject}`.toLowerCase().includes(word)),
  );
  const categories = [...new Set(someTemplates.map((one) => one.category))].sort();
  return { templates, categories, total: someTemplates.length };
}
