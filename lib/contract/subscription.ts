import { z } from 'zod';
import { ConsentSource, PersonConsent } from './consent.ts';
import { byId, device } from './endpoint.ts';
import { GivenName, Id } from './primitives.ts';

/** Languages of the pages that people see. */
export const PageLanguage = z.enum(['en', 'sv', 'da', 'nb', 'nl']);
export type PageLanguage = z.infer<typeof PageLanguage>;

const TypeName = GivenName.min(1).max(100);
export const mostSubscriptionTypes = 50;

/** A type of mailings that people can decline, and go on getting the others. */
export const SubscriptionType = z.object({
  id: Id,
  name: TypeName,
  /** By language, for the pages that people see; the name itself elsewhere. */
  names: z.partialRecord(PageLanguage, TypeName),
  /** No new mailing can be of one that is not; who has declined it stays known. */
  active: z.boolean(),
});
export type SubscriptionType = z.infer<typeof SubscriptionType>;

/** A type, and how many people have declined it. */
export const SubscriptionTypeRow = SubscriptionType.extend({ declined: z.int() });
export type SubscriptionTypeRow = z.infer<typeof SubscriptionTypeRow>;

const listed = z.object({ types: z.array(SubscriptionTypeRow) });

/** Endpoints of types of mailings and who wants them, part of the table in `api.ts`. */
export const subscriptionEndpoints = {
  'subscriptionTypes.list': {
    ...device,
    method: 'get',
    path: '/api/v2/subscription-types',
    summary: 'Types of mailings that people can decline, in their order',
    response: listed,
  },
  'subscriptionTypes.set': {
    ...device,
    roles: ['admin'],
    method: 'put',
    path: '/api/v2/subscription-types',
    summary:
      'Say which types of mailings there are; one that nobody declined may be left out and is gone then',
    body: z.object({ types: z.array(SubscriptionType).max(mostSubscriptionTypes) }),
    response: listed,
  },
  'people.setSubscriptions': {
    ...device,
    method: 'put',
    path: '/api/v2/people/{id}/subscriptions',
    summary: 'Write down which types of mailings a person does not want; all others are wanted',
    params: byId,
    body: z.object({
      declined: z.array(Id).max(mostSubscriptionTypes),
      source: ConsentSource,
      comment: z.string().max(2000).nullable().default(null),
    }),
    response: PersonConsent,
  },
} as const;
