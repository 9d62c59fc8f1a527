import { z } from 'zod';
import { Me } from './account.ts';
import { Campaign } from './campaign.ts';
import { ComposeSession, ComposeSignal, FillReport, OpenMarks, Prefill } from './compose.ts';
import { contentMessages } from './content-messages.ts';
import { Diagnostics, ServerDiagnosis } from './diagnostics.ts';
import { resultOf } from './errors.ts';
import { imageMessages } from './image-messages.ts';
import { importMessages } from './import-messages.ts';
import { libraryMessages } from './library-messages.ts';
import { MissingPart, PartCheck } from './mail-page.ts';
import { Person } from './person.ts';
import { personMessages, RunUndo } from './person-messages.ts';
import { EmailAddress, Id, Instant } from './primitives.ts';
import { SyncStatus } from './sync.ts';
import { Activity, MailSite, Task, TaskOutcome, TaskType } from './task.ts';
import { TemplateAttachments } from './template.ts';
import { draftMessages } from './template-draft.ts';
import { ComposeKey, toolMessages, toolTabMessages } from './tools.ts';

/** `page`: our own extension pages (sidebar, popup, welcome); `content`: content scripts in a mail page. */
type Sender = 'page' | 'content';
interface MessageSpec {
  from: readonly Sender[];
  request: z.ZodType;
  response: z.ZodType;
}

const pages = ['page'] as const;
const content = ['content'] as const;
const nothing = z.object({});

export const DueGroup = z.enum(['overdue', 'today', 'tomorrow', 'week', 'later']);
export type DueGroup = z.infer<typeof DueGroup>;

/** Open tasks by group; `week` is the days after tomorrow up to the seventh. */
export const DueCounts = z.object({
  overdue: z.int(),
  today: z.int(),
  tomorrow: z.int(),
  week: z.int(),
  later: z.int(),
});
export type DueCounts = z.infer<typeof DueCounts>;

export const TaskRow = Task.pick({
  id: true,
  type: true,
  title: true,
  priority: true,
  dueAt: true,
  personId: true,
  personName: true,
  companyName: true,
  campaignId: true,
  campaignName: true,
  dayNumber: true,
  stepNumber: true,
  version: true,
}).extend({
  group: DueGroup,
  /** Its email stands in a compose window, or the person is asked whether it was sent. */
  mail: z.enum(['open', 'asked']).nullable(),
});
export type TaskRow = z.infer<typeof TaskRow>;

export const TaskFilter = z.object({
  type: TaskType.nullable().default(null),
  campaignId: Id.nullable().default(null),
  search: z.string().max(200).default(''),
});
export type TaskFilter = z.input<typeof TaskFilter>;

/**
 * The email of a task, rendered for its person. Fields without a value (`missing`) and prompts stand in it as they are
 * written.
 */
export const RenderedEmail = Prefill.extend({
  missing: z.array(z.string()),
  prompts: z.array(z.string()),
});
export type RenderedEmail = z.infer<typeof RenderedEmail>;

export const TaskDetail = z.object({
  task: Task,
  group: DueGroup.nullable(),
  person: Person.nullable(),
  campaign: Campaign.nullable(),
  /** Newest first, at most 50. */
  history: z.array(Activity),
  email: RenderedEmail.nullable(),
  /** Details rendered for the person (talk track, InMail text, notes). */
  details: z.string(),
  compose: ComposeSession.nullable(),
  /** Of the template that the email was copied from. */
  attachments: TemplateAttachments.nullable(),
});
export type TaskDetail = z.infer<typeof TaskDetail>;

export const SessionInfo = z.object({
  paired: z.boolean(),
  server: z.url().nullable(),
  me: Me.nullable(),
  sync: SyncStatus,
  /** Host permissions the browser has not granted (Firefox), as match patterns. */
  missingPermissions: z.array(z.string()),
});
export type SessionInfo = z.infer<typeof SessionInfo>;

/** Something the person must be told once: another device was first, an action was refused. */
export const Notice = z.object({
  id: Id,
  at: Instant,
  taskId: Id.nullable(),
  kind: z.enum(['conflict', 'refused', 'sendFailed', 'sendUndone', 'replied']),
  title: z.string(),
  detail: z.string(),
  /** What can be taken back from here: the reply that ended a run. */
  undo: RunUndo.optional(),
});
export type Notice = z.infer<typeof Notice>;

export const WorkThrough = z.object({
  active: z.boolean(),
  /** 1-based place of the current task among `total`. */
  position: z.int(),
  total: z.int(),
  taskId: Id.nullable(),
});
export type WorkThrough = z.infer<typeof WorkThrough>;

