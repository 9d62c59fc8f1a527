import { useCallback, useEffect, useState } from 'preact/hooks';
import { attempt, type Problem } from '../../components/data/link.ts';
import { useGate } from '../../components/gate/use-gate.ts';
import { useStart } from '../../components/launch/use-start.ts';
import type { Clock } from '../../components/time.ts';
import type { Enrolled } from '../../components/tools/EnrolResult.tsx';
import type { LaunchStart } from '../../lib/contract/campaign.ts';
import type { PersonChoices } from '../../lib/contract/gate.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { CampaignChoice } from '../../lib/contract/person-pane.ts';
import type { ToolRecipient } from '../../lib/contract/tools.ts';
import { usualStart } from '../../lib/core/campaign/start-wish.ts';
import type { PickerModel } from './use-picker.ts';

interface Wanted {
  campaign: CampaignChoice;
  personIds: string[];
}

/** Putting those who are addressed on a campaign, at the time that its first step has stored. */
export function useEnrol(picker: PickerModel, recipients: readonly ToolRecipient[], clock: Clock) {
  const { link } = picker;
  const [campaigns, setCampaigns] = useState<readonly CampaignChoice[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  // Who is meant where the person has said so; else the first in To alone.
  const [said, setSaid] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [adding, setAdding] = useState<string | null>(null);
  const [result, setResult] = useState<{ campaign: string; enrolled: Enrolled } | null>(null);

  const load = useCallback(async () => {
    setProblem(null);
    const answer = await attempt(() => link.ask('campaigns.choices', {}));
    if (answer.ok) setCampaigns(answer.value.campaigns);
    else setProblem(answer.problem);
  }, [link]);
  useEffect(() => void load(), [load]);

  const gate = useGate();
  const [held, setHeld] = useState<Wanted | null>(null);
  const launchClock = { ...clock, recipientZones: [] };
  const start = useStart(held?.campaign.opening ?? null, launchClock);
  const close = (): void => {
    gate.close();
    start.forget();
    setHeld(null);
  };
  const launch = async (
    { campaign, personIds }: Wanted,
    from: LaunchStart,
    choices: PersonChoices[],
  ): Promise<void> => {
    const enrolled = await picker.run(() =>
      link.ask('tools.enrol', { campaignId: campaign.id, personIds, start: from, choices }),
    );
    if (!enrolled) return;
    setResult({ campaign: campaign.name, enrolled });
    await askAgain(campaign, enrolled);
  };
  /** Those who still lack something stay at the gate, with what was chosen for them. */
  const askAgain = async (campaign: CampaignChoice, { refused }: Enrolled): Promise<void> => {
    const lacking = refused.filter(({ code }) => code === 'FIELD_MISSING');
    const personIds = lacking.map(({ personId }) => personId);
    const asked =
      personIds.length > 0
        ? await picker.run(() => link.ask('campaigns.gate', { campaignId: campaign.id, personIds }))
        : null;
    if (!asked) {
      close();
      return;
    }
    setHeld({ campaign, personIds });
    gate.refuse(asked, lacking);
  };

  const people = recipients.flatMap(({ person }) => person ?? []);
  const first = recipients[0]?.person?.id;
  const chosen = people.filter(({ id }) => said.get(id) ?? id === first);

  return {
    campaigns,
    problem,
    load,
    people,
    chosen: new Set(chosen.map(({ id }) => id)),
    chosenPeople: chosen,
    choose: (personId: string, isChosen: boolean) => setSaid(new Map(said).set(personId, isChosen)),
    adding,
    setAdding,
    result,
    added: (person: Person) => {
      setSaid(new Map(said).set(person.id, true));
      setAdding(null);
      void picker.view.reload();
    },
    gate,
    start,
    /** Whom something is asked about before they are put on a campaign. */
    held,
    close,
    /** Asks the gate first, and stops there while somebody lacks something or a time of day 1 is over. */
    enrol: async (campaign: CampaignChoice) => {
      const personIds = chosen.map(({ id }) => id);
      const asked = await picker.run(() =>
        link.ask('campaigns.gate', { campaignId: campaign.id, personIds }),
      );
      setResult(null);
      if (!asked) return;
      const usual = usualStart(campaign.opening, launchClock);
      if (gate.show(asked) || !usual.ok) setHeld({ campaign, personIds });
      else await launch({ campaign, personIds }, usual.value, []);
    },
    /** With what was chosen at the gate, and said about the start. */
    enrolHeld: async () => {
      gate.press();
      start.press();
      if (held && gate.choices && start.settled) await launch(held, start.settled, gate.choices);
    },
  };
}
export type EnrolModel = ReturnType<typeof useEnrol>;
