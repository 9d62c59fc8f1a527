import { useState } from 'preact/hooks';
import type { CampaignImpact, CampaignSheet, PeopleInside } from '../../lib/contract/campaign-authoring.ts';
import { attempt, type Problem } from '../data/link.ts';
import { useLibrary } from '../library/ask.ts';

/**
 * Brings an earlier version of a campaign back. Where people are inside, what that does to them is asked about first.
 *
 * @param onRestored - the campaign as it is then
 */
export function useRestore(
  { id, category, version: baseVersion }: CampaignSheet,
  onRestored: (sheet: CampaignSheet, version: number) => void,
) {
  const ask = useLibrary();
  const [asked, setAsked] = useState<{ version: number; impact: CampaignImpact } | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const params = { id };
  const refused = (found: Problem): void => {
    setAsked(null);
    setProblem(found);
  };
  const write = async (version: number, people: PeopleInside): Promise<void> => {
    const body = { version, baseVersion, people };
    const answer = await attempt(() => ask('campaigns.restore', { params, body }));
    if (answer.ok) onRestored(answer.value, version);
    else refused(answer.problem);
  };
  const find = async (version: number): Promise<void> => {
    const content = await attempt(() => ask('campaigns.version', { params: { id, version } }));
    if (!content.ok) return refused(content.problem);
    const body = { category, ...content.value };
    const answer = await attempt(() => ask('campaigns.impact', { params, body }));
    if (!answer.ok) refused(answer.problem);
    else if (answer.value.people > 0) setAsked({ version, impact: answer.value });
    else await write(version, 'stay');
  };
  const once = async (work: () => Promise<void>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    await work();
    setBusy(false);
  };
  return {
    /** What it does to people inside; null: nothing is asked about. */
    impact: asked?.impact ?? null,
    busy,
    problem,
    restore: (version: number) => once(() => find(version)),
    confirm: (people: PeopleInside) =>
      once(async () => {
        if (asked) await write(asked.version, people);
      }),
    close: () => setAsked(null),
  };
}
