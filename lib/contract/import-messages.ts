import { z } from 'zod';
import { resultOf } from './errors.ts';
import { Import, importLimits } from './import.ts';
import { Id } from './primitives.ts';

/** Messages about files that are imported, part of the table in `messages.ts`. */
export const importMessages = {
  /** Messages carry no files: what is in a part goes as base64. The same part again changes nothing. */
  'imports.part': {
    from: ['page'],
    request: z.object({
      id: Id,
      place: z.int().min(0),
      data: z.string().max(Math.ceil(importLimits.partBytes / 3) * 4),
    }),
    response: resultOf(Import),
  },
} as const;
