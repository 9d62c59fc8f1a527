import { useEffect, useRef, useState } from 'preact/hooks';
import { attempt, type Link, useLink } from '../../components/data/link.ts';
import { type Actions, type Target, useActions } from '../../components/data/use-actions.ts';
import { useLive } from '../../components/data/use-live.ts';
import { t } from '../../components/i18n.ts';
import { type Draft, noDraft, outcomeOf } from '../../components/tasks/TaskWork.tsx';
import type { Clock } from '../../components/time.ts';
import type { Notice, ParsedMessage, WorkThrough } from '../../lib/contract/messages.ts';

export type Filter = ParsedMessage<'tasks.list'>['filter'];

/** Everything the sidebar shows of tasks, and what can be done there. */
export function useDesk(clock: Clock) {
  const link = useLink();
  const actions = useActions(clock);
  const [filter, setFilter] = useState<Filter>({ type: null, campaignId: null, search: '' });
  const [openId, setOpenId] = useState<string | null>(null);
  const [openingId, setOpeningId] = useState<string | null>(null);
  const [startId, setStartId] = useState<string | null>(null);
  const [drafts, setDrafts] = useState<Record<string, Draft>>({});

  const detail = useLive(`task ${openId}`, async () =>
    openId ? link.ask('tasks.get', { taskId: openId }) : null,
  );
  const work = useLive('work', () => link.ask('workThrough.get', {}));
  const notices = useLive('notices', () => link.ask('notices.list', {}));
  const page = useLive('page', () => link.ask('page.missing', {}));
  /** The sidebar stands in the mail page too; only the browser's own panel asks. */
  const inPage = useLive('inPage', async () =>
    link.framed ? { open: false } : link.ask('sidebar.inPage', {}),
  );
  useFollowWork(work.value, setOpenId, actions);

  const draft = (openId && drafts[openId]) || noDraft;
  const keepDraft = (next: Draft): void => void (openId && setDrafts((old) => ({ ...old, [openId]: next })));
  const open = detail.value?.ok ? detail.value.value : null;
  /** After the open task is closed by hand: the round's own task, whose successor comes by itself, else the list. */
  const leave = (id: string): void => {
    if (id !== openId) return;
    const onInRound = work.value?.active ? work.value.taskId : null;
    if (onInRound !== id) setOpenId(onInRound);
  };

  return {
    link,
    actions,
    filter,
    setFilter,
    openId,
    setOpenId,
    detail,
    open,
    opening: openingId !== null && openingId === openId,
    /** Presses the open task's big button; one that is still loading is started as soon as it is there. */
    startSoon: (main: { current: HTMLElement | null }) => {
      if (open) main.current?.click();
      else setStartId(openId);
    },
    /** The open task has been drawn: what was asked for too early is done now. */
    drawn: (main: { current: HTMLElement | null }) => {
      if (startId !== null && startId === openId) main.current?.click();
      setStartId(null);
    },
    draft,
    keepDraft,
    work,
    notices,
    page,
    inPage,
    write: async (taskId: string) => {
      setOpeningId(taskId);
      const answer = await attempt(() => link.ask('compose.start', { taskId }));
      setOpeningId(null);
      const problem = answer.ok || (await isToldByTask(link, taskId)) ? null : answer.problem;
      actions.setProblem(problem);
      await detail.reload();
    },
    finish: async (target: Target, type: string) => {
      if (type === 'call' && target.id === openId && !draft.callResult)
        return keepDraft({ ...draft, outcomeNeeded: true });
      const typed = target.id === openId ? draft : noDraft;
      if (await actions.complete(target, outcomeOf(typed))) leave(target.id);
    },
    skip: async (target: Target) => {
      if (await actions.skip(target)) leave(target.id);
    },
    snooze: async (target: Target, until: string) => {
      if (await actions.snooze(target, until)) leave(target.id);
    },
    settle: async (sessionId: string, sent: boolean) => {
      const answer = await attempt(() => link.ask('compose.settle', { sessionId, sent }));
      actions.setProblem(answer.ok ? null : answer.problem);
      await detail.reload();
    },
    /** Takes back what a notice tells of. It stays until that has worked. */
    undoNotice: async ({ id, title, undo }: Notice) => {
      if (!undo) return;
      const answer = await attempt(() => link.ask('enrolment.undo', undo));
      actions.setProblem(answer.ok ? null : answer.problem);
      if (!answer.ok) return;
      actions.tell(t('undo.undone', { title }), title);
      await link.ask('notices.dismiss', { id });
      await notices.reload();
    },
    startWork: async () => {
      await link.ask('workThrough.start', { filter });
      await work.reload();
    },
    nextInWork: async () => {
      await link.ask('workThrough.advance', {});
      await work.reload();
    },
    stopWork: async () => {
      await link.ask('workThrough.stop', {});
      await work.reload();
    },
  };
}
export type DeskModel = ReturnType<typeof useDesk>;

/** A refusal that has a compose session stands with the task already, in the mail page's own words. */
async function isToldByTask(link: Link, taskId: string): Promise<boolean> {
  const answer = await attempt(() => link.ask('tasks.get', { taskId }));
  return answer.ok && answer.value.compose?.state === 'refused';
}

/** In a round the background says which task is on: it is opened here, and what became of the one before is said. */
function useFollowWork(
  work: WorkThrough | null,
  setOpenId: (id: string | null) => void,
  actions: Actions,
): void {
  const link = useLink();
  const before = useRef<WorkThrough | null>(null);
  useEffect(() => {
    const old = before.current;
    before.current = work;
    if (!work) return;
    if (work.active && work.taskId && work.taskId !== old?.taskId) setOpenId(work.taskId);
    if (old?.active && old.taskId && old.taskId !== work.taskId) void tellSent(old.taskId);
    if (old?.active && !work.active) setOpenId(null);
    // A round that was stopped has no total any more.
    if (old?.active && !work.active && work.total > 0) actions.speak(t('work.finished'));
  }, [work, setOpenId]);

  const tellSent = async (taskId: string): Promise<void> => {
    const answer = await attempt(() => link.ask('tasks.get', { taskId }));
    if (!answer.ok || !answer.value.task.outcome?.proof) return;
    const { task } = answer.value;
    const about = task.personName || task.title;
    actions.tell(`${t('compose.sent')}: ${about}`, about);
  };
}
