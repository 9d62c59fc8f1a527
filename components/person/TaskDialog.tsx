import type { Person } from '../../lib/contract/person.ts';
import type { Task, TaskType } from '../../lib/contract/task.ts';
import { instantToLocal } from '../../lib/core/task/snooze.ts';
import { memberName } from '../absence/words.ts';
import { PersonChoice } from '../editor/PersonChoice.tsx';
import { Modal } from '../feedback/Modal.tsx';
import { t } from '../i18n.ts';
import { type Clock, dayAndTime } from '../time.ts';
import { Choices, Form, LongField, SelectField, TextField } from './Form.tsx';
import { type EditableTask, type TaskBefore, type TaskForm, useTaskForm } from './use-task-form.ts';

interface TaskDialogProps {
  /** Whom a new task is about; null: somebody is chosen in the dialog. */
  person?: Person | null;
  /** What the person is called. */
  who?: string;
  /** The task that is changed; absent: a new one. */
  task?: EditableTask | null;
  clock: Clock;
  onClose(): void;
  onDone(task: Task, was: TaskBefore): void;
}

const types = ['call', 'email', 'inmail', 'custom'] as const satisfies readonly TaskType[];
const priorities = ['normal', 'high'] as const satisfies readonly Task['priority'][];

/** A task of one's own, outside campaigns: a new one, or one that is changed. */
export function TaskDialog({ person = null, who, task = null, clock, onClose, onDone }: TaskDialogProps) {
  const form = useTaskForm({ person, task, clock, onDone });
  const heading = who ? t('newTask.title', { name: who }) : t('newTask.anybody');
  const asksWho = person === null && task === null;
  return (
    <Modal name="new-task" title={task ? t('newTask.editTitle') : heading} onClose={onClose}>
      <Form
        action={t(task ? 'newTask.save' : 'newTask.action')}
        submit={form.submit}
        onSubmit={() => form.send()}
      >
        {asksWho && (
          <PersonChoice
            label={t('newTask.person')}
            choice={form.choice}
            first
            wrong={form.tried && !form.person ? t('newTask.personNeeded') : null}
          />
        )}
        {/* An email may have its text already. */}
        {task?.type !== 'email' && (
          <Choices
            label={t('newTask.type')}
            options={types.map((value) => ({ value, label: t(`type.${value}`) }))}
            value={form.type}
            onChange={form.setType}
          />
        )}
        <TextField
          label={t('newTask.what')}
          value={form.title}
          maxLength={200}
          first={!asksWho}
          wrong={form.tried && !form.title.trim() ? t('newTask.whatNeeded') : form.submit.wrong('title')}
          onInput={form.setTitle}
        />
        <Due form={form} clock={clock} />
        <Choices
          label={t('newTask.priority')}
          options={priorities.map((value) => ({ value, label: t(`newTask.${value}`) }))}
          value={form.priority}
          onChange={form.setPriority}
        />
        <Assignee form={form} />
        <LongField
          label={t('newTask.details')}
          value={form.details}
          maxLength={20_000}
          onInput={form.setDetails}
        />
      </Form>
    </Modal>
  );
}

function Due({ form, clock }: { form: TaskForm; clock: Clock }) {
  const { presets, due, local, tried, dueAt, submit } = form;
  return (
    <>
      <SelectField
        label={t('newTask.due')}
        options={[
          ...presets.map(({ preset, until }) => ({
            value: preset,
            label: dueWords(t(`snooze.${preset}`), dayAndTime(until, clock)),
          })),
          { value: 'other' as const, label: t('newTask.other') },
        ]}
        value={due}
        onChange={form.setDue}
      />
      {due === 'other' && (
        <TextField
          label={t('addToCampaign.when')}
          type="datetime-local"
          value={local}
          min={instantToLocal(clock.now.toISOString(), clock.timeZone)}
          wrong={tried && !dueAt ? t('newTask.whenNeeded') : submit.wrong('dueAt')}
          onInput={form.setLocal}
        />
      )}
    </>
  );
}

/** Nobody to choose from where nobody else is in the workspace. */
function Assignee({ form: { members, assigneeId, setAssigneeId } }: { form: TaskForm }) {
  if (!members || members.length < 2) return null;
  const self = members.find((member) => member.self)?.id ?? '';
  return (
    <SelectField
      label={t('newTask.assignee')}
      options={[
        { value: self, label: t('newTask.myself') },
        ...members
          .filter((member) => !member.self)
          .map((member) => ({ value: member.id, label: memberName(member) })),
      ]}
      value={assigneeId || self}
      onChange={setAssigneeId}
    />
  );
}

/** `In a week (Nov 27 9:00)`, but not `Tomorrow (Tomorrow 9:00)`. */
function dueWords(preset: string, time: string): string {
  return time.startsWith(preset) ? time : `${preset} (${time})`;
}
