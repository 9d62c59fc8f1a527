import { z } from 'zod';
import { byId, device } from './endpoint.ts';
import { Id, Instant } from './primitives.ts';

/** What somebody had before their eyes when they said so. */
export const ShownText = z.object({
  /** BCP 47 tag. */
  language: z.string(),
  text: z.string(),
  /** First 12 hexadecimal digits of the text's SHA-256: texts of one version are the same. */
  version: z.string(),
});
export type ShownText = z.infer<typeof ShownText>;

/** One thing that was said about a person, as it was written down then. */
export const ConsentProofEntry = z.object({
  /** From 1, without gaps. */
  number: z.int(),
  at: Instant,
  /** A purpose, `no_mailings`, or the name of a type of mailings. */
  about: z.string(),
  /** A status of a consent; of `no_mailings` it is `forbidden` or `allowed`, of a type `declined` or `accepted`. */
  now: z.string(),
  legalBasis: z.string().nullable(),
  source: z.string().nullable(),
  comment: z.string().nullable(),
  /** Who wrote it down; null: nobody of the workspace, so the person themselves or their mail program. */
  byName: z.string().nullable(),
  shown: ShownText.nullable(),
  /** What was written, letter by letter: the hash is about it. */
  fact: z.string(),
  /** SHA-256 of the hash before (64 zeros for the first), a line feed and the fact; 64 hexadecimal digits. */
  hash: z.string(),
});
export type ConsentProofEntry = z.infer<typeof ConsentProofEntry>;

export const ConsentProof = z.object({
  personId: Id,
  entries: z.array(ConsentProofEntry),
  /** The first entry that is not what was written, or before which one is missing; null: none. */
  brokenAt: z.int().nullable(),
});
export type ConsentProof = z.infer<typeof ConsentProof>;

/** Endpoints of proofs, part of the table in `api.ts`. */
export const consentProofEndpoints = {
  'people.consentProof': {
    ...device,
    method: 'get',
    path: '/api/v2/people/{id}/consent-proof',
    summary:
      'All that was ever said about contacting a person, each entry bound to the one before by its hash',
    params: byId,
    response: ConsentProof,
  },
} as const;
