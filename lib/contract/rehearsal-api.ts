import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { Id, Instant, TimeZone } from './primitives.ts';
import { Rehearsal, TaskWork, WorldMix } from './rehearsal.ts';
import { LaunchTiming } from './schedule.ts';

/** How many people a rehearsal has at most. */
export const mostRehearsed = 50;

/** A rehearsal of a campaign as it is saved. */
export const RehearsalQuestion = z
  .object({
    /** Made by the caller: a repeat starts nothing twice. */
    id: Id,
    /** With made-up people, who are nowhere but in the rehearsal. */
    sample: z.boolean().default(false),
    /** Some of the workspace who could be launched, where absent. */
    personIds: z.array(Id).min(1).max(mostRehearsed).optional(),
    /** How many, where nobody is named. */
    people: z.int().min(1).max(mostRehearsed).default(8),
    /** Of the launch; now when absent. */
    startAt: Instant.optional(),
    timeZone: TimeZone,
    timing: LaunchTiming.optional(),
    seed: z.int().min(0).max(2_147_483_647).default(1),
    /** Everybody accepts where absent. */
    mix: WorldMix.default({}),
    work: TaskWork.default({ kind: 'atDue' }),
  })
  .refine(({ sample, personIds }) => !sample || personIds === undefined, {
    path: ['personIds'],
    message: 'expected none with made-up people',
  });

/** How a rehearsal stands. It is kept in memory for a while, for who started it. */
export const RehearsalState = z.object({
  id: Id,
  campaignId: Id,
  state: z.enum(['running', 'done', 'stopped', 'failed']),
  /** Instant that the virtual clock has come to; null: it is being prepared. */
  reachedAt: Instant.nullable(),
  /** Why it failed. */
  message: z.string().nullable(),
  /** Once it is done. */
  rehearsal: Rehearsal.nullable(),
});
export type RehearsalState = z.infer<typeof RehearsalState>;

/** Rehearsals of campaigns: `LIMIT_REACHED` while the server is busy with another one. */
export const rehearsalEndpoints = {
  'rehearsals.start': {
    method: 'post',
    path: '/api/v2/campaigns/{id}/rehearsals',
    auth: 'device',
    summary: 'Live through a campaign in fast-forward; nothing is sent',
    params: z.object({ id: Id }),
    body: RehearsalQuestion,
    response: RehearsalState,
  },
  'rehearsals.get': {
    method: 'get',
    path: '/api/v2/rehearsals/{id}',
    auth: 'device',
    summary: 'How a rehearsal stands; its result for half an hour',
    params: z.object({ id: Id }),
    response: RehearsalState,
  },
  'rehearsals.stop': {
    method: 'post',
    path: '/api/v2/rehearsals/{id}/stop',
    auth: 'device',
    summary: 'End a rehearsal early',
    params: z.object({ id: Id }),
    body: z.object({}),
    response: RehearsalState,
  },
} as const satisfies Record<string, Endpoint>;
