import { z } from 'zod';
import { resultOf } from './errors.ts';
import { imageLimits, StoredImage } from './image.ts';
import { Id } from './primitives.ts';

/** Messages about pictures, part of the table in `messages.ts`. */
export const imageMessages = {
  /** Messages carry no files: what is in one goes as base64. */
  'images.add': {
    from: ['page'],
    request: z.object({
      /** By which the page can call it off. */
      id: Id,
      data: z.string().max(Math.ceil(imageLimits.bytes / 3) * 4),
    }),
    response: resultOf(StoredImage),
  },
  /** Calls one off that is under way; what had arrived already stays, unused. */
  'images.cancel': { from: ['page'], request: z.object({ id: Id }), response: z.object({}) },
} as const;
