import type { z } from 'zod';
import type { Campaign, Launch, Refusal } from '../../lib/contract/campaign.ts';
import type { CampaignGate } from '../../lib/contract/gate.ts';
import { Person } from '../../lib/contract/person.ts';
import type { Result } from '../../lib/contract/result.ts';
import { fail, invalid, ok, type WrongField } from '../../lib/contract/result.ts';
import { gateCampaign, type LaunchFate, settleLaunch } from '../../lib/core/campaign/launch-gate.ts';
import { isEditable, withFieldValues } from '../../lib/core/person/field-values.ts';
import type { Choices } from '../../lib/core/template/gate.ts';
import { getWriter } from '../accounts/writer.ts';
import type { Database, Db, Tx } from '../db/open.ts';
import { findCampaign } from '../db/queries/campaigns.ts';
import { listFieldNames } from '../db/queries/people.ts';
import { findCandidates } from './candidates.ts';
import { nameOf } from './person-name.ts';

/** Longest that the mails of one campaign are printed for, however many people there are. */
const printingMs = 3_000;

/** Milliseconds from any beginning. */
type Clock = () => number;

interface Question {
  campaignId: string;
  personIds: string[];
  /** Who would launch, and write the mails. */
  userId: string;
}

/**
 * Who lacks which field in the campaign's mails, before a launch. Writes nothing.
 *
 * @returns `NOT_FOUND`; `INVALID_INPUT` naming the step whose text cannot be printed
 */
export async function askGate(
  { kysely }: Database,
  workspaceId: string,
  { campaignId, personIds, userId }: Question,
  clock: Clock = () => performance.now(),
): Promise<Result<CampaignGate>> {
  const campaign = await findCampaign(kysely, workspaceId, campaignId, userId);
  if (!campaign) return fail('NOT_FOUND', 'there is no such campaign');
  const { people } = await findCandidates(kysely, workspaceId, campaign, [...new Set(personIds)]);
  return await gateOf(kysely, workspaceId, campaign, people, userId, clock);
}

/** The same of people who can be put on it. */
export async function gateOf(
  db: Db,
  workspaceId: string,
  campaign: Campaign,
  people: readonly Person[],
  userId: string,
  clock: Clock = () => performance.now(),
): Promise<Result<CampaignGate>> {
  const me = await getWriter(db, workspaceId, userId);
  return gateCampaign(campaign, people, me, { clock, untilMs: clock() + printingMs });
}

type LaunchWishes = Pick<z.output<typeof Launch>, 'choices' | 'missingFields'> & { userId: string };

/** Somebody who is to be enrolled. */
export interface Taken {
  person: Person;
  defaults: LaunchFate['defaults'];
}

export interface Decided {
  taken: Taken[];
  /** Whose values were given with the launch, as they are from now on. */
  changed: Person[];
  skipped: string[];
  refused: Refusal[];
}

/**
 * What the choices of a launch give for each person; nothing is written yet.
 *
 * @returns `INVALID_INPUT` naming each choice that cannot be, or the step whose text cannot be printed
 */
export async function decideLaunch(
  tx: Tx,
  workspaceId: string,
  campaign: Campaign,
  people: readonly Person[],
  { choices, missingFields, userId }: LaunchWishes,
  clock: Clock = () => performance.now(),
): Promise<Result<Decided>> {
  const byHand = missingFields === 'byHand';
  if (byHand && choices.length === 0) return ok(everybody(people));
  const notEditable = wrongEdits(choices);
  if (notEditable.length > 0) return invalid(notEditable);
  const chosen = new Map(choices.map(({ personId, fields }): [string, Choices] => [personId, fields]));
  const me = await getWriter(tx, workspaceId, userId);
  const isGiven = choices.some(({ fields }) => Object.values(fields).some(({ type }) => type === 'edit'));
  const known = isGiven ? await listFieldNames(tx, workspaceId) : [];
  const timing = { clock, untilMs: clock() + printingMs };
  const fates = settleLaunch(campaign, people, chosen, me, { known, ...timing });
  if (!fates.ok) return fates;
  const changed = changePeople(people, fates.value, choices, known);
  return changed.ok ? ok(sortOut(people, fates.value, changed.value, byHand)) : changed;
}

function everybody(people: readonly Person[]): Decided {
  const taken = people.map((person) => ({ person, defaults: {} }));
  return { taken, changed: [], skipped: [], refused: [] };
}

function wrongEdits(choices: LaunchWishes['choices']): WrongField[] {
  return choices.flatMap(({ fields }, index) =>
    Object.entries(fields).flatMap(([field, { type }]) =>
      type !== 'edit' || isEditable(field)
        ? []
        : [
            {
              path: `choices.${index}.fields.${field}`,
              message: 'this field is not one of the person’s own',
            },
          ],
    ),
  );
}

/** People as they are with the values that were given, each of which must be one that a person can have. */
function changePeople(
  people: readonly Person[],
  fates: ReadonlyMap<string, LaunchFate>,
  choices: LaunchWishes['choices'],
  known: readonly string[],
): Result<Map<string, Person>> {
  const changed = new Map<string, Person>();
  const wrong: WrongField[] = [];
  for (const person of people) {
    const { values = {} } = fates.get(person.id) ?? {};
    if (Object.keys(values).length === 0) continue;
    const index = choices.findIndex(({ personId }) => personId === person.id);
    for (const [field, value] of Object.entries(values)) {
      const { error } = Person.safeParse(withFieldValues(person, { [field]: value }, known));
      const [issue] = error?.issues ?? [];
      if (issue) wrong.push({ path: `choices.${index}.fields.${field}`, message: issue.message });
    }
    changed.set(person.id, withFieldValues(person, values, known));
  }
  return wrong.length > 0 ? invalid(wrong) : ok(changed);
}

function sortOut(
  people: readonly Person[],
  fates: ReadonlyMap<string, LaunchFate>,
  changed: ReadonlyMap<string, Person>,
  byHand: boolean,
): Decided {
  const decided = everybody([]);
  for (const person of people) {
    const fate = fates.get(person.id);
    if (!fate) throw new Error(`expected to know what becomes of ${person.id}`);
    if (fate.outcome === 'skip') decided.skipped.push(person.id);
    else if (fate.outcome === 'held' && !byHand) decided.refused.push(refuseHeld(person, fate));
    else {
      const now = changed.get(person.id) ?? person;
      decided.taken.push({ person: now, defaults: fate.defaults });
      if (now !== person) decided.changed.push(now);
    }
  }
  return decided;
}

function refuseHeld(person: Person, { missing }: LaunchFate): Refusal {
  const unsafe = missing.filter(({ isUnsafe }) => isUnsafe);
  const open = missing.filter(({ isUnsafe }) => !isUnsafe);
  const reasons = [
    ...(open.length > 0 ? [`${nameOf(person)} lacks ${listOf(open)}, and nothing was chosen for it`] : []),
    ...(unsafe.length > 0
      ? [`what was chosen for ${listOf(unsafe)} may not stand at its place: a link takes a web address only`]
      : []),
  ];
  return {
    personId: person.id,
    code: 'FIELD_MISSING',
    message: reasons.join('; '),
    missing: missing.map(({ field }) => field),
    ...(unsafe.length > 0 && { unsafe: unsafe.map(({ field }) => field) }),
  };
}

function listOf(missing: LaunchFate['missing']): string {
  const quoted = (steps: string[]) => steps.map((title) => `“${title}”`).join(', ');
  return missing.map(({ field, steps }) => `${field} (${quoted(steps)})`).join(', ');
}
