import type { Me } from '../../lib/contract/account.ts';
import type { CampaignPerson } from '../../lib/contract/launch-api.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { eventWords, statusWords, undoWords } from '../person/Runs.tsx';
import { type Clock, dayAndTime, fullTime } from '../time.ts';
import { PeoplePlans } from './PeoplePlans.tsx';
import type { CampaignPeopleModel } from './use-campaign-people.ts';

interface PeopleTableProps {
  model: CampaignPeopleModel;
  people: readonly CampaignPerson[];
  me: Me;
  clock: Clock;
}

/** People on a campaign; a name opens the person's plan below it. */
export function PeopleTable({ model, people, me, clock }: PeopleTableProps) {
  return (
    <div class="library-scroll">
      <table class="library-table people-table">
        <thead>
          <tr>
            <th scope="col">{t('plan.person')}</th>
            <th scope="col">{t('campaigns.state')}</th>
            <th scope="col">{t('people.next')}</th>
            <th scope="col">{t('people.when')}</th>
            <th scope="col" class="roomy">
              {t('people.assignee')}
            </th>
            <th scope="col">
              <span class="heard">{t('campaigns.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <Row key={person.run.id} person={person} model={model} me={me} clock={clock} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  person: CampaignPerson;
  model: CampaignPeopleModel;
  me: Me;
  clock: Clock;
}

function Row({ person, model, me, clock }: RowProps) {
  const { run, email, companyName } = person;
  const name = person.name || email || t('common.noName');
  const isOpen = model.opened === run.id;
  const event = run.lastEvent;
  const beside = [companyName, email].filter(Boolean).join(' · ');
  return (
    <>
      <tr class={isOpen ? 'chosen' : undefined}>
        <th scope="row">
          <button
            type="button"
            class="library-name"
            data-row={run.id}
            aria-expanded={isOpen}
            title={t('people.planOf', { name })}
            onClick={() => model.open(isOpen ? null : run.id)}
          >
            <bdi class="cut">{name}</bdi>
            <bdi class="soft small cut">{beside}</bdi>
          </button>
        </th>
        <td>
          {statusWords(run, clock)}
          {event && <p class="soft small cut">{eventWords(event, clock)}</p>}
        </td>
        <td>
          {run.currentStep && (
            <span class="row-of" title={run.currentStep.title}>
              <Icon name={run.currentStep.type} />
              <bdi class="cut">{run.currentStep.title}</bdi>
            </span>
          )}
        </td>
        <td title={run.nextDueAt ? fullTime(run.nextDueAt, clock.timeZone) : undefined}>
          {run.nextDueAt && dayAndTime(run.nextDueAt, clock)}
        </td>
        <td class="roomy">
          <bdi class="cut">{run.assigneeName}</bdi>
        </td>
        <td class="campaign-acts">
          {event?.undoable && (
            <button
              type="button"
              class="button plain small"
              onClick={() => void model.takeBack(run.id, event.id)}
            >
              {t(undoWords[event.kind])}
              <span class="heard"> {name}</span>
            </button>
          )}
          {run.status === 'active' && (run.mine || me.role !== 'user') && (
            <button
              type="button"
              class="icon-button"
              aria-label={t('people.remove', { name })}
              title={t('people.remove', { name })}
              onClick={() => void model.remove(person)}
            >
              <Icon name="stop" />
            </button>
          )}
        </td>
      </tr>
      {isOpen && (
        <tr class="people-plan">
          <td colSpan={6}>
            <PeoplePlans model={model} clock={clock} />
          </td>
        </tr>
      )}
    </>
  );
}
