import { z } from 'zod';
import { Refusal } from './campaign.ts';
import { byId, device, page } from './endpoint.ts';
import { ErrorBody } from './errors.ts';
import { GateQuestion } from './gate.ts';
import { EnrolmentContext } from './person-context.ts';
import { RunPlanned } from './plan.ts';
import { EmailAddress, Id } from './primitives.ts';

/** Somebody who could be put on a campaign, and what whoever launches should know first. */
const Candidate = z.object({
  personId: Id,
  /** Names of other campaigns that the person is inside now; nothing stands in the way of a further one. */
  otherCampaigns: z.array(z.string()),
  /** Mails to the address came back as undeliverable; null: none did. What the mail server said. */
  addressDead: z.string().nullable(),
});

/** Who of those asked about could be put on the campaign, and why not the others. */
export const LaunchCandidates = z.object({ people: z.array(Candidate), refused: z.array(Refusal) });
export type LaunchCandidates = z.infer<typeof LaunchCandidates>;

/** Somebody on a campaign, with where their run stands. */
export const CampaignPerson = z.object({
  personId: Id,
  /** First and last name; empty where none is known. */
  name: z.string(),
  email: EmailAddress.nullable(),
  companyName: z.string().nullable(),
  run: EnrolmentContext,
});
export type CampaignPerson = z.infer<typeof CampaignPerson>;

/** Runs that are under way, those that are over, or both. */
export const PeopleView = z.enum(['inside', 'over', 'all']);
export type PeopleView = z.infer<typeof PeopleView>;

/** Endpoints of a launch and of the people on a campaign, part of the table in `api.ts`. */
export const launchEndpoints = {
  'campaigns.candidates': {
    ...device,
    method: 'post',
    path: '/api/v2/campaigns/{id}/candidates',
    summary: 'Before a launch: who can be put on the campaign, and why not the others',
    params: byId,
    body: GateQuestion,
    response: LaunchCandidates,
  },
  'campaigns.people': {
    ...device,
    method: 'get',
    path: '/api/v2/campaigns/{id}/people',
    summary: 'People on a campaign with where they stand, those inside first, then the newest',
    params: byId,
    query: z.object({
      ...page,
      view: PeopleView.default('inside'),
      /** Part of a name, address or company. */
      search: z.string().max(200).optional(),
    }),
    response: z.object({ people: z.array(CampaignPerson), total: z.int() }),
  },
  'campaigns.plans': {
    ...device,
    method: 'post',
    path: '/api/v2/campaigns/{id}/plans',
    summary: 'When the steps of some runs of the campaign come, or came, and why then',
    params: byId,
    body: z.object({ enrolmentIds: z.array(Id).min(1).max(200) }),
    response: z.object({ plans: z.array(RunPlanned) }),
  },
  'enrolments.stopMany': {
    ...device,
    method: 'post',
    path: '/api/v2/enrolments/stop-many',
    summary:
      'End runs and cancel their open tasks, each by itself; repeated with the same ids it changes nothing',
    body: z.object({
      /** `id` as when one run is stopped. */
      runs: z
        .array(z.object({ enrolmentId: Id, id: Id }))
        .min(1)
        .max(200),
    }),
    response: z.object({
      /** Ids of what was said, not of the runs. */
      stopped: z.array(Id),
      refused: z.array(ErrorBody.pick({ code: true, message: true }).extend({ id: Id })),
      /** How many mails of these runs had left before, or may have; absent where it is not known. */
      left: z.int().optional(),
    }),
  },
} as const;
