import { z } from 'zod';
import { device } from './endpoint.ts';
import { Id } from './primitives.ts';

/** RSA is what every receiver reads; Ed25519 few do so far. */
export const DkimAlgorithm = z.enum(['rsa', 'ed25519']);
export type DkimAlgorithm = z.infer<typeof DkimAlgorithm>;

/** The key that an account's mails are signed with; its private part is in no answer. */
export const Dkim = z.object({
  id: Id,
  domain: z.string(),
  selector: z.string(),
  algorithm: DkimAlgorithm,
  /** Of RSA only. */
  bits: z.int().nullable(),
  /** Mails are signed; else the key only waits for its record. */
  signs: z.boolean(),
  /** What must stand in the DNS, as a TXT record. */
  record: z.object({ name: z.string(), value: z.string() }),
});
export type Dkim = z.infer<typeof Dkim>;

/** How an account's mails are signed. */
export const Signing = z.object({
  /** Of the account's address, as it stands in the DNS. */
  domain: z.string(),
  /** Null: they are not. */
  dkim: Dkim.nullable(),
});
export type Signing = z.infer<typeof Signing>;

const name = z.string().trim().toLowerCase().min(1, 'expected a name').max(253);

/** A key for an account; what was there is forgotten. Repeated with the same id it makes no other. */
export const NewDkim = z.strictObject({
  id: Id,
  domain: name,
  selector: name,
  key: z.discriminatedUnion('from', [
    /** Made by the server. */
    z.strictObject({ from: z.literal('new'), algorithm: DkimAlgorithm }),
    /** A private key in PEM form. */
    z.strictObject({ from: z.literal('pasted'), pem: z.string().max(20_000) }),
    /** The present one, under another name. */
    z.strictObject({ from: z.literal('kept') }),
  ]),
});
export type NewDkim = z.infer<typeof NewDkim>;

/** What the DNS says where an account's key should be. */
export const DkimCheck = z.object({
  /** `silent`: no answer; the others as in `lib/core/dkim/record.ts`. */
  outcome: z.enum(['same', 'other', 'faulty', 'several', 'missing', 'silent']),
  /** Under which name it was asked. */
  name: z.string(),
  /** What stands there. */
  texts: z.array(z.string()),
});
export type DkimCheck = z.infer<typeof DkimCheck>;

/** What is wrong with a private key, to be said in any language; `fault.code` of the field `key.pem`. */
export const KeyFault = z.enum([
  'none',
  'ssh',
  'encrypted',
  'public',
  'certificate',
  'unreadable',
  'kind',
  'short',
  'long',
]);
export type KeyFault = z.infer<typeof KeyFault>;

const ofChannel = z.object({ id: Id });

/** Endpoints of an account's signature, part of the table in `api.ts`. */
export const dkimEndpoints = {
  'dkim.set': {
    ...device,
    method: 'put',
    path: '/api/v2/channels/{id}/dkim',
    summary: 'Give an account a key to sign with; nothing is signed before that is begun',
    params: ofChannel,
    body: NewDkim,
    response: Signing,
  },
  'dkim.sign': {
    ...device,
    method: 'put',
    path: '/api/v2/channels/{id}/dkim/signs',
    summary: 'Begin to sign an account’s mails, or stop',
    params: ofChannel,
    body: z.strictObject({ signs: z.boolean() }),
    response: Signing,
  },
  'dkim.check': {
    ...device,
    method: 'post',
    path: '/api/v2/channels/{id}/dkim/check',
    summary: 'Ask the DNS whether the record of an account’s key can be found',
    params: ofChannel,
    response: DkimCheck,
  },
  'dkim.remove': {
    ...device,
    method: 'delete',
    path: '/api/v2/channels/{id}/dkim',
    summary: 'Sign an account’s mails no more and forget the key at once',
    params: ofChannel,
    response: Signing,
  },
} as const;
