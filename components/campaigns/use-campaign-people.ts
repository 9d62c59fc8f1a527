import { useRef, useState } from 'preact/hooks';
import type { ResponseOf } from '../../lib/contract/api.ts';
import type { CampaignPerson, PeopleView } from '../../lib/contract/launch-api.ts';
import { useChanges } from '../data/use-changes.ts';
import { useSettled } from '../editor/use-settled.ts';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';

const pageSize = 100;

/** What was done to runs last, and how it is taken back. */
interface Done {
  id: string;
  text: string;
  /** The run, and what was said about it. */
  runId: string;
}

/** The people on a campaign, and what can be done about their runs. */
export function useCampaignPeople(campaignId: string) {
  const ask = useLibrary();
  const [view, setView] = useState<PeopleView>('inside');
  const [search, setSearch] = useState('');
  const [limit, setLimit] = useState(pageSize);
  const [opened, setOpened] = useState<string | null>(null);
  const [allPlans, setAllPlans] = useState(false);
  const [done, setDone] = useState<Done | null>(null);
  const settled = useSettled(search.trim());
  const query = { view, limit, ...(settled && { search: settled }) };
  const params = { id: campaignId };
  const campaign = useAsked(campaignId, () => ask('campaigns.get', { params }));
  const list = useAsked(JSON.stringify(query), () => ask('campaigns.people', { params, query }));
  const last = useRef<ResponseOf<'campaigns.people'> | null>(null);
  last.current = list.value ?? last.current;
  const reload = async (): Promise<void> => {
    await Promise.all([list.reload(), campaign.reload()]);
  };
  const changes = useChanges(reload);
  // As many plans as the server gives at once; who comes after them is shown by name only.
  const shown = (last.current?.people ?? []).slice(0, 200).map(({ run }) => run.id);
  const wanted = allPlans ? shown : opened ? [opened] : [];
  const plans = useAsked(wanted.length > 0 ? wanted.join() : null, () =>
    ask('campaigns.plans', { params, body: { enrolmentIds: wanted } }),
  );
  return {
    ...changes,
    problem: changes.problem ?? list.problem ?? campaign.problem ?? plans.problem,
    campaign: campaign.value,
    found: last.current,
    plans: plans.value?.plans ?? null,
    view,
    setView: (next: PeopleView) => {
      setView(next);
      setLimit(pageSize);
    },
    search,
    setSearch,
    showMore: () => setLimit(limit + pageSize),
    retry: reload,
    /** The run whose plan is shown. */
    opened: allPlans ? null : opened,
    open: (runId: string | null) => {
      setAllPlans(false);
      setOpened(runId);
    },
    /** The plans of all who are shown, together. */
    allPlans,
    setAllPlans,
    done,
    forget: () => setDone(null),
    remove: async ({ run, name }: CampaignPerson): Promise<void> => {
      const id = crypto.randomUUID();
      const text = t('people.removed', { name: name || t('common.noName') });
      const stopped = await changes.change(
        () => ask('enrolments.stop', { params: { id: run.id }, body: { id } }),
        text,
      );
      if (stopped) setDone({ id, text, runId: run.id });
    },
    /** Takes back what ended or holds a run. */
    takeBack: async (runId: string, undoes: string): Promise<void> => {
      setDone(null);
      await changes.change(
        () => ask('enrolments.undo', { params: { id: runId }, body: { undoes } }),
        t('campaigns.saidUndone'),
      );
    },
  };
}
export type CampaignPeopleModel = ReturnType<typeof useCampaignPeople>;
