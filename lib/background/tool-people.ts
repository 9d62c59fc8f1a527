import { fail, ok } from '../contract/errors.ts';
import type { MessageResponse, ParsedMessage } from '../contract/messages.ts';
import type { PersonContext } from '../contract/person-context.ts';
import type { ToolRecipient } from '../contract/tools.ts';
import { getMeta } from '../store/meta.ts';
import { findPeopleByEmail } from '../store/people.ts';
import type { Deps } from './deps.ts';
import { keyOf, type Lookups, outdate } from './lookup.ts';
import { doForPerson } from './person-actions.ts';
import { patiently } from './tracked-links.ts';

/** More people than that are no personal letter. */
const mostShown = 30;

/**
 * Who has these addresses, each once: as the server said within the last minute or says now, as it said before, or as
 * far as the local copy knows. One that does not answer in time is not waited for.
 */
export async function findRecipients(
  deps: Deps,
  lookups: Lookups,
  emails: readonly string[],
): Promise<ToolRecipient[]> {
  const wanted = [...new Map(emails.map((email) => [keyOf(email), email])).values()].slice(0, mostShown);
  if (wanted.length > 0) await patiently(deps, lookups.need(wanted));
  return Promise.all(wanted.map((email) => findRecipient(deps, email)));
}

/** As `findRecipients`, by what is held here: nobody is asked, so nothing is waited for. */
export async function findRecipient({ store: { db } }: Deps, email: string): Promise<ToolRecipient> {
  const said = await db.lookups.get(keyOf(email));
  const isSaid = said !== undefined && said.answeredAt !== null;
  const people = isSaid ? said.people.map(({ person }) => person) : await findPeopleByEmail(db, email);
  const total = isSaid ? said.total : people.length;
  const [first = null] = people;
  const against = {
    ...(isSaid && said.people.some(wantsNoSales) && { unsubscribed: true as const }),
    ...(said?.blockedDomain !== undefined && { blockedDomain: said.blockedDomain }),
  };
  if (total > 1) return { email, state: 'several', person: null, ...against };
  if (first) return { email, state: 'known', person: first, ...against };
  // The local copy has the people of the user's own tasks: it can know somebody, and never that nobody does.
  return { email, state: isSaid && !said.problem ? 'unknown' : 'unchecked', person: null, ...against };
}

function wantsNoSales({ consent }: PersonContext): boolean {
  return consent.purposes.some(({ purpose, status }) => purpose === 'sales' && status === 'withdrawn');
}

/** Puts people on a campaign, in the user's own time zone. */
export async function enrol(
  deps: Deps,
  { campaignId, personIds, start, choices }: ParsedMessage<'tools.enrol'>,
): Promise<MessageResponse<'tools.enrol'>> {
  const { store, words } = deps;
  const me = await getMeta(store.db, 'me');
  if (!me) return fail('NOT_PAIRED', words.notPaired());
  const { timeZone } = me.user;
  const body = { personIds, ...start, timeZone, choices, missingFields: 'refuse' } as const;
  const report = await doForPerson(
    deps,
    'campaigns.launch',
    { params: { id: campaignId }, body },
    ({ enrolled }) => enrolled[0]?.personId ?? null,
  );
  if (!report.ok) return report;
  const added = report.value.enrolled.map(({ personId }) => personId);
  await store.write(async () => {
    for (const personId of added.slice(1)) await outdate(store.db, personId);
  });
  return ok({ added, refused: report.value.refused, skipped: report.value.skipped });
}
