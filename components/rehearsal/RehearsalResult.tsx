import { useState } from 'preact/hooks';
import type { Rehearsal, RehearsalCounts, RehearsedRun } from '../../lib/contract/rehearsal.ts';
import { Note } from '../feedback/Note.tsx';
import { t } from '../i18n.ts';
import { dateAndTime } from '../time.ts';
import { RunTimeline } from './RunTimeline.tsx';

const parts = ['people', 'mails', 'tasks', 'steps', 'world'] as const;

/** What a rehearsal came to: counts, whether they add up, and each person's way. */
export function RehearsalResult({ rehearsal }: { rehearsal: Rehearsal }) {
  const { checks, addsUp, counts, runs, startedAt, endedAt } = rehearsal;
  const [chosen, setChosen] = useState(0);
  const run = runs[chosen];
  const clock = { now: new Date(startedAt), timeZone: run?.timeZone ?? 'UTC' };
  const failed = checks.filter(({ ok }) => !ok).map(({ name }) => name);
  return (
    <section class="stack" aria-label={t('rehearsal.result')}>
      {addsUp ? (
        <Note
          tone="good"
          icon="done"
          title={t('rehearsal.addsUp', { count: checks.length })}
          text={t('rehearsal.span', { from: dateAndTime(startedAt, clock), to: dateAndTime(endedAt, clock) })}
        />
      ) : (
        <Note tone="bad" icon="problem" title={t('rehearsal.differs')} text={failed.join('; ')} />
      )}
      <div class="rehearsal-counts">
        {parts.map((part) => (
          <Counts key={part} part={part} figures={counts[part]} />
        ))}
      </div>
      <div class="rehearsal-columns">
        <nav class="stack tight" aria-label={t('rehearsal.runs')}>
          {runs.map((one, index) => (
            <RunButton
              key={one.personId}
              run={one}
              isChosen={index === chosen}
              onChoose={() => setChosen(index)}
            />
          ))}
        </nav>
        {run && <RunTimeline key={run.personId} run={run} rehearsal={rehearsal} />}
      </div>
    </section>
  );
}

type Figure = { [P in keyof RehearsalCounts]: keyof RehearsalCounts[P] }[keyof RehearsalCounts];

function Counts({ part, figures }: { part: (typeof parts)[number]; figures: object }) {
  // The keys are those of the contract, which `Object.entries` forgets.
  const entries = Object.entries(figures) as [Figure, number][];
  const shown = entries.filter(([, figure], index) => figure > 0 || index === 0);
  return (
    <section class="rehearsal-part" aria-label={t(`rehearsal.part.${part}`)}>
      <h2>{t(`rehearsal.part.${part}`)}</h2>
      <dl>
        {shown.map(([name, figure]) => (
          <div key={name} class="row-of">
            <dt class="grow">{t(`rehearsal.figure.${name}`)}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function RunButton({ run, isChosen, onChoose }: { run: RehearsedRun; isChosen: boolean; onChoose(): void }) {
  return (
    <button
      type="button"
      class="rehearsal-run"
      aria-current={isChosen ? 'true' : undefined}
      onClick={onChoose}
    >
      <bdi>{run.personName}</bdi>
      <span class="soft small">
        {run.status ? t(`runStatus.${run.status}`) : t('rehearsal.notTaken')} ·{' '}
        {t(`rehearsal.fate.${run.fate}`)}
      </span>
    </button>
  );
}
