import { useEffect, useState } from 'preact/hooks';
import type { Me } from '../../lib/contract/account.ts';
import { usualLimits } from '../../lib/contract/limits.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { CampaignChoice } from '../../lib/contract/person-pane.ts';
import { useLink } from '../data/link.ts';
import { useLive } from '../data/use-live.ts';
import { Modal } from '../feedback/Modal.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { CampaignList } from '../person/CampaignDialog.tsx';
import type { Clock } from '../time.ts';
import { LaunchPage } from './LaunchPage.tsx';
import { PeopleStep } from './PeopleStep.tsx';
import { usePeopleChoice } from './use-people-choice.ts';

/** Who is chosen when it opens: people, and addresses of a thread whose people are looked up. */
export interface Whom {
  people: readonly Person[];
  emails: readonly string[];
}

export interface PeopleLaunchProps {
  me: Me;
  clock: Clock;
  whom: Whom;
  /** Back to where it was opened. */
  onLeave(): void;
  /** To a page of a campaign, by its address in the workspace. */
  onCampaign(hash: string): void;
}

/** People first, then the campaign that they are put on. Who is chosen stays so on the way back. */
export function PeopleLaunch({ me, clock, whom, onLeave, onCampaign }: PeopleLaunchProps) {
  const ask = useLibrary();
  const limits = useAsked('limits', () => ask('limits.get', {}));
  const choice = usePeopleChoice((limits.value ?? usualLimits).peoplePerLaunch, whom.people);
  const thread = useAsked(whom.emails.length > 0 ? whom.emails.join() : null, async () => {
    const found: Person[] = [];
    for (const email of whom.emails) {
      const answer = await ask('people.list', { query: { search: email } });
      if (!answer.ok) return answer;
      found.push(
        ...answer.value.people.filter((person) => person.email?.toLowerCase() === email.toLowerCase()),
      );
    }
    return { ok: true as const, value: found };
  });
  useEffect(() => {
    if (thread.value) choice.add(thread.value);
  }, [thread.value]);
  const [isAsking, setAsking] = useState(false);
  const [campaign, setCampaign] = useState<CampaignChoice | null>(null);
  const people = [...choice.chosen.values()];
  if (campaign)
    return (
      <LaunchPage
        campaignId={campaign.id}
        me={me}
        clock={clock}
        start={people}
        back={null}
        onLeave={() => setCampaign(null)}
        onPeople={() => onCampaign(`#/campaigns?id=${campaign.id}&edit=people`)}
        onEdit={() => onCampaign(`#/campaigns?id=${campaign.id}&edit=open`)}
      />
    );
  return (
    <main class="editor launch stack">
      <header class="editor-head row-of wrap">
        <button type="button" class="button small" onClick={onLeave}>
          <Icon name="back" />
          {t('gate.back')}
        </button>
        <h1 class="grow cut">{t('chosenPeople.open')}</h1>
      </header>
      {thread.problem && <ProblemNote problem={thread.problem} />}
      <h2>{t('launch.head.people')}</h2>
      <PeopleStep choice={choice} userId={me.user.id} />
      <footer class="launch-foot row-of wrap">
        <button
          type="button"
          class="button main"
          disabled={people.length === 0}
          onClick={() => setAsking(true)}
        >
          <Icon name="addPerson" />
          {t('chosenPeople.add', { count: people.length })}
        </button>
      </footer>
      {isAsking && (
        <ChooseCampaign
          count={people.length}
          onClose={() => setAsking(false)}
          onChoose={(chosen) => {
            setAsking(false);
            setCampaign(chosen);
          }}
        />
      )}
    </main>
  );
}

interface ChooseCampaignProps {
  count: number;
  onClose(): void;
  onChoose(campaign: CampaignChoice): void;
}

function ChooseCampaign({ count, onClose, onChoose }: ChooseCampaignProps) {
  const link = useLink();
  const campaigns = useLive('campaigns', () => link.ask('campaigns.choices', {}));
  const [chosen, setChosen] = useState<CampaignChoice | null>(null);
  const [tried, setTried] = useState(false);
  return (
    <Modal name="choose-campaign" title={t('chosenPeople.add', { count })} onClose={onClose}>
      <form
        class="stack form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (chosen) onChoose(chosen);
        }}
      >
        <CampaignList
          answer={campaigns.value}
          problem={campaigns.problem}
          chosen={chosen}
          wrong={tried && !chosen}
          onChoose={setChosen}
        />
        <div class="row-of">
          <button type="submit" class="button main">
            {t('launch.next')}
          </button>
        </div>
      </form>
    </Modal>
  );
}
