import { createI18n } from '@wxt-dev/i18n';
import type { GeneratedI18nStructure } from '../../.wxt/i18n/structure.d.ts';
import type { Words } from '../../lib/background/deps.ts';

type Key = Exclude<keyof GeneratedI18nStructure, `@@${string}`> & `background.${string}`;

const texts: { t(key: string, count: null, values: Record<string, string | number> | null): string } =
  createI18n();
const t = (key: Key, values: Record<string, string | number> | null = null): string =>
  texts.t(key, null, values);

/** What the background says, from `locales/*.yml`. */
export const words: Words = {
  conflict(task, timeZone) {
    if (!task?.closedAt) return t('background.conflict');
    const time = new Date(task.closedAt).toLocaleTimeString(navigator.language, {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
    });
    if (task.status === 'skipped') return t('background.skippedElsewhere', { time });
    return t(task.status === 'cancelled' ? 'background.cancelledElsewhere' : 'background.doneElsewhere', {
      time,
    });
  },
  refused: ({ code, message }) =>
    code === 'TASK_MOVED_ON'
      ? t('background.movedOn')
      : t('background.refused', { reason: message ?? code ?? '' }),
  sendFailed: (status) =>
    status === null ? t('background.sendOffline') : t('background.sendFailed', { status }),
  sendUndone: () => t('background.sendUndone'),
  notTaken: () => t('background.notTaken'),
  notUtskick: (server) => t('background.notUtskick', { server }),
  noAnswer: (server) => t('background.noAnswer', { server }),
  noMailTab: () => t('background.noMailTab'),
  notPaired: () => t('background.notPaired'),
  taskGone: () => t('background.taskGone'),
  taskClosed: (title) => t('background.taskClosed', { title }),
  notAnEmail: () => t('background.notAnEmail'),
  templateGone: () => t('background.templateGone'),
  notAddressed: (name) => t('background.notAddressed', { name }),
  beingWritten: () => t('background.beingWritten'),
  underWay: () => t('background.underWay'),
  pageSilent: () => t('background.pageSilent'),
  gone: () => t('background.gone'),
  endedByReply: (campaign) => t('background.endedByReply', { campaign }),
  goesOnAfterReply: (campaign) => t('background.goesOnAfterReply', { campaign }),
};
