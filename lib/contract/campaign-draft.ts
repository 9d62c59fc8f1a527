import { z } from 'zod';
import { TaskType } from './task.ts';

/**
 * Unsaved work on campaigns as a browser keeps it, by id: as much of the shape as what shows it needs. Limits hold when
 * it is saved.
 */
export const KeptCampaignDrafts = z.record(
  z.string(),
  z.object({
    id: z.string(),
    baseVersion: z.number().nullable(),
    savedAt: z.string(),
    form: z.object({
      name: z.string(),
      category: z.string(),
      settings: z.looseObject({ skipWeekends: z.boolean() }),
      days: z.array(
        z.object({
          number: z.number(),
          steps: z.array(z.looseObject({ id: z.string(), type: TaskType, title: z.string() })),
        }),
      ),
    }),
  }),
);
