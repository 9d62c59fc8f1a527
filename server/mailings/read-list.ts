import { type RawBuilder, sql } from 'kysely';
import { type Addressed, keepOnePerAddress, verdictOf } from '../../lib/core/mailing/eligibility.ts';
import type { Database, Tx } from '../db/open.ts';
import {
  comesNext,
  endList,
  type ListToRead,
  lockListToRead,
  readByAddress,
  readCompanies,
  readFacts,
  readImport,
  readSource,
  recountRecipients,
  saveListPlace,
  saveVerdicts,
  sweepList,
} from '../db/queries/mailing-list.ts';
import { findListRules } from '../db/queries/mailing-rules.ts';
import { listSources, type StoredSource, setSourceCount } from '../db/queries/mailing-sources.ts';
import { getMailing, type StoredMailing } from '../db/queries/mailings.ts';
import type { ListPlace } from '../db/tables/mailings.ts';
import { withTransaction } from '../db/transaction.ts';
import { listHasBeenRead } from './send.ts';
import { peopleOf } from './source-people.ts';

/** Of one transaction: a list of any length is read in steps of the same size. */
const AT_ONCE = 2000;

/**
 * Reads on in the list that has waited longest: those whom its sources bring, their companies, what each is to the
 * mailing, who shares an address, and who is in it no more. A step is written down with how far it came, so that any
 * process can go on with the next one.
 *
 * @returns whether there may be more to do
 */
export async function readLists(db: Database, now: Date): Promise<boolean> {
  return await withTransaction(db, async (tx) => {
    const list = await lockListToRead(tx, now);
    if (!list) return false;
    const mailing = await getMailing(tx, list.workspaceId, list.mailingId);
    if (!mailing) throw new Error(`expected mailing ${list.mailingId}, whose list is being read`);
    const sources = await listSources(tx, list.workspaceId, list.mailingId);
    const rules = await findListRules(tx, list.workspaceId);
    const reading: Reading = { list, mailing, sources, rules, now };
    const next = await steps[list.place.step](tx, reading);
    if (next === 'failed') {
      const problem = `the list has more than ${rules.mostRecipients} recipients, which is the most for one mailing`;
      await endList(tx, list, 'failed', problem, now);
      await listHasBeenRead(tx, list.workspaceId, mailing, 'failed', now);
    } else if (next) await saveListPlace(tx, list, next, list.done + (reading.list.read ?? 0));
    else {
      await recountRecipients(tx, list.workspaceId, list.mailingId);
      await endList(tx, list, 'ready', null, now);
      await listHasBeenRead(tx, list.workspaceId, mailing, 'ready', now);
    }
    return true;
  });
}

interface Reading {
  /** `read`: recipients that this step has brought. */
  list: ListToRead & { read?: number };
  mailing: StoredMailing;
  sources: StoredSource[];
  rules: { filterByConsent: boolean; mostRecipients: number };
  now: Date;
}
type Next = ListPlace | 'failed' | null;

const start = (step: ListPlace['step']): ListPlace => ({ step, source: 0, after: null, address: null });

const steps: Readonly<Record<ListPlace['step'], (tx: Tx, reading: Reading) => Promise<Next>>> = {
  async sources(tx, reading) {
    const { list, sources, rules } = reading;
    const { place } = list;
    const bringing = sources.filter(({ excludes }) => !excludes);
    const source = bringing[place.source];
    if (!source) return start(reading.mailing.options.includeCompanies ? 'companies' : 'judge');
    const people = await peopleOf(tx, list.workspaceId, source, reading.now);
    const page = { after: place.after, limit: AT_ONCE };
    const { count, last } =
      source.kind === 'import' && source.refId !== null
        ? await readImport(tx, list, source.refId, page)
        : await readSource(tx, list, source, people, page);
    reading.list.read = count;
    const { workspaceId, mailingId } = list;
    const before = place.after === null ? 0 : (source.count ?? 0);
    await setSourceCount(tx, workspaceId, { mailingId, id: source.id, count: before + count });
    if (list.done + count > rules.mostRecipients) return 'failed';
    if (count < AT_ONCE) return { ...place, source: place.source + 1, after: null };
    return { ...place, after: last };
  },

  async companies(tx, { list }) {
    const { count, last } = await readCompanies(tx, list, { after: list.place.after, limit: AT_ONCE });
    return count < AT_ONCE ? start('judge') : { ...list.place, after: last };
  },

  async judge(tx, { list, mailing, sources, rules, now }) {
    const { workspaceId, place } = list;
    const excluded = await excludedBy(tx, workspaceId, sources, now);
    const about = { workspaceId, typeId: mailing.setup.typeId };
    const some = await readFacts(tx, about, comesNext(list, place.after, AT_ONCE), excluded);
    const open = some.filter(({ status }) => !hasLeft.has(status));
    const verdicts = open.map((facts) => ({
      id: facts.id,
      status: verdictOf(facts, mailing.options, rules),
    }));
    await saveVerdicts(tx, workspaceId, verdicts);
    const last = some.at(-1);
    if (last && some.length === AT_ONCE) return { ...place, after: `${last.kind} ${last.who}` };
    return start(mailing.options.onePerAddress ? 'duplicates' : 'sweep');
  },

  async duplicates(tx, { list }) {
    const { place, workspaceId } = list;
    const some = await readByAddress(tx, list, AT_ONCE);
    // Whoever was kept of the last address stands before it, and was read the time before.
    const before: Addressed | null =
      place.address === null ? null : { id: '', who: '', address: place.address, hasLeft: true };
    const { others } = keepOnePerAddress(some, before);
    await saveVerdicts(
      tx,
      workspaceId,
      others.map((id) => ({ id, status: 'duplicate' })),
    );
    const last = some.at(-1);
    if (!last || some.length < AT_ONCE) return start('sweep');
    return { ...place, after: `${!last.hasLeft} ${last.who}`, address: last.address };
  },

  async sweep(tx, { list }) {
    const swept = await sweepList(tx, list, AT_ONCE);
    return swept < AT_ONCE ? null : list.place;
  },
};

/** Their mail is on its way, or has arrived as far as is known, or never will at that address. */
const hasLeft: ReadonlySet<string> = new Set(['sending', 'sent', 'read', 'bounced', 'complained', 'unsure']);

/** Whom sources that exclude bring: a condition on `r`. */
export async function excludedBy(
  tx: Tx,
  workspaceId: string,
  sources: readonly StoredSource[],
  now: Date,
): Promise<RawBuilder<boolean>> {
  const conditions: RawBuilder<boolean>[] = [];
  for (const source of sources.filter(({ excludes }) => excludes)) {
    const people = await peopleOf(tx, workspaceId, source, now);
    conditions.push(
      people
        ? sql<boolean>`r.person_id in (${people})`
        : source.kind === 'import'
          ? sql<boolean>`exists (select from import_rows x where x.workspace_id = r.workspace_id
            and x.import_id = ${source.refId}::uuid and (x.person_id = r.person_id or x.email = r.address))`
          : sql<boolean>`exists (select from mailing_source_entries x where x.workspace_id = r.workspace_id
            and x.mailing_id = r.mailing_id and x.source_id = ${source.id}::uuid
            and (x.who = r.who or x.email = r.address))`,
    );
  }
  return conditions.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(conditions, sql` or `)})`;
}
