import type { ToolRecipient } from '../../lib/contract/tools.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';

interface PeopleChoiceProps {
  recipients: readonly ToolRecipient[];
  chosen: ReadonlySet<string>;
  onChoose(personId: string, isChosen: boolean): void;
  /** Somebody who is not among the contacts yet. */
  onAdd(email: string): void;
}

/** Whom of those addressed one means; who is not known yet can be added first. */
export function PeopleChoice({ recipients, chosen, onChoose, onAdd }: PeopleChoiceProps) {
  return (
    <fieldset class="people-choice">
      <legend class="legend">{t('tools.who')}</legend>
      {recipients.map(({ email, person, state }) =>
        person ? (
          <label key={email} class="row-of">
            <input
              type="checkbox"
              checked={chosen.has(person.id)}
              onChange={(event) => onChoose(person.id, event.currentTarget.checked)}
            />
            <span class="cut">
              <bdi>{`${person.firstName} ${person.lastName}`.trim() || email}</bdi>{' '}
              <span class="soft">
                <bdi>{person.companyName ?? email}</bdi>
              </span>
            </span>
          </label>
        ) : (
          <div key={email} class="row-of wrap">
            <span class="warn-line small grow">
              <Icon name="problem" />
              <span>{t(`tools.person.${state === 'known' ? 'unknown' : state}`, { email })}</span>
            </span>
            {state === 'unknown' && (
              <button type="button" class="button small" onClick={() => onAdd(email)}>
                <Icon name="addPerson" />
                {t('person.add')}
              </button>
            )}
          </div>
        ),
      )}
    </fieldset>
  );
}
