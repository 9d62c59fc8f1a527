import { Bones } from '../../components/feedback/Empty.tsx';
import { ProblemNote } from '../../components/feedback/ProblemNote.tsx';
import { t } from '../../components/i18n.ts';
import { PersonView } from '../../components/person/PersonView.tsx';
import type { PersonActsModel } from '../../components/person/use-person-acts.ts';
import type { Clock } from '../../components/time.ts';
import type { PersonModel } from './use-person.ts';

interface PersonTabProps {
  person: PersonModel;
  acts: PersonActsModel;
  clock: Clock;
  onLaunch(emails: string[]): void;
}

/** The Person tab over what the background says. */
export function PersonTab({ person, acts, clock, onLaunch }: PersonTabProps) {
  const { value, problem, reload } = person.pane;
  if (problem) {
    return (
      <div class="notes">
        <ProblemNote problem={problem}>
          <button type="button" class="button small" onClick={() => void reload()}>
            {t('common.retry')}
          </button>
        </ProblemNote>
      </div>
    );
  }
  if (!value) return <Bones label={t('queue.loading')} />;
  return (
    <PersonView
      pane={value}
      clock={clock}
      acts={acts.acts}
      personId={person.personId}
      onChoose={person.chooseEmail}
      onPerson={person.choosePerson}
      onAdd={() => acts.setDialog({ kind: 'add', name: value.name, email: value.email ?? '' })}
      onRetry={() => void person.retry()}
      onLaunch={onLaunch}
    />
  );
}
