import { z } from 'zod';
import { Campaign, NewCampaign } from './campaign.ts';
import {
  CampaignChange,
  CampaignDeletion,
  CampaignImpact,
  CampaignSheet,
  CampaignSummary,
  CampaignToAdd,
  CampaignVersion,
  CampaignView,
  PeopleInside,
} from './campaign-authoring.ts';
import { byId, device, page } from './endpoint.ts';
import { Id } from './primitives.ts';
import { Sharing } from './sharing.ts';

/** Endpoints of whoever writes campaigns, part of the table in `api.ts`. */
export const campaignEndpoints = {
  'campaigns.overview': {
    ...device,
    method: 'get',
    path: '/api/v2/campaigns/overview',
    summary: 'Campaigns by name, with the people inside and without their texts',
    query: z.object({
      ...page,
      view: CampaignView.default('all'),
      /** Words that stand in name or category. */
      search: z.string().max(200).optional(),
      category: z.string().max(100).optional(),
      /** As this user sees them; of others only for admins. */
      as: z.string().max(100).optional(),
    }),
    response: z.object({
      campaigns: z.array(CampaignSummary),
      total: z.int(),
      /** Of all campaigns, by the alphabet. */
      categories: z.array(z.string()),
      /** As whom an admin may look; empty for others. */
      users: z.array(z.object({ id: z.string(), name: z.string() })),
    }),
  },
  'campaigns.get': {
    ...device,
    method: 'get',
    path: '/api/v2/campaigns/{id}',
    summary: 'One campaign',
    params: byId,
    response: CampaignSheet,
  },
  'campaigns.create': {
    ...device,
    method: 'post',
    path: '/api/v2/campaigns',
    summary: 'Create a campaign; repeated with the same id it adds nothing',
    body: CampaignToAdd,
    response: CampaignSheet,
  },
  'campaigns.update': {
    ...device,
    method: 'put',
    path: '/api/v2/campaigns/{id}',
    summary: 'Change a campaign; people inside go on with their version, or are moved to the new one',
    params: byId,
    body: CampaignChange,
    response: CampaignSheet,
  },
  'campaigns.impact': {
    ...device,
    method: 'post',
    path: '/api/v2/campaigns/{id}/impact',
    summary: 'Before a change is saved: what it does to people inside',
    params: byId,
    body: NewCampaign,
    response: CampaignImpact,
  },
  'campaigns.copy': {
    ...device,
    method: 'post',
    path: '/api/v2/campaigns/{id}/copy',
    summary: 'A copy of one’s own, without people; repeated with the same id it adds nothing',
    params: byId,
    body: z.object({ id: Id, name: z.string().min(1).max(200) }),
    response: CampaignSheet,
  },
  'campaigns.share': {
    ...device,
    method: 'put',
    path: '/api/v2/campaigns/{id}/sharing',
    summary: 'Say who may see a campaign and put people on it; runs go on',
    params: byId,
    body: Sharing,
    response: CampaignSheet,
  },
  'campaigns.archive': {
    ...device,
    method: 'post',
    path: '/api/v2/campaigns/{id}/archive',
    summary: 'Take nobody in any more, or again; people inside go on',
    params: byId,
    body: z.object({ archived: z.boolean() }),
    response: CampaignSheet,
  },
  'campaigns.deletion': {
    ...device,
    method: 'get',
    path: '/api/v2/campaigns/{id}/deletion',
    summary: 'What deleting a campaign would take away',
    params: byId,
    response: CampaignDeletion,
  },
  'campaigns.delete': {
    ...device,
    method: 'delete',
    path: '/api/v2/campaigns/{id}',
    summary: 'Delete a campaign with its versions, runs that are over, and their tasks',
    params: byId,
    response: z.object({}),
  },
  'campaigns.versions': {
    ...device,
    method: 'get',
    path: '/api/v2/campaigns/{id}/versions',
    summary: 'Versions of a campaign, the newest first',
    params: byId,
    response: z.object({ versions: z.array(CampaignVersion) }),
  },
  'campaigns.version': {
    ...device,
    method: 'get',
    path: '/api/v2/campaigns/{id}/versions/{version}',
    summary: 'What one version of a campaign says',
    params: byId.extend({ version: z.coerce.number().int().min(1) }),
    response: Campaign.pick({ name: true, settings: true, days: true }),
  },
  'campaigns.restore': {
    ...device,
    method: 'post',
    path: '/api/v2/campaigns/{id}/restore',
    summary: 'Bring back what an earlier version said, as a new version',
    params: byId,
    body: z.object({
      version: z.int().min(1),
      baseVersion: z.int().min(1),
      people: PeopleInside.default('stay'),
    }),
    response: CampaignSheet,
  },
} as const;
