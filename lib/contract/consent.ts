import { z } from 'zod';
import { Id, Instant } from './primitives.ts';

/** What a person may agree to being contacted for. */
export const ConsentPurpose = z.enum(['sales', 'marketing']);
export type ConsentPurpose = z.infer<typeof ConsentPurpose>;

export const ConsentStatus = z.enum(['given', 'withdrawn', 'none']);
export type ConsentStatus = z.infer<typeof ConsentStatus>;

/** Why contacting somebody is lawful. */
export const LegalBasis = z.enum([
  'consent',
  'contract',
  'legal_obligation',
  'vital_interest',
  'public_interest',
  'legitimate_interest',
]);
export type LegalBasis = z.infer<typeof LegalBasis>;

/** By which way we learnt of it. */
export const ConsentSource = z.enum([
  'user',
  'email',
  'phone',
  'meeting',
  'form',
  'import',
  'integration',
  'unknown',
]);
export type ConsentSource = z.infer<typeof ConsentSource>;

/** How a person stands to one purpose; everything but `purpose` and `status` is null where nothing was ever said. */
export const Consent = z.object({
  purpose: ConsentPurpose,
  status: ConsentStatus,
  /** With status `given` only. */
  legalBasis: LegalBasis.nullable(),
  source: ConsentSource.nullable(),
  comment: z.string().nullable(),
  at: Instant.nullable(),
  /** Who wrote it down. */
  byName: z.string().nullable(),
});
export type Consent = z.infer<typeof Consent>;

/** How a person stands to one type of mailings. */
export const Subscription = z.object({ typeId: Id, name: z.string(), declined: z.boolean() });
export type Subscription = z.infer<typeof Subscription>;

export const PersonConsent = z.object({
  /** Nothing that goes to many may ever go to this person, whatever they have agreed to. */
  noMailings: z.boolean(),
  /** One for each purpose. */
  purposes: z.array(Consent),
  /** Types of mailings in their order: those in use, and others that they have declined; unknown where absent. */
  subscriptions: z.array(Subscription).optional(),
});
export type PersonConsent = z.infer<typeof PersonConsent>;

/** What is to be written down about one purpose. */
export const ConsentChange = z
  .object({
    status: ConsentStatus,
    legalBasis: LegalBasis.nullable().default(null),
    source: ConsentSource,
    comment: z.string().max(2000).nullable().default(null),
    /** When the person said so; now when absent, never in the future. */
    at: Instant.optional(),
  })
  .refine((change) => (change.status === 'given') === (change.legalBasis !== null), {
    path: ['legalBasis'],
    message: 'expected one with status given, and none with any other',
  });
export type ConsentChange = z.input<typeof ConsentChange>;
