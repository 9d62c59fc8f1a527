import { z } from 'zod';
import { ConsentSource, LegalBasis } from './consent.ts';
import { byId, device, page } from './endpoint.ts';
import {
  Mailing,
  MailingContent,
  MailingFigures,
  MailingOptions,
  MailingPane,
  MailingRecipient,
  MailingRow,
  MailingSetup,
  MailingStatus,
  MailingType,
  RecipientGroup,
  RecipientStatus,
} from './mailing.ts';
import { EmailAddress, Id, Instant, TimeZone } from './primitives.ts';
import { Clickers, ClickersOfNumber } from './registered-link.ts';
import { Sharing } from './sharing.ts';

/** How many people or addresses are added to a mailing at once at most. */
export const mostAdded = 1000;
/** Addresses of one test. */
export const mostTests = 20;

/** What whoever adds addresses says of their consent to get marketing. */
export const AddressConsent = z.object({
  legalBasis: LegalBasis,
  source: ConsentSource,
  comment: z.string().trim().max(2000).nullable(),
});
export type AddressConsent = z.infer<typeof AddressConsent>;

const added = { id: Id, excludes: z.boolean().default(false) };
/** Whom to add to the recipients of a mailing. Contacts and addresses join those that were added before. */
export const NewSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('selection'), refId: Id, ...added }),
  z.object({ kind: z.literal('project'), refId: Id, ...added }),
  z.object({ kind: z.literal('import'), refId: Id, ...added }),
  z.object({ kind: z.literal('contacts'), personIds: z.array(Id).min(1).max(mostAdded), ...added }),
  z.object({
    kind: z.literal('addresses'),
    addresses: z
      .array(z.object({ email: EmailAddress, name: z.string().trim().max(200).default('') }))
      .min(1)
      .max(mostAdded),
    /** Of those whom nobody is known for. */
    consent: AddressConsent,
    ...added,
  }),
]);
export type NewSource = z.infer<typeof NewSource>;

const filters = {
  /** Of which groups; all where empty. */
  groups: z.array(RecipientGroup).default([]),
  statuses: z.array(RecipientStatus).default([]),
  search: z.string().trim().max(200).default(''),
  clickers: z.boolean().default(false),
};

/** What stands in the way of sending, or is worth a look: by the step in which it can be mended. */
export const MailingProblem = z.object({
  pane: MailingPane,
  /** `warning`: it can be sent all the same. */
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  /** What is said of it in particular: names of fields, a count. */
  detail: z.string().nullable(),
  count: z.int().nullable(),
});
export type MailingProblem = z.infer<typeof MailingProblem>;

/** A mail as one recipient gets it. */
export const MailingPreview = z.object({
  to: z.string(),
  from: z.string(),
  replyTo: z.string().nullable(),
  subject: z.string(),
  preheader: z.string(),
  html: z.string(),
  text: z.string(),
  /** Fields without a value, which print nothing. */
  missing: z.array(z.string()),
});
export type MailingPreview = z.infer<typeof MailingPreview>;

export const MailingLink = z.object({
  number: z.int(),
  /** Of a registered one: where it leads now; empty: to a page. */
  url: z.string(),
  /** Of which registered link; null: it is the mailing’s own. */
  registeredId: Id.nullable(),
  label: z.string(),
  clicks: z.int(),
  clickers: z.int(),
  machineClicks: z.int(),
});
export type MailingLink = z.infer<typeof MailingLink>;

/** When people have first opened a mailing: how many in each of the 48 hours from `from` on. */
export const MailingOpenings = z.object({
  /** The hour in which it began; null: it has not, and there are none. */
  from: Instant.nullable(),
  opened: z.array(z.int()),
});
export type MailingOpenings = z.infer<typeof MailingOpenings>;

const mailing = Mailing;
const path = '/api/v2/mailings';

