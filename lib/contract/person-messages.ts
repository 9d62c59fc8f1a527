import { z } from 'zod';
import { LaunchStart } from './campaign.ts';
import { ConsentChange, ConsentPurpose, ConsentSource, PersonConsent } from './consent.ts';
import { ErrorCode, resultOf } from './errors.ts';
import { CampaignGate, GateQuestion, PersonChoices } from './gate.ts';
import { Person, PersonToAdd } from './person.ts';
import { EnrolmentContext } from './person-context.ts';
import { CampaignChoice, PersonPane } from './person-pane.ts';
import { EmailAddress, Id, Instant } from './primitives.ts';
import { Activity, MailSite, NewActivity, NewTask, Task } from './task.ts';
import { MailThread } from './thread.ts';

const pages = ['page'] as const;
const content = ['content'] as const;
const nothing = z.object({});

/** A run of a campaign and an id made by the page, so that asking twice does it once. */
const runEvent = z.object({ personId: Id, enrolmentId: Id, id: Id });

/** A reply or a stop that is taken back, named by its id. */
export const RunUndo = z.object({ personId: Id, enrolmentId: Id, undoes: Id });
export type RunUndo = z.infer<typeof RunUndo>;

/** What is said about the open thread and the person in it. Everything but the first two needs the server. */
export const personMessages = {
  /** The open thread has changed; null when none is open, and when the page is left. */
  'thread.seen': {
    from: content,
    request: z.object({
      site: MailSite,
      /** Whose mailbox it is; null where the page does not show it beyond doubt. */
      account: EmailAddress.nullable(),
      thread: MailThread.nullable(),
    }),
    response: nothing,
  },
  /** The page is being left: its tab holds no mailbox until one says hello again. */
  'host.bye': { from: content, request: nothing, response: nothing },
  /**
   * Who is in the thread of the caller's tab (side panel and popup: the tab in front of their window). Answers at
   * once with what is here; where that is not fresh, the server is asked and a revision tells of its answer.
   */
  'person.context': {
    from: pages,
    request: z.object({
      /** Whom of several people, and of which thread: in any other the choice counts as none. */
      chosen: z.object({ key: z.string(), email: EmailAddress }).nullable(),
      /** False: nobody looks at it, so the server is not asked. */
      look: z.boolean(),
    }),
    response: PersonPane,
  },
  /** Asks the server again after a failure, or before a minute is over. */
  'person.lookAgain': { from: pages, request: z.object({ email: EmailAddress }), response: nothing },
  'person.add': { from: pages, request: PersonToAdd, response: resultOf(Person) },
  'person.log': {
    from: pages,
    request: z.object({ personId: Id, activity: NewActivity }),
    response: resultOf(Activity),
  },
  'person.setConsent': {
    from: pages,
    request: z.object({ personId: Id, purpose: ConsentPurpose, change: ConsentChange }),
    response: resultOf(PersonConsent),
  },
  /** Which types of mailings the person does not want. */
  'person.setSubscriptions': {
    from: pages,
    request: z.object({ personId: Id, declined: z.array(Id), source: ConsentSource }),
    response: resultOf(PersonConsent),
  },
  'person.setNoMailings': {
    from: pages,
    request: z.object({ personId: Id, noMailings: z.boolean(), source: ConsentSource }),
    response: resultOf(PersonConsent),
  },
  /** They work at their company no longer, or do again. */
  'person.setFormer': {
    from: pages,
    request: z.object({ personId: Id, former: z.boolean() }),
    response: resultOf(z.object({ formerSince: Instant.nullable() })),
  },
  /** Mails go to their blocked address again. */
  'person.useAddress': {
    from: pages,
    request: z.object({ personId: Id, address: EmailAddress }),
    response: resultOf(z.object({ people: z.int() })),
  },
  'tasks.create': { from: pages, request: NewTask, response: resultOf(Task) },
  'campaigns.choices': {
    from: pages,
    request: nothing,
    response: resultOf(z.object({ campaigns: z.array(CampaignChoice) })),
  },
  /** Who lacks which field in the campaign's mails, before they are put on it. */
  'campaigns.gate': {
    from: pages,
    request: GateQuestion.extend({ campaignId: Id }),
    response: resultOf(CampaignGate),
  },
  /** Puts one person on a campaign. A refusal is an answer: it has its reason. */
  'person.launch': {
    from: pages,
    request: z.object({
      personId: Id,
      campaignId: Id,
      start: LaunchStart,
      choices: z.array(PersonChoices),
    }),
    response: resultOf(
      z.object({
        /** Null when they were refused, or left out by choice. */
        enrolmentId: Id.nullable(),
        refused: z
          .object({
            code: ErrorCode,
            message: z.string(),
            missing: z.array(z.string()).optional(),
            unsafe: z.array(z.string()).optional(),
            step: z.string().optional(),
          })
          .nullable(),
      }),
    ),
  },
  'enrolment.replied': { from: pages, request: runEvent, response: resultOf(EnrolmentContext) },
  'enrolment.stop': { from: pages, request: runEvent, response: resultOf(EnrolmentContext) },
  'enrolment.undo': {
    from: pages,
    request: RunUndo,
    response: resultOf(EnrolmentContext),
  },
} as const;