/** How the extension's rail stands in one mail site's pages. */
export const RailState = z.object({ open: z.boolean(), widthPx: z.int().min(280).max(640) });
export type RailState = z.infer<typeof RailState>;
export const RailInfo = RailState.extend({ due: z.int(), offline: z.boolean(), paired: z.boolean() });
export type RailInfo = z.infer<typeof RailInfo>;

/** What content scripts and extension pages may ask the background. */
export const messages = {
  ...personMessages,
  'session.get': { from: pages, request: nothing, response: SessionInfo },
  'session.signOut': { from: pages, request: nothing, response: nothing },
  'pairing.begin': {
    from: pages,
    request: z.object({ server: z.string().max(500) }),
    response: resultOf(z.object({ userCode: z.string(), verificationUrl: z.url(), expiresAt: Instant })),
  },
  /** Ask the server once whether the code has been approved. */
  'pairing.poll': {
    from: pages,
    request: nothing,
    response: resultOf(z.object({ state: z.enum(['pending', 'paired']) })),
  },
  'pairing.cancel': { from: pages, request: nothing, response: nothing },
  'pairing.redeem': {
    from: pages,
    request: z.object({ server: z.url(), linkCode: z.string() }),
    response: resultOf(Me),
  },
  'sync.now': { from: pages, request: nothing, response: SyncStatus },

  'tasks.counts': { from: pages, request: nothing, response: DueCounts },
  /** Open tasks due within seven days, soonest first, one page of them. */
  'tasks.list': {
    from: pages,
    request: z.object({ filter: TaskFilter, offset: z.int().min(0), limit: z.int().min(1).max(500) }),
    response: z.object({
      rows: z.array(TaskRow),
      total: z.int(),
      counts: DueCounts,
      campaigns: z.array(z.object({ id: Id, name: z.string() })),
      nextDueAt: Instant.nullable(),
    }),
  },
  'tasks.get': { from: pages, request: z.object({ taskId: Id }), response: resultOf(TaskDetail) },
  'tasks.next': { from: pages, request: nothing, response: z.object({ task: TaskRow.nullable() }) },
  'tasks.complete': {
    from: pages,
    request: z.object({ taskId: Id, outcome: TaskOutcome.omit({ proof: true }) }),
    response: resultOf(z.object({ actionId: Id })),
  },
  'tasks.skip': {
    from: pages,
    request: z.object({ taskId: Id }),
    response: resultOf(z.object({ actionId: Id })),
  },
  'tasks.snooze': {
    from: pages,
    request: z.object({ taskId: Id, until: Instant }),
    response: resultOf(z.object({ actionId: Id })),
  },
  /** Takes back a complete, skip or snooze by its action. */
  'tasks.undo': { from: pages, request: z.object({ actionId: Id }), response: resultOf(nothing) },

  /**
   * Opens the mail client's compose window for an email task, in the tab the sidebar sits in or, from the popup, in
   * the mailbox tab used last. Answers when the window is filled or refused.
   */
  'compose.start': { from: pages, request: z.object({ taskId: Id }), response: resultOf(ComposeSession) },
  /** The person's answer when we could not tell whether it was sent. */
  'compose.settle': {
    from: pages,
    request: z.object({ sessionId: Id, sent: z.boolean() }),
    response: resultOf(nothing),
  },

  'workThrough.get': { from: pages, request: nothing, response: WorkThrough },
  'workThrough.start': { from: pages, request: z.object({ filter: TaskFilter }), response: WorkThrough },
  /** Leaves the current task as it is and goes to the next one. */
  'workThrough.advance': { from: pages, request: nothing, response: WorkThrough },
  'workThrough.stop': { from: pages, request: nothing, response: WorkThrough },

  'notices.list': { from: pages, request: nothing, response: z.object({ notices: z.array(Notice) }) },
  'notices.dismiss': { from: pages, request: z.object({ id: Id }), response: nothing },
  /** Opens the sidebar in the active mailbox tab; false when the active tab is none. */
  'sidebar.open': { from: pages, request: nothing, response: z.object({ opened: z.boolean() }) },
  'sidebar.close': { from: pages, request: nothing, response: nothing },
  /** For the browser's own panel: does the sidebar stand in the mail page in front of its window as well? */
  'sidebar.inPage': { from: pages, request: nothing, response: z.object({ open: z.boolean() }) },
  /** What the mail page in this tab lacks; empty when all is well. */
  'page.missing': {
    from: pages,
    request: nothing,
    response: z.object({ site: MailSite.nullable(), missing: z.array(MissingPart) }),
  },

  /** How the mail pages were read and what became of the last mails; structure only, no text and no address. */
  'diagnostics.get': { from: pages, request: nothing, response: Diagnostics },
  'diagnostics.server': { from: pages, request: nothing, response: ServerDiagnosis },

  /** A content script has taken up a mail page. Answers how its rail is to stand. */
  'host.hello': {
    from: content,
    request: z.object({
      site: MailSite,
      account: z.union([EmailAddress, z.literal('several'), z.literal('unknown')]),
      missing: z.array(MissingPart).max(200),
      /** How each part was found when it was last looked for; parts not seen yet are left out. */
      checks: z.array(PartCheck).max(200),
      dark: z.boolean(),
      /** The page is one compose window and nothing else: nothing is started there, but a task may wait for it. */
      composeWindow: z.boolean().default(false),
    }),
    response: RailInfo,
  },
  'rail.set': { from: content, request: z.object({ site: MailSite, state: RailState }), response: nothing },
  'rail.get': { from: content, request: z.object({ site: MailSite }), response: RailInfo },
  'compose.signal': {
    from: content,
    request: z.object({ sessionId: Id, signal: ComposeSignal }),
    response: nothing,
  },
  /**
   * Draft ids of sessions that are not final, so that a reloaded page takes them up again, and the asking tab's own
   * id: a session of this tab whose window is nowhere in the page is `gone`.
   */
  'compose.open': {
    from: content,
    request: z.object({ site: MailSite }),
    response: z.object({ tabId: z.int(), sessions: z.array(ComposeSession) }),
  },

  ...toolMessages,
  ...libraryMessages,
  ...imageMessages,
  ...importMessages,
  ...contentMessages,
  ...draftMessages,
} as const satisfies Record<string, MessageSpec>;

