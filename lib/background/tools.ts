import type { Me } from '../contract/account.ts';
import { fail, ok, type Result } from '../contract/errors.ts';
import type { LinkOutcome } from '../contract/link.ts';
import type { MessageRequest, MessageResponse } from '../contract/messages.ts';
import type { Person } from '../contract/person.ts';
import type { Template, TemplateAttachments } from '../contract/template.ts';
import type { TemplateRow, ToolPreview, ToolSource, ToolView, ToolWindow } from '../contract/tools.ts';
import { isShared } from '../core/access/sharing.ts';
import { chooseText, languagesOf } from '../core/library/languages.ts';
import { recommendedFor } from '../core/library/recommend.ts';
import { type Insertable, nameOf, renderInsertable } from '../core/template/email.ts';
import type { Caller, Handlers } from '../messaging/handle.ts';
import { getMeta } from '../store/meta.ts';
import { countTemplateUse, findAttachments, findTemplate, listTemplates } from '../store/templates.ts';
import { type Deps, printingOf, stamp } from './deps.ts';
import { type Lookups, makeLookups } from './lookup.ts';
import { enrol, findRecipient, findRecipients } from './tool-people.ts';
import { dueTasks, linkedTask, linkTask, unlinkTask } from './tool-task.ts';
import { chooseTracked, countLinks, trackLinks, wantsTracked } from './tracked-links.ts';

type ToolHandlers = Pick<Handlers, Extract<keyof Handlers, `tools.${string}`>>;

/** What the picker of a compose window may ask, and its content script. */
export function toolHandlers(deps: Deps): ToolHandlers {
  const lookups = makeLookups(deps);
  return {
    'tools.open': (_, { tabId }) => openPicker(deps, tabId),
    'tools.close': async ({ compose }, { tabId }) => {
      // A page that is gone has closed it by itself.
      if (tabId !== null) await deps.askTab(tabId, 'tools.close', { compose }).catch(() => undefined);
      return {};
    },
    'tools.view': ({ compose }, caller) => view(deps, lookups, compose, caller),
    'tools.templates': (request) => findTemplates(deps, request),
    'tools.preview': ({ compose, source }, caller) => preview(deps, lookups, compose, source, caller),
    'tools.insert': (request, caller) => insert(deps, lookups, request, caller),
    'tools.track': async ({ compose, tracked }, { tabId }) => {
      const answer = await inTab(deps, tabId, (tab) => deps.askTab(tab, 'tools.track', { compose, tracked }));
      if (answer.ok) await chooseTracked(deps, tracked);
      return answer;
    },
    'tools.enrol': (request) => enrol(deps, request),
    'tools.link': async ({ compose, taskId }, { tabId }) => {
      const window = await readWindow(deps, compose, tabId);
      return window.ok
        ? linkTask(deps, { compose, taskId, tabId: tabId ?? -1, window: window.value })
        : window;
    },
    'tools.unlink': ({ sessionId }, { tabId }) => unlinkTask(deps, sessionId, tabId),
    'tools.default': async () => ({ tracked: await wantsTracked(deps, await getMeta(deps.store.db, 'me')) }),
  };
}

/** The keyboard command and the sidebar: opens the picker in the tab of a mail page. */
export async function openPicker(deps: Deps, callersTabId: number | null): Promise<{ opened: boolean }> {
  const tabId = callersTabId ?? (await deps.browser.activeTabId());
  if (tabId === null || !(await deps.store.db.mailTabs.get(tabId))) return { opened: false };
  return deps.askTab(tabId, 'tools.open', {}).catch(() => ({ opened: false }));
}

/** An answer of the tab, or that there is none: it has left the mail page, or its script is an older one. */
async function inTab<T>(
  deps: Deps,
  tabId: number | null,
  question: (tabId: number) => Promise<Result<T>>,
): Promise<Result<T>> {
  if (tabId === null) return fail('COMPOSE_NOT_FOUND', deps.words.pageSilent());
  return question(tabId).catch(() => fail('COMPOSE_NOT_FOUND', deps.words.pageSilent()));
}

function readWindow(deps: Deps, compose: string, tabId: number | null): Promise<Result<ToolWindow>> {
  return inTab(deps, tabId, (tab) => deps.askTab(tab, 'tools.read', { compose }));
}

async function view(
  deps: Deps,
  lookups: Lookups,
  compose: string,
  { tabId }: Caller,
): Promise<Result<ToolView>> {
  const window = await readWindow(deps, compose, tabId);
  if (!window.ok) return window;
  const { to, others, sessionId } = window.value;
  const [first] = to;
  return ok({
    window: window.value,
    recipients: await findRecipients(deps, lookups, [...to, ...others]),
    tasks: first && !sessionId ? await dueTasks(deps, first) : [],
    linked: await linkedTask(deps, sessionId),
  });
}

async function findTemplates(
  deps: Deps,
  { search, category, recipient }: MessageRequest<'tools.templates'>,
): Promise<MessageResponse<'tools.templates'>> {
  const { db } = deps.store;
  const { templates, categories } = await listTemplates(db, { search, category, language: null });
  const fitting = recipient ? await findRecommended(deps, templates, recipient) : [];
  const others = templates.filter((template) => !fitting.includes(template));
  return {
    templates: [
      ...fitting.map((template) => rowOf(template, true)),
      ...others.map((template) => rowOf(template, false)),
    ],
    categories,
    total: await db.templates.count(),
  };
}

