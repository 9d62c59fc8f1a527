import { Asked } from '../feedback/Asked.tsx';
import { Modal } from '../feedback/Modal.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import type { Clock } from '../time.ts';
import { ConsentLines } from './ConsentLines.tsx';
import { PersonHead } from './PersonHead.tsx';
import { PersonHistory } from './PersonHistory.tsx';
import { Runs } from './Runs.tsx';
import { type SomeoneActs, someoneOf } from './use-someone.ts';

interface PersonSheetProps {
  id: string;
  acts: SomeoneActs;
  clock: Clock;
}

/** Somebody of a list: who it is, their campaigns and consent, and what has happened with them. */
export function PersonSheet({ id, acts, clock }: PersonSheetProps) {
  const { person } = acts;
  const ask = useLibrary();
  const context = useAsked(`person ${id}`, () => ask('people.context', { params: { id } }));
  return (
    <Modal name="person-sheet" title={t('tabs.person')} onClose={acts.close}>
      <Asked live={context} label={t('person.looking')}>
        {(value) => (
          <article class="person-part feed-person">
            <PersonHead person={value.person} clock={clock} />
            <p class="row-of wrap">
              <button
                type="button"
                class="button small"
                onClick={() => void acts.email(someoneOf(value.person))}
              >
                <Icon name="email" />
                {t('feed.write')}
              </button>
              <button
                type="button"
                class="button small"
                onClick={() => person.setDialog({ kind: 'task', person: value.person })}
              >
                <Icon name="custom" />
                {t('newTask.anybody')}
              </button>
            </p>
            <Runs
              runs={value.enrolments}
              repliesUnseenOn={null}
              clock={clock}
              busy={person.acts.busy}
              onAdd={() => person.setDialog({ kind: 'campaign', person: value.person })}
              onReplied={(run) => person.acts.replied(value, run)}
              onStop={(run) => person.acts.stop(value, run)}
              onUndo={(run) => person.acts.undo(value, run)}
            />
            <ConsentLines
              consent={value.consent}
              clock={clock}
              onChange={() => person.setDialog({ kind: 'consent', card: value })}
            />
            <PersonHistory activities={value.activities} clock={clock} />
          </article>
        )}
      </Asked>
    </Modal>
  );
}
