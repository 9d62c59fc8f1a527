import type { OurContacts } from '../../lib/contract/our-contacts.ts';
import { useChanges } from '../data/use-changes.ts';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { OurContactFields } from './OurContactFields.tsx';

interface OurContactsOfProps {
  personId: string;
  contacts: OurContacts;
  onChanged(): Promise<void>;
}

/** Who of the workspace looks after a person. Each choice holds at once. */
export function OurContactsOf({ personId, contacts, onChanged }: OurContactsOfProps) {
  const ask = useLibrary();
  const changes = useChanges(onChanged);
  return (
    <section class="stack tight" aria-labelledby="person-contacts">
      <h3 id="person-contacts">{t('ourContact.title')}</h3>
      {changes.problem && <ProblemNote problem={changes.problem} onDismiss={changes.dismiss} />}
      <OurContactFields
        value={contacts}
        onChange={(part) =>
          void changes.change(
            () => ask('people.setContacts', { body: { personIds: [personId], ...part } }),
            t('settings.saved'),
          )
        }
      />
      <p class="heard" role="status">
        {changes.spoken}
      </p>
    </section>
  );
}
