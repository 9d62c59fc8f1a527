import type { Person } from '../../lib/contract/person.ts';
import type { PersonPane } from '../../lib/contract/person-pane.ts';
import { Address } from '../Address.tsx';
import { Bones, Empty } from '../feedback/Empty.tsx';
import { Note } from '../feedback/Note.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { type Clock, shortTimeWithin } from '../time.ts';
import { Participants, SamePeople } from './Participants.tsx';
import { type PersonActs, PersonFacts } from './PersonFacts.tsx';

interface PersonViewProps {
  pane: PersonPane;
  clock: Clock;
  acts: PersonActs;
  /** Which of several people with the same address. */
  personId: string | null;
  onChoose(email: string | null): void;
  onPerson(personId: string): void;
  onAdd(): void;
  onRetry(): void;
  /** Puts those of a thread who are known on a campaign. */
  onLaunch(emails: string[]): void;
}

/** The person of the open thread, or why nobody is shown. */
export function PersonView(props: PersonViewProps) {
  const { pane, onChoose, onLaunch } = props;
  switch (pane.state) {
    case 'noMailbox':
      return <Empty icon="inbox" title={t('person.noMailboxTitle')} text={t('person.noMailboxText')} />;
    case 'noThread':
      return <Empty icon="email" title={t('person.noThreadTitle')} text={t('person.noThreadText')} />;
    case 'onlySelf':
      return <Empty icon="person" title={t('person.onlySelfTitle')} text={t('person.onlySelfText')} />;
    case 'noAddress':
      return <Empty icon="question" title={t('person.noAddressTitle')} text={noAddressText(pane)} />;
    case 'several':
      return <Participants others={pane.others} onChoose={onChoose} onLaunch={onLaunch} />;
    case 'person':
      // Everything below belongs to this thread and address: nothing of it outlives them.
      return <OnePerson key={`${pane.key} ${pane.email}`} {...props} />;
  }
}

function noAddressText({ others }: PersonPane): string {
  const names = others.map(({ name }) => name).filter(Boolean);
  return t('person.noAddressText', { names: names.join(', ') });
}

function OnePerson({ pane, clock, acts, personId, onChoose, onPerson, onAdd, onRetry }: PersonViewProps) {
  const [only, ...more] = pane.cards;
  const card = more.length === 0 ? only : pane.cards.find(({ person }) => person.id === personId);
  return (
    <article class="person-part person" aria-label={t('tabs.person')}>
      {pane.others.length > 1 && (
        <button type="button" class="button plain small back-to-all" onClick={() => onChoose(null)}>
          <Icon name="back" />
          {t('person.backToAll', { count: pane.others.length })}
        </button>
      )}
      {pane.blockedDomain !== undefined && (
        <Note
          tone="warn"
          icon="forbidden"
          title={t('person.domainBlocked', { domain: pane.blockedDomain })}
          text={t('tools.blockedText')}
        />
      )}
      {only && <Freshness pane={pane} clock={clock} onRetry={onRetry} />}
      {card && <PersonFacts card={card} pane={pane} clock={clock} acts={acts} />}
      {!card && only && (
        <SamePeople people={pane.cards.map(personOf)} total={pane.total} onChoose={onPerson} />
      )}
      {!only && <Nobody pane={pane} onAdd={onAdd} onRetry={onRetry} />}
    </article>
  );
}

function personOf({ person }: { person: Person }): Person {
  return person;
}

/** How old what stands here may be; nothing while it is fresh. */
function Freshness({ pane, clock, onRetry }: Pick<PersonViewProps, 'pane' | 'clock' | 'onRetry'>) {
  if (pane.lookup === 'asking') {
    return (
      <p class="row-of soft" role="status">
        <Icon name="working" />
        {t('person.looking')}
      </p>
    );
  }
  if (pane.lookup === 'done') return null;
  const title = pane.asOf
    ? t('person.oldTitle', { time: shortTimeWithin(pane.asOf, clock) })
    : t('person.copyTitle');
  return (
    <Note tone="warn" icon="offline" title={title} text={t(`error.${pane.problem?.code ?? 'SERVER_AWAY'}`)}>
      <button type="button" class="button small" onClick={onRetry}>
        {t('common.retry')}
      </button>
    </Note>
  );
}

/** An address that is not known: still looked up, unknown to everybody, or not to be found out now. */
function Nobody({ pane, onAdd, onRetry }: Pick<PersonViewProps, 'pane' | 'onAdd' | 'onRetry'>) {
  return (
    <>
      <header class="stack tight">
        <h2 class="person-name">
          {pane.name ? <bdi>{pane.name}</bdi> : <Address text={pane.email ?? ''} />}
        </h2>
        {pane.name && (
          <p class="soft way-text">
            <Address text={pane.email ?? ''} />
          </p>
        )}
      </header>
      {pane.lookup === 'asking' && <Bones label={t('person.looking')} />}
      {pane.lookup === 'failed' && (
        <Note
          tone="warn"
          icon="offline"
          title={t('person.failedTitle')}
          text={t(`error.${pane.problem?.code ?? 'SERVER_AWAY'}`)}
        >
          <button type="button" class="button small" onClick={onRetry}>
            {t('common.retry')}
          </button>
        </Note>
      )}
      {pane.lookup === 'done' && (
        <>
          <p>{t('person.unknown')}</p>
          <div>
            <button type="button" class="button main" onClick={onAdd}>
              <Icon name="add" />
              {t('person.add')}
            </button>
          </div>
        </>
      )}
    </>
  );
}
