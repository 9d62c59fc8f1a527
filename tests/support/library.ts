import type { ContentItem } from '../../lib/contract/content.ts';
import type { MessageRequest } from '../../lib/contract/messages.ts';
import { ok, type Result } from '../../lib/contract/result.ts';
import type { Template } from '../../lib/contract/template.ts';
import type { TemplateDraft } from '../../lib/contract/template-draft.ts';
import type { TemplateSummary } from '../../lib/contract/template-library.ts';
import type { FakeBackground } from './fake-background.ts';
import { aPerson, aTemplate, idOf } from './tasks.ts';

export const someFigures = {
  used: 4,
  sent: 3,
  opened: null,
  clicked: 2,
  replied: 1,
  success: 0,
  bounced: null,
};
/** Of the user who is signed in, in its second version. */
export const ownTemplate = aTemplate({ id: idOf('template', 1), ownerId: 'user-1', version: 2 });
/** A colleague's. */
export const theirTemplate = aTemplate({ id: idOf('template', 2), name: 'Offer', ownerName: 'Bo Ek' });

const pdf = { type: 'application/pdf' };
/** Files that go with a mail. */
export const someAttachments = {
  templateId: ownTemplate.id,
  files: [
    { ...pdf, id: idOf('activity', 1), name: 'Priser 2027.pdf', bytes: 182_400 },
    {
      ...pdf,
      id: idOf('activity', 2),
      name: 'Twelve vans, one invoice: what our customers in the north have paid so far.pdf',
      bytes: 12_400_000,
    },
  ],
};

/** A file that mails link to. */
export function aContentItem(over: Partial<ContentItem> = {}): ContentItem {
  return {
    id: idOf('activity', 11),
    url: `https://mail.nordby.example/c/${'w'.repeat(43)}`,
    name: 'Priser 2027.pdf',
    type: 'pdf',
    bytes: 182_400,
    createdAt: '2026-11-12T13:20:00.000Z',
    ownerId: 'user-1',
    ownerName: 'Alva',
    mayChange: true,
    looks: 5,
    people: 2,
    shared: false,
    teamIds: [],
    ...over,
  };
}

/** A template as the list shows it. */
export function summaryOf(template: Template, over: Partial<TemplateSummary> = {}): TemplateSummary {
  const { html: _, text: __, variants: ___, ...rest } = template;
  const summary = { ...rest, languages: ['en'], lastUsedByAnybodyAt: null, unused: false };
  return { ...summary, figures: someFigures, ...over };
}

type Asked = MessageRequest<'library.ask'>;
/** Answers of a server by endpoint. */
export type LibraryAnswers = Partial<
  Record<Asked['name'], (request: never) => Result<unknown> | Promise<Result<unknown>>>
>;

/** A server that knows two templates; `over` answers some endpoints otherwise. */
export function aLibrary(over: LibraryAnswers = {}) {
  const asked: Asked[] = [];
  const drafts = new Map<string, TemplateDraft>();
  const templates = [ownTemplate, theirTemplate];
  const usual: LibraryAnswers = {
    'templates.list': () => ok({ templates: templates.map((one) => summaryOf(one)), total: 2 }),
    'templates.figures': () => ok(someFigures),
    'templateCategories.list': () => ok({ categories: [] }),
    'templates.get': ({ params }: { params: { id: string } }) =>
      ok(templates.find(({ id }) => id === params.id)),
    'people.list': () => ok({ people: [aPerson()], total: 1 }),
    'people.get': () => ok(aPerson()),
    'mailings.ofPerson': () => ok({ mailings: [], total: 0 }),
    'people.fields': () => ok({ fields: ['fleet', 'Shoe size'] }),
  };
  const answers: FakeBackground['answers'] = {
    'drafts.list': () => ({
      drafts: [...drafts.values()].map(({ form, ...draft }) => ({ ...draft, name: form.name })),
    }),
    'drafts.get': ({ id }) => ({ draft: drafts.get(id) ?? null }),
    'drafts.keep': (draft) => {
      drafts.set(draft.id, {
        ...draft,
        basePlace: draft.basePlace ?? null,
        copyId: draft.copyId ?? null,
        savedAt: '2026-11-12T13:20:00.000Z',
      });
      return {};
    },
    'drafts.drop': ({ id }) => {
      drafts.delete(id);
      return {};
    },
    'library.ask': (request) => {
      asked.push(request);
      const answer = over[request.name] ?? usual[request.name];
      if (!answer) throw new Error(`the library does not answer ${request.name}`);
      // Each answers the request of its own endpoint.
      return answer(request.request as never);
    },
  };
  return {
    answers,
    /** Unsaved work by the template's id. */
    drafts,
    /** What an endpoint was asked. */
    requestsOf: (name: Asked['name']) =>
      asked.filter((one) => one.name === name).map(({ request }) => request),
  };
}
