import { z } from 'zod';
import { byId, device } from './endpoint.ts';
import { EmailAddress, Id, Instant } from './primitives.ts';

/** Addresses that something is done with at once at most. */
export const mostAddressesAtOnce = 1000;

/** `hard`: the address is dead; `soft`: it failed, and may work again; `complaint`: its owner took a mail for spam. */
export const BounceKind = z.enum(['hard', 'soft', 'complaint']);
export type BounceKind = z.infer<typeof BounceKind>;

/** An address from which mail came back. */
export const BouncedAddress = z.object({
  /** In lower case. */
  address: z.string(),
  kind: BounceKind,
  /** It gets no mails any more. */
  isBlocked: z.boolean(),
  /** Mails in a row that came back. */
  bounces: z.int(),
  /** What the server said last: SMTP code, enhanced status, its words. */
  code: z.int().nullable(),
  status: z.string().nullable(),
  text: z.string(),
  /** When that was; null: it is not known. */
  at: Instant.nullable(),
  /** Whose it is; null: nobody’s who is known. */
  personId: Id.nullable(),
  name: z.string(),
  companyName: z.string().nullable(),
  /** As whom the mailing has it, and when its mail left; null in a list over all mailings. */
  recipientId: Id.nullable(),
  sentAt: Instant.nullable(),
});
export type BouncedAddress = z.infer<typeof BouncedAddress>;

/** What is done with addresses: used again, taken from whoever has them, or their people work there no longer. */
export const BounceAct = z.enum(['clear', 'remove', 'former']);
export type BounceAct = z.infer<typeof BounceAct>;

const page = {
  /** Part of an address, a name or a company. */
  search: z.string().trim().max(200).default(''),
  limit: z.int().min(1).max(1000).default(100),
  offset: z.int().min(0).default(0),
};
const Bounced = z.object({ bounces: z.array(BouncedAddress), total: z.int() });

/** Mails in a row that come back, after which an address is blocked. */
const BounceRules = z.object({ mostBounces: z.int().min(1).max(100) });
export type BounceRules = z.infer<typeof BounceRules>;

/** Endpoints of addresses from which mail came back, part of the table in `api.ts`. */
export const bounceEndpoints = {
  'mailings.bounces': {
    ...device,
    method: 'post',
    path: '/api/v2/mailings/{id}/bounces',
    summary:
      'Recipients of a mailing from whom it came back, or who complained, and with whom nothing was done yet',
    params: byId,
    body: z.object(page),
    response: Bounced,
  },
  'blockedAddresses.list': {
    ...device,
    method: 'post',
    path: '/api/v2/blocked-addresses/list',
    summary: 'Addresses that get no mails any more and with which nothing was done yet, the latest first',
    body: z.object(page),
    response: Bounced,
  },
  'blockedAddresses.act': {
    ...device,
    method: 'post',
    path: '/api/v2/blocked-addresses/act',
    summary: 'Use addresses again, take them from their people, or say that these work there no longer',
    body: z.object({ act: BounceAct, addresses: z.array(EmailAddress).min(1).max(mostAddressesAtOnce) }),
    /** People who were changed. */
    response: z.object({ people: z.int() }),
  },
  'blockedAddresses.correct': {
    ...device,
    method: 'post',
    path: '/api/v2/blocked-addresses/correct',
    summary: 'Put another address in the place of one that does not work',
    body: z.object({
      address: EmailAddress,
      email: EmailAddress,
      /** Whose mailing is sent again: they get it at the new address. */
      recipientId: Id.nullable().default(null),
    }),
    response: z.object({ people: z.int() }),
  },
  'bounceRules.get': {
    ...device,
    method: 'get',
    path: '/api/v2/bounce-rules',
    summary: 'How many mails in a row must come back until an address is blocked',
    response: BounceRules,
  },
  'bounceRules.set': {
    ...device,
    roles: ['admin'],
    method: 'put',
    path: '/api/v2/bounce-rules',
    summary: 'Change how many mails in a row must come back until an address is blocked',
    body: BounceRules,
    response: BounceRules,
  },
} as const;
