import type { Person } from '../../lib/contract/person.ts';
import type { PaneParticipant } from '../../lib/contract/person-pane.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { nameOf } from './PersonHead.tsx';

/** Several people take part in the thread: whom to show is chosen, never guessed. */
export function Participants({
  others,
  onChoose,
  onLaunch,
}: {
  others: readonly PaneParticipant[];
  onChoose(email: string): void;
  /** Puts those of these addresses who are known on a campaign. */
  onLaunch(emails: string[]): void;
}) {
  const emails = others.flatMap(({ email, known }) => (email !== null && known !== false ? [email] : []));
  return (
    <section class="person-part stack tight">
      <h2>{t('person.severalTitle', { count: others.length })}</h2>
      <p class="soft">{t('person.severalText')}</p>
      <ul class="choose">
        {others.map((one) => (
          <li key={one.email ?? `name ${one.name}`}>
            {one.email === null ? (
              <p class="choose-row">
                <Who name={one.name} detail={t('person.nameOnly')} />
              </p>
            ) : (
              <button type="button" class="choose-row" onClick={() => onChoose(one.email ?? '')}>
                <Who name={one.name || one.email} detail={detailOf(one)} />
                <span class="soft choose-known">{knownWords(one)}</span>
                <Icon name="chevron" />
              </button>
            )}
          </li>
        ))}
      </ul>
      {emails.length > 0 && (
        <div>
          <button type="button" class="button small" onClick={() => onLaunch(emails)}>
            <Icon name="addPerson" />
            {t('chosenPeople.open')}
          </button>
        </div>
      )}
    </section>
  );
}

/** Several people have the same address. */
export function SamePeople({
  people,
  total,
  onChoose,
}: {
  people: readonly Person[];
  total: number;
  onChoose(personId: string): void;
}) {
  return (
    <section class="person-part stack tight">
      <h2>{t('person.sameTitle', { count: total })}</h2>
      <ul class="choose">
        {people.map((person) => (
          <li key={person.id}>
            <button type="button" class="choose-row" onClick={() => onChoose(person.id)}>
              <Who
                name={nameOf(person) || t('common.noName')}
                detail={[person.title, person.companyName].filter(Boolean).join(' · ')}
              />
              <Icon name="chevron" />
            </button>
          </li>
        ))}
      </ul>
      {total > people.length && <p class="soft">{t('person.sameMore', { count: total - people.length })}</p>}
    </section>
  );
}

function Who({ name, detail }: { name: string; detail: string }) {
  return (
    <span class="grow choose-who">
      <bdi>{name}</bdi>
      {detail && <bdi class="soft choose-detail">{detail}</bdi>}
    </span>
  );
}

function detailOf({ email, name, companyName }: PaneParticipant): string {
  return [name ? email : null, companyName].filter(Boolean).join(' · ');
}

function knownWords({ known }: PaneParticipant): string {
  return known === false ? t('person.unknownShort') : '';
}
