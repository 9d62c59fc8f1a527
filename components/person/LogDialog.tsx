import { useState } from 'preact/hooks';
import type { Person } from '../../lib/contract/person.ts';
import type { Activity } from '../../lib/contract/task.ts';
import { instantToLocal, localToInstant } from '../../lib/core/task/snooze.ts';
import { useLink } from '../data/link.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Modal } from '../feedback/Modal.tsx';
import { t } from '../i18n.ts';
import type { Clock } from '../time.ts';
import { Choices, Form, LongField, TextField } from './Form.tsx';

interface LogDialogProps {
  person: Person;
  who: string;
  clock: Clock;
  onClose(): void;
  onDone(activity: Activity): void;
}

const kinds = ['note.logged', 'call.logged', 'meeting.logged'] as const;
const labels = {
  'note.logged': 'history.noteLogged',
  'call.logged': 'history.callLogged',
  'meeting.logged': 'history.meetingLogged',
} as const;

/** Something that happened with the person, written down by hand. */
export function LogDialog({ person, who, clock, onClose, onDone }: LogDialogProps) {
  const link = useLink();
  const [id] = useState(() => crypto.randomUUID());
  const [kind, setKind] = useState<(typeof kinds)[number]>('note.logged');
  const [title, setTitle] = useState('');
  const [note, setNote] = useState('');
  const [local, setLocal] = useState(() => instantToLocal(clock.now.toISOString(), clock.timeZone));
  const [tried, setTried] = useState(false);
  const at = localToInstant(local, clock.timeZone);
  const badTime = !at || Date.parse(at) > link.now().getTime();
  const submit = useSubmit(
    () =>
      link.ask('person.log', {
        personId: person.id,
        activity: { id, kind, at: at ?? '', title: title.trim(), note: note.trim() || null },
      }),
    onDone,
  );
  const send = (): void => {
    setTried(true);
    if (title.trim() && !badTime) void submit.submit();
  };
  return (
    <Modal name="log" title={t('logFor.title', { name: who })} onClose={onClose}>
      <Form action={t('logFor.action')} submit={submit} onSubmit={send}>
        <Choices
          label={t('logFor.kind')}
          options={kinds.map((value) => ({ value, label: t(labels[value]) }))}
          value={kind}
          onChange={setKind}
        />
        <TextField
          label={t('logFor.short')}
          value={title}
          maxLength={200}
          first
          wrong={tried && !title.trim() ? t('logFor.shortNeeded') : submit.wrong('title')}
          onInput={setTitle}
        />
        <LongField label={t('logFor.more')} value={note} maxLength={10_000} onInput={setNote} />
        <TextField
          label={t('logFor.when')}
          type="datetime-local"
          value={local}
          max={instantToLocal(clock.now.toISOString(), clock.timeZone)}
          wrong={tried && badTime ? t('logFor.inFuture') : submit.wrong('at')}
          onInput={setLocal}
        />
      </Form>
    </Modal>
  );
}
