import type { JsonEndpoint, RequestOf, ResponseOf } from '../contract/api.ts';
import { CampaignOpening } from '../contract/campaign.ts';
import { ok, type Result } from '../contract/errors.ts';
import type { ParsedMessage } from '../contract/messages.ts';
import type { CampaignChoice } from '../contract/person-pane.ts';
import { getMeta } from '../store/meta.ts';
import { askServer } from './ask-server.ts';
import type { Deps } from './deps.ts';
import { keyOf, outdate } from './lookup.ts';

/**
 * Does something at the server that concerns one person. What we hold of them is old afterwards, and what follows
 * from it (tasks, history) comes with the next synchronisation, which begins at once.
 *
 * @param personOf - whom it concerned, from the answer; null when nothing has changed
 * @returns NOT_PAIRED, SERVER_AWAY or what the server refuses with
 */
export async function doForPerson<N extends JsonEndpoint>(
  deps: Deps,
  name: N,
  request: RequestOf<N>,
  personOf: (answer: ResponseOf<N>) => string | null,
): Promise<Result<ResponseOf<N>>> {
  const answer = await askServer(deps, name, request);
  if (!answer.ok) return answer;
  const personId = personOf(answer.value);
  if (personId === null) return answer;
  await deps.store.write(() => outdate(deps.store.db, personId));
  void deps.sync.run();
  return answer;
}

/** Adds a person; the address that was unknown is known from now on. */
export async function addPerson(
  deps: Deps,
  person: ParsedMessage<'person.add'>,
): Promise<Result<ResponseOf<'people.create'>>> {
  const added = await askServer(deps, 'people.create', { body: person });
  if (!added.ok) return added;
  const { email } = added.value;
  await deps.store.write(async () => {
    if (email) await deps.store.db.lookups.delete(keyOf(email));
  });
  void deps.sync.run();
  return added;
}

/** Puts somebody on a campaign, in the user's time zone. */
export async function launchPerson(
  deps: Deps,
  { personId, campaignId, start, choices }: ParsedMessage<'person.launch'>,
): Promise<
  Result<{ enrolmentId: string | null; refused: ResponseOf<'campaigns.launch'>['refused'][number] | null }>
> {
  const me = await getMeta(deps.store.db, 'me');
  const body = {
    personIds: [personId],
    ...start,
    timeZone: me?.user.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    choices,
    missingFields: 'refuse' as const,
  };
  const report = await doForPerson(
    deps,
    'campaigns.launch',
    { params: { id: campaignId }, body },
    ({ enrolled }) => (enrolled.length > 0 ? personId : null),
  );
  if (!report.ok) return report;
  const { enrolled, refused } = report.value;
  return ok({ enrolmentId: enrolled[0]?.id ?? null, refused: refused[0] ?? null });
}

const pageSize = 200;

/** All campaigns of the workspace that have a step, by name. */
export async function listChoices(deps: Deps): Promise<Result<{ campaigns: CampaignChoice[] }>> {
  const campaigns: CampaignChoice[] = [];
  for (let offset = 0; ; offset += pageSize) {
    const page = await askServer(deps, 'campaigns.list', { query: { limit: pageSize, offset } });
    if (!page.ok) return page;
    for (const { id, name, category, days, settings } of page.value.campaigns) {
      const steps = days.reduce((sum, day) => sum + day.steps.length, 0);
      if (steps === 0) continue;
      const opening = CampaignOpening.parse({ settings, days: days.slice(0, 1) });
      campaigns.push({ id, name, category, days: days.at(-1)?.number ?? 0, steps, opening });
    }
    if (offset + pageSize >= page.value.total) return ok({ campaigns });
  }
}
