import { useState } from 'preact/hooks';
import type { Result } from '../../lib/contract/errors.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { EnrolmentContext } from '../../lib/contract/person-context.ts';
import type { PersonCard, PersonPane } from '../../lib/contract/person-pane.ts';
import type { Task } from '../../lib/contract/task.ts';
import { attempt, useLink } from '../data/link.ts';
import type { Actions } from '../data/use-actions.ts';
import { t } from '../i18n.ts';
import type { PersonActs } from './PersonFacts.tsx';
import { nameOf } from './PersonHead.tsx';

/** A form over the sidebar. It keeps the person it was opened for, whatever thread is opened meanwhile. */
export type PersonDialog =
  | { kind: 'add'; name: string; email: string }
  | { kind: 'campaign' | 'task' | 'log'; person: Person }
  | { kind: 'consent'; card: PersonCard };

interface Wishes {
  actions: Actions;
  pane: PersonPane | null;
  openTask(task: Task): void;
  startTask(task: Task): void;
}

/** What can be done for the person of the open thread, with what is said afterwards and the way back. */
export function usePersonActs({ actions, pane, openTask, startTask }: Wishes) {
  const link = useLink();
  const [dialog, setDialog] = useState<PersonDialog | null>(null);
  const [busy, setBusy] = useState<string | null>(null);

  const run = async <T>(
    name: string,
    question: () => Promise<Result<T>>,
    done: (value: T) => void,
  ): Promise<void> => {
    setBusy(name);
    const answer = await attempt(question);
    setBusy(null);
    actions.setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) done(answer.value);
  };
  const onRun =
    (kind: 'enrolment.replied' | 'enrolment.stop', words: 'person.repliedDone' | 'person.stopDone') =>
    (card: PersonCard, run_: EnrolmentContext): void => {
      const id = crypto.randomUUID();
      const personId = card.person.id;
      const name = whoOf(card.person);
      const back = () => link.ask('enrolment.undo', { personId, enrolmentId: run_.id, undoes: id });
      void run(
        run_.id,
        () => link.ask(kind, { personId, enrolmentId: run_.id, id }),
        () =>
          actions.tell(
            t(words, { name, campaign: run_.campaignName ?? t('person.privateCampaign') }),
            name,
            back,
          ),
      );
    };

  const acts: PersonActs = {
    busy,
    addToCampaign: ({ person }) => setDialog({ kind: 'campaign', person }),
    addTask: ({ person }) => setDialog({ kind: 'task', person }),
    log: ({ person }) => setDialog({ kind: 'log', person }),
    changeConsent: (card) => setDialog({ kind: 'consent', card }),
    setFormer: ({ person }, former) => {
      const name = whoOf(person);
      const setTo = (isFormer: boolean) =>
        link.ask('person.setFormer', { personId: person.id, former: isFormer });
      void run(
        'reach',
        () => setTo(former),
        () =>
          actions.tell(t(former ? 'reach.isFormer' : 'reach.isBack', { name }), name, () => setTo(!former)),
      );
    },
    useAddress: ({ person }, address) =>
      void run(
        'reach',
        () => link.ask('person.useAddress', { personId: person.id, address }),
        () => actions.tell(t('reach.used', { address }), whoOf(person)),
      ),
    open: openTask,
    start: startTask,
    replied: onRun('enrolment.replied', 'person.repliedDone'),
    stop: onRun('enrolment.stop', 'person.stopDone'),
    undo: ({ person }, { id, lastEvent }) => {
      if (!lastEvent) return;
      const undoes = lastEvent.id;
      void run(
        id,
        () => link.ask('enrolment.undo', { personId: person.id, enrolmentId: id, undoes }),
        () => actions.tell(t('undo.undone', { title: whoOf(person) }), whoOf(person)),
      );
    },
    logMail: ({ person }) => {
      if (!pane?.mail) return;
      const { direction, ids } = pane.mail;
      const activity = {
        id: crypto.randomUUID(),
        kind: 'mail.logged' as const,
        at: link.now().toISOString(),
        title: t(`site.${pane.site ?? 'gmail'}`),
        direction,
        ids,
      };
      void run(
        'mail',
        () => link.ask('person.log', { personId: person.id, activity }),
        () => actions.tell(t('person.logged', { name: whoOf(person) }), whoOf(person)),
      );
    },
  };
  return { acts, dialog, setDialog, tell: actions.tell };
}
export type PersonActsModel = ReturnType<typeof usePersonActs>;

/** What a person is called in a sentence. */
export function whoOf(person: Person): string {
  return nameOf(person) || (person.email ?? t('common.noName'));
}
