import type { z } from 'zod';
import type { Campaign } from '../../lib/contract/campaign.ts';
import type { RehearsalQuestion, RehearsalState } from '../../lib/contract/rehearsal-api.ts';
import { fail, ok, type Result } from '../../lib/contract/result.ts';
import { stepsInOrder } from '../../lib/core/campaign/steps.ts';
import { type SamplePerson, samplePeople } from '../../lib/core/rehearsal/sample-people.ts';
import { findCandidates } from '../campaigns/candidates.ts';
import type { Author } from '../campaigns/refusals.ts';
import { unknownCampaign } from '../campaigns/refusals.ts';
import type { Database } from '../db/open.ts';
import { findCampaign } from '../db/queries/campaigns.ts';
import { findPeople, listPeople } from '../db/queries/people.ts';
import type { Log } from '../log.ts';
import { addPerson } from '../people/people.ts';
import { copyForRehearsal } from './copy-workspace.ts';
import { RehearsalRefused, rehearse } from './rehearse.ts';
import { onStage } from './stage.ts';

type Question = z.output<typeof RehearsalQuestion>;

/** How long a result can be asked for, and how many are kept. */
const keptMs = 30 * 60_000;
const mostKept = 20;
/** People of a workspace among whom some are looked for who can be launched. */
const looked = 200;

interface Kept {
  workspaceId: string;
  userId: string;
  state: RehearsalState;
  stop: AbortController;
  endedAt: Date | null;
}

/**
 * Rehearsals of this process, one at a time: each takes a database in memory and a thread. Their results are kept in
 * memory, for who started them.
 */
export class Rehearsals {
  readonly #options: { log: Pick<Log, 'error'>; now: () => Date; stopping: AbortSignal };
  readonly #kept = new Map<string, Kept>();

  constructor(options: {
    log: Pick<Log, 'error'>;
    now: () => Date;
    /** The server stops. */
    stopping: AbortSignal;
  }) {
    this.#options = options;
  }

  /**
   * Begins a rehearsal and does not wait for its end. A repeat is answered with the one under way.
   *
   * @returns `NOT_FOUND`, `CAMPAIGN_EMPTY`, `LIMIT_REACHED` while another one is under way, `INVALID_INPUT` when nobody is
   *   there to rehearse with
   */
  async start(
    db: Database,
    author: Author,
    campaignId: string,
    question: Question,
  ): Promise<Result<RehearsalState>> {
    this.#forget();
    if (this.#kept.has(question.id)) return this.find(author, question.id);
    const campaign = await findCampaign(db.kysely, author.workspaceId, campaignId, author.userId);
    if (!campaign) return unknownCampaign();
    if (stepsInOrder(campaign).length === 0)
      return fail('CAMPAIGN_EMPTY', `“${campaign.name}” has no steps yet`);
    const sample = question.sample ? samplePeople(question.people) : [];
    const personIds = question.sample
      ? sample.map(({ id }) => id)
      : await this.#peopleFor(db, author.workspaceId, campaign, question);
    if (personIds.length === 0)
      return fail('INVALID_INPUT', `there is nobody who could be put on “${campaign.name}”`);
    if ([...this.#kept.values()].some(({ state }) => state.state === 'running'))
      return fail('LIMIT_REACHED', 'another rehearsal is under way; try again in a moment');
    const { workspaceId, userId } = author;
    const state = { id: question.id, campaignId, state: 'running', reachedAt: null } as const;
    const kept: Kept = {
      workspaceId,
      userId,
      state: { ...state, message: null, rehearsal: null },
      stop: new AbortController(),
      endedAt: null,
    };
    this.#kept.set(question.id, kept);
    void this.#run(db, kept, campaign, { personIds, sample }, question);
    return ok(kept.state);
  }

  find({ workspaceId, userId }: Author, id: string): Result<RehearsalState> {
    const kept = this.#kept.get(id);
    if (!kept || kept.workspaceId !== workspaceId || kept.userId !== userId)
      return fail('NOT_FOUND', 'there is no such rehearsal, or not any more');
    return ok(kept.state);
  }

  stop(author: Author, id: string): Result<RehearsalState> {
    const found = this.find(author, id);
    if (!found.ok) return found;
    const kept = this.#kept.get(id);
    if (kept?.state.state === 'running') {
      kept.stop.abort();
      // Said at once; what is under way ends at the next moment of the virtual clock.
      kept.state = { ...kept.state, state: 'stopped' };
    }
    return this.find(author, id);
  }

  /** Whoever is named, else some who could be launched; those who are on the campaign already can be rehearsed. */
  async #peopleFor(
    { kysely }: Database,
    workspaceId: string,
    campaign: Campaign,
    question: Question,
  ): Promise<string[]> {
    const { personIds, people: most } = question;
    if (personIds) return (await findPeople(kysely, workspaceId, personIds)).map(({ id }) => id);
    const { people } = await listPeople(kysely, workspaceId, { limit: looked, offset: 0 });
    const ids = people.map(({ id }) => id);
    const { refused } = await findCandidates(kysely, workspaceId, campaign, ids);
    const unable = new Set(
      refused.flatMap(({ code, personId }) => (code === 'ALREADY_ENROLLED' ? [] : personId)),
    );
    return ids.filter((id) => !unable.has(id)).slice(0, most);
  }

  async #run(
    from: Database,
    kept: Kept,
    campaign: Campaign,
    { personIds, sample }: { personIds: string[]; sample: readonly SamplePerson[] },
    question: Question,
  ): Promise<void> {
    const { log, now, stopping } = this.#options;
    const signal = AbortSignal.any([kept.stop.signal, stopping]);
    const { workspaceId, userId } = kept;
    const { startAt, timeZone, timing, seed, mix, work } = question;
    const people = { personIds, choices: [], missingFields: 'byHand' as const };
    const launch = { campaignId: campaign.id, userId, timeZone, ...people, ...(timing && { timing }) };
    try {
      const rehearsal = await onStage({ worker: true }, async (db) => {
        await copyForRehearsal(from, db, workspaceId, { campaign, personIds });
        const begun = startAt ? new Date(startAt) : now();
        for (const person of sample) await addPerson(db, workspaceId, person, begun);
        const plan = { launches: [launch], startAt: begun, seed, mix, work };
        const onProgress = (at: Date) => {
          if (!signal.aborted) kept.state = { ...kept.state, reachedAt: at.toISOString() };
        };
        return await rehearse(db, workspaceId, plan, { signal, onProgress });
      });
      if (!signal.aborted) kept.state = { ...kept.state, state: 'done', rehearsal };
    } catch (err) {
      if (signal.aborted) kept.state = { ...kept.state, state: 'stopped' };
      else this.#failed(kept, err, log);
    } finally {
      kept.endedAt = now();
    }
  }

  #failed(kept: Kept, err: unknown, log: Pick<Log, 'error'>): void {
    const refused = err instanceof RehearsalRefused;
    if (!refused) log.error({ err }, 'a rehearsal failed');
    const message = refused ? err.message : 'something went wrong on our side; it has been logged';
    kept.state = { ...kept.state, state: 'failed', message };
  }

  #forget(): void {
    const oldest = this.#options.now().getTime() - keptMs;
    for (const [id, { endedAt }] of this.#kept)
      if (endedAt && (endedAt.getTime() < oldest || this.#kept.size >= mostKept)) this.#kept.delete(id);
  }
}
