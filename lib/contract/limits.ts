import { z } from 'zod';
import { device } from './endpoint.ts';

const figure = (most: number) => z.int().min(1).max(most);

/** How many people one launch takes, however high a workspace sets its limit. */
export const mostPerLaunch = 1000;

/** How much one launch, and one user, may do at most. */
export const LaunchLimits = z.object({
  /** People in one launch. */
  peoplePerLaunch: figure(mostPerLaunch),
  /** Launches of one user on one day of theirs. */
  launchesPerDay: figure(10_000),
  /** Campaigns that one user has people inside at the same time. */
  runningCampaigns: figure(10_000),
});
export type LaunchLimits = z.infer<typeof LaunchLimits>;

/** What holds where a workspace says nothing else. */
export const usualLimits: LaunchLimits = { peoplePerLaunch: 200, launchesPerDay: 200, runningCampaigns: 200 };

/** Endpoints of a workspace's limits, part of the table in `api.ts`. */
export const limitEndpoints = {
  'limits.get': {
    ...device,
    method: 'get',
    path: '/api/v2/limits',
    summary: 'How much a launch and a user may do at most',
    response: LaunchLimits,
  },
  'limits.set': {
    ...device,
    roles: ['admin'],
    method: 'put',
    path: '/api/v2/limits',
    summary: 'Change the limits; what runs already goes on',
    body: LaunchLimits,
    response: LaunchLimits,
  },
} as const;
