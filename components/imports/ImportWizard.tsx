import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { ColumnUse, Import, ImportTarget, Reading } from '../../lib/contract/import.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Asked } from '../feedback/Asked.tsx';
import { Note } from '../feedback/Note.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import type { Clock } from '../time.ts';
import { ColumnsStep } from './ColumnsStep.tsx';
import { FileStep } from './FileStep.tsx';
import { ResultStep } from './ResultStep.tsx';
import { consentOf, RulesStep, rulesOf, usualRules } from './RulesStep.tsx';
import { reasonsOf } from './say-file.ts';
import { useImport } from './use-import.ts';

interface ImportWizardProps {
  /** Where the rows go: to contacts, or into a list for a mailing. */
  target: ImportTarget;
  /** The import that is under way; empty: a file is to be chosen. */
  id: string;
  clock: Clock;
  /** Another import is under way from now on; empty: none. */
  onOpen(id: string): void;
  /** What can be done once one is done, e.g. to look at the contacts. */
  onDone(job: Import): ComponentChildren;
}

const steps = ['file', 'columns', 'rules', 'result'] as const;
type Step = (typeof steps)[number];

/** Imports a file step by step: the file, its columns, what is done with its people, what comes of it. */
export function ImportWizard({ target, id, clock, onOpen, onDone }: ImportWizardProps) {
  if (!id)
    return (
      <div class="stack import-wizard">
        <Steps step="file" />
        <FileStep target={target} clock={clock} onOpen={onOpen} />
      </div>
    );
  return <Opened key={id} id={id} onOpen={onOpen} onDone={onDone} />;
}

function Opened({ id, onOpen, onDone }: Pick<ImportWizardProps, 'id' | 'onOpen' | 'onDone'>) {
  const live = useImport(id);
  const [isChanging, setChanging] = useState(false);
  const another = (
    <button type="button" class="button" onClick={() => onOpen('')}>
      {t('imports.another')}
    </button>
  );
  return (
    <Asked live={live} label={t('queue.loading')}>
      {(job) => {
        const isOpen = job.status === 'uploaded' || (isChanging && job.status === 'checked');
        if (job.status === 'uploading')
          return (
            <Note
              tone="warn"
              icon="problem"
              title={t('imports.interrupted')}
              text={t('imports.interruptedText')}
            >
              {another}
            </Note>
          );
        if (isOpen)
          return (
            <Planning
              job={job}
              another={another}
              onChecked={() => {
                setChanging(false);
                void live.reload();
              }}
            />
          );
        return (
          <div class="stack import-wizard">
            <Steps step="result" name={job.name} />
            <ResultStep
              job={job}
              reload={live.reload}
              onBack={job.status === 'checked' ? () => setChanging(true) : null}
            >
              {onDone(job)}
            </ResultStep>
            <div class="row-of">{another}</div>
          </div>
        );
      }}
    </Asked>
  );
}

interface PlanningProps {
  job: Import;
  another: ComponentChildren;
  onChecked(): void;
}

/** Columns first, then what is done with the people. */
function Planning({ job, another, onChecked }: PlanningProps) {
  const ask = useLibrary();
  const { id, target, plan } = job;
  const [reading, setReading] = useState<Reading>(plan?.reading ?? {});
  const [chosen, setChosen] = useState<{ of: string; columns: readonly ColumnUse[] } | null>(
    plan && { of: JSON.stringify(plan.reading), columns: plan.columns },
  );
  const [draft, setDraft] = useState({ ...usualRules });
  const [step, setStep] = useState<'columns' | 'rules'>('columns');
  const key = JSON.stringify(reading);
  const look = useAsked(`look ${id} ${key}`, () =>
    ask('imports.look', { params: { id }, body: { reading } }),
  );
  const columns = chosen?.of === key ? chosen.columns : (look.value?.columns ?? []);
  const submit = useSubmit(
    () =>
      ask('imports.check', {
        params: { id },
        body: { reading, columns: [...columns], rules: rulesOf(draft), consent: consentOf(draft, target) },
      }),
    onChecked,
  );
  return (
    <div class="stack import-wizard">
      <Steps step={step} name={job.name} />
      {look.problem && !look.value ? (
        <ProblemNote problem={look.problem} reasons={reasonsOf(look.problem)}>
          {another}
        </ProblemNote>
      ) : (
        <Asked live={look} label={t('imports.looking')}>
          {(seen) =>
            step === 'columns' ? (
              <ColumnsStep
                look={seen}
                target={target}
                reading={reading}
                columns={columns}
                onRead={setReading}
                onChange={(next) => setChosen({ of: key, columns: next })}
                onNext={() => setStep('rules')}
              />
            ) : (
              <>
                <RulesStep target={target} draft={draft} submit={submit} onChange={setDraft} />
                <div class="row-of">
                  <button type="button" class="button" onClick={() => setStep('columns')}>
                    {t('imports.backToColumns')}
                  </button>
                </div>
              </>
            )
          }
        </Asked>
      )}
    </div>
  );
}

/** Which step of how many this is. */
function Steps({ step, name }: { step: Step; name?: string }) {
  return (
    <div class="stack tight">
      <ol class="import-steps" aria-label={t('imports.steps')}>
        {steps.map((one) => (
          <li key={one} aria-current={one === step ? 'step' : undefined}>
            {t(`imports.step.${one}`)}
          </li>
        ))}
      </ol>
      {name !== undefined && (
        <p class="soft">
          <bdi>{name}</bdi>
        </p>
      )}
    </div>
  );
}
