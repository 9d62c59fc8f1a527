import { useMemo, useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { FirstEmail, Step } from '../../lib/contract/campaign.ts';
import type { CampaignSheet } from '../../lib/contract/campaign-authoring.ts';
import type { LaunchCandidates } from '../../lib/contract/launch-api.ts';
import { usualLimits } from '../../lib/contract/limits.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { LaunchPlanned } from '../../lib/contract/plan.ts';
import type { Result } from '../../lib/contract/result.ts';
import { settleLaunch } from '../../lib/core/campaign/launch-gate.ts';
import { stepsInOrder } from '../../lib/core/campaign/steps.ts';
import { withFieldValues } from '../../lib/core/person/field-values.ts';
import { isAutomatic } from '../../lib/core/schedule/run.ts';
import { attempt, type Problem } from '../data/link.ts';
import { useGate } from '../gate/use-gate.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { whoOf } from '../person/NamedPerson.tsx';
import type { Clock } from '../time.ts';
import { useParts } from './use-parts.ts';
import { usePeopleChoice } from './use-people-choice.ts';
import { useStart } from './use-start.ts';

export type LaunchStep = 'people' | 'answer' | 'gate' | 'first' | 'when' | 'plan';

/** Somebody who will be added, with what their first email is printed with. */
export interface Addressed {
  person: Person;
  defaults: Readonly<Record<string, string>>;
}

/**
 * A launch from its first question to its report; nothing is written before the last.
 *
 * @param people - who is chosen from the beginning
 */
export function useLaunch(campaign: CampaignSheet, me: Me, clock: Clock, people: readonly Person[]) {
  const ask = useLibrary();
  const limits = useAsked('limits', () => ask('limits.get', {}));
  const choice = usePeopleChoice((limits.value ?? usualLimits).peoplePerLaunch, people);
  const gate = useGate();
  const first = firstOf(campaign);
  const [step, setStep] = useState<LaunchStep>('people');
  const [answer, setAnswer] = useState<LaunchCandidates | null>(null);
  const [written, setWritten] = useState<ReadonlyMap<string, Pick<FirstEmail, 'subject' | 'html'>>>(
    new Map(),
  );
  const [plan, setPlan] = useState<LaunchPlanned | null>(null);
  const parts = useParts(campaign.id);
  const [isAsking, setAsking] = useState(false);
  const busy = isAsking || parts.isWorking;
  const [problem, setProblem] = useState<Problem | null>(null);
  const { chosen } = choice;
  const names = useMemo(() => new Map([...chosen].map(([id, person]) => [id, whoOf(person)])), [chosen]);
  const emails = useMemo(() => new Map([...chosen].map(([id, { email }]) => [id, email])), [chosen]);
  const candidates = answer?.people.map(({ personId }) => personId) ?? [];
  const { choices } = gate;
  const addressed = useMemo(
    () =>
      answer && choices
        ? settle(
            campaign,
            candidates.flatMap((id) => chosen.get(id) ?? []),
            choices,
            me,
          )
        : [],
    [answer, JSON.stringify(choices)],
  );
  const personIds = addressed.map(({ person }) => person.id);
  const params = { id: campaign.id };
  const hasFirst = isAutomatic(first);

  /** Asks, with what stood in the way shown; null then. */
  const question = async <T>(asked: () => Promise<Result<T>>): Promise<T | null> => {
    if (busy) return null;
    setAsking(true);
    const answered = await attempt(asked);
    setAsking(false);
    setProblem(answered.ok ? null : answered.problem);
    return answered.ok ? answered.value : null;
  };
  const afterGate = (): void => setStep(hasFirst ? 'first' : 'when');
  const recipientZones = addressed.map(({ person }) => person.timeZone);
  const start = useStart(campaign, { ...clock, recipientZones });
  const steps = {
    people: async () => {
      const ids = [...chosen.keys()];
      if (ids.length === 0) return;
      const found = await question(() => ask('campaigns.candidates', { params, body: { personIds: ids } }));
      if (!found) return;
      gate.close();
      setAnswer(found);
      setStep('answer');
    },
    answer: async () => {
      if (candidates.length === 0) return;
      const asked = await question(() => ask('campaigns.gate', { params, body: { personIds: candidates } }));
      if (!asked) return;
      if (gate.show(asked)) setStep('gate');
      else afterGate();
    },
    gate: async () => {
      gate.press();
      if (gate.choices) afterGate();
    },
    first: async () => setStep('when'),
    when: async () => {
      start.press();
      const { settled } = start;
      if (!settled || personIds.length === 0) return;
      const body = {
        personIds,
        timeZone: clock.timeZone,
        ...settled,
        choices: choices ?? [],
        rewritten: personIds.filter((id) => written.has(id)),
      };
      const planned = await question(() => ask('campaigns.plan', { params, body }));
      if (!planned) return;
      setPlan(planned);
      setStep('plan');
    },
    plan: async () => {
      // A time that has passed since is asked about once more.
      start.press();
      const { settled } = start;
      if (!settled) {
        setStep('when');
        return;
      }
      const firstEmails = personIds.flatMap((personId) => {
        const text = written.get(personId);
        return text ? [{ personId, ...text }] : [];
      });
      const body = {
        personIds: candidates,
        timeZone: clock.timeZone,
        ...settled,
        choices: choices ?? [],
        ...(firstEmails.length > 0 && { firstEmails }),
      };
      if (!busy) setProblem(await parts.launch(body));
    },
  } satisfies Record<LaunchStep, () => Promise<void>>;

  const order: LaunchStep[] = [
    'people',
    'answer',
    ...(gate.gate ? (['gate'] as const) : []),
    ...(hasFirst ? (['first'] as const) : []),
    'when',
    'plan',
  ];
  return {
    step,
    order,
    choice,
    answer,
    gate,
    names,
    emails,
    first,
    addressed,
    written,
    /** The text of one person's first email; null: the campaign's again. */
    write: (personId: string, text: Pick<FirstEmail, 'subject' | 'html'> | null): void => {
      const next = new Map(written);
      if (text) next.set(personId, text);
      else next.delete(personId);
      setWritten(next);
    },
    start,
    plan,
    /** From the moment at which the launch begins. */
    progress: parts.progress,
    stop: parts.stop,
    goOn: () => void parts.goOn(),
    busy,
    problem,
    dismiss: () => setProblem(null),
    /** Can it go on from here? */
    isReady: {
      people: chosen.size > 0,
      answer: candidates.length > 0,
      gate: true,
      first: personIds.length > 0,
      when: personIds.length > 0,
      plan: personIds.length > 0,
    }[step],
    next: steps[step],
    back: (): void => {
      setProblem(null);
      setStep(order[order.indexOf(step) - 1] ?? 'people');
    },
    /** From the beginning, with nobody chosen. */
    again: (): void => {
      choice.clear();
      gate.close();
      setAnswer(null);
      setWritten(new Map());
      parts.forget();
      setStep('people');
    },
  };
}
export type LaunchModel = ReturnType<typeof useLaunch>;

function firstOf(campaign: CampaignSheet): Step {
  const step = stepsInOrder(campaign)[0]?.step;
  if (!step) throw new Error(`expected campaign ${campaign.id} to have a step`);
  return step;
}

/** Whom the choices at the gate leave, as the launch itself will see them. */
function settle(
  campaign: CampaignSheet,
  people: readonly Person[],
  choices: NonNullable<ReturnType<typeof useGate>['choices']>,
  me: Me,
): Addressed[] {
  const chosen = new Map(choices.map(({ personId, fields }) => [personId, fields]));
  const fates = settleLaunch(campaign, people, chosen, me);
  if (!fates.ok) return people.map((person) => ({ person, defaults: {} }));
  return people.flatMap((person) => {
    const fate = fates.value.get(person.id);
    if (!fate || fate.outcome === 'skip') return [];
    return [{ person: withFieldValues(person, fate.values), defaults: fate.defaults }];
  });
}
