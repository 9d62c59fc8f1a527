import { z } from 'zod';
import { LaunchStart, Refusal } from './campaign.ts';
import { ComposeSession, FieldReport } from './compose.ts';
import { resultOf } from './errors.ts';
import { PersonChoices } from './gate.ts';
import { LinkOutcome } from './link.ts';
import { Person } from './person.ts';
import { EmailAddress, Id } from './primitives.ts';
import { Task } from './task.ts';
import { Template, TemplateAttachments } from './template.ts';

const pages = ['page'] as const;
const content = ['content'] as const;
const nothing = z.object({});

/** Names one compose window of a mail page, as long as that page lives. Made by its content script. */
export const ComposeKey = Id;

/** What the tools need to know of a compose window: who is addressed, and no text. */
export const ToolWindow = z.object({
  /** In the order shown; what is no address yet is left out. */
  to: z.array(EmailAddress),
  /** Cc and Bcc. */
  others: z.array(EmailAddress),
  reply: z.boolean(),
  hasSubject: z.boolean(),
  hasText: z.boolean(),
  /** Links of what is inserted from now on lead by way of the server. */
  tracked: z.boolean(),
  /** The session that follows this window, when a task's email is written in it. */
  sessionId: Id.nullable(),
});
export type ToolWindow = z.infer<typeof ToolWindow>;

/**
 * Somebody a window is addressed to. `several` people have the address; of an `unchecked` one the server could not be
 * asked.
 */
export const ToolRecipient = z.object({
  email: EmailAddress,
  state: z.enum(['known', 'several', 'unknown', 'unchecked']),
  person: Person.nullable(),
  /** Somebody with the address wants to hear nothing of sales; absent where nobody does, or nothing is known of it. */
  unsubscribed: z.literal(true).optional(),
  /** The blocked domain that the address is at; absent where it is at none, or nothing is known of it. */
  blockedDomain: z.string().optional(),
});
export type ToolRecipient = z.infer<typeof ToolRecipient>;

const ToolTask = Task.pick({
  id: true,
  title: true,
  personName: true,
  campaignName: true,
  dayNumber: true,
  stepNumber: true,
  dueAt: true,
});
export type ToolTask = z.infer<typeof ToolTask>;

/** The window as the picker shows it. */
export const ToolView = z.object({
  window: ToolWindow,
  /** The first in To is the one whose data fills a template. */
  recipients: z.array(ToolRecipient),
  /** The user's open email tasks for the first recipient that are due today or were before, soonest first. */
  tasks: z.array(ToolTask),
  /** The task whose email this is, and how far it has come. */
  linked: z.object({ session: ComposeSession, task: ToolTask }).nullable(),
});
export type ToolView = z.infer<typeof ToolView>;

export const TemplateRow = Template.pick({
  id: true,
  name: true,
  category: true,
  subject: true,
  language: true,
  shared: true,
  ownerName: true,
  favourite: true,
  lastUsedAt: true,
}).extend({
  /** Its rule holds for the person who is addressed. */
  recommended: z.boolean(),
});
export type TemplateRow = z.infer<typeof TemplateRow>;

/** What is to be inserted: a template, or the email of the task that the window is linked to. */
export const ToolSource = z.discriminatedUnion('type', [
  z.object({ type: z.literal('template'), id: Id }),
  z.object({ type: z.literal('task'), id: Id }),
]);
export type ToolSource = z.infer<typeof ToolSource>;

/** A text filled with the recipient's data, before it is inserted. */
export const ToolPreview = z.object({
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  /** Fields without a value, as written; they stand in the text as they are. */
  missing: z.array(z.string()),
  /** What the template asks its user to write. */
  prompts: z.array(z.string()),
  /** Links that can be tracked. */
  links: z.int(),
  /** For people who have unsubscribed from sales, too. No where absent. */
  nonCommercial: z.boolean().optional(),
  /** Whose data it is filled with; null where nobody known is addressed. */
  personName: z.string().nullable(),
  attachments: TemplateAttachments.nullable(),
});
export type ToolPreview = z.infer<typeof ToolPreview>;

