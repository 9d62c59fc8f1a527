import { fail, ok } from '../../lib/contract/result.ts';
import { createCampaign } from '../campaigns/create.ts';
import { askGate } from '../campaigns/gate.ts';
import { launchCampaign } from '../campaigns/launch.ts';
import { planLaunch } from '../campaigns/plan.ts';
import { findCampaign, listCampaigns } from '../db/queries/campaigns.ts';
import { listEnrolments } from '../db/queries/enrolments.ts';
import type { HandlersOf } from './handlers.ts';

const unknownCampaign = () => fail('NOT_FOUND', 'there is no such campaign');

/** Endpoints of the workspace's campaigns. */
export const campaignHandlers: HandlersOf<
  | 'campaigns.list'
  | 'campaigns.get'
  | 'campaigns.create'
  | 'campaigns.gate'
  | 'campaigns.plan'
  | 'campaigns.launch'
  | 'campaigns.enrolments'
> = {
  'campaigns.list': async ({ db, workspaceId }, { query }) =>
    ok(await listCampaigns(db.kysely, workspaceId, query)),
  'campaigns.get': async ({ db, workspaceId }, { params }) => {
    const campaign = await findCampaign(db.kysely, workspaceId, params.id);
    return campaign ? ok(campaign) : unknownCampaign();
  },
  'campaigns.create': async ({ db, workspaceId, now }, { body }) =>
    await createCampaign(db, workspaceId, body, now),
  'campaigns.gate': async ({ db, workspaceId, userId }, { params, body }) =>
    await askGate(db, workspaceId, { ...body, campaignId: params.id, userId }),
  'campaigns.plan': async ({ db, workspaceId, userId, now }, { params, body }) =>
    await planLaunch(db, workspaceId, { ...body, campaignId: params.id, userId }, now),
  'campaigns.launch': async ({ db, workspaceId, userId, now }, { params, body }) =>
    await launchCampaign(db, workspaceId, { ...body, campaignId: params.id, userId }, now),
  'campaigns.enrolments': async ({ db, workspaceId }, { params, query }) => {
    if (!(await findCampaign(db.kysely, workspaceId, params.id))) return unknownCampaign();
    return ok(await listEnrolments(db.kysely, workspaceId, params.id, query));
  },
};
