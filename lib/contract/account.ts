import { z } from 'zod';
import { Country } from './calendar.ts';
import { Lockdown } from './lockdown.ts';
import { EmailAddress, Id, Instant, TimeZone } from './primitives.ts';

export const Role = z.enum(['admin', 'manager', 'user']);
export type Role = z.infer<typeof Role>;

/** Who is signed in, where, and which mailboxes are theirs to send from. */
export const Me = z.object({
  user: z.object({
    id: z.string(),
    name: z.string(),
    email: EmailAddress,
    timeZone: TimeZone,
    /** Whose public holidays are theirs; unknown where absent. */
    country: Country.optional(),
    title: z.string().nullable(),
    /** What they end mails with, in sanitised HTML; none where absent. */
    signature: z.string().optional(),
  }),
  workspace: z.object({ id: z.string(), name: z.string() }),
  role: Role,
  mailboxes: z.array(EmailAddress),
  /** Content that only admins may change; none where absent. */
  lockdown: Lockdown.optional(),
});
export type Me = z.infer<typeof Me>;

/** What a user says about themselves; what is absent stays as it is. */
export const ProfileChange = z.strictObject({
  name: z.string().trim().min(1).max(200).optional(),
  title: z.string().trim().max(200).nullable().optional(),
  timeZone: TimeZone.optional(),
  /** Whose public holidays are theirs; null: nobody's. */
  country: Country.nullable().optional(),
  /** HTML; what acts in it is taken out. */
  signature: z.string().max(20_000).nullable().optional(),
});
export type ProfileChange = z.infer<typeof ProfileChange>;

/** A paired device. The token itself is shown once, when it is made. */
export const DeviceToken = z.object({
  id: Id,
  name: z.string(),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
  current: z.boolean(),
});
export type DeviceToken = z.infer<typeof DeviceToken>;

export const PairingStarted = z.object({
  /** Secret of the device that asks; exchanged for the token once a person has approved. */
  deviceCode: z.string(),
  /** What the person types or compares, e.g. `WXKD-MPQR`. */
  userCode: z.string(),
  verificationUrl: z.url(),
  expiresAt: Instant,
  intervalSeconds: z.int().min(1),
});
export type PairingStarted = z.infer<typeof PairingStarted>;

/**
 * What the extension's background keeps of a pairing, in `browser.storage.local` under {@link pairingKey}. `utskick
 * start` reads it to know whether the browser profile it opens is still paired with this server.
 */
export const Pairing = z.object({ server: z.url(), token: z.string() });
export type Pairing = z.infer<typeof Pairing>;
export const pairingKey = 'pairing';
