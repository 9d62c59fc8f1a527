import { z } from 'zod';
import { absenceEndpoints } from './absence.ts';
import { accountEndpoints } from './account-api.ts';
import { analyticsEndpoints } from './analytics.ts';
import { blockedDomainEndpoints } from './blocked-domains.ts';
import { bounceEndpoints } from './bounce.ts';
import { calendarEndpoints } from './calendar.ts';
import { Campaign, Enrolment, Launch, LaunchReport } from './campaign.ts';
import { campaignEndpoints } from './campaign-api.ts';
import { channelEndpoints } from './channel.ts';
import { companyEndpoints } from './company.ts';
import { companyDomainEndpoints } from './company-domains.ts';
import { ConsentChange, ConsentPurpose, ConsentSource, PersonConsent } from './consent.ts';
import { consentProofEndpoints } from './consent-proof.ts';
import { contentEndpoints } from './content.ts';
import { dkimEndpoints } from './dkim.ts';
import { duplicateEndpoints } from './duplicates.ts';
import { byId, type Endpoint, page } from './endpoint.ts';
import { erasureEndpoints } from './erasure.ts';
import { feedEndpoints } from './feed.ts';
import { CampaignGate, GateQuestion } from './gate.ts';
import { imageEndpoints } from './image.ts';
import { importEndpoints } from './import-api.ts';
import { interestEndpoints } from './interest.ts';
import { launchEndpoints } from './launch-api.ts';
import { limitEndpoints } from './limits.ts';
import { NewLinks, TrackedLink } from './link.ts';
import { mailEndpoints } from './mail-api.ts';
import { mailingEndpoints } from './mailing-api.ts';
import { ourContactEndpoints } from './our-contacts.ts';
import { NewPerson, Person, PersonToAdd } from './person.ts';
import { EnrolmentContext, PeopleFound, PeopleLookup, PersonContext } from './person-context.ts';
import { LaunchPlanned, LaunchQuestion, RunPlanned } from './plan.ts';
import { Id, Instant } from './primitives.ts';
import { projectEndpoints } from './project.ts';
import { registeredLinkEndpoints } from './registered-link.ts';
import { rehearsalEndpoints } from './rehearsal-api.ts';
import { selectionEndpoints } from './selection.ts';
import { subscriptionEndpoints } from './subscription.ts';
import { PushAnswer, PushRequest, SyncPage } from './sync.ts';
import { Activity, NewActivity } from './task.ts';
import { taskEndpoints } from './task-api.ts';
import { teamEndpoints } from './team-api.ts';
import { templateEndpoints } from './template-api.ts';
import { templateCategoryEndpoints } from './template-category-api.ts';
import { trackingEndpoints } from './tracking.ts';

/**
 * Stands in every path below (`/api/v2/…`); a change that an older extension would not understand raises it. Who speaks
 * an older one is answered 410 with a sentence to show, and keeps what waits to be sent.
 *
 * 2: runs have no `shiftDays` any more; tasks may be automatic, held or passed by.
 */
export const protocolVersion = 2;

/** Something that is said about a run by hand; `id` makes a repeat harmless and names it for an undo. */
const runEvent = z.object({
  id: Id,
  /** When it happened; now when absent, never in the future. */
  at: Instant.optional(),
});

