import { useState } from 'preact/hooks';
import { Asked } from '../feedback/Asked.tsx';
import { t } from '../i18n.ts';
import { useAsked, useLibrary } from '../library/ask.ts';
import { type Clock, fullTime, shortTime } from '../time.ts';

const shown = 10;
/** As many as the server tells at once. */
const most = 200;

/** Mailings that somebody has got, the latest first, and what became of each. */
export function PersonMailings({ personId, clock }: { personId: string; clock: Clock }) {
  const ask = useLibrary();
  const [limit, setLimit] = useState(shown);
  const live = useAsked(`mailings of ${personId} ${limit}`, () =>
    ask('mailings.ofPerson', { params: { id: personId }, query: { limit } }),
  );
  return (
    <section class="stack tight" aria-labelledby="person-mailings">
      <h3 id="person-mailings">{t('mailings.title')}</h3>
      <Asked live={live} label={t('queue.loading')}>
        {({ mailings, total }) => (
          <>
            {total === 0 && <p class="soft">{t('mailings.noneGot')}</p>}
            <ul class="stack tight">
              {mailings.map(({ mailingId, mailingName, status, sentAt, reason }) => (
                <li key={mailingId} class="row-of wrap">
                  <a class="grow cut" href={`#/mailings/${mailingId}`}>
                    <bdi>{mailingName}</bdi>
                  </a>
                  <span title={reason ?? t(`mailings.why.${status}`)}>
                    {t(`mailings.recipient.${status}`)}
                  </span>
                  {sentAt && (
                    <span class="soft small" title={fullTime(sentAt, clock.timeZone)}>
                      {shortTime(sentAt, clock)}
                    </span>
                  )}
                </li>
              ))}
            </ul>
            {total > mailings.length && limit < most && (
              <button type="button" class="button small" onClick={() => setLimit(most)}>
                {t('library.showMore')}
              </button>
            )}
          </>
        )}
      </Asked>
    </section>
  );
}
