import type { Enrolment, LaunchPart } from '../../lib/contract/campaign.ts';
import { invalidField, ok, type Result } from '../../lib/contract/result.ts';
import { runIdOf } from '../../lib/core/campaign/run-id.ts';
import type { Tx } from '../db/open.ts';
import { listLaunched } from '../db/queries/enrolments.ts';

/** What earlier parts of a launch have written, or earlier tries of the same part. */
export interface Begun {
  /** By person, as the runs are now. */
  runs: ReadonlyMap<string, Enrolment>;
  /** When the launch began; null: nothing of it is written. */
  at: Date | null;
}

const notBegun: Begun = { runs: new Map(), at: null };

interface PartOfLaunch {
  campaignId: string;
  userId: string;
  /** Everybody of the launch, each once. */
  personIds: readonly string[];
  part?: LaunchPart | undefined;
}

/** @returns `INVALID_INPUT` when the part is of nobody, or another launch has its id */
export async function findBegun(
  tx: Tx,
  workspaceId: string,
  { campaignId, userId, personIds, part }: PartOfLaunch,
): Promise<Result<Begun>> {
  if (!part) return ok(notBegun);
  const { launchId, from } = part;
  if (from >= personIds.length)
    return invalidField('part.from', `expected a place among the ${personIds.length} people of the launch`);
  const personOf = new Map(personIds.map((personId, place) => [runIdOf(launchId, place), personId]));
  const found = await listLaunched(tx, workspaceId, [...personOf.keys()]);
  const isOther = ({ id, ...run }: Enrolment) =>
    run.campaignId !== campaignId || run.assigneeId !== userId || run.personId !== personOf.get(id);
  if (found.some(({ enrolment }) => isOther(enrolment)))
    return invalidField('part.launchId', 'this launch was of other people or another campaign');
  const runs = new Map(found.map(({ enrolment }) => [enrolment.personId, enrolment]));
  return ok({ runs, at: found[0]?.launchedAt ?? null });
}

/** Whom a launch enrols, and whom it plans: them and those who follow. */
export function peopleOf(personIds: readonly string[], part: LaunchPart | undefined) {
  if (!part) return { enrolled: new Set(personIds), planned: personIds };
  const { from, count } = part;
  return { enrolled: new Set(personIds.slice(from, from + count)), planned: personIds.slice(from) };
}
