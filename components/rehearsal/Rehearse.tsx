import { useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import type { CampaignSheet } from '../../lib/contract/campaign-authoring.ts';
import type { TaskWork } from '../../lib/contract/rehearsal.ts';
import { mostRehearsed, type RehearsalState } from '../../lib/contract/rehearsal-api.ts';
import { livelyMix } from '../../lib/core/rehearsal/fate.ts';
import { Note } from '../feedback/Note.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { PeopleStep } from '../launch/PeopleStep.tsx';
import { usePeopleChoice } from '../launch/use-people-choice.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { SelectField } from '../person/Form.tsx';
import { type Clock, dateAndTime } from '../time.ts';
import { RehearsalResult } from './RehearsalResult.tsx';
import { useRehearsal } from './use-rehearsal.ts';

const works = {
  atDue: { kind: 'atDue' },
  late: { kind: 'late', days: 2 },
  varied: { kind: 'varied', days: 3 },
  never: { kind: 'never' },
} as const satisfies Record<string, TaskWork>;
const workNames = ['atDue', 'late', 'varied', 'never'] as const;
const whoNames = ['some', 'chosen', 'sample'] as const;
const mixNames = ['lively', 'calm'] as const;

interface RehearseProps {
  campaign: CampaignSheet;
  me: Me;
  clock: Clock;
  onBack(): void;
}

/** A campaign is lived through in fast-forward, and what happened is read. */
export function Rehearse({ campaign, me, clock, onBack }: RehearseProps) {
  const ask = useLibrary();
  const { state, problem, start, stop } = useRehearsal(campaign.id);
  const [wished, setWho] = useState<(typeof whoNames)[number] | null>(null);
  const anybody = useAsked('rehearsal people', () => ask('people.list', { query: { limit: 1, offset: 0 } }));
  const isEmpty = anybody.value?.total === 0;
  const who = wished ?? (isEmpty ? 'sample' : 'some');
  const [people, setPeople] = useState(8);
  const [asks, setAsks] = useState(false);
  const choice = usePeopleChoice(mostRehearsed);
  const [mix, setMix] = useState<(typeof mixNames)[number]>('lively');
  const [work, setWork] = useState<(typeof workNames)[number]>('atDue');
  const running = state?.state === 'running';
  const isChosen = who === 'chosen';
  const isNobody = isChosen && choice.chosen.size === 0;
  const begin = async (): Promise<void> => {
    setAsks(isNobody);
    if (isNobody) return;
    const wish = { timeZone: clock.timeZone, mix: mix === 'lively' ? livelyMix : {}, work: works[work] };
    await start(
      isChosen
        ? { ...wish, personIds: [...choice.chosen.keys()] }
        : { ...wish, people, sample: who === 'sample' },
    );
  };
  return (
    <main class="editor campaign rehearsal stack">
      <header class="editor-head row-of wrap">
        <button type="button" class="button small" onClick={onBack}>
          <Icon name="back" />
          {t('rehearsal.back')}
        </button>
        <h1 class="grow cut">{t('rehearsal.title', { name: campaign.name })}</h1>
      </header>
      <p class="soft">{t('rehearsal.about')}</p>
      <form
        class="rehearsal-wishes"
        onSubmit={(event) => {
          event.preventDefault();
          void begin();
        }}
      >
        <SelectField
          label={t('rehearsal.who')}
          options={whoNames.map((value) => ({ value, label: t(`rehearsal.whoOf.${value}`) }))}
          value={who}
          onChange={setWho}
        />
        {!isChosen && (
          <label class="field">
            <span>{t('rehearsal.people')}</span>
            <input
              class="input"
              type="number"
              min={1}
              max={mostRehearsed}
              required
              value={people}
              onInput={(event) => setPeople(event.currentTarget.valueAsNumber)}
            />
          </label>
        )}
        <SelectField
          label={t('rehearsal.mix')}
          options={mixNames.map((value) => ({ value, label: t(`rehearsal.mixOf.${value}`) }))}
          value={mix}
          onChange={setMix}
        />
        <SelectField
          label={t('rehearsal.work')}
          options={workNames.map((value) => ({ value, label: t(`rehearsal.workOf.${value}`) }))}
          value={work}
          onChange={setWork}
        />
        <div class="row-of">
          <button type="submit" class="button main" disabled={running}>
            {t(state?.rehearsal ? 'rehearsal.again' : 'rehearsal.start')}
          </button>
          {running && (
            <button type="button" class="button" onClick={() => void stop()}>
              {t('rehearsal.stop')}
            </button>
          )}
        </div>
      </form>
      {who === 'sample' && (
        <p class="soft">{t(isEmpty ? 'rehearsal.sampleEmpty' : 'rehearsal.sampleAbout')}</p>
      )}
      {isChosen && asks && isNobody && (
        <p class="danger" role="alert">
          {t('rehearsal.whoNeeded')}
        </p>
      )}
      {isChosen && !running && (
        <section class="stack" aria-labelledby="rehearsal-who">
          <h2 id="rehearsal-who">{t('rehearsal.who')}</h2>
          <PeopleStep choice={choice} userId={me.user.id} />
        </section>
      )}
      {problem && <ProblemNote problem={problem} />}
      {state && <Progress state={state} clock={clock} />}
      {state?.rehearsal && <RehearsalResult key={state.id} rehearsal={state.rehearsal} />}
    </main>
  );
}

function Progress({ state, clock }: { state: RehearsalState; clock: Clock }) {
  const { reachedAt, message } = state;
  if (state.state === 'failed')
    return <Note tone="bad" icon="problem" title={t('rehearsal.failed')} text={message ?? ''} />;
  const text =
    state.state === 'running'
      ? reachedAt
        ? t('rehearsal.reached', { time: dateAndTime(reachedAt, clock) })
        : t('rehearsal.preparing')
      : state.state === 'stopped'
        ? t('rehearsal.stopped')
        : '';
  return (
    <p class="row-of soft" role="status">
      {text}
    </p>
  );
}
