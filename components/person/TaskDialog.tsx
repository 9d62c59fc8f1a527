import { useState } from 'preact/hooks';
import type { Person } from '../../lib/contract/person.ts';
import type { Task, TaskType } from '../../lib/contract/task.ts';
import {
  instantToLocal,
  localToInstant,
  type SnoozePreset,
  snoozeChoices,
} from '../../lib/core/task/snooze.ts';
import { useLink } from '../data/link.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Modal } from '../feedback/Modal.tsx';
import { t } from '../i18n.ts';
import { type Clock, dayAndTime } from '../time.ts';
import { Choices, Form, LongField, SelectField, TextField } from './Form.tsx';

interface TaskDialogProps {
  person: Person;
  who: string;
  clock: Clock;
  onClose(): void;
  onDone(task: Task): void;
}

const types = ['call', 'email', 'inmail', 'custom'] as const satisfies readonly TaskType[];
/** A mail that is begun empty: the person is filled in, the text is written in the mailbox. */
const emptyEmail = { subject: '', html: '', alsoTo: [], cc: [], bcc: [] };

/** A task of one's own about the person, outside campaigns. */
export function TaskDialog({ person, who, clock, onClose, onDone }: TaskDialogProps) {
  const link = useLink();
  const presets = snoozeChoices(clock.now, clock.timeZone);
  const [id] = useState(() => crypto.randomUUID());
  const [type, setType] = useState<TaskType>('call');
  const [title, setTitle] = useState('');
  const [details, setDetails] = useState('');
  const [due, setDue] = useState<SnoozePreset | 'other'>('tomorrow');
  const [local, setLocal] = useState('');
  const [tried, setTried] = useState(false);
  const dueAt =
    due === 'other'
      ? localToInstant(local, clock.timeZone)
      : (presets.find(({ preset }) => preset === due)?.until ?? null);
  const email = type === 'email' ? emptyEmail : null;
  const submit = useSubmit(
    () =>
      link.ask('tasks.create', {
        id,
        type,
        title: title.trim(),
        details,
        dueAt: dueAt ?? '',
        email,
        personId: person.id,
      }),
    onDone,
  );
  const send = (): void => {
    setTried(true);
    if (title.trim() && dueAt) void submit.submit();
  };
  return (
    <Modal name="new-task" title={t('newTask.title', { name: who })} onClose={onClose}>
      <Form action={t('newTask.action')} submit={submit} onSubmit={send}>
        <Choices
          label={t('newTask.type')}
          options={types.map((value) => ({ value, label: t(`type.${value}`) }))}
          value={type}
          onChange={setType}
        />
        <TextField
          label={t('newTask.what')}
          value={title}
          maxLength={200}
          first
          wrong={tried && !title.trim() ? t('newTask.whatNeeded') : submit.wrong('title')}
          onInput={setTitle}
        />
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
          onChange={setDue}
        />
        {due === 'other' && (
          <TextField
            label={t('addToCampaign.when')}
            type="datetime-local"
            value={local}
            min={instantToLocal(clock.now.toISOString(), clock.timeZone)}
            wrong={tried && !dueAt ? t('newTask.whenNeeded') : submit.wrong('dueAt')}
            onInput={setLocal}
          />
        )}
        <LongField label={t('newTask.details')} value={details} maxLength={20_000} onInput={setDetails} />
      </Form>
    </Modal>
  );
}

/** `In a week (Nov 27 9:00)`, but not `Tomorrow (Tomorrow 9:00)`. */
function dueWords(preset: string, time: string): string {
  return time.startsWith(preset) ? time : `${preset} (${time})`;
}
