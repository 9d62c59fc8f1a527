import { z } from 'zod';
import type { ConsentProof, ConsentProofEntry } from '../../lib/contract/consent-proof.ts';
import { fail, ok, type Result } from '../../lib/contract/result.ts';
import { firstBroken } from '../../lib/core/person/consent-chain.ts';
import type { Db } from '../db/open.ts';
import { listProofs, sha256 } from '../db/queries/consent-proofs.ts';
import { findPerson } from '../db/queries/people.ts';

const text = z.string().nullable().catch(null);
/** As much of a fact as is shown; what cannot be read is empty, and its letters stand beside it. */
const Fact = z
  .object({
    at: z.iso.datetime(),
    about: z.string(),
    now: z.string(),
    by: text,
    byName: text,
    how: z
      .object({
        legalBasis: text,
        source: text,
        comment: text,
        shown: z.object({ language: z.string(), text: z.string() }).nullable().catch(null),
      })
      .partial()
      .loose()
      .nullable(),
  })
  .catch({ at: new Date(0).toISOString(), about: '', now: '', by: null, byName: null, how: null });

/** All that was ever said about contacting a person, and whether it is still as it was written. */
export async function findConsentProof(
  db: Db,
  workspaceId: string,
  personId: string,
): Promise<Result<ConsentProof>> {
  if (!(await findPerson(db, workspaceId, personId))) return fail('NOT_FOUND', 'there is no such person');
  const rows = await listProofs(db, workspaceId, personId);
  return ok({ personId, entries: rows.map(entryOf), brokenAt: firstBroken(rows, sha256) });
}

function entryOf({ number, fact, hash }: { number: number; fact: string; hash: string }): ConsentProofEntry {
  const { at, about, now, byName, how } = factIn(fact);
  const { legalBasis = null, source = null, comment = null, shown = null } = how ?? {};
  return {
    ...{ number, at, about, now, legalBasis, source, comment, byName, fact, hash },
    shown: shown && { ...shown, version: sha256(shown.text).slice(0, 12) },
  };
}

/** What was written of a person, as far as it can be read. */
export function factIn(fact: string): z.infer<typeof Fact> {
  return Fact.parse(jsonOf(fact));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
