import { useState } from 'preact/hooks';
import type { MessageResponse } from '../../lib/contract/messages.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { CampaignChoice } from '../../lib/contract/person-pane.ts';
import { ok, type Result } from '../../lib/contract/result.ts';
import { useLink } from '../data/link.ts';
import { useLive } from '../data/use-live.ts';
import { useSubmit } from '../data/use-submit.ts';
import { Modal } from '../feedback/Modal.tsx';
import { Note } from '../feedback/Note.tsx';
import { ProblemNote } from '../feedback/ProblemNote.tsx';
import { GateForm } from '../gate/GateForm.tsx';
import { sayRefusal } from '../gate/say-refusal.ts';
import { useGate } from '../gate/use-gate.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';
import { StartFields } from '../launch/StartFields.tsx';
import { useStart } from '../launch/use-start.ts';
import type { Clock } from '../time.ts';
import { Form, TextField } from './Form.tsx';

interface CampaignDialogProps {
  person: Person;
  who: string;
  clock: Clock;
  onClose(): void;
  onDone(campaign: CampaignChoice, enrolmentId: string): void;
  /** To the launch with all its questions, and others beside this person; null where there is no room for it. */
  onMore: (() => void) | null;
}

type Launched = Extract<MessageResponse<'person.launch'>, { ok: true }>['value'];

/**
 * Puts the person on a campaign, now or at a chosen time. Where a time of its first day is over by then, or its mails lack
 * a field of theirs, it is asked first what is to become of that. A refusal says why and keeps what was chosen.
 */
export function CampaignDialog({ person, who, clock, onClose, onDone, onMore }: CampaignDialogProps) {
  const link = useLink();
  const campaigns = useLive('campaigns', () => link.ask('campaigns.choices', {}));
  const [chosen, setChosen] = useState<CampaignChoice | null>(null);
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<Launched['refused']>(null);
  const start = useStart(chosen?.opening ?? null, { ...clock, recipientZones: [] });
  const gate = useGate();
  const campaignId = chosen?.id ?? '';
  /** Asks the gate first; null when there is something to choose or say now. */
  const launch = async (): Promise<Result<Launched | null>> => {
    if (!gate.gate) {
      const asked = await link.ask('campaigns.gate', { campaignId, personIds: [person.id] });
      if (!asked.ok) return asked;
      if (gate.show(asked.value)) return ok(null);
    }
    const choices = gate.choices ?? [];
    if (!start.settled) return ok(null);
    const asked = { personId: person.id, campaignId, start: start.settled, choices };
    const launched = await link.ask('person.launch', asked);
    if (launched.ok && launched.value.refused?.code === 'FIELD_MISSING')
      await askAgain(launched.value.refused.unsafe);
    return launched;
  };
  /** What is missing has changed meanwhile, or something that was chosen cannot be; what was chosen stays. */
  const askAgain = async (unsafe: readonly string[] | undefined): Promise<void> => {
    const asked = await link.ask('campaigns.gate', { campaignId, personIds: [person.id] });
    if (asked.ok) gate.refuse(asked.value, [{ personId: person.id, unsafe }]);
  };
  const submit = useSubmit(launch, (launched) => {
    if (!launched) return;
    const { enrolmentId, refused: why } = launched;
    setRefused(why);
    if (chosen && enrolmentId) onDone(chosen, enrolmentId);
    else if (!why) onClose();
  });
  const send = (): void => {
    setTried(true);
    gate.press();
    start.press();
    // Its time may have passed while somebody was at the gate.
    if (!start.settled) gate.close();
    else if (gate.gate ? gate.choices : chosen) void submit.submit();
  };
  return (
    <Modal name="add-to-campaign" title={t('addToCampaign.title', { name: who })} onClose={onClose}>
      <Form action={t('addToCampaign.action')} submit={submit} onSubmit={send}>
        {gate.gate ? (
          <GateForm
            model={gate}
            campaign={chosen?.name ?? ''}
            names={new Map([[person.id, who]])}
            level={3}
            onBack={gate.close}
          />
        ) : (
          <>
            <CampaignList
              answer={campaigns.value}
              problem={campaigns.problem}
              chosen={chosen}
              wrong={tried && !chosen}
              onChoose={(campaign) => {
                setChosen(campaign);
                start.askAgain();
                setRefused(null);
              }}
            />
            <StartFields model={start} />
            {onMore && (
              <div>
                <button type="button" class="button plain small" onClick={onMore}>
                  <Icon name="people" />
                  {t('chosenPeople.more')}
                </button>
              </div>
            )}
          </>
        )}
        {refused && (
          <div role="alert">
            <Note tone="warn" icon="problem" title={t('addToCampaign.refused')} text={sayRefusal(refused)} />
          </div>
        )}
      </Form>
    </Modal>
  );
}

interface CampaignListProps {
  answer: MessageResponse<'campaigns.choices'> | null;
  problem: Parameters<typeof ProblemNote>[0]['problem'] | null;
  chosen: CampaignChoice | null;
  wrong: boolean;
  onChoose(campaign: CampaignChoice): void;
}

/** Campaigns to choose one of. */
export function CampaignList({ answer, problem, chosen, wrong, onChoose }: CampaignListProps) {
  const [search, setSearch] = useState('');
  if (problem) return <ProblemNote problem={problem} />;
  if (!answer) return <p class="soft">{t('queue.loading')}…</p>;
  if (!answer.ok) return <ProblemNote problem={answer} />;
  const { campaigns } = answer.value;
  if (campaigns.length === 0) return <p class="soft">{t('addToCampaign.none')}</p>;
  const words = search.toLowerCase().split(/\s+/);
  const found = campaigns.filter(({ name, category }) =>
    words.every((word) => `${name} ${category}`.toLowerCase().includes(word)),
  );
  return (
    <div class="stack tight">
      {campaigns.length > 5 && (
        <TextField label={t('addToCampaign.search')} value={search} first onInput={setSearch} />
      )}
      <fieldset class="campaign-list" aria-describedby={wrong ? 'campaign-needed' : undefined}>
        <legend class="legend">{t('addToCampaign.choose')}</legend>
        {found.map((campaign) => (
          <label key={campaign.id} class="campaign-choice">
            <input
              type="radio"
              name="campaign"
              checked={campaign.id === chosen?.id}
              onChange={() => onChoose(campaign)}
            />
            <span class="grow">
              <bdi>{campaign.name}</bdi>{' '}
              <span class="soft">{t('addToCampaign.steps', { count: campaign.steps })}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {found.length === 0 && <p class="soft">{t('addToCampaign.noMatch')}</p>}
      {wrong && (
        <small id="campaign-needed" class="danger" role="alert">
          {t('addToCampaign.chooseNeeded')}
        </small>
      )}
    </div>
  );
}
