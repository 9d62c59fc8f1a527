import { z } from 'zod';
import { DeviceToken, Me, PairingStarted } from './account.ts';
import { Campaign, Enrolment, Launch, LaunchReport, NewCampaign } from './campaign.ts';
import { NewPerson, Person } from './person.ts';
import { Id } from './primitives.ts';
import { PushAnswer, PushRequest, SyncPage } from './sync.ts';
import { NewTask, Task } from './task.ts';

/**
 * One HTTP endpoint. `auth` says who may call it: `public` anybody, `device` a paired device's bearer token or a
 * signed-in browser session, and in both cases the role must be one of `roles` (all roles when absent).
 */
export interface Endpoint {
  method: 'get' | 'post' | 'put' | 'delete';
  /** Hono style, parameters as `{name}`: `/api/v1/tokens/{id}`. */
  path: string;
  summary: string;
  auth: 'public' | 'device';
  roles?: readonly ('admin' | 'manager' | 'user')[];
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  response: z.ZodType;
}

const page = {
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  offset: z.coerce.number().int().min(0).default(0),
};
const byId = z.object({ id: Id });
const deviceName = z.string().min(1).max(100);
const managers = ['admin', 'manager'] as const;

/** Every endpoint of the server; the server's route map and the extension's client are both typed by this table. */
export const api = {
  'health.get': {
    method: 'get',
    path: '/api/v1/health',
    auth: 'public',
    summary: 'Is this an Utskick server, and is it well',
    response: z.object({
      product: z.literal('utskick'),
      version: z.string(),
      database: z.enum(['ok', 'away']),
    }),
  },
  'pairing.start': {
    method: 'post',
    path: '/api/v1/pairing',
    auth: 'public',
    summary: 'Ask for a device code',
    body: z.object({ deviceName }),
    response: PairingStarted,
  },
  'pairing.collect': {
    method: 'post',
    path: '/api/v1/pairing/token',
    auth: 'public',
    summary: 'Exchange an approved device code for a token',
    body: z.object({ deviceCode: z.string().min(1).max(200) }),
    response: z.object({ token: z.string() }),
  },
  'pairing.redeem': {
    method: 'post',
    path: '/api/v1/pairing/link',
    auth: 'public',
    summary: 'Exchange the one-time code of a pairing link for a token',
    body: z.object({ linkCode: z.string().min(1).max(200), deviceName }),
    response: z.object({ token: z.string() }),
  },
  'me.get': { method: 'get', path: '/api/v1/me', auth: 'device', summary: 'Who is signed in', response: Me },
  'tokens.list': {
    method: 'get',
    path: '/api/v1/tokens',
    auth: 'device',
    summary: 'Own paired devices',
    response: z.object({ tokens: z.array(DeviceToken) }),
  },
  'tokens.revoke': {
    method: 'delete',
    path: '/api/v1/tokens/{id}',
    auth: 'device',
    summary: 'Revoke an own paired device',
    params: byId,
    response: z.object({}),
  },
  'sync.pull': {
    method: 'get',
    path: '/api/v1/sync',
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
    path: '/api/v1/sync',
    auth: 'device',
    summary: 'Apply actions, each once',
    body: PushRequest,
    response: PushAnswer,
  },
  'tasks.list': {
    method: 'get',
    path: '/api/v1/tasks',
    auth: 'device',
    summary: 'Own tasks, soonest first',
    query: z.object({ ...page, status: z.enum(['open', 'done', 'skipped', 'cancelled']).optional() }),
    response: z.object({ tasks: z.array(Task), total: z.int() }),
  },
  'tasks.get': {
    method: 'get',
    path: '/api/v1/tasks/{id}',
    auth: 'device',
    summary: 'One own task',
    params: byId,
    response: Task,
  },
  'tasks.create': {
    method: 'post',
    path: '/api/v1/tasks',
    auth: 'device',
    summary: 'Create a task outside campaigns',
    body: NewTask,
    response: Task,
  },
  'people.list': {
    method: 'get',
    path: '/api/v1/people',
    auth: 'device',
    summary: 'People, by last name',
    query: z.object({ ...page, search: z.string().max(200).optional() }),
    response: z.object({ people: z.array(Person), total: z.int() }),
  },
  'people.get': {
    method: 'get',
    path: '/api/v1/people/{id}',
    auth: 'device',
    summary: 'One person',
    params: byId,
    response: Person,
  },
  'people.create': {
    method: 'post',
    path: '/api/v1/people',
    auth: 'device',
    summary: 'Add a person',
    body: NewPerson,
    response: Person,
  },
  'people.update': {
    method: 'put',
    path: '/api/v1/people/{id}',
    auth: 'device',
    summary: 'Change a person',
    params: byId,
    body: NewPerson,
    response: Person,
  },
  'campaigns.list': {
    method: 'get',
    path: '/api/v1/campaigns',
    auth: 'device',
    summary: 'Campaigns, by name',
    query: z.object(page),
    response: z.object({ campaigns: z.array(Campaign), total: z.int() }),
  },
  'campaigns.get': {
    method: 'get',
    path: '/api/v1/campaigns/{id}',
    auth: 'device',
    summary: 'One campaign',
    params: byId,
    response: Campaign,
  },
  'campaigns.create': {
    method: 'post',
    path: '/api/v1/campaigns',
    auth: 'device',
    roles: managers,
    summary: 'Create a campaign',
    body: NewCampaign,
    response: Campaign,
  },
  'campaigns.launch': {
    method: 'post',
    path: '/api/v1/campaigns/{id}/launch',
    auth: 'device',
    summary: 'Enrol people',
    params: byId,
    body: Launch,
    response: LaunchReport,
  },
  'campaigns.enrolments': {
    method: 'get',
    path: '/api/v1/campaigns/{id}/enrolments',
    auth: 'device',
    summary: 'People on a campaign',
    params: byId,
    query: z.object(page),
    response: z.object({ enrolments: z.array(Enrolment), total: z.int() }),
  },
} as const satisfies Record<string, Endpoint>;

export type Api = typeof api;
export type EndpointName = keyof Api;
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
 * Server-sent nudges, outside the table because the answer is a stream: `GET /api/v1/sync/events` with the bearer
 * token sends `event: changed` whenever something of the user's workspace has changed, and a comment every 20 s.
 */
export const nudgePath = '/api/v1/sync/events';
