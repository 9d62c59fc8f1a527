import { z } from 'zod';
import { byId, device } from './endpoint.ts';
import { FileName, Id, Instant } from './primitives.ts';
import { Sharing } from './sharing.ts';
import { Template } from './template.ts';

/** How much content a workspace holds. */
export const contentLimits = {
  /** Of one file. */
  bytes: 20_000_000,
  /** Files of a workspace, and all of them together. */
  items: 500,
  workspaceBytes: 2_000_000_000,
} as const;

/** What a file is by its bytes; `other` is never shown on our address, only saved. */
export const ContentType = z.enum(['pdf', 'png', 'jpeg', 'gif', 'webp', 'other']);
export type ContentType = z.infer<typeof ContentType>;

/** A file that mails link to; whoever gets such a mail can load it. */
export const ContentItem = z.object({
  id: Id,
  /** What stands in a mail; anybody who knows it can load the file. */
  url: z.url(),
  name: z.string(),
  type: ContentType,
  bytes: z.int().min(0),
  createdAt: Instant,
  /** Null: nobody who is known. */
  ownerId: z.string().nullable(),
  ownerName: z.string().nullable(),
  /** The asking user may share and delete it: it is theirs, or they are an admin. */
  mayChange: z.boolean(),
  /** How often people looked at it through tracked links, and how many people; without machines. */
  looks: z.int().min(0),
  people: z.int().min(0),
  ...Sharing.shape,
});
export type ContentItem = z.infer<typeof ContentItem>;

const named = z.object({ id: Id, name: z.string() });

/** Where a file is linked to, as far as the asking user may see it. */
export const ContentUses = z.object({
  templates: z.array(named),
  campaigns: z.array(named),
  /** Templates and campaigns that the user may not see. */
  hidden: z.int().min(0),
  /** Mails with a tracked link to it, as far as they were written. */
  mails: z.int().min(0),
});
export type ContentUses = z.infer<typeof ContentUses>;

const baseVersion = z.int().min(1);

/** Endpoints of content, part of the table in `api.ts`. */
export const contentEndpoints = {
  'content.list': {
    ...device,
    method: 'get',
    path: '/api/v2/content',
    summary: 'Files that mails can link to, as far as the user may see them, the newest first',
    response: z.object({ items: z.array(ContentItem) }),
  },
  'content.add': {
    ...device,
    file: 'in',
    // A little more than a file may have, so that one that is too large is told so by its name.
    maxBytes: contentLimits.bytes + 5_000_000,
    method: 'post',
    path: '/api/v2/content',
    summary: 'Give a file an address that mails can link to; private at first',
    query: z.object({
      /** Made by the caller so that a repeat adds nothing. */
      contentId: Id,
      name: FileName,
    }),
    response: ContentItem,
  },
  'content.share': {
    ...device,
    method: 'put',
    path: '/api/v2/content/{id}/sharing',
    summary: 'Say who may put a file into their mails; whoever has a link can load it all the same',
    params: byId,
    body: Sharing,
    response: ContentItem,
  },
  'content.uses': {
    ...device,
    method: 'get',
    path: '/api/v2/content/{id}/uses',
    summary: 'Where a file is linked to',
    params: byId,
    response: ContentUses,
  },
  'content.delete': {
    ...device,
    method: 'delete',
    path: '/api/v2/content/{id}',
    summary: 'Delete a file; links to it lead to a page that says so',
    params: byId,
    response: z.object({}),
  },
  'content.restore': {
    ...device,
    method: 'post',
    path: '/api/v2/content/{id}/restore',
    summary: 'Bring a file back that was deleted in the last ten minutes, as it was',
    params: byId,
    response: ContentItem,
  },
  'content.track': {
    ...device,
    method: 'post',
    path: '/api/v2/templates/{id}/tracked',
    summary: 'Make an attachment of a template a tracked link at the end of its text',
    params: byId,
    body: z.object({ attachmentId: Id, baseVersion }),
    response: Template,
  },
  'content.attach': {
    ...device,
    method: 'post',
    path: '/api/v2/templates/{id}/untracked',
    summary: 'Make a linked file an attachment of a template; the words of the link stay without it',
    params: byId,
    body: z.object({ contentId: Id, baseVersion }),
    response: Template,
  },
} as const;
