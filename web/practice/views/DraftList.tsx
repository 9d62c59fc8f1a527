import { api } from '../api.ts';
import { useLoad } from '../load.ts';
import { longTime, shortTime, t } from '../text.ts';
import { Empty, Failed, Loading } from './states.tsx';
import { useRowKeys } from './use-row-keys.ts';

/** What has been begun and not sent. */
export function DraftList({ onOpen }: { onOpen: (id: string) => Promise<void> }) {
  const { value, error, reload } = useLoad('drafts', api.drafts);
  const list = useRowKeys({});
  return (
    <div class="pane" data-practice-view="drafts">
      <h2 class="pane-title">{t('drafts')}</h2>
      {!value && !error && <Loading />}
      {!value && error && <Failed error={error} onRetry={reload} />}
      {value?.drafts.length === 0 && (
        <Empty icon="draft" title={t('empty.drafts')} hint={t('empty.drafts.hint')} />
      )}
      {value && value.drafts.length > 0 && (
        <ul class="rows" ref={list}>
          {value.drafts.map((draft) => {
            const people = [...draft.to, ...draft.cc, ...draft.bcc]
              .map(({ name, email }) => name ?? email)
              .join(', ');
            return (
              <li key={draft.id} class="row">
                <button
                  type="button"
                  class="row-link"
                  data-practice-row={draft.id}
                  onClick={() => void onOpen(draft.id)}
                >
                  <span class="row-who" dir="auto">
                    {people ? t('toPeople', { people }) : t('noRecipients')}
                  </span>
                  <span class="row-text">
                    <span class="row-subject" dir="auto">
                      {draft.subject || t('noSubject')}
                    </span>
                    <span class="row-snippet" dir="auto">
                      {textOf(draft.html)}
                    </span>
                  </span>
                  <time class="row-time" dateTime={draft.updatedAt} title={longTime(draft.updatedAt)}>
                    {shortTime(draft.updatedAt, new Date())}
                  </time>
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}

function textOf(html: string): string {
  const body = new DOMParser().parseFromString(html.replaceAll('<', ' <'), 'text/html').body;
  return (body.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 200);
}
