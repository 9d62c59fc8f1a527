import { useState } from 'preact/hooks';
import type { Person } from '../../lib/contract/person.ts';
import { Asked } from '../feedback/Asked.tsx';
import { Modal } from '../feedback/Modal.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import type { Clock } from '../time.ts';
import { ConsentLines } from './ConsentLines.tsx';
import { ContactDialog } from './ContactDialog.tsx';
import { whoOf } from './NamedPerson.tsx';
import { OurContactsOf } from './OurContactsOf.tsx';
import { PersonHead } from './PersonHead.tsx';
import { PersonHistory } from './PersonHistory.tsx';
import { PersonInterests } from './PersonInterests.tsx';
import { PersonMailings } from './PersonMailings.tsx';
import { ProofDialog } from './ProofDialog.tsx';
import { ReachNotes } from './ReachNotes.tsx';
import { Runs } from './Runs.tsx';
import { type SomeoneActs, someoneOf } from './use-someone.ts';

interface PersonSheetProps {
  id: string;
  acts: SomeoneActs;
  clock: Clock;
  /** What is known of them has been changed. */
  onEdited?(): void;
  /** Absent: whoever is signed in may not erase people, or not here. */
  onErase?(person: Person): void;
}

/** Somebody of a list: who it is, their campaigns and consent, and what has happened with them. */
export function PersonSheet({ id, acts, clock, onEdited, onErase }: PersonSheetProps) {
  const { person } = acts;
  const ask = useLibrary();
  const [edited, setEdited] = useState<Person | null>(null);
  const [proves, setProves] = useState<Person | null>(null);
  const context = useAsked(`person ${id}`, () => ask('people.context', { params: { id } }));
  return (
    <Modal name="person-sheet" title={t('tabs.person')} onClose={acts.close}>
      <Asked live={context} label={t('person.looking')}>
        {(value) => (
          <article class="person-part feed-person">
            <PersonHead person={value.person} clock={clock} />
            {value.reach && (
              <ReachNotes
                reach={value.reach}
                clock={clock}
                busy={person.acts.busy === 'reach'}
                onBack={() => person.acts.setFormer(value, false)}
                onUse={(address) => person.acts.useAddress(value, address)}
              />
            )}
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
              <button type="button" class="button small" onClick={() => setEdited(value.person)}>
                <Icon name="edit" />
                {t('contact.change')}
              </button>
              {value.reach?.formerSince === null && (
                <button
                  type="button"
                  class="button small"
                  disabled={person.acts.busy === 'reach'}
                  onClick={() => person.acts.setFormer(value, true)}
                >
                  <Icon name="person" />
                  {t('bounces.act.former')}
                </button>
              )}
              {onErase && (
                <button type="button" class="button small" onClick={() => onErase(value.person)}>
                  <Icon name="delete" />
                  {t('erase.open')}
                </button>
              )}
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
              onProof={() => setProves(value.person)}
            />
            {value.contacts && (
              <OurContactsOf personId={id} contacts={value.contacts} onChanged={context.reload} />
            )}
            <PersonInterests personId={id} onChanged={() => void context.reload()} />
            <PersonMailings personId={id} clock={clock} />
            <PersonHistory activities={value.activities} clock={clock} />
          </article>
        )}
      </Asked>
      {proves && (
        <ProofDialog personId={id} who={whoOf(proves)} clock={clock} onClose={() => setProves(null)} />
      )}
      {edited && (
        <ContactDialog
          person={edited}
          onClose={() => setEdited(null)}
          onSaved={(saved) => {
            setEdited(null);
            acts.actions.tell(t('contact.saved', { name: whoOf(saved) }), whoOf(saved));
            void context.reload();
            onEdited?.();
          }}
        />
      )}
    </Modal>
  );
}
