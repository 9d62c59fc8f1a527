import { useState } from 'preact/hooks';
import type { FeedEntry } from '../../lib/contract/feed.ts';
import { attempt, useLink } from '../data/link.ts';
import type { Actions } from '../data/use-actions.ts';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { usePersonActs } from '../person/use-person-acts.ts';
import { whoOf } from './words.ts';

const emptyEmail = { subject: '', html: '', alsoTo: [], cc: [], bcc: [] };

/** What can be done for the person of a line without leaving the feed. */
export function useFeedActs(actions: Actions) {
  const link = useLink();
  const ask = useLibrary();
  const [opened, setOpened] = useState<string | null>(null);
  const person = usePersonActs({ actions, pane: null, openTask: () => {}, startTask: () => {} });

  /** A mail of one's own, begun empty in the mailbox; as a task, so that it is not lost. */
  const email = async (entry: FeedEntry): Promise<void> => {
    if (entry.personId === null) return;
    const { personId } = entry;
    const created = await attempt(() =>
      link.ask('tasks.create', {
        id: crypto.randomUUID(),
        type: 'email',
        title: t('feed.emailTask', { name: whoOf(entry) }),
        details: '',
        dueAt: link.now().toISOString(),
        email: emptyEmail,
        personId,
      }),
    );
    // The task is on its way to this browser: it must be here before it can be begun.
    if (created.ok) await link.ask('sync.now', {});
    const begun = created.ok
      ? await attempt(() => link.ask('compose.start', { taskId: created.value.id }))
      : created;
    actions.setProblem(begun.ok ? null : begun.problem);
    if (!created.ok) return;
    const { id } = created.value;
    actions.tell(t('feed.emailBegun', { name: whoOf(entry) }), whoOf(entry), () =>
      link.ask('tasks.skip', { taskId: id }),
    );
  };
  const addToCampaign = async ({ personId }: FeedEntry): Promise<void> => {
    if (personId === null) return;
    const answer = await attempt(() => ask('people.get', { params: { id: personId } }));
    actions.setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) person.setDialog({ kind: 'campaign', person: answer.value });
  };
  return {
    actions,
    person,
    opened,
    open: ({ personId }: FeedEntry) => setOpened(personId),
    close: () => setOpened(null),
    email,
    addToCampaign,
  };
}
export type FeedActs = ReturnType<typeof useFeedActs>;
