import { z } from 'zod';
import { ComposeState, FillReport } from './compose.ts';
import { ErrorCode } from './errors.ts';
import { MissingPart, PartCheck } from './mail-page.ts';
import { Instant } from './primitives.ts';
import { SyncStatus } from './sync.ts';
import { MailSite } from './task.ts';

/*
 * What diagnostics tell, and what "Copy report" copies. Every field is a number, an instant, a word of a closed list
 * or one of our own names: a row that holds anything else does not parse, and is counted instead of shown. So no
 * name, address, subject or text can get in, whatever the database holds.
 */

/** E.g. `0.1.0`, `1.2.3-beta.4`. */
export const Version = z.string().regex(/^\d{1,6}(\.\d{1,6}){0,3}(-[a-z]{1,10}(\.\d{1,6})?)?$/);
/** E.g. `Chrome 156`. */
export const BrowserName = z.string().regex(/^[A-Z][a-z]{1,14}( \d{1,5})?$/);
/** A host permission, e.g. `https://mail.google.com/*`; from our own manifest. */
export const SitePattern = z.string().regex(/^(https?|\*):\/\/[a-z0-9.*-]{1,100}\/[a-z*]{0,20}$/);

/** One open mail page. */
export const TabDiagnosis = z.object({
  site: MailSite,
  /** Is it beyond doubt whose mailbox it is; the address itself is not told. */
  account: z.enum(['certain', 'several', 'unknown']),
  /** As each part was found when it was last looked for. */
  checks: z.array(PartCheck),
  /** Lost now, so that the functions named are off. */
  missing: z.array(MissingPart),
  seenAt: Instant,
});
export type TabDiagnosis = z.infer<typeof TabDiagnosis>;

export const ProblemCode = z.union([ErrorCode, z.literal('SEND_FAILED')]);

/** What became of one mail that we wrote. */
export const SessionDiagnosis = z.object({
  site: MailSite,
  state: ComposeState,
  /** What proves the state: the mail client's own traffic, its request without an answer so far, the person's word. */
  evidence: z.enum(['network', 'request', 'person']).nullable(),
  report: FillReport.nullable(),
  problem: ProblemCode.nullable(),
  startedAt: Instant,
  changedAt: Instant,
});
export type SessionDiagnosis = z.infer<typeof SessionDiagnosis>;

export const Diagnostics = z.object({
  at: Instant,
  versions: z.object({ extension: Version.nullable(), browser: BrowserName.nullable(), protocol: z.int() }),
  /** Newest first. */
  tabs: z.array(TabDiagnosis),
  /** Newest first, at most 50. */
  sessions: z.array(SessionDiagnosis),
  permissions: z.array(z.object({ site: SitePattern, granted: z.boolean() })),
  /** Null when it does not parse. */
  sync: SyncStatus.nullable(),
  paired: z.boolean(),
  storage: z.object({
    /** Rows by table of the local database. */
    rows: z.record(z.string(), z.int()),
    /** All that the browser keeps for the extension; null where it does not tell. */
    bytes: z.int().nullable(),
  }),
  /** Rows left out because they hold something that must not be told. */
  unreadable: z.int(),
});
export type Diagnostics = z.infer<typeof Diagnostics>;

/** How the server answers just now. */
export const ServerDiagnosis = z.object({
  state: z.enum(['ok', 'databaseAway', 'away', 'notPaired']),
  version: Version.nullable(),
});
export type ServerDiagnosis = z.infer<typeof ServerDiagnosis>;
