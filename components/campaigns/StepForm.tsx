import type { Me } from '../../lib/contract/account.ts';
import type { Step } from '../../lib/contract/campaign.ts';
import type { SendOption, TaskWait } from '../../lib/contract/schedule.ts';
import { offeredAt } from '../../lib/core/campaign/send-options.ts';
import { stepsInOrder } from '../../lib/core/campaign/steps.ts';
import { t } from '../i18n.ts';
import { CheckField, SelectField, TextField } from '../person/Form.tsx';
import { type Clock, dayAndTime } from '../time.ts';
import { type Example, whyOf } from './example.ts';
import { NumberField, TimeField } from './fields.tsx';
import { pathOf, withChange } from './form.ts';
import { StepEmailForm } from './StepEmailForm.tsx';
import type { CampaignEditing } from './use-campaign-editing.ts';

interface StepFormProps {
  editing: CampaignEditing;
  step: Step;
  me: Me;
  example: Example;
  clock: Clock;
}

/** One step in full. */
export function StepForm({ editing, step, me, example, clock }: StepFormProps) {
  const { form, wrong } = editing;
  const path = pathOf(form.days, step.id);
  const say = (field: string): string | null => wrong.get(`${path}.${field}`) ?? null;
  const placed = stepsInOrder(form);
  const at = placed.findIndex((one) => one.step.id === step.id);
  const offered = offeredAt(placed[at - 1]?.step ?? null);
  const change = (part: { [K in keyof Step]?: Step[K] | undefined }): void =>
    editing.change(step.id, (now) => withChange(now, part));
  const send = step.send ?? 'manual_task';
  const isTask = step.type !== 'email' || send === 'manual_task';
  const planned = example.steps.get(step.id);
  return (
    <section class="step-form stack" aria-label={t('campaigns.stepOf', { title: step.title })}>
      <h2>
        {t(`type.${step.type}`)} ·{' '}
        {t('queue.day', { day: placed[at]?.dayNumber ?? 1, step: placed[at]?.stepNumber ?? 1 })}
      </h2>
      <TextField
        label={t('campaigns.stepTitle')}
        value={step.title}
        maxLength={200}
        wrong={say('title')}
        onInput={(title) => change({ title })}
      />
      {step.type === 'email' && (
        <SelectField
          label={t('campaigns.send.label')}
          value={send}
          options={optionsOf(offered.send, send)}
          onChange={(next) => change({ send: next, ...(next !== 'manual_task' && { wait: undefined }) })}
        />
      )}
      {(isTask || send === 'fixed_time') && (
        <TimeField
          label={t(isTask ? 'campaigns.dueTime' : 'campaigns.sendTime')}
          value={step.dueTime}
          wrong={say('dueTime')}
          onInput={(dueTime) => change({ dueTime })}
        />
      )}
      {planned && (
        <p class="soft small why">
          {t('campaigns.exampleAt', { time: dayAndTime(planned.at, clock) })} {whyOf(planned, clock)}
        </p>
      )}
      {offered.followUp && step.type === 'email' && (
        <CheckField
          label={t('campaigns.followUp')}
          on={step.followUp ?? false}
          onChange={(on) => change({ followUp: on || undefined })}
        />
      )}
      {isTask ? (
        <WaitFields step={step} wrong={say('wait.days')} onChange={(wait) => change({ wait })} />
      ) : (
        <NumberField
          label={t('campaigns.lateHours')}
          value={step.lateHours}
          max={720}
          wrong={say('lateHours')}
          onInput={(lateHours) => change({ lateHours })}
        />
      )}
      <label class="field">
        <span>
          {t(
            step.type === 'call' ? 'task.talkTrack' : step.type === 'inmail' ? 'task.message' : 'task.notes',
          )}
        </span>
        <textarea
          class="input"
          dir="auto"
          rows={step.type === 'email' ? 2 : 6}
          maxLength={20_000}
          value={step.details}
          aria-invalid={say('details') !== null}
          onInput={(event) => change({ details: event.currentTarget.value })}
        />
        {say('details') !== null && (
          <small class="danger" role="alert">
            {say('details')}
          </small>
        )}
      </label>
      {step.email && (
        <StepEmailForm
          title={step.title}
          email={step.email}
          me={me}
          wrong={(part) => say(`email.${part}`)}
          onChange={(email) => change({ email })}
        />
      )}
    </section>
  );
}

/** What is offered at its place; what it is set to stays in sight. */
function optionsOf(offered: readonly SendOption[], send: SendOption) {
  const all = offered.includes(send) ? offered : [...offered, send];
  return all.map((value) => ({ value, label: t(`campaigns.send.${value}`) }));
}

interface WaitFieldsProps {
  step: Step;
  wrong: string | null;
  onChange(wait: TaskWait | undefined): void;
}

/** How long the run waits for the task, and what then. */
function WaitFields({ step, wrong, onChange }: WaitFieldsProps) {
  const { wait } = step;
  const nexts = (['goOn', 'skip', 'automatic'] as const).filter(
    (next) => next !== 'automatic' || step.type === 'email',
  );
  return (
    <div class="row-of wrap top">
      <NumberField
        label={t('campaigns.waitDays')}
        value={wait?.days}
        max={365}
        wrong={wrong}
        onInput={(days) => onChange(days === undefined ? undefined : { days, next: wait?.next ?? 'goOn' })}
      />
      {wait && (
        <SelectField
          label={t('campaigns.waitNext.label')}
          value={wait.next}
          options={nexts.map((value) => ({ value, label: t(`campaigns.waitNext.${value}`) }))}
          onChange={(next) => onChange({ ...wait, next })}
        />
      )}
    </div>
  );
}
