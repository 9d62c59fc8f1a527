import type { EndpointName } from '../../lib/contract/api.ts';
import { countCampaignSteps, countCampaigns, countTemplates, countUsers } from '../analytics/count.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoints of the analytics. */
export const analyticsHandlers: HandlersOf<Extract<EndpointName, `analytics.${string}`>> = {
  'analytics.campaigns': async (context, { query }) =>
    await countCampaigns(context.db, context, query, context.now),
  'analytics.steps': async (context, { params, query }) =>
    await countCampaignSteps(context.db, context, params.id, query, context.now),
  'analytics.templates': async (context, { query }) =>
    await countTemplates(context.db, context, query, context.now),
  'analytics.users': async (context, { query }) => await countUsers(context.db, context, query, context.now),
};
