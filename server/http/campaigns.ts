import type { EndpointName } from '../../lib/contract/api.ts';
import { ok } from '../../lib/contract/result.ts';
import { askCandidates } from '../campaigns/ask-candidates.ts';
import { createCampaign } from '../campaigns/create.ts';
import { askGate } from '../campaigns/gate.ts';
import { askImpact } from '../campaigns/impact.ts';
import { launchCampaign } from '../campaigns/launch.ts';
import {
  archiveCampaign,
  consequenceOfDeletion,
  copyCampaign,
  deleteCampaign,
  versionOf,
  versionsOf,
} from '../campaigns/look-after.ts';
import { overviewOf } from '../campaigns/overview.ts';
import { listCampaignPeople } from '../campaigns/people.ts';
import { planLaunch, plansOfRuns } from '../campaigns/plan.ts';
import { unknownCampaign } from '../campaigns/refusals.ts';
import { shareCampaign } from '../campaigns/share.ts';
import { restoreCampaign, updateCampaign } from '../campaigns/update.ts';
import { findSheet } from '../db/queries/campaign-sheets.ts';
import { findCampaign, listCampaigns } from '../db/queries/campaigns.ts';
import { listEnrolments } from '../db/queries/enrolments.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoints of the workspace's campaigns. */
export const campaignHandlers: HandlersOf<Extract<EndpointName, `campaigns.${string}`>> = {
  'campaigns.list': async ({ db, workspaceId, userId }, { query }) =>
    ok(await listCampaigns(db.kysely, workspaceId, query, userId)),
  'campaigns.overview': async (context, { query }) => await overviewOf(context.db, context, query),
  'campaigns.get': async ({ db, workspaceId, userId }, { params }) => {
    const campaign = await findSheet(db.kysely, workspaceId, params.id, userId);
    return campaign ? ok(campaign) : unknownCampaign();
  },
  'campaigns.create': async ({ db, workspaceId, userId, now }, { body }) =>
    await createCampaign(db, workspaceId, body, now, userId),
  'campaigns.update': async (context, { params, body }) =>
    await updateCampaign(context.db, context, params.id, body, context.now),
  'campaigns.impact': async (context, { params, body }) =>
    await askImpact(context.db, context, params.id, body, context.now),
  'campaigns.copy': async (context, { params, body }) =>
    await copyCampaign(context.db, context, params.id, body, context.now),
  'campaigns.share': async (context, { params, body }) =>
    await shareCampaign(context.db, context, params.id, body, context.now),
  'campaigns.archive': async (context, { params, body }) =>
    await archiveCampaign(context.db, context, params.id, body.archived, context.now),
  'campaigns.deletion': async (context, { params }) =>
    await consequenceOfDeletion(context.db, context, params.id),
  'campaigns.delete': async (context, { params }) =>
    await deleteCampaign(context.db, context, params.id, context.now),
  'campaigns.versions': async (context, { params }) => await versionsOf(context.db, context, params.id),
  'campaigns.version': async (context, { params }) =>
    await versionOf(context.db, context, params.id, params.version),
  'campaigns.restore': async (context, { params, body }) =>
    await restoreCampaign(context.db, context, params.id, body, context.now),
  'campaigns.candidates': async ({ db, workspaceId, userId, now }, { params, body }) =>
    await askCandidates(db, workspaceId, { ...body, campaignId: params.id, userId }, now),
  'campaigns.people': async (context, { params, query }) =>
    await listCampaignPeople(context.db, context, params.id, query),
  'campaigns.plans': async ({ db, workspaceId, userId, now }, { params, body }) =>
    await plansOfRuns(db, workspaceId, { ...body, campaignId: params.id, userId }, now),
  'campaigns.gate': async ({ db, workspaceId, userId }, { params, body }) =>
    await askGate(db, workspaceId, { ...body, campaignId: params.id, userId }),
  'campaigns.plan': async ({ db, workspaceId, userId, now }, { params, body }) =>
    await planLaunch(db, workspaceId, { ...body, campaignId: params.id, userId }, now),
  'campaigns.launch': async ({ db, workspaceId, userId, now }, { params, body }) =>
    await launchCampaign(db, workspaceId, { ...body, campaignId: params.id, userId }, now),
  'campaigns.enrolments': async ({ db, workspaceId, userId }, { params, query }) => {
    if (!(await findCampaign(db.kysely, workspaceId, params.id, userId))) return unknownCampaign();
    return ok(await listEnrolments(db.kysely, workspaceId, params.id, query));
  },
};
