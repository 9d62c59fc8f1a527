import type { Notice } from '../../lib/contract/messages.ts';
import { Icon } from '../Icon.tsx';
import { t } from '../i18n.ts';

interface NoticesProps {
  notices: readonly Notice[];
  onOpen(taskId: string): void;
  onDismiss(id: string): void;
  onUndo(notice: Notice): void;
}

/** What the person must be told once: another device was first, a change was refused, a send failed. */
export function Notices({ notices, onOpen, onDismiss, onUndo }: NoticesProps) {
  if (notices.length === 0) return null;
  return (
    <>
      {notices.slice(0, 3).map((notice) => {
        const { id, kind, title, detail, taskId } = notice;
        return (
          <div key={id} class={`note ${kind === 'replied' ? 'good' : 'warn'}`}>
            <Icon name={kind === 'replied' ? 'reply' : 'problem'} />
            <div class="grow stack tight">
              <p>
                <strong>{t(`notice.${kind}`)}</strong>
              </p>
              <p>
                <bdi>{title}</bdi>
              </p>
              {detail && <p class="soft">{detail}</p>}
              {notice.undo && (
                <div>
                  <button type="button" class="button plain small" onClick={() => onUndo(notice)}>
                    <Icon name="undo" />
                    {t('undo.action')}
                  </button>
                </div>
              )}
              {taskId && (
                <div>
                  <button type="button" class="button plain small" onClick={() => onOpen(taskId)}>
                    {t('notice.open')}
                  </button>
                </div>
              )}
            </div>
            <button
              type="button"
              class="icon-button"
              aria-label={t('common.dismiss')}
              onClick={() => onDismiss(id)}
            >
              <Icon name="close" />
            </button>
          </div>
        );
      })}
    </>
  );
}
