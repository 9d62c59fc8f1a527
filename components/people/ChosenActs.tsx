import { useState } from 'preact/hooks';
import type { Person } from '../../lib/contract/person.ts';
import type { Actions } from '../data/use-actions.ts';
import { t } from '../i18n.ts';
import { KeepPeople } from '../people-lists/KeepPeople.tsx';
import { InterestsDialog } from './InterestsDialog.tsx';
import { OurContactDialog } from './OurContactDialog.tsx';

interface ChosenActsProps {
  chosen: readonly Person[];
  actions: Actions;
  onNobody(): void;
  /** Absent: whoever is signed in may not. */
  onErase?(people: readonly Person[]): void;
}

const acts = [
  { name: 'selections', text: 'selections.addPeople' },
  { name: 'projects', text: 'projects.addPeople' },
  { name: 'interests', text: 'interests.open' },
  { name: 'ours', text: 'ourContact.open' },
] as const;

/** How many people are ticked, and what can be done with them together. */
export function ChosenActs({ chosen, actions, onNobody, onErase }: ChosenActsProps) {
  const [open, setOpen] = useState<(typeof acts)[number]['name'] | null>(null);
  const personIds = chosen.map(({ id }) => id);
  const onClose = (): void => setOpen(null);
  const done = (said: string, about: string): void => {
    onClose();
    actions.tell(said, about);
  };
  return (
    <div class="row-of wrap">
      <p role="status">{t('contacts.chosen', { count: chosen.length })}</p>
      {acts.map(({ name, text }) => (
        <button key={name} type="button" class="button small" onClick={() => setOpen(name)}>
          {t(text)}
        </button>
      ))}
      {onErase && (
        <button type="button" class="button small" onClick={() => onErase(chosen)}>
          {t('erase.open')}
        </button>
      )}
      <button type="button" class="button plain small" onClick={onNobody}>
        {t('contacts.chooseNobody')}
      </button>
      {(open === 'selections' || open === 'projects') && (
        <KeepPeople kind={open} personIds={personIds} onClose={onClose} onKept={done} />
      )}
      {open === 'interests' && (
        <InterestsDialog
          personIds={personIds}
          onClose={onClose}
          onChanged={(count) => done(t('interests.changed', { count }), t('interests.title'))}
        />
      )}
      {open === 'ours' && (
        <OurContactDialog
          personIds={personIds}
          onClose={onClose}
          onChanged={(count) => done(t('ourContact.changed', { count }), t('ourContact.title'))}
        />
      )}
    </div>
  );
}