/** Endpoints of mailings, part of the table in `api.ts`. */
export const mailingEndpoints = {
  'mailings.list': {
    ...device,
    method: 'post',
    path: `${path}/list`,
    summary: 'Mailings that the user may see, those changed last first',
    body: z.object({
      search: z.string().trim().max(200).default(''),
      mine: z.boolean().default(false),
      statuses: z.array(MailingStatus).default([]),
      /** Only those that name it in their setup, or take recipients from it. */
      selectionId: Id.nullable().default(null),
      projectId: Id.nullable().default(null),
      limit: z.int().min(1).max(200).default(50),
      offset: z.int().min(0).default(0),
    }),
    response: z.object({ mailings: z.array(MailingRow), total: z.int() }),
  },
  'mailings.reach': {
    ...device,
    method: 'post',
    path: `${path}/reach`,
    summary: 'How many people a selection and a project bring a mailing, by each rule',
    body: z.object({ selectionId: Id.nullable().default(null), projectId: Id.nullable().default(null) }),
    response: z.object({ selection: z.int(), union: z.int(), intersection: z.int(), difference: z.int() }),
  },
  'mailings.get': {
    ...device,
    method: 'get',
    path: `${path}/{id}`,
    summary: 'One mailing with its setup, content, options and sources',
    params: byId,
    response: mailing,
  },
  'mailings.create': {
    ...device,
    method: 'post',
    path,
    summary: 'Begin a mailing; repeated with the same id it is answered as it is',
    body: z.object({
      id: Id,
      type: MailingType,
      name: MailingSetup.shape.name,
      /** To begin with its subject and text. */
      templateId: Id.nullable().default(null),
      /** To begin with what another mailing says. */
      copyOf: Id.nullable().default(null),
      selectionId: Id.nullable().default(null),
      projectId: Id.nullable().default(null),
    }),
    response: mailing,
  },
  'mailings.save': {
    ...device,
    method: 'put',
    path: `${path}/{id}`,
    summary: 'Write down what was changed in a draft; what is left out stays',
    params: byId,
    body: z.object({
      /** The version that was read; another one is there: somebody else has written meanwhile. */
      version: z.int(),
      setup: MailingSetup.optional(),
      content: MailingContent.optional(),
      options: MailingOptions.optional(),
      pane: MailingPane.optional(),
    }),
    response: mailing,
  },
  'mailings.share': {
    ...device,
    method: 'put',
    path: `${path}/{id}/sharing`,
    summary: 'Say who may see a mailing',
    params: byId,
    body: Sharing,
    response: mailing,
  },
  'mailings.delete': {
    ...device,
    method: 'delete',
    path: `${path}/{id}`,
    summary: 'Delete a mailing that is not being sent; its links keep working',
    params: byId,
    response: z.object({}),
  },
  'mailings.restore': {
    ...device,
    method: 'post',
    path: `${path}/{id}/restore`,
    summary: 'Take back that a mailing was deleted',
    params: byId,
    response: mailing,
  },
  'mailings.addSource': {
    ...device,
    method: 'post',
    path: `${path}/{id}/sources`,
    summary: 'Add recipients; the list is read anew',
    params: byId,
    body: NewSource,
    response: mailing,
  },
  'mailings.removeSource': {
    ...device,
    method: 'delete',
    path: `${path}/{id}/sources/{sourceId}`,
    summary: 'Take a source of recipients away; the list is read anew',
    params: byId.extend({ sourceId: Id }),
    response: mailing,
  },
  'mailings.readList': {
    ...device,
    method: 'post',
    path: `${path}/{id}/list`,
    summary: 'Read the list of recipients anew, or stop reading it',
    params: byId,
    body: z.object({ stop: z.boolean().default(false) }),
    response: mailing,
  },
  'mailings.recipients': {
    ...device,
    method: 'post',
    path: `${path}/{id}/recipients/list`,
    summary: 'Recipients of a mailing, by name',
    params: byId,
    body: z.object({
      ...filters,
      limit: z.int().min(1).max(1000).default(100),
      offset: z.int().min(0).default(0),
    }),
    response: z.object({ recipients: z.array(MailingRecipient), total: z.int() }),
  },
  'mailings.leaveOut': {
    ...device,
    method: 'post',
    path: `${path}/{id}/recipients/left-out`,
    summary: 'Take recipients out of the list, or put them back',
    params: byId,
    body: z.object({ recipientIds: z.array(Id).min(1).max(mostAdded), leftOut: z.boolean() }),
    response: mailing,
  },
  'mailings.check': {
    ...device,
    method: 'get',
    path: `${path}/{id}/check`,
    summary: 'What stands in the way of sending a mailing, and what is worth a look',
    params: byId,
    response: z.object({ problems: z.array(MailingProblem), recipients: MailingFigures }),
  },
  'mailings.preview': {
    ...device,
    method: 'post',
    path: `${path}/{id}/preview`,
    summary: 'A mailing as one recipient gets it; its links lead straight to where they lead',
    params: byId,
    body: z.object({ recipientId: Id.nullable() }),
    response: MailingPreview,
  },
  'mailings.test': {
    ...device,
    method: 'post',
    path: `${path}/{id}/test`,
    summary: 'Send a mailing to some addresses, to look at it; nothing is counted',
    params: byId,
    body: z.object({
      /** Names the test, so that it goes once. */
      testId: Id,
      addresses: z.array(EmailAddress).min(1).max(mostTests),
      /** Whose values it is written with; null: of whoever sends it. */
      recipientId: Id.nullable().default(null),
    }),
    response: z.object({ planned: z.int() }),
  },
  'mailings.send': {
    ...device,
    method: 'post',
    path: `${path}/{id}/send`,
    summary: 'Send a mailing now, or at a time; a time that is over is now',
    params: byId,
    body: z.object({ at: Instant.nullable(), timeZone: TimeZone.nullable().default(null) }),
    response: mailing,
  },
  'mailings.stop': {
    ...device,
    method: 'post',
    path: `${path}/{id}/stop`,
    summary: 'Stop a mailing; who has not got it stays ready',
    params: byId,
    response: mailing,
  },
  'mailings.start': {
    ...device,
    method: 'post',
    path: `${path}/{id}/start`,
    summary: 'Send a scheduled or stopped mailing to everybody who has not got it',
    params: byId,
    response: mailing,
  },
  'mailings.revise': {
    ...device,
    method: 'post',
    path: `${path}/{id}/revise`,
    summary: 'Make a draft again of a mailing that nobody has got yet',
    params: byId,
    response: mailing,
  },
  'mailings.resend': {
    ...device,
    method: 'post',
    path: `${path}/{id}/resend`,
    summary:
      'Send again: to everybody of the list, read anew, who has not got it; or to chosen recipients, got or not',
    params: byId,
    body: z.object({ recipientIds: z.array(Id).min(1).max(mostAdded).nullable() }),
    response: mailing,
  },
  'mailings.links': {
    ...device,
    method: 'get',
    path: `${path}/{id}/links`,
    summary: 'Links of a mailing with their clicks',
    params: byId,
    response: z.object({ links: z.array(MailingLink) }),
  },
  'mailings.openings': {
    ...device,
    method: 'get',
    path: `${path}/{id}/openings`,
    summary: 'How many people have first opened a mailing in each of its first 48 hours',
    params: byId,
    response: MailingOpenings,
  },
  'mailings.clickers': {
    ...device,
    method: 'post',
    path: `${path}/{id}/clickers`,
    summary: 'Who has clicked a link of a mailing, and when, the latest first',
    params: byId,
    body: ClickersOfNumber,
    response: Clickers,
  },
  'mailings.ofPerson': {
    ...device,
    method: 'get',
    path: '/api/v2/people/{id}/mailings',
    summary: 'Mailings that a person has got, the latest first',
    params: byId,
    query: z.object(page),
    response: z.object({
      mailings: z.array(MailingRecipient.extend({ mailingId: Id, mailingName: z.string() })),
      total: z.int(),
    }),
  },
} as const;