/** What became of the two parts of a window. */
const ToolReport = z.object({ subject: FieldReport, body: FieldReport });

const InWindow = z.object({ compose: ComposeKey });
const How = z.enum(['cursor', 'replace']);

/** Messages of the tools in a compose window, part of the table in `messages.ts`. */
export const toolMessages = {
  /** Opens the tools for the compose window the person was in last; false when there is none. */
  'tools.open': { from: pages, request: nothing, response: z.object({ opened: z.boolean() }) },
  /** The cursor goes back to where it was in the window. */
  'tools.close': { from: pages, request: InWindow, response: nothing },
  'tools.view': { from: pages, request: InWindow, response: resultOf(ToolView) },
  /** Own and shared templates: those recommended for `recipient` first, then favourites and those used last. */
  'tools.templates': {
    from: pages,
    request: z.object({
      search: z.string().max(200),
      category: z.string().max(100).nullable(),
      recipient: EmailAddress.nullable(),
    }),
    response: z.object({
      templates: z.array(TemplateRow),
      /** Of all templates. */
      categories: z.array(z.string()),
      total: z.int(),
    }),
  },
  'tools.preview': {
    from: pages,
    request: InWindow.extend({ source: ToolSource }),
    response: resultOf(ToolPreview),
  },
  /** Refused as `COMPOSE_CHANGED` when `recipient` is not the first in To any more. */
  'tools.insert': {
    from: pages,
    request: InWindow.extend({ source: ToolSource, how: How, recipient: EmailAddress.nullable() }),
    response: resultOf(
      z.object({
        report: ToolReport,
        links: LinkOutcome,
        /** No compose window takes them from us: they are still to be put in by hand. */
        attachments: TemplateAttachments.nullable(),
      }),
    ),
  },
  /** For this window, and for every window that is opened later. */
  'tools.track': {
    from: pages,
    request: InWindow.extend({ tracked: z.boolean() }),
    response: resultOf(nothing),
  },
  'tools.enrol': {
    from: pages,
    request: z.object({
      campaignId: Id,
      personIds: z.array(Id).min(1).max(200),
      start: LaunchStart,
      choices: z.array(PersonChoices),
    }),
    response: resultOf(
      z.object({
        added: z.array(Id),
        refused: z.array(Refusal),
        /** Left out by choice. */
        skipped: z.array(Id),
      }),
    ),
  },
  /** From now on this window writes the task's email: its proven send completes the task. Fills nothing. */
  'tools.link': {
    from: pages,
    request: InWindow.extend({ taskId: Id }),
    response: resultOf(nothing),
  },
  /** Takes that back, until the message is on its way. */
  'tools.unlink': { from: pages, request: InWindow.extend({ sessionId: Id }), response: resultOf(nothing) },
  /** Whether links are tracked in a window that has just been opened. */
  'tools.default': { from: content, request: nothing, response: z.object({ tracked: z.boolean() }) },
} as const;

/** What the background asks the content script about its compose windows. */
export const toolTabMessages = {
  'tools.open': { request: nothing, response: z.object({ opened: z.boolean() }) },
  'tools.close': { request: InWindow, response: nothing },
  'tools.read': { request: InWindow, response: resultOf(ToolWindow) },
  'tools.insert': {
    request: InWindow.extend({
      html: z.string(),
      /** Empty leaves the subject as it is. */
      subject: z.string(),
      /** What stands in both to be replaced, as the renderer has written it. */
      marks: z.array(z.string()),
      how: How,
      /** The first in To must still be this one. */
      recipient: EmailAddress.nullable(),
    }),
    response: resultOf(ToolReport),
  },
  'tools.track': { request: InWindow.extend({ tracked: z.boolean() }), response: resultOf(nothing) },
  'tools.unlink': { request: z.object({ sessionId: Id }), response: nothing },
} as const;
