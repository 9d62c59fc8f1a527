import { z } from 'zod';
import { ContentItem, contentLimits } from './content.ts';
import { resultOf } from './errors.ts';
import { Id } from './primitives.ts';

/** Messages about files that mails link to, part of the table in `messages.ts`. */
export const contentMessages = {
  /** Messages carry no files: what is in one goes as base64. */
  'content.add': {
    from: ['page'],
    request: z.object({
      /** Made by the page so that a repeat adds nothing; by it the page can call it off. */
      id: Id,
      name: z.string().min(1).max(200),
      data: z.string().max(Math.ceil(contentLimits.bytes / 3) * 4),
    }),
    response: resultOf(ContentItem),
  },
  /** Calls one off that is under way; what had arrived already stays among the uploaded. */
  'content.cancel': { from: ['page'], request: z.object({ id: Id }), response: z.object({}) },
} as const;
