import type { Person } from '../../lib/contract/person.ts';
import { Address } from '../Address.tsx';
import { CopyButton } from '../feedback/CopyButton.tsx';
import { t } from '../i18n.ts';
import { type Clock, theirTime } from '../time.ts';

/** First and last name; empty when neither is known. */
export function nameOf({ firstName, lastName }: Pick<Person, 'firstName' | 'lastName'>): string {
  return [firstName, lastName].filter(Boolean).join(' ');
}

/** Who it is, how they are reached, and what time it is for them. */
export function PersonHead({ person, clock }: { person: Person; clock: Clock }) {
  const name = nameOf(person);
  const now = theirTime(clock.now, person.timeZone, clock.timeZone);
  return (
    <header class="stack tight">
      <h2 class="person-name">
        <bdi class={name ? '' : 'soft'}>{name || t('common.noName')}</bdi>
      </h2>
      {(person.title || person.companyName) && (
        <p class="task-place">
          {person.title && <bdi>{person.title}</bdi>}
          {person.title && person.companyName && ' · '}
          {person.companyName && <bdi>{person.companyName}</bdi>}
        </p>
      )}
      {now && (
        <p class="soft">
          {t('task.theirNow', { time: now.time })} ({now.place})
        </p>
      )}
      <ul class="ways">
        {person.email && <Way text={person.email} label={t('person.copyAddress')} />}
        {person.phone && <Way text={person.phone} label={t('task.copyNumber')} />}
      </ul>
    </header>
  );
}

function Way({ text, label }: { text: string; label: string }) {
  return (
    <li class="way">
      <span class="way-text">
        <Address text={text} />
      </span>
      <CopyButton text={text} label={label} iconOnly />
    </li>
  );
}