/** Of somebody who is not known nothing can be said; the view of the window has asked who it is. */
async function findRecommended(
  deps: Deps,
  templates: readonly Template[],
  recipient: string,
): Promise<Template[]> {
  const ruled = templates.filter(({ recommendation }) => recommendation !== null);
  const me = await getMeta(deps.store.db, 'me');
  if (!me || ruled.length === 0) return [];
  const { person } = await findRecipient(deps, recipient);
  if (!person) return [];
  const rankable = ruled.map((template) => ({ ...template, template, languages: languagesOf(template) }));
  return recommendedFor(rankable, person, me).map(({ template }) => template);
}

function rowOf(template: Template, recommended: boolean): TemplateRow {
  const { id, name, category, subject, language, ownerName, favourite, lastUsedAt } = template;
  const shared = isShared(template);
  return { id, name, category, subject, language, shared, ownerName, favourite, lastUsedAt, recommended };
}

/** A text made for the first in To, and whose data it was made with. */
interface Made {
  content: Insertable;
  person: Person | null;
  taskId?: string;
  recipient: string | null;
  attachments: TemplateAttachments | null;
  nonCommercial: boolean;
}

async function make(
  deps: Deps,
  lookups: Lookups,
  window: ToolWindow,
  source: ToolSource,
): Promise<Result<Made>> {
  const { store, words } = deps;
  const me = await getMeta(store.db, 'me');
  if (!me || !(await deps.keys.pairing())) return fail('NOT_PAIRED', words.notPaired());
  const recipient = window.to[0] ?? null;
  if (source.type === 'task') return makeFromTask(deps, me, source.id, recipient);
  const template = await findTemplate(store.db, source.id);
  if (!template) return fail('NOT_FOUND', words.templateGone());
  const [found] = recipient ? await findRecipients(deps, lookups, [recipient]) : [];
  const person = found?.person ?? null;
  const text = chooseText(template, template.variants, person?.language ?? null);
  const content = renderInsertable(text, person, me, { clock: deps.clock });
  return content.ok
    ? ok({
        content: content.value,
        person,
        recipient,
        attachments: await findAttachments(store.db, source.id),
        nonCommercial: template.nonCommercial,
      })
    : content;
}

async function makeFromTask(
  deps: Deps,
  me: Me,
  taskId: string,
  recipient: string | null,
): Promise<Result<Made>> {
  const { store, words } = deps;
  const task = (await store.db.tasks.get(taskId))?.task;
  if (!task) return fail('NOT_FOUND', words.taskGone());
  if (!task.email) return fail('INVALID_INPUT', words.notAnEmail());
  const person = (await store.db.people.get(task.personId)) ?? null;
  const content = renderInsertable(task.email, person, me, printingOf(deps, task));
  if (!content.ok) return content;
  const attachments = await findAttachments(store.db, task.email.fromTemplate?.id);
  const { nonCommercial = false } = task.email;
  return ok({ content: content.value, person, taskId, recipient, attachments, nonCommercial });
}

async function preview(
  deps: Deps,
  lookups: Lookups,
  compose: string,
  source: ToolSource,
  { tabId }: Caller,
): Promise<Result<ToolPreview>> {
  const window = await readWindow(deps, compose, tabId);
  if (!window.ok) return window;
  const made = await make(deps, lookups, window.value, source);
  if (!made.ok) return made;
  const { content, person, attachments, nonCommercial } = made.value;
  return ok({
    ...content,
    links: await countLinks(deps, content.html),
    ...(nonCommercial && { nonCommercial }),
    personName: person ? nameOf(person) : null,
    attachments,
  });
}

async function insert(
  deps: Deps,
  lookups: Lookups,
  { compose, source, how, recipient }: MessageRequest<'tools.insert'>,
  { tabId }: Caller,
): Promise<MessageResponse<'tools.insert'>> {
  const window = await readWindow(deps, compose, tabId);
  if (!window.ok) return window;
  const made = await make(deps, lookups, window.value, source);
  if (!made.ok) return made;
  const { content, person, taskId, attachments } = made.value;
  const whom = { personId: person?.id ?? null, ...(taskId && { taskId }) };
  const { html, links } = window.value.tracked
    ? await trackLinks(deps, content.html, whom)
    : { html: content.html, links: 'untracked' as LinkOutcome };
  // The page itself compares the recipient again: it may have changed while the server was asked.
  const { subject, marks } = content;
  const report = await inTab(deps, tabId, (tab) =>
    deps.askTab(tab, 'tools.insert', { compose, html, subject, marks, how, recipient }),
  );
  if (!report.ok) return report;
  if (source.type === 'template') await noteUse(deps, source.id, window.value.sessionId);
  return ok({ report: report.value, links, attachments });
}

/**
 * Counted here at once; that the server hears of it too is not worth waiting for. Where a task's email is written in
 * the window, what becomes of it counts for the template.
 */
async function noteUse(deps: Deps, templateId: string, sessionId: string | null): Promise<void> {
  const { store, call, keys, newId } = deps;
  const taskId = sessionId ? (await store.db.composeSessions.get(sessionId))?.taskId : undefined;
  await store.write(() => countTemplateUse(store.db, templateId, stamp(deps)));
  const pairing = await keys.pairing();
  if (!pairing) return;
  const server = { url: pairing.server, token: pairing.token };
  void call(server, 'templates.used', {
    params: { id: templateId },
    body: { id: newId(), ...(taskId && { taskId }) },
  });
}