export type MessageName = keyof typeof messages;
export type MessageRequest<N extends MessageName> = z.input<(typeof messages)[N]['request']>;
export type ParsedMessage<N extends MessageName> = z.output<(typeof messages)[N]['request']>;
export type MessageResponse<N extends MessageName> = z.output<(typeof messages)[N]['response']>;

/** Read-back of a compose window, and the ids it is known by. */
export const OpenedCompose = z.object({
  account: EmailAddress,
  ids: z.record(z.string(), z.string()),
  report: FillReport,
  recipients: z.object({ to: z.array(EmailAddress), cc: z.array(EmailAddress), bcc: z.array(EmailAddress) }),
  subject: z.string(),
  marks: OpenMarks.optional(),
});
export type OpenedCompose = z.infer<typeof OpenedCompose>;

/** What the background may ask the content script of one tab. */
export const tabMessages = {
  /** Open and fill a compose window; refused unless the open account is one of `accounts`. */
  'compose.fill': {
    request: z.object({
      sessionId: Id,
      accounts: z.array(EmailAddress),
      prefill: Prefill,
      /** The links of `prefill` lead by way of the server. */
      tracked: z.boolean().optional(),
      /** Account of the page that opened this window; counts where a window of its own shows none. */
      openedAs: EmailAddress.nullable().optional(),
    }),
    response: resultOf(OpenedCompose),
  },
  /** Address of a compose window of its own for the mailbox that is open, when none has come in the page itself. */
  'compose.address': {
    request: z.object({ sessionId: Id, accounts: z.array(EmailAddress), prefill: Prefill }),
    response: resultOf(z.object({ url: z.url({ protocol: /^https$/ }), account: EmailAddress })),
  },
  /** Is the window of that compose session open in the page? Null where it is not known there. */
  'compose.isOpen': {
    request: z.object({ sessionId: Id }),
    response: z.object({ open: z.boolean().nullable() }),
  },
  'rail.show': { request: z.object({ open: z.boolean() }), response: nothing },
  /** The keyboard command: opens the sidebar, goes to it when it is open, closes it when one is in it. */
  'rail.toggle': { request: nothing, response: nothing },
  'rail.refresh': { request: RailInfo, response: nothing },
  ...toolTabMessages,
  /** Follows an open window for a task from now on; refused unless the open account is one of `accounts`. */
  'tools.link': {
    request: z.object({ compose: ComposeKey, sessionId: Id, accounts: z.array(EmailAddress) }),
    response: resultOf(OpenedCompose),
  },
} as const;
export type TabMessageName = keyof typeof tabMessages;
export type TabMessageRequest<N extends TabMessageName> = z.output<(typeof tabMessages)[N]['request']>;
export type TabMessageResponse<N extends TabMessageName> = z.output<(typeof tabMessages)[N]['response']>;
