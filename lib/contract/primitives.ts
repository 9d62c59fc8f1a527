import { z } from 'zod';

// The extension's policy forbids code generation; Zod would otherwise probe for it.
z.config({ jitless: true });

/** Identifier of a row, made by whoever creates it (a UUID); in small letters, so that two can be compared. */
export const Id = z.uuid().toLowerCase();

/**
 * A name that somebody gives: its letters put together in one way, so that what looks alike is alike, and without what
 * nobody sees at its ends.
 */
export const GivenName = z
  .string()
  .normalize('NFC')
  .overwrite((name) =>
    name.replaceAll(/^[\s\u00ad\u200b-\u200f\u2060]+|[\s\u00ad\u200b-\u200f\u2060]+$/g, ''),
  );

/** Name of a file that somebody gives: what it says is what it is. */
export const FileName = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((name) => !/[/\\\p{Cc}]/u.test(name), 'expected a file name without a path')
  .refine((name) => !/^\.+$/.test(name), 'expected a file name, found dots alone')
  // With these `exe.pdf` can be shown for what is a program.
  .refine(
    (name) => !/\p{Bidi_Control}/u.test(name),
    'may not hold marks that turn the direction of its letters',
  );

/** A moment in UTC, ISO 8601 with `Z`, e.g. `2026-11-23T08:00:00.000Z`. */
export const Instant = z.iso.datetime();

/** A clock time without a zone, `HH:MM`. */
export const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as 09:30');

/** IANA name of a time zone, e.g. `Europe/Stockholm`. */
export const TimeZone = z.string().refine(isTimeZone, 'expected a time zone such as Europe/Stockholm');

/**
 * One bare address, `local@domain`. Laxer than a validator for imports: what the user's own CRM holds must
 * pass; what could be read as a list, a header or a display name must not.
 */
export const EmailAddress = z
  .string()
  .max(254)
  .regex(
    /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+\.[^\s@<>,;:"()[\]\\.]{2,}$/u,
    'expected an address such as anna@example.com',
  );

/** Who a message goes to: the address and, where known, the name shown with it. */
export const Recipient = z.object({ email: EmailAddress, name: z.string().max(200).optional() });
export type Recipient = z.infer<typeof Recipient>;

/** Ids by which a mail client knows a message, by name (`thread`, `message`, `reply`); never text, so no blanks. */
export const MailIds = z
  .record(
    z.string().regex(/^[A-Za-z]{1,40}$/),
    z.string().regex(/^\S{1,500}$/, 'expected an id, without blanks'),
  )
  .refine((ids) => Object.keys(ids).length <= 10, 'expected at most 10 ids');
export type MailIds = z.infer<typeof MailIds>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
