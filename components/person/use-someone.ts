import { useState } from 'preact/hooks';
import type { Person } from '../../lib/contract/person.ts';
import { attempt, useLink } from '../data/link.ts';
import type { Actions } from '../data/use-actions.ts';
import { t } from '../i18n.ts';
import { useLibrary } from '../library/ask.ts';
import { nameOf } from './PersonHead.tsx';
import { usePersonActs } from './use-person-acts.ts';

/** As much of a person as a line about a mail or an event has. */
export interface Someone {
  personId: string | null;
  personName: string | null;
  email: string | null;
}

/** What somebody is called in a line. */
export function calledOf({ personName, email }: Someone): string {
  return personName ?? email ?? t('feed.nobody');
}

/** A person as a line has them. */
export function someoneOf(person: Person): Someone {
  return { personId: person.id, personName: nameOf(person) || null, email: person.email };
}

const emptyEmail = { subject: '', html: '', alsoTo: [], cc: [], bcc: [] };

/** What can be done for the person of a line without leaving the list. */
export function useSomeone(actions: Actions) {
  const link = useLink();
  const ask = useLibrary();
  const [opened, setOpened] = useState<string | null>(null);
  const person = usePersonActs({ actions, pane: null, openTask: () => {}, startTask: () => {} });

  /** A mail of one's own, begun empty in the mailbox; as a task, so that it is not lost. */
  const email = async (someone: Someone): Promise<void> => {
    if (someone.personId === null) return;
    const name = calledOf(someone);
    const created = await attempt(() =>
      link.ask('tasks.create', {
        id: crypto.randomUUID(),
        type: 'email',
        title: t('feed.emailTask', { name }),
        details: '',
        dueAt: link.now().toISOString(),
        email: emptyEmail,
        personId: someone.personId ?? '',
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
    actions.tell(t('feed.emailBegun', { name }), name, () => link.ask('tasks.skip', { taskId: id }));
  };
  const withPerson =
    (then: (found: Person) => void) =>
    async ({ personId }: Someone): Promise<void> => {
      if (personId === null) return;
      const answer = await attempt(() => ask('people.get', { params: { id: personId } }));
      actions.setProblem(answer.ok ? null : answer.problem);
      if (answer.ok) then(answer.value);
    };
  return {
    actions,
    person,
    opened,
    open: ({ personId }: Someone) => setOpened(personId),
    close: () => setOpened(null),
    email,
    addTask: withPerson((found) => person.setDialog({ kind: 'task', person: found })),
    addToCampaign: withPerson((found) => person.setDialog({ kind: 'campaign', person: found })),
  };
}
export type SomeoneActs = ReturnType<typeof useSomeone>;