/** Every endpoint of the server; the server's route map and the extension's client are both typed by this table. */
export const api = {
  'health.get': {
    method: 'get',
    path: '/api/v2/health',
    auth: 'public',
    summary: 'Is this an Utskick server, and is it well',
    response: z.object({
      product: z.literal('utskick'),
      version: z.string(),
      database: z.enum(['ok', 'away']),
    }),
  },
  ...accountEndpoints,
  'sync.pull': {
    method: 'get',
    path: '/api/v2/sync',
    auth: 'device',
    summary: 'Rows changed since a cursor',
    query: z.object({
      since: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(2000).default(1000),
    }),
    response: SyncPage,
  },
  'sync.push': {
    method: 'post',
    path: '/api/v2/sync',
    auth: 'device',
    summary: 'Apply actions, each once',
    body: PushRequest,
    response: PushAnswer,
  },
  ...taskEndpoints,
  ...mailingEndpoints,
  ...bounceEndpoints,
  ...consentProofEndpoints,
  ...erasureEndpoints,
  ...duplicateEndpoints,
  ...ourContactEndpoints,
  ...registeredLinkEndpoints,
  'people.list': {
    method: 'get',
    path: '/api/v2/people',
    auth: 'device',
    summary: 'People, by last name',
    query: z.object({ ...page, search: z.string().max(200).optional() }),
    response: z.object({ people: z.array(Person), total: z.int() }),
  },
  'people.fields': {
    method: 'get',
    path: '/api/v2/people/fields',
    auth: 'device',
    summary: 'Names of custom fields that somebody has, by name',
    response: z.object({ fields: z.array(z.string()) }),
  },
  'people.get': {
    method: 'get',
    path: '/api/v2/people/{id}',
    auth: 'device',
    summary: 'One person',
    params: byId,
    response: Person,
  },
  'people.create': {
    method: 'post',
    path: '/api/v2/people',
    auth: 'device',
    summary: 'Add a person; repeated with the same id it adds nothing',
    body: PersonToAdd,
    response: Person,
  },
  'people.update': {
    method: 'put',
    path: '/api/v2/people/{id}',
    auth: 'device',
    summary: 'Change a person',
    params: byId,
    body: NewPerson,
    response: Person,
  },
  /** Addresses travel in the body only, so that they stand in no log; nothing about the question is stored. */
  'people.lookup': {
    method: 'post',
    path: '/api/v2/people/lookup',
    auth: 'device',
    summary: 'Who has these addresses, and how they stand with us',
    body: PeopleLookup,
    response: PeopleFound,
  },
  'people.context': {
    method: 'get',
    path: '/api/v2/people/{id}/context',
    auth: 'device',
    summary: 'How one person stands with us: campaigns, tasks, history, consent',
    params: byId,
    response: PersonContext,
  },
  'people.log': {
    method: 'post',
    path: '/api/v2/people/{id}/activities',
    auth: 'device',
    summary: 'Write down a note, call, meeting or mail',
    params: byId,
    body: NewActivity,
    response: Activity,
  },
  'people.setConsent': {
    method: 'put',
    path: '/api/v2/people/{id}/consents/{purpose}',
    auth: 'device',
    summary: 'Write down how a person stands to one purpose',
    params: byId.extend({ purpose: ConsentPurpose }),
    body: ConsentChange,
    response: PersonConsent,
  },
  'people.setNoMailings': {
    method: 'put',
    path: '/api/v2/people/{id}/no-mailings',
    auth: 'device',
    summary: 'Forbid or allow anything that goes to many',
    params: byId,
    body: z.object({
      noMailings: z.boolean(),
      source: ConsentSource,
      comment: z.string().max(2000).nullable().default(null),
    }),
    response: PersonConsent,
  },
  'people.setFormer': {
    method: 'put',
    path: '/api/v2/people/{id}/former',
    auth: 'device',
    summary: 'Say that a person works at their company no longer, or does again',
    params: byId,
    body: z.object({ former: z.boolean() }),
    response: z.object({ formerSince: Instant.nullable() }),
  },
  'campaigns.list': {
    method: 'get',
    path: '/api/v2/campaigns',
    auth: 'device',
    summary: 'Campaigns that take people in, by name',
    query: z.object(page),
    response: z.object({ campaigns: z.array(Campaign), total: z.int() }),
  },
  ...campaignEndpoints,
  ...launchEndpoints,
  ...rehearsalEndpoints,
  'campaigns.gate': {
    method: 'post',
    path: '/api/v2/campaigns/{id}/gate',
    auth: 'device',
    summary: 'Before a launch: who lacks which field in which mail, and which prompts are left',
    params: byId,
    body: GateQuestion,
    response: CampaignGate,
  },
  'campaigns.plan': {
    method: 'post',
    path: '/api/v2/campaigns/{id}/plan',
    auth: 'device',
    summary: 'Before a launch: when each step would come for each person, and why then',
    params: byId,
    body: LaunchQuestion,
    response: LaunchPlanned,
  },
  'campaigns.launch': {
    method: 'post',
    path: '/api/v2/campaigns/{id}/launch',
    auth: 'device',
    summary: 'Enrol people',
    params: byId,
    body: Launch,
    // Each first email may be another one.
    maxBytes: 32 * 1024 * 1024,
    response: LaunchReport,
  },
  'campaigns.enrolments': {
    method: 'get',
    path: '/api/v2/campaigns/{id}/enrolments',
    auth: 'device',
    summary: 'People on a campaign',
    params: byId,
    query: z.object(page),
    response: z.object({ enrolments: z.array(Enrolment), total: z.int() }),
  },
  'enrolments.plan': {
    method: 'get',
    path: '/api/v2/enrolments/{id}/plan',
    auth: 'device',
    summary: 'When the steps of a run come, or came, and why then',
    params: byId,
    response: RunPlanned,
  },
  'enrolments.replied': {
    method: 'post',
    path: '/api/v2/enrolments/{id}/replied',
    auth: 'device',
    summary: 'Say that the person has answered; the campaign decides what that does to the run',
    params: byId,
    body: runEvent,
    response: EnrolmentContext,
  },
  'enrolments.stop': {
    method: 'post',
    path: '/api/v2/enrolments/{id}/stop',
    auth: 'device',
    summary: 'End a run and cancel its open task',
    params: byId,
    body: runEvent,
    response: EnrolmentContext,
  },
  'enrolments.undo': {
    method: 'post',
    path: '/api/v2/enrolments/{id}/undo',
    auth: 'device',
    summary: 'Take back a reply or a stop, as long as nothing has happened since',
    params: byId,
    body: z.object({ undoes: Id }),
    response: EnrolmentContext,
  },
  ...mailEndpoints,
  ...feedEndpoints,
  ...analyticsEndpoints,
  ...channelEndpoints,
  ...dkimEndpoints,
  ...absenceEndpoints,
  ...calendarEndpoints,
  ...limitEndpoints,
  ...teamEndpoints,
  ...companyEndpoints,
  ...subscriptionEndpoints,
  ...selectionEndpoints,
  ...projectEndpoints,
  ...interestEndpoints,
  ...blockedDomainEndpoints,
  ...companyDomainEndpoints,
  ...trackingEndpoints,
  ...imageEndpoints,
  ...importEndpoints,
  ...contentEndpoints,
  ...templateEndpoints,
  ...templateCategoryEndpoints,
  'links.create': {
    method: 'post',
    path: '/api/v2/links',
    auth: 'device',
    summary: 'Addresses by which clicks are seen, in the order asked',
    body: NewLinks,
    response: z.object({ links: z.array(TrackedLink) }),
  },
} as const satisfies Record<string, Endpoint>;

