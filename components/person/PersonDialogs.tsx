import type { Person } from '../../lib/contract/person.ts';
import { useLink } from '../data/link.ts';
import { t } from '../i18n.ts';
import type { Clock } from '../time.ts';
import { AddPersonDialog } from './AddPersonDialog.tsx';
import { CampaignDialog } from './CampaignDialog.tsx';
import { ConsentDialog } from './ConsentDialog.tsx';
import { LogDialog } from './LogDialog.tsx';
import { TaskDialog } from './TaskDialog.tsx';
import { type PersonActsModel, whoOf } from './use-person-acts.ts';
import { useTaskUndo } from './use-task-form.ts';

interface PersonDialogsProps {
  model: PersonActsModel;
  clock: Clock;
  /** To the launch with all its questions; absent where there is no room for it. */
  onLaunch?(person: Person): void;
}

/** The form that is open over the page, and what is said when it has done its work. */
export function PersonDialogs({ model, clock, onLaunch }: PersonDialogsProps) {
  const link = useLink();
  const undo = useTaskUndo();
  const { dialog, setDialog, tell } = model;
  if (!dialog) return null;
  // The browser tells that a dialog was closed a moment later, when the next one may be open already.
  const onClose = (): void => setDialog((open) => (open === dialog ? null : open));
  const done = (text: string, about: string, undo: Parameters<typeof tell>[2] = null): void => {
    onClose();
    tell(text, about, undo);
  };
  if (dialog.kind === 'add') {
    const { name, email } = dialog;
    return (
      <AddPersonDialog
        name={name}
        email={email}
        onClose={onClose}
        onDone={(person) => done(t('person.added', { name: whoOf(person) }), whoOf(person))}
      />
    );
  }
  const person = dialog.kind === 'consent' ? dialog.card.person : dialog.person;
  const who = whoOf(person);
  const shared = { person, who, clock, onClose };
  if (dialog.kind === 'consent') {
    const { consent } = dialog.card;
    if (!consent) return null;
    return (
      <ConsentDialog
        {...shared}
        consent={consent}
        onDone={() => done(t('person.consentSaved', { name: who }), who)}
      />
    );
  }
  if (dialog.kind === 'log')
    return <LogDialog {...shared} onDone={() => done(t('person.logged', { name: who }), who)} />;
  if (dialog.kind === 'task')
    return (
      <TaskDialog
        {...shared}
        onDone={({ id, title }, was) => done(t('person.taskAdded', { title }), who, undo.of(id, was))}
      />
    );
  return (
    <CampaignDialog
      {...shared}
      onMore={
        onLaunch
          ? () => {
              onClose();
              onLaunch(person);
            }
          : null
      }
      onDone={({ name }, enrolmentId) => {
        const id = crypto.randomUUID();
        const back = () => link.ask('enrolment.stop', { personId: person.id, enrolmentId, id });
        done(t('person.launched', { name: who, campaign: name }), who, back);
      }}
    />
  );
}
