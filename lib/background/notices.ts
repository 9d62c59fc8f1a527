import type { Notice } from '../contract/messages.ts';
import { getMeta } from '../store/meta.ts';
import type { News } from '../sync/push.ts';
import { type Deps, stamp } from './deps.ts';

/** Tells the person what came of actions that did not go as they saw them. Call inside `store.write`. */
export async function tellNews(deps: Omit<Deps, 'sync'>, news: readonly News[]): Promise<void> {
  const me = await getMeta(deps.store.db, 'me');
  const timeZone = me?.user.timeZone ?? 'UTC';
  const notices = news.map(({ answer, action }): Notice => {
    const { task } = answer;
    const conflict = answer.result === 'conflict';
    return {
      id: action.id,
      at: stamp(deps),
      taskId: action.taskId,
      kind: conflict ? 'conflict' : 'refused',
      title: task?.title ?? deps.words.gone(),
      detail: conflict ? deps.words.conflict(task, timeZone) : deps.words.refused(answer),
    };
  });
  await deps.store.db.notices.bulkPut(notices);
}
