import type { EnrolmentContext } from '../../lib/contract/person-context.ts';
import type { PersonCard, PersonPane } from '../../lib/contract/person-pane.ts';
import type { Task } from '../../lib/contract/task.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import type { Clock } from '../time.ts';
import { ConsentLines } from './ConsentLines.tsx';
import { PersonHead } from './PersonHead.tsx';
import { PersonHistory } from './PersonHistory.tsx';
import { PersonTasks } from './PersonTasks.tsx';
import { ReachNotes } from './ReachNotes.tsx';
import { Runs } from './Runs.tsx';

/** What can be done for the person that is shown. */
export interface PersonActs {
  busy: string | null;
  addToCampaign(card: PersonCard): void;
  addTask(card: PersonCard): void;
  log(card: PersonCard): void;
  logMail(card: PersonCard): void;
  changeConsent(card: PersonCard): void;
  setFormer(card: PersonCard, former: boolean): void;
  useAddress(card: PersonCard, address: string): void;
  open(task: Task): void;
  start(task: Task): void;
  replied(card: PersonCard, run: EnrolmentContext): void;
  stop(card: PersonCard, run: EnrolmentContext): void;
  undo(card: PersonCard, run: EnrolmentContext): void;
}

interface PersonFactsProps {
  card: PersonCard;
  pane: Pick<PersonPane, 'mail' | 'lookup' | 'noticesReplies' | 'site' | 'others' | 'email'>;
  clock: Clock;
  acts: PersonActs;
}

/** Everything about one person, what matters now first. */
export function PersonFacts({ card, pane, clock, acts }: PersonFactsProps) {
  const looking = pane.lookup === 'asking';
  const wrote = pane.others.some(({ email, role }) => role === 'from' && email === pane.email);
  return (
    <>
      <PersonHead person={card.person} clock={clock} />
      {card.reach && (
        <ReachNotes
          reach={card.reach}
          clock={clock}
          busy={acts.busy === 'reach'}
          onBack={() => acts.setFormer(card, false)}
          onUse={(address) => acts.useAddress(card, address)}
        />
      )}
      <div class="task-actions">
        <button type="button" class="button small" onClick={() => acts.log(card)}>
          <Icon name="note" />
          {t('person.log')}
        </button>
        {pane.mail && (
          <button
            type="button"
            class="button small"
            disabled={acts.busy === 'mail'}
            onClick={() => acts.logMail(card)}
          >
            <Icon name="email" />
            {t('person.logMail')}
          </button>
        )}
        {card.reach?.formerSince === null && (
          <button
            type="button"
            class="button small"
            disabled={acts.busy === 'reach'}
            onClick={() => acts.setFormer(card, true)}
          >
            <Icon name="person" />
            {t('bounces.act.former')}
          </button>
        )}
      </div>
      <PersonTasks
        tasks={card.tasks}
        clock={clock}
        onOpen={acts.open}
        onStart={acts.start}
        onAdd={() => acts.addTask(card)}
      />
      {card.enrolments ? (
        <Runs
          runs={card.enrolments}
          repliesUnseenOn={wrote && !pane.noticesReplies ? pane.site : null}
          clock={clock}
          busy={acts.busy}
          onAdd={() => acts.addToCampaign(card)}
          onReplied={(run) => acts.replied(card, run)}
          onStop={(run) => acts.stop(card, run)}
          onUndo={(run) => acts.undo(card, run)}
        />
      ) : (
        looking && <Waiting heading={t('person.campaigns')} />
      )}
      {card.consent ? (
        <ConsentLines consent={card.consent} clock={clock} onChange={() => acts.changeConsent(card)} />
      ) : (
        looking && <Waiting heading={t('person.consent')} />
      )}
      <PersonHistory activities={card.activities} clock={clock} />
    </>
  );
}

function Waiting({ heading }: { heading: string }) {
  return (
    <section class="stack tight" aria-busy="true">
      <h3>{heading}</h3>
      <span class="bone" />
    </section>
  );
}