export type Api = typeof api;
export type EndpointName = keyof Api;
/** What is asked and answered in JSON; the others carry files. */
export type JsonEndpoint = { [N in EndpointName]: Api[N] extends { file: string } ? never : N }[EndpointName];
type Input<S> = S extends z.ZodType ? z.input<S> : undefined;
type Output<S> = S extends z.ZodType ? z.output<S> : undefined;
type Part<N extends EndpointName, K extends string> = Api[N] extends Record<K, infer S> ? S : undefined;

/** What a caller passes: only the parts that the endpoint has. */
export type RequestOf<N extends EndpointName> = {
  [K in 'params' | 'query' | 'body' as Part<N, K> extends undefined ? never : K]: Input<Part<N, K>>;
};
/** What a handler receives, after validation. */
export type ParsedRequestOf<N extends EndpointName> = {
  [K in 'params' | 'query' | 'body' as Part<N, K> extends undefined ? never : K]: Output<Part<N, K>>;
};
export type ResponseOf<N extends EndpointName> = z.output<Api[N]['response']>;

/**
 * Server-sent nudges, outside the table because the answer is a stream: `GET /api/v2/sync/events` with the bearer
 * token sends `event: changed` whenever something of the user's workspace has changed, and a comment every 20 s.
 */
export const nudgePath = '/api/v2/sync/events';
