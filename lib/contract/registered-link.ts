import { z } from 'zod';
import { byId, device } from './endpoint.ts';
import { GivenName, Id, Instant } from './primitives.ts';
import { TaskType } from './task.ts';

/** Tracked links that a workspace registers at most. */
export const mostRegisteredLinks = 1000;
/** Of one kind in the actions of one link. */
export const mostInAction = 20;

/** What whoever clicks comes to. A kind that is not known is none of this version's. */
export const LinkResponse = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('redirect'),
    url: z
      .url({ protocol: /^https?$/, message: 'expected an address that begins with http:// or https://' })
      .max(2000)
      .refine((url) => !/[{}]|\[\[/.test(url), 'fields cannot stand in the address of a registered link'),
  }),
  z.object({
    kind: z.literal('page'),
    title: z.string().trim().min(1).max(200),
    /** Sanitised when it is saved. */
    html: z
      .string()
      .max(100_000)
      .refine((html) => !/\{\{|\[\[/.test(html), 'fields cannot stand on the page of a registered link'),
  }),
]);
export type LinkResponse = z.infer<typeof LinkResponse>;

const ids = z.array(Id).max(mostInAction).default([]);
const Membership = z.object({ add: ids, remove: ids });
const nowhere = { add: [], remove: [] };

/** What else a person’s click does. Set and removed on each click, made once for each mailing, person and link. */
export const LinkActions = z.object({
  /** A custom field of the person, and what is written there. */
  field: z
    .object({ name: z.string().trim().min(1).max(64), value: z.string().trim().max(2000) })
    .nullable()
    .default(null),
  interests: Membership.default(nowhere),
  /** Static ones. */
  selections: Membership.default(nowhere),
  projects: Membership.default(nowhere),
  /** A task about the person. */
  followUp: z
    .object({
      type: TaskType.extract(['call', 'custom']),
      title: z.string().trim().min(1).max(200),
      details: z.string().trim().max(20_000),
      /** Days from the click until it is due. */
      inDays: z.int().min(0).max(365),
      /** Whose it is. */
      assigneeId: Id,
      /** It is the person’s sales contact’s where they have one. */
      preferSalesContact: z.boolean(),
    })
    .nullable()
    .default(null),
});
export type LinkActions = z.infer<typeof LinkActions>;

/** A tracked link that mailings share, with what was clicked in all of them since the last reset. */
export const RegisteredLink = z.object({
  id: Id,
  name: z.string(),
  response: LinkResponse,
  actions: LinkActions,
  /** Null: nobody who is known. */
  ownerId: z.string().nullable(),
  ownerName: z.string().nullable(),
  /** The asking user may change and delete it: it is theirs, or they are an admin. */
  mayChange: z.boolean(),
  /** By people. */
  clicks: z.int(),
  machineClicks: z.int(),
  lastClickAt: Instant.nullable(),
  /** In how many mailings it stands that were sent, or are to be. */
  mailings: z.int(),
  /** What was clicked before is not shown; null: all is. */
  resetAt: Instant.nullable(),
});
export type RegisteredLink = z.infer<typeof RegisteredLink>;

/** A recipient who has clicked a link. */
export const Clicker = z.object({
  recipientId: Id,
  /** Null: nobody who is known. */
  personId: Id.nullable(),
  name: z.string(),
  email: z.string().nullable(),
  companyName: z.string().nullable(),
  mailingId: Id,
  /** Null: the asking user may not see the mailing. */
  mailingName: z.string().nullable(),
  clicks: z.int(),
  lastAt: Instant,
});
export type Clicker = z.infer<typeof Clicker>;

const someClickers = {
  limit: z.int().min(1).max(1000).default(100),
  offset: z.int().min(0).default(0),
};
/** Asks for a part of those who have clicked. */
export const ClickersPage = z.object(someClickers);
export const ClickersOfNumber = z.object({ number: z.int().min(1), ...someClickers });
export const Clickers = z.object({ clickers: z.array(Clicker), total: z.int() });

const said = {
  name: GivenName.min(1).max(100),
  response: LinkResponse,
  actions: LinkActions.default({
    field: null,
    interests: nowhere,
    selections: nowhere,
    projects: nowhere,
    followUp: null,
  }),
};
const path = '/api/v2/registered-links';

/** Endpoints of registered tracked links, part of the table in `api.ts`. */
export const registeredLinkEndpoints = {
  'registeredLinks.list': {
    ...device,
    method: 'post',
    path: `${path}/list`,
    summary: 'Tracked links of the workspace by name, with what was clicked in all mailings since the reset',
    body: z.object({
      search: z.string().trim().max(200).default(''),
      limit: z.int().min(1).max(mostRegisteredLinks).default(200),
      offset: z.int().min(0).default(0),
    }),
    response: z.object({ links: z.array(RegisteredLink), total: z.int() }),
  },
  'registeredLinks.get': {
    ...device,
    method: 'get',
    path: `${path}/{id}`,
    summary: 'One tracked link',
    params: byId,
    response: RegisteredLink,
  },
  'registeredLinks.create': {
    ...device,
    method: 'post',
    path,
    summary: 'Register a tracked link for all mailings; repeated with the same id it is answered as it is',
    body: z.object({ id: Id, ...said }),
    response: RegisteredLink,
  },
  'registeredLinks.update': {
    ...device,
    method: 'put',
    path: `${path}/{id}`,
    summary: 'Change what a tracked link leads to and does, also in mails that were sent already',
    params: byId,
    body: z.object(said),
    response: RegisteredLink,
  },
  'registeredLinks.delete': {
    ...device,
    method: 'delete',
    path: `${path}/{id}`,
    summary: 'Delete a tracked link; in mails that were sent it keeps working',
    params: byId,
    response: z.object({}),
  },
  'registeredLinks.restore': {
    ...device,
    method: 'post',
    path: `${path}/{id}/restore`,
    summary: 'Take back that a tracked link was deleted',
    params: byId,
    response: RegisteredLink,
  },
  'registeredLinks.reset': {
    ...device,
    method: 'post',
    path: `${path}/{id}/reset`,
    summary: 'Begin to count a tracked link anew, or take that back; nothing that was counted is lost',
    params: byId,
    body: z.object({ back: z.boolean().default(false) }),
    response: RegisteredLink,
  },
  'registeredLinks.clickers': {
    ...device,
    method: 'post',
    path: `${path}/{id}/clickers`,
    summary: 'Who has clicked a tracked link since the reset, when and in which mailing, the latest first',
    params: byId,
    body: ClickersPage,
    response: Clickers,
  },
} as const;
