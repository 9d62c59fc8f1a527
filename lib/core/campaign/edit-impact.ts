import type { Campaign, Step } from '../../contract/campaign.ts';
import type { CampaignImpact, StepImpact } from '../../contract/campaign-authoring.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import { type Moved, moveRun, type Standing } from './move-run.ts';
import { type PlacedStep, stepsInOrder } from './steps.ts';

type Version = Pick<Campaign, 'days' | 'settings'>;

/** Somebody inside, and the version by which they go. */
export interface PersonInside extends Standing {
  version: number;
  /** What that version says. */
  goesBy: Pick<Campaign, 'days'>;
}

/** What an edit does to the people inside, but for the moments, which take a calendar. */
export type Impact = Omit<CampaignImpact, 'redated'>;

/**
 * What an edit does to people inside, step by step, if they are moved to it. Steps that nothing changes are left out.
 *
 * @param present - the campaign as it stands; who goes by an older version is counted by where they are on that one
 */
export function impactOf(present: Version, edited: Version, people: readonly PersonInside[]): Impact {
  const moved = people.map((person) => ({ person, ...moveRun(person.goesBy, edited, person) }));
  return {
    people: people.length,
    versions: byVersion(people),
    steps: changesOf(present, edited).map((change) => ({ ...change, ...countsOf(change, moved) })),
    settings: changedSettings(present, edited),
    forwarded: moved.filter(({ person, stepId }) => stepId !== null && stepId !== person.currentStepId)
      .length,
    completed: moved.filter(({ stepId }) => stepId === null).length,
  };
}

function byVersion(people: readonly PersonInside[]): Impact['versions'] {
  const counted = new Map<number, number>();
  for (const { version } of people) counted.set(version, (counted.get(version) ?? 0) + 1);
  return [...counted].sort(([a], [b]) => b - a).map(([version, count]) => ({ version, people: count }));
}

/** What differs between two versions of a campaign's steps: in the new order, what was removed at the end. */
export function changesOf(
  present: Pick<Version, 'days'>,
  edited: Pick<Version, 'days'>,
): Pick<StepImpact, 'stepId' | 'title' | 'type' | 'change'>[] {
  const before = new Map(stepsInOrder(present).map((placed) => [placed.step.id, placed]));
  const after = stepsInOrder(edited);
  const kept = new Set(after.map(({ step }) => step.id));
  const overtaken = movedAmong(
    [...before.keys()].filter((id) => kept.has(id)),
    after.map(({ step }) => step.id).filter((id) => before.has(id)),
  );
  const changed = after.flatMap((placed) => {
    const old = before.get(placed.step.id);
    if (!old) return [lineOf(placed, 'added')];
    const moved = overtaken.has(placed.step.id) || whenOf(old) !== whenOf(placed);
    return [
      ...(moved ? [lineOf(placed, 'moved')] : []),
      ...(textOf(old.step) === textOf(placed.step) ? [] : [lineOf(placed, 'text')]),
    ];
  });
  const removed = [...before.values()].filter(({ step }) => !kept.has(step.id));
  return [...changed, ...removed.map((placed) => lineOf(placed, 'removed'))];
}

function lineOf({ step }: PlacedStep, change: StepImpact['change']) {
  return { stepId: step.id, title: step.title, type: step.type, change };
}

/** The fewest that must have been moved to get from one order to the other: all but the longest run in order. */
function movedAmong(before: readonly string[], after: readonly string[]): Set<string> {
  const place = new Map(before.map((id, index) => [id, index]));
  const chains: string[][] = [];
  for (const id of after) {
    const fits = chains.filter((chain) => (place.get(chain.at(-1) ?? '') ?? 0) < (place.get(id) ?? 0));
    const longest = fits.reduce<string[]>((best, chain) => (chain.length > best.length ? chain : best), []);
    chains.push([...longest, id]);
  }
  const longest = chains.reduce<string[]>((best, chain) => (chain.length > best.length ? chain : best), []);
  return new Set(after.filter((id) => !longest.includes(id)));
}

function whenOf({ step, dayNumber }: PlacedStep): string {
  const { dueTime, send = 'manual_task', wait = null, lateHours = null } = step;
  return JSON.stringify([dayNumber, dueTime, send, wait && [wait.days, wait.next], lateHours]);
}

function textOf({ title, details, email, followUp = false }: Step): string {
  return canonicalJson([title, details, email, followUp]);
}

const settingNames = [
  'skipWeekends',
  'onReply',
  'onBounce',
  'onCompanyReply',
  'strictOrder',
  'window',
  'holidays',
  'lateHours',
  'pace',
] as const satisfies readonly (keyof Version['settings'])[];

/** Names of the settings that differ between two versions. */
export function changedSettings(present: Version, edited: Version): string[] {
  const said = (version: Version, name: (typeof settingNames)[number]) =>
    canonicalJson(version.settings[name] || null);
  return settingNames.filter((name) => said(present, name) !== said(edited, name));
}

type PersonMoved = Moved & { person: PersonInside };

function countsOf(
  { stepId, change }: Pick<StepImpact, 'stepId' | 'change'>,
  moved: readonly PersonMoved[],
): Pick<StepImpact, 'standing' | 'ahead' | 'behind'> {
  const counts = { standing: 0, ahead: 0, behind: 0 };
  for (const one of moved) counts[placeOf(stepId, change === 'removed', one)] += 1;
  return counts;
}

function placeOf(stepId: string, isRemoved: boolean, one: PersonMoved): 'standing' | 'ahead' | 'behind' {
  const { person, leftOut } = one;
  if (person.currentStepId === stepId) return 'standing';
  if (person.closed.has(stepId)) return 'behind';
  if (!isRemoved) return leftOut.includes(stepId) ? 'behind' : 'ahead';
  const isTheirs = stepsInOrder(person.goesBy).some(({ step }) => step.id === stepId);
  return isTheirs && !person.leftOut?.includes(stepId) ? 'ahead' : 'behind';
}
