import { useEffect, useRef, useState } from 'preact/hooks';
import { Bones, Empty } from '../../components/feedback/Empty.tsx';
import { ProblemNote } from '../../components/feedback/ProblemNote.tsx';
import { GateForm } from '../../components/gate/GateForm.tsx';
import { Icon } from '../../components/Icon.tsx';
import { t } from '../../components/i18n.ts';
import { StartFields } from '../../components/launch/StartFields.tsx';
import { AddPersonDialog } from '../../components/person/AddPersonDialog.tsx';
import type { Clock } from '../../components/time.ts';
import { CampaignList, campaignOptionId } from '../../components/tools/CampaignList.tsx';
import { EnrolResult } from '../../components/tools/EnrolResult.tsx';
import { PeopleChoice } from '../../components/tools/PeopleChoice.tsx';
import type { Person } from '../../lib/contract/person.ts';
import type { CampaignChoice } from '../../lib/contract/person-pane.ts';
import type { ToolView } from '../../lib/contract/tools.ts';
import { type EnrolModel, useEnrol } from './use-enrol.ts';
import type { PickerModel } from './use-picker.ts';

interface CampaignPaneProps {
  picker: PickerModel;
  view: ToolView;
  clock: Clock;
}

/** Puts recipients of the mail on a campaign. */
export function CampaignPane({ picker, view, clock }: CampaignPaneProps) {
  const enrol = useEnrol(picker, view.recipients, clock);
  return (
    <div id="panel-campaigns" role="tabpanel" aria-labelledby="tab-campaigns" class="tool-panel">
      <div class="tool-who">
        {view.recipients.length === 0 ? (
          <p class="soft">{t('tools.nobody')}</p>
        ) : (
          !enrol.held && (
            <PeopleChoice
              recipients={view.recipients}
              chosen={enrol.chosen}
              onChoose={enrol.choose}
              onAdd={enrol.setAdding}
            />
          )
        )}
        {enrol.adding && (
          <AddPersonDialog
            key={enrol.adding}
            name=""
            email={enrol.adding}
            onClose={() => enrol.setAdding(null)}
            onDone={enrol.added}
          />
        )}
        {enrol.result && <EnrolResult {...enrol.result} names={namesOf(enrol.people)} />}
      </div>
      {enrol.problem && (
        <div class="tool-who">
          <ProblemNote problem={enrol.problem}>
            <button type="button" class="button small" onClick={() => void enrol.load()}>
              {t('common.retry')}
            </button>
          </ProblemNote>
        </div>
      )}
      {!enrol.campaigns && !enrol.problem && <Bones label={t('queue.loading')} />}
      {enrol.held && <Held enrol={enrol} busy={picker.busy} />}
      {enrol.campaigns && !enrol.held && (
        <Campaigns
          campaigns={enrol.campaigns}
          chosen={enrol.chosenPeople}
          busy={picker.busy}
          onEnrol={(campaign) => void enrol.enrol(campaign)}
        />
      )}
    </div>
  );
}

/** Somebody lacks something, or a time is over: what is to become of that comes first. */
function Held({ enrol, busy }: { enrol: EnrolModel; busy: boolean }) {
  const { gate, start, held, people } = enrol;
  const name = held?.campaign.name ?? '';
  const asksStart = gate.gate === null || start.over.length > 0;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <form
      class="tool-gate"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void enrol.enrolHeld();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || busy) return;
        event.preventDefault();
        void enrol.enrolHeld();
      }}
    >
      {asksStart && (
        <>
          <h2 ref={heading} tabIndex={-1}>
            {t('launch.head.when')}
          </h2>
          <StartFields model={start} />
        </>
      )}
      {gate.gate && <GateForm model={gate} campaign={name} names={namesOf(people)} level={2} onBack={null} />}
      <div>
        <button type="button" class="button plain small" onClick={enrol.close}>
          {t('gate.back')}
        </button>
      </div>
      <button type="submit" class="button main" disabled={busy}>
        <Icon name="addPerson" />
        <span class="cut">{t('gate.action', { campaign: name })}</span>
      </button>
    </form>
  );
}

interface CampaignsProps {
  campaigns: readonly CampaignChoice[];
  chosen: readonly Person[];
  busy: boolean;
  onEnrol(campaign: CampaignChoice): void;
}

function Campaigns({ campaigns, chosen, busy, onEnrol }: CampaignsProps) {
  const [search, setSearch] = useState('');
  const [chosenId, setChosenId] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = campaigns.filter(({ name, category }) =>
    words.every((word) => `${name} ${category}`.toLowerCase().includes(word)),
  );
  const active = found.find(({ id }) => id === chosenId) ?? found[0] ?? null;
  const isReady = active !== null && chosen.length > 0 && !busy;
  const move = (by: number): void => {
    const next = found[Math.min(found.length - 1, Math.max(0, (active ? found.indexOf(active) : -1) + by))];
    if (!next) return;
    setChosenId(next.id);
    document.getElementById(campaignOptionId(next.id))?.scrollIntoView({ block: 'nearest' });
  };
  const acts: Record<string, () => void> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => active && isReady && onEnrol(active),
  };
  if (campaigns.length === 0)
    return <Empty icon="inbox" title={t('tools.noCampaignsTitle')} text={t('tools.noCampaignsText')} />;
  return (
    <>
      <div class="tool-search">
        <label class="search-field grow">
          <span class="heard">{t('tools.searchCampaigns')}</span>
          <Icon name="search" />
          <input
            ref={field}
            class="input"
            type="text"
            role="combobox"
            aria-expanded={active !== null}
            aria-controls="campaigns"
            aria-autocomplete="list"
            {...(active && { 'aria-activedescendant': campaignOptionId(active.id) })}
            placeholder={t('tools.searchCampaigns')}
            maxLength={200}
            value={search}
            onInput={(event) => setSearch(event.currentTarget.value)}
            onKeyDown={(event) => {
              const act = acts[event.key];
              if (!act || event.isComposing || (event.repeat && event.key === 'Enter')) return;
              event.preventDefault();
              act();
            }}
          />
        </label>
      </div>
      <CampaignList campaigns={found} activeId={active?.id ?? null} onChoose={setChosenId} />
      {found.length === 0 && <p class="soft tool-who">{t('tools.noCampaignMatch')}</p>}
      <footer class="tool-foot">
        <button
          type="button"
          class="button main"
          disabled={!isReady}
          onClick={() => active && onEnrol(active)}
        >
          <Icon name="addPerson" />
          <span class="cut">{labelOf(chosen, active)}</span>
        </button>
        <p class="soft small hint">{t('tools.enrolHint')}</p>
      </footer>
    </>
  );
}

function labelOf(chosen: readonly Person[], campaign: CampaignChoice | null): string {
  const name = campaign?.name ?? '';
  const [first] = chosen;
  if (!first || !campaign) return t('tools.campaigns');
  if (chosen.length === 1) return t('tools.addOne', { name: nameOf(first), campaign: name });
  return t('tools.addMany', { count: chosen.length, campaign: name });
}

function namesOf(people: readonly Person[]): Map<string, string> {
  return new Map(people.map((person) => [person.id, nameOf(person)]));
}

function nameOf({ firstName, lastName, email }: Person): string {
  return `${firstName} ${lastName}`.trim() || (email ?? '');
}
